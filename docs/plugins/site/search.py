"""What the search's index has: the pages, the terms of the glossary, and the other names that readers look for."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import copy
from html import escape, unescape
from typing import Any, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from docs.plugins.fences.view import View
from docs.plugins.project.glossary import Term
from docs.plugins.project.mistakes import PAGE
from docs.plugins.site.site import Site

CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
WITHIN_WORDS = re.compile(r"</?(?:code|su[bp])>")
TAG = re.compile(r"<[^>]*>")
COLOUR = re.compile(r"</?span[^>]*>")
# A lesson says more of a thing than the term of its name, and than a mistake that is made with it.
BESIDE_LESSONS = 0.8
# An entry of the index, in the plugin's form. What it makes has neither `names` nor `messages`: only what is ours has.
Entry: TypeAlias = dict[str, str | float | list[str]]


def prepare_index(config: MkDocsConfig, site: Site) -> None:
    """Add the terms and the messages to the index that Material's plugin makes, and let it be of plain text.

    The plugin takes sections, and terms are rows of a table. Most tags of a page colour its code; to read them takes
    the plugin half of its time, and it leaves them out.
    """
    plugin: Any = config.plugins["material/search"]
    index = plugin.search_index
    glossary = site.view.links.page("glossary")
    index.entries += search_entries(site.view, glossary)
    add_page = index.add_entry_from_context

    names, messages = searched_names(site), searched_messages(site)
    mistakes = f"{site.view.links.page(PAGE)}#"

    def add(page: Page) -> None:
        first = len(index.entries)
        add_page(_without_colours(page))
        for entry in index.entries[first:]:
            if entry["location"] in names:
                entry["names"] = names[entry["location"]]
            if entry["location"].startswith(mistakes):
                entry["boost"] = BESIDE_LESSONS
            if entry["location"] in messages:
                entry["messages"] = messages[entry["location"]]

    index.add_entry_from_context = add
    generate = index.generate_search_index
    index.generate_search_index = lambda previous: plain_index(generate(previous))


def plain_index(index: str) -> str:
    """The index, in JSON, with plain text in the place of HTML, and letters in the place of their escapes.

    A reader downloads a tenth less, and docs/assets/javascripts/search/index.js reads it as it is.
    """
    parsed = json.loads(index)
    parsed["docs"] = [_plain(entry) for entry in parsed["docs"]]
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":"))


def search_entries(view: View, page: str) -> list[Entry]:
    """What the search finds of each term, in the form of its index; `page` is the address of the glossary's page."""
    return [
        {
            "location": f"{page}#{term.id}",
            "title": escape(term.names[view.best(term.names)], quote=False),
            "text": escape(" ".join(_searched(term, view)), quote=False),
            "names": [escape(name, quote=False) for name in _other_names(term, term.names[view.best(term.names)])],
            "term": True,
            "boost": BESIDE_LESSONS,
        }
        for term in view.project.terms
    ]


def searched_names(site: Site) -> dict[str, list[str]]:
    """What readers of any language type for a section, by its address in the index."""
    pages = site.project.pages[site.source.code]
    found = {}
    for page, sections in site.project.search_words.items():
        for section, by_language in sections.items():
            # The plugin gives the first section of a page the page's address.
            fragment = "" if section == pages[page].sections[0].id else f"#{section}"
            names = [name for of_language in by_language.values() for name in of_language]
            found[f"{site.view.links.page(page)}{fragment}"] = [escape(name, quote=False) for name in names]
    return found


def searched_messages(site: Site) -> dict[str, list[str]]:
    """The patterns of the mistakes' messages, by the address in the index of the section that explains the mistake."""
    page = site.view.links.page(PAGE)
    return {
        f"{page}#{mistake.id}": list(mistake.patterns) for mistake in site.project.mistakes.values() if mistake.patterns
    }


def _searched(term: Term, view: View) -> Iterator[str]:
    own = view.best(term.names)
    others = {name for code, name in term.names.items() if code != own and name != term.names[own]}
    if others:
        yield f"{', '.join(sorted(others))}:"
    yield term.meanings[view.best(term.meanings)]
    if view.language.code in term.notes:
        yield term.notes[view.language.code]


def _other_names(term: Term, shown: str) -> list[str]:
    """What people call the term beside the name that is shown, in any language, in the order of the glossary."""
    lists = (names for by_language in (term.forms, term.synonyms, term.banned) for names in by_language.values())
    names = [*term.names.values(), *(name for names in lists for name in names)]
    return [name for name in dict.fromkeys(names) if name != shown]


def _plain(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    texts = {key: _text(entry[key]) for key in ("title", "text")}
    return {**entry, **texts, "names": [_text(name) for name in entry.get("names", [])]}


def _text(html: str) -> str:
    """The text of HTML: code, subscripts and superscripts are parts of words, and what other tags part are words."""
    words = unescape(TAG.sub(" ", WITHIN_WORDS.sub("", html)))
    return unicodedata.normalize("NFC", " ".join(words.split()))


def _without_colours(page: Page) -> Page:
    plain = copy(page)
    plain.content = CODE.sub(lambda code: COLOUR.sub("", code[0]), page.content or "")
    return plain
