"""What the search finds of the glossary's terms: its plugin takes sections only, and they are rows of a table."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from docs.plugins.project.glossary import Term
from docs.plugins.site.site import Site


def add_terms(config: MkDocsConfig, site: Site) -> None:
    """Add the terms to the index that the search's plugin is making."""
    search: Any = config.plugins["material/search"]
    page = site.view.links.page("glossary")
    search.search_index.entries += search_entries(site.project.terms, site.language.code, site.source.code, page)


def search_entries(terms: Sequence[Term], language: str, source: str, page: str) -> list[dict[str, str | float]]:
    """What the search finds of each term, in the form of its index; `page` is the address of the glossary's page."""
    return [
        {
            "location": f"{page}#{term.id}",
            "title": escape(term.names.get(language, term.names[source]), quote=False),
            "text": escape(" ".join(_searched(term, language, source)), quote=False),
            # A lesson of the same name says more.
            "boost": 0.8,
        }
        for term in terms
    ]


def _searched(term: Term, language: str, source: str) -> Iterator[str]:
    own = language if language in term.names else source
    others = {name for code, name in term.names.items() if code != own and name != term.names[own]}
    if others:
        yield f"{', '.join(sorted(others))}:"
    yield term.meanings.get(language, term.meanings[source])
    if language in term.notes:
        yield term.notes[language]
