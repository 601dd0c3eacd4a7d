"""The table of all terms, from `docs/glossary.yml`.

```glossary
all
```
"""

import unicodedata
from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import markdown_table, problems_unless_all
from docs.plugins.fences.view import View
from docs.plugins.project.glossary import Term
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body that is not of the form above."""
    yield from problems_unless_all(fences, "every term")


def html(body: str, view: View) -> str:
    """A row a term, in the alphabetical order of the view's language.

    A term that is not translated yet has an empty cell in that language, and its meaning in the one that stands in for
    it; such terms come last.
    """
    headings = "".join(
        f'<th scope="col" lang="{language.code}" translate="no">{escape(language.name)}</th>'
        for language in _ordered(view)
    )
    rows = "".join(_row(term, view) for term in _sorted(view))
    return (
        f"{_filter(view)}"
        f'<table class="glossary" data-search-exclude><thead><tr>{headings}'
        f'<th scope="col">{escape(view.label("meaning"))}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def markdown(body: str, view: View) -> Sequence[str]:
    """The same table in Markdown."""
    head = [*(language.name for language in _ordered(view)), view.label("meaning")]
    return markdown_table([head, *(_markdown_row(term, view) for term in _sorted(view))])


def alphabetical(name: str) -> tuple[str, str]:
    """A key that sorts Vietnamese too: by the letters without their marks first (đ stands with d), then with them."""
    folded = name.casefold()
    bare = "".join(mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark))
    return bare.replace("đ", "d"), folded


def _ordered(view: View) -> list[Language]:
    """The view's language, and then the others."""
    languages = view.project.languages
    own = [language for language in languages if language.code == view.language.code]
    return [*own, *(language for language in languages if language.code != view.language.code)]


def _sorted(view: View) -> list[Term]:
    own = view.language.code
    return sorted(
        view.project.terms,
        key=lambda term: (own not in term.names, alphabetical(term.names[view.best(term.names)])),
    )


def _filter(view: View) -> str:
    """A field, which docs/assets/javascripts/glossary_filter.js shows when it works."""
    return (
        f'<div class="glossary-filter" data-search-exclude hidden><label>{escape(view.label("glossary_filter"))} '
        f'<input type="search" autocapitalize="off" autocomplete="off" spellcheck="false"></label> '
        f'<span role="status" data-found="{escape(view.label("glossary_found"))}" '
        f'data-none="{escape(view.label("glossary_none"))}"></span></div>'
    )


def _row(term: Term, view: View) -> str:
    names = "".join(_name(term, language.code, view) for language in _ordered(view))
    return f'<tr id="{term.id}">{names}{_meaning(term, view)}</tr>'


def _name(term: Term, language: str, view: View) -> str:
    """The cell of a term's name in a language; the name by which the reader knows the term is the row's heading."""
    if language not in term.names:
        return "<td></td>"
    attributes = f'lang="{language}" translate="no"'
    name = escape(term.names[language])
    own = view.best(term.names)
    if language == own:
        return f'<th scope="row" {attributes}>{name}</th>'
    if term.names[language] == term.names[own]:
        # A phone has both names on one line, and shows the second only where it is another.
        attributes = f'class="same" {attributes}'
    return f"<td {attributes}>{name}</td>"


def _meaning(term: Term, view: View) -> str:
    language = view.language.code
    if language not in term.meanings:
        best = view.best(term.meanings)
        return f'<td lang="{best}">{escape(term.meanings[best])}</td>'
    synonyms = escape(_synonyms(term, language))
    also = view.label("also_called").format(names=f'<span translate="no">{synonyms}</span>')
    lines = [
        escape(term.meanings[language]),
        *([f"<small>{also}</small>"] if synonyms else []),
        *([f'<small class="note">{escape(term.notes[language])}</small>'] if language in term.notes else []),
    ]
    return f"<td>{'<br>'.join(lines)}</td>"


def _markdown_row(term: Term, view: View) -> list[str]:
    language = view.language.code
    names = [term.names.get(each.code, "") for each in _ordered(view)]
    if language not in term.meanings:
        return [*names, term.meanings[view.best(term.meanings)]]
    synonyms = _synonyms(term, language)
    also = view.label("also_called").format(names=synonyms) if synonyms else ""
    return [*names, f"{term.meanings[language]} {also} {term.notes.get(language, '')}"]


def _synonyms(term: Term, language: str) -> str:
    """What else a language calls the term, but for names that stand beside it already, in other languages."""
    return ", ".join(word for word in term.synonyms.get(language, ()) if word not in term.names.values())
