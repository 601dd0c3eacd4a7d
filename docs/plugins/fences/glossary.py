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

    A term that is not translated yet has its name and its meaning in the source language.
    """
    headings = "".join(
        f'<th scope="col" lang="{language.code}" translate="no">{escape(language.name)}</th>'
        for language in _ordered(view)
    )
    rows = "".join(_row(term, view) for term in _sorted(view))
    return (
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
    return sorted(view.project.terms, key=lambda term: alphabetical(term.names[_own(term, view)]))


def _own(term: Term, view: View) -> str:
    """The code of the language of a term's name: the source's, where it has none in the view's."""
    return view.language.code if view.language.code in term.names else view.project.source.code


def _row(term: Term, view: View) -> str:
    own = _own(term, view)
    name = f'<th scope="row" lang="{own}" translate="no">{escape(term.names[own])}</th>'
    names = "".join(
        f'<td lang="{language.code}" translate="no">{escape(term.names[language.code])}</td>'
        if language.code in term.names
        else "<td></td>"
        for language in _ordered(view)[1:]
    )
    return f'<tr id="{term.id}">{name}{names}{_meaning(term, view)}</tr>'


def _meaning(term: Term, view: View) -> str:
    language, source = view.language.code, view.project.source.code
    if language not in term.meanings:
        return f'<td lang="{source}">{escape(term.meanings[source])}</td>'
    note = f"<br><small>{escape(term.notes[language])}</small>" if language in term.notes else ""
    return f"<td>{escape(term.meanings[language])}{note}</td>"


def _markdown_row(term: Term, view: View) -> list[str]:
    language, source = view.language.code, view.project.source.code
    names = [term.names.get(other.code, "") for other in _ordered(view)[1:]]
    meaning = term.meanings.get(language, term.meanings[source])
    note = term.notes.get(language, "") if language in term.meanings else ""
    return [term.names[_own(term, view)], *names, f"{meaning} {note}"]
