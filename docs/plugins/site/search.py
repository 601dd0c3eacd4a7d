"""What the search's index has: the pages, the terms of the glossary, and the other names that readers look for."""

import re
from collections.abc import Iterator
from copy import copy
from html import escape
from typing import Any, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from docs.plugins.fences.view import View
from docs.plugins.project.glossary import Term
from docs.plugins.site.site import Site

CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
COLOUR = re.compile(r"</?span[^>]*>")
# An entry of the index, in the plugin's form. Those that the plugin makes have no `names`: only ours have.
Entry: TypeAlias = dict[str, str | float | list[str]]


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

    names = searched_names(site)

    def add(page: Page) -> None:
        first = len(index.entries)
        add_page(_without_colours(page))
        for entry in index.entries[first:]:
            if entry["location"] in names:
                entry["names"] = names[entry["location"]]

    index.add_entry_from_context = add


def search_entries(view: View, page: str) -> list[Entry]:
    """What the search finds of each term, in the form of its index; `page` is the address of the glossary's page."""
    return [
        {
            "location": f"{page}#{term.id}",
            "title": escape(term.names[view.best(term.names)], quote=False),
            "text": escape(" ".join(_searched(term, view)), quote=False),
            "names": [escape(name, quote=False) for name in _other_names(term, term.names[view.best(term.names)])],
            "term": True,
            # A lesson of the same name says more.
            "boost": 0.8,
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


def _without_colours(page: Page) -> Page:
    plain = copy(page)
    plain.content = CODE.sub(lambda code: COLOUR.sub("", code[0]), page.content or "")
    return plain
