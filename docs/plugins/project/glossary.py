"""The glossary, from `docs/glossary.yml`: a table of its terms, and a tooltip where a page first uses one."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from docs.plugins.project.glossary_problems import problems
from docs.plugins.project.languages import Language
from docs.plugins.project.yaml_lines import YamlError, load

PATH = "docs/glossary.yml"
NOTHING = "(?!)"
# A tooltip inside these would break a link, a heading's text in the contents, or code.
WITHOUT_TOOLTIPS = {"a", "abbr", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


class GlossaryError(Exception):
    """A glossary that can't be read; the message is one line, which begins with `docs/glossary.yml:LINE: `."""


@dataclass(frozen=True)
class Term:
    """A term, by language: its name and meaning, its other written forms (plurals), why it is so called, what it isn't.

    `kept_in_english` are the languages that call it by its English name. A language out of lockstep may lack all of it.
    """

    id: str
    names: Mapping[str, str]
    meanings: Mapping[str, str]
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    banned: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kept_in_english: Sequence[str] = ()

    def written(self, language: str) -> tuple[str, ...]:
        """The name and its other forms; none where the language has no name for the term."""
        return (self.names[language], *self.forms.get(language, ())) if language in self.names else ()

    def tooltip(self, language: str) -> str:
        """The term in the other languages, where they call it otherwise, and its meaning in this one."""
        others = [name for name in self.names.values() if name != self.names[language]]
        return ": ".join([" / ".join(others), self.meanings[language]] if others else [self.meanings[language]])


def parse_glossary(text: str, languages: Sequence[Language]) -> tuple[Term, ...]:
    """Read the terms from the YAML of `docs/glossary.yml`, in its order; raises GlossaryError at the first problem."""
    try:
        entries, lines = load(text)
    except YamlError as error:
        raise GlossaryError(f"{PATH}:{error.line}: not YAML: {error.problem}") from None
    for place, problem in problems(entries, lines, languages):
        raise GlossaryError(f"{PATH}:{lines[place]}: {problem}")
    return tuple(Term(**entry) for entry in entries)


def read_glossary(root: Path, languages: Sequence[Language]) -> tuple[Term, ...]:
    """The glossary of the project at `root`; raises GlossaryError."""
    return parse_glossary((root / PATH).read_text(encoding="utf-8"), languages)


class Phrases:
    """Finds any of some phrases, in capitals or not, and the longest of "training" and "training set".

    A phrase may be wrapped over two lines: `folded` makes the key of what was found.
    """

    def __init__(self, words: Iterable[str]) -> None:
        longest_first = sorted(map(_small, words), key=len, reverse=True)
        wrapped = (r"(?:[ \t]+|[ \t]*\n[ \t]*)".join(map(re.escape, phrase.split())) for phrase in longest_first)
        # Without re.IGNORECASE, with which it would take five times as long.
        self._pattern = re.compile(rf"\b(?:{'|'.join(wrapped) or NOTHING})\b")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each phrase begins and ends."""
        return (match.span() for match in self._pattern.finditer(_small(text)))


def folded(phrase: str) -> str:
    """The phrase on one line, in small letters."""
    return " ".join(phrase.split()).casefold()


def table(terms: Sequence[Term], language: str, languages: Sequence[Language]) -> str:
    """The glossary as an HTML table, in the alphabetical order of `language`.

    A term that is not translated yet has its name and its meaning in the source language, the first of `languages`.
    """
    source = languages[0].code
    others = [entry for entry in languages if entry.code != language]
    ordered = [*(entry for entry in languages if entry.code == language), *others]
    headings = "".join(
        f'<th scope="col" lang="{entry.code}" translate="no">{escape(entry.name)}</th>' for entry in ordered
    )
    label = escape(ordered[0].labels["meaning"])
    codes = [entry.code for entry in others]
    shown = sorted(terms, key=lambda term: alphabetical(term.names.get(language, term.names[source])))
    rows = "".join(_row(term, language, source, codes) for term in shown)
    return (
        f'<table class="glossary" data-search-exclude><thead><tr>{headings}<th scope="col">{label}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


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


def alphabetical(name: str) -> tuple[str, str]:
    """A key that sorts Vietnamese too: by the letters without their marks first (đ stands with d), then with them."""
    folded = name.casefold()
    bare = "".join(mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark))
    return bare.replace("đ", "d"), folded


def _row(term: Term, language: str, source: str, others: Sequence[str]) -> str:
    own = language if language in term.names else source
    name = f'<th scope="row" lang="{own}" translate="no">{escape(term.names[own])}</th>'
    names = "".join(
        f'<td lang="{code}" translate="no">{escape(term.names[code])}</td>' if code in term.names else "<td></td>"
        for code in others
    )
    return f'<tr id="{term.id}">{name}{names}{_meaning(term, language, source)}</tr>'


def _meaning(term: Term, language: str, source: str) -> str:
    if language not in term.meanings:
        return f'<td lang="{source}">{escape(term.meanings[source])}</td>'
    note = f"<br><small>{escape(term.notes[language])}</small>" if language in term.notes else ""
    return f"<td>{escape(term.meanings[language])}{note}</td>"


class Tooltips(Extension):
    """Wraps the first use of each term on a page in an `abbr` that explains it."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        """`language` is that of the page."""
        super().__init__()
        self.terms = terms
        self.language = language

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Run after the inline patterns (20), so that links and code are elements to pass over."""
        md.treeprocessors.register(_FirstUses(md, self.terms, self.language), "glossary", 7)


class _FirstUses(Treeprocessor):
    def __init__(self, md: Markdown, terms: Sequence[Term], language: str) -> None:
        super().__init__(md)
        explained = (term for term in terms if language in term.meanings)
        self.terms = {folded(form): term for term in explained for form in term.written(language)}
        self.language = language
        self.phrases = Phrases(self.terms)

    def run(self, root: Element) -> None:
        self.explained: set[str] = set()
        self._visit(root)

    def _visit(self, element: Element) -> None:
        if element.tag in WITHOUT_TOOLTIPS:
            return
        children = list(element)
        element.text = self._wrap(element, 0, element.text)
        for child in children:
            self._visit(child)
            child.tail = self._wrap(element, list(element).index(child) + 1, child.tail)

    def _wrap(self, parent: Element, index: int, text: str | None) -> str | None:
        """Insert the `abbr`s of `text` into `parent` from `index` on; returns the text before the first of them."""
        if text is None:
            return None
        end, before, last = 0, text, None
        for start, stop in self.phrases.find(text):
            term = self.terms[folded(text[start:stop])]
            if term.id in self.explained:
                continue
            self.explained.add(term.id)
            abbr = Element("abbr", {"title": term.tooltip(self.language)})
            abbr.text = text[start:stop]
            if last is None:
                before = text[:start]
            else:
                last.tail = text[end:start]
            parent.insert(index, abbr)
            index, end, last = index + 1, stop, abbr
        if last is not None:
            last.tail = text[end:]
        return before


def _small(text: str) -> str:
    """The text in small letters, each where it was."""
    # The one letter whose small form is longer.
    return text.replace("İ", "I").lower()
