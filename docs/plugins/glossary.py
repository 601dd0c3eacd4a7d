"""The glossary, from `docs/glossary.yml`: a table of its terms, and a tooltip where a page first uses one."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import yaml
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from docs.plugins.languages import Language

# A tooltip inside these would break a link, a heading's text in the contents, or code.
WITHOUT_TOOLTIPS = {"a", "abbr", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class Term:
    """A term: its name, its meaning and its other written forms (plurals), by language."""

    id: str
    names: Mapping[str, str]
    meanings: Mapping[str, str]
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def tooltip(self, language: str) -> str:
        """The term in the other languages, where they call it otherwise, and its meaning in this one."""
        others = [name for name in self.names.values() if name != self.names[language]]
        return ": ".join([" / ".join(others), self.meanings[language]] if others else [self.meanings[language]])


def parse_glossary(text: str) -> tuple[Term, ...]:
    """Read the terms from the YAML of `docs/glossary.yml`, in its order."""
    entries: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple(Term(**entry) for entry in entries)


def read_glossary(root: Path) -> tuple[Term, ...]:
    """The glossary of the project at `root`."""
    return parse_glossary((root / "docs/glossary.yml").read_text(encoding="utf-8"))


def table(terms: Sequence[Term], language: str, languages: Sequence[Language]) -> str:
    """The glossary as an HTML table, in the alphabetical order of `language`."""
    ordered = [entry for entry in languages if entry.code == language]
    ordered += [entry for entry in languages if entry.code != language]
    labels = ordered[0].labels
    headings = "".join(f'<th scope="col">{escape(entry.name)}</th>' for entry in ordered)
    rows = "".join(_row(term, ordered) for term in sorted(terms, key=lambda term: alphabetical(term.names[language])))
    return (
        f'<table class="glossary"><thead><tr>{headings}<th scope="col">{escape(labels["meaning"])}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def alphabetical(name: str) -> tuple[str, str]:
    """A key that sorts Vietnamese too: by the letters without their marks first (đ stands with d), then with them."""
    folded = name.casefold()
    bare = "".join(mark for mark in unicodedata.normalize("NFD", folded) if not unicodedata.combining(mark))
    return bare.replace("đ", "d"), folded


def _row(term: Term, languages: Sequence[Language]) -> str:
    first, *others = (f'<span lang="{entry.code}">{escape(term.names[entry.code])}</span>' for entry in languages)
    meaning = escape(term.meanings[languages[0].code])
    cells = "".join(f"<td>{name}</td>" for name in others)
    return f'<tr id="{term.id}"><th scope="row">{first}</th>{cells}<td>{meaning}</td></tr>'


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
        self.terms = {
            form.casefold(): term for term in terms for form in (term.names[language], *term.forms.get(language, ()))
        }
        self.language = language
        # The longest first: "training set" before "training".
        forms = sorted(self.terms, key=len, reverse=True)
        self.pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)

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
        for match in self.pattern.finditer(text):
            term = self.terms[match[0].casefold()]
            if term.id in self.explained:
                continue
            self.explained.add(term.id)
            abbr = Element("abbr", {"title": term.tooltip(self.language)})
            abbr.text = match[0]
            if last is None:
                before = text[: match.start()]
            else:
                last.tail = text[end : match.start()]
            parent.insert(index, abbr)
            index, end, last = index + 1, match.end(), abbr
        if last is not None:
            last.tail = text[end:]
        return before
