"""What the search's plugin is given: the terms of the glossary, and pages without the colours of their code."""

import re
from collections.abc import Iterator
from copy import copy
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from docs.plugins.fences.view import View
from docs.plugins.project.glossary import Term
from docs.plugins.site.site import Site

CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
COLOUR = re.compile(r"</?span[^>]*>")


def prepare_index(config: MkDocsConfig, site: Site) -> None:
    """Add the terms to the index that Material's plugin is about to make, and let it read pages without colours.

    The plugin takes sections, and terms are rows of a table. Most tags of a page colour its code; to read them takes
    the plugin half of its time, and it leaves them out.
    """
    plugin: Any = config.plugins["material/search"]
    index = plugin.search_index
    glossary = site.view.links.page("glossary")
    index.entries += search_entries(site.view, glossary)
    add_page = index.add_entry_from_context
    index.add_entry_from_context = lambda page: add_page(_without_colours(page))


def search_entries(view: View, page: str) -> list[dict[str, str | float]]:
    """What the search finds of each term, in the form of its index; `page` is the address of the glossary's page."""
    return [
        {
            "location": f"{page}#{term.id}",
            "title": escape(term.names[view.best(term.names)], quote=False),
            "text": escape(" ".join(_searched(term, view)), quote=False),
            # A lesson of the same name says more.
            "boost": 0.8,
        }
        for term in view.project.terms
    ]


def _searched(term: Term, view: View) -> Iterator[str]:
    own = view.best(term.names)
    others = {name for code, name in term.names.items() if code != own and name != term.names[own]}
    if others:
        yield f"{', '.join(sorted(others))}:"
    yield term.meanings[view.best(term.meanings)]
    if view.language.code in term.notes:
        yield term.notes[view.language.code]


def _without_colours(page: Page) -> Page:
    plain = copy(page)
    plain.content = CODE.sub(lambda code: COLOUR.sub("", code[0]), page.content or "")
    return plain
