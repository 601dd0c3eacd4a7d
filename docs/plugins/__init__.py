"""The site's Python. Each room imports from those below it, and from no other; tests/plugins/test_floors.py holds that.

    hooks.py             the door for MkDocs: its events, one typed `Site` in config.extra, and no logic
    cli.py, __main__.py  the door for people: python -m docs.plugins check | new-lesson | …
    site/                what is made of whole pages: the configuration, the content of a page, its Markdown and
                         metadata, the pages of examples, the page to print, bundles, the service worker
    check.py             check(project): every problem of the pages and scripts, one line each
    lessons/             what a lesson is made of: the skeleton of a new one, and what one still lacks
    translations/        what keeps the languages in step: the same structure, the same words, and what has changed
    fences/              what a fence shows: a file a kind, which the registry finds
    project/             what the repository says, read once into one immutable `Project`; the notation of pages

`python -m examples` is a door of its own, in examples/runner, and takes of all this only `project`. Nothing here
imports Keras: whoever translates a page need not install it.
"""
