"""A tooltip where a page first uses a term of the glossary, as an extension of Python-Markdown."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from docs.plugins.project.glossary import Phrases, Term, folded

# A tooltip inside these would break a link, a heading's text in the contents, or code.
WITHOUT_TOOLTIPS = {"a", "abbr", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
LANGUAGE = re.compile(r"<!--language:(?P<code>[\w-]+)-->")
# Priorities: before all else reads the text; after the inline patterns (20), which make elements of links and code.
FIRST, AFTER_INLINE = 200, 7


def in_language(markdown: str, language: str) -> str:
    """The text of a page in another language than its site's, with a first line that says in which."""
    return f"<!--language:{language}-->\n{markdown}"


def tooltip(term: Term, language: str) -> str:
    """The term in the other languages, where they call it otherwise, and its meaning in this one."""
    others = [name for name in term.names.values() if name != term.names[language]]
    return ": ".join([" / ".join(others), term.meanings[language]] if others else [term.meanings[language]])


@dataclass(frozen=True)
class Explained:
    """The terms that have a meaning in a language, by each of their written forms, and what finds these."""

    language: str
    terms: dict[str, Term]
    phrases: Phrases


class Tooltips(Extension):
    """Wraps the first use of each term on a page in an `abbr` that explains it."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        """`language` is that of the pages that don't say of themselves that they are in another."""
        super().__init__()
        self._terms = terms
        self._language = language
        self._explained = cache(self._explained_in)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Register what takes the page's language, and what adds the tooltips: MkDocs makes an `md` for each page."""
        language = _PageLanguage(md, self._language)
        md.preprocessors.register(language, "page-language", FIRST)
        first_uses = _FirstUses(md, lambda: self._explained(language.code))
        md.treeprocessors.register(first_uses, "glossary", AFTER_INLINE)

    def _explained_in(self, language: str) -> Explained:
        explained = (term for term in self._terms if language in term.meanings)
        terms = {folded(form): term for term in explained for form in term.written(language)}
        return Explained(language, terms, Phrases(terms))


class _PageLanguage(Preprocessor):
    """Removes the line that says in which language a page is, and remembers the language."""

    def __init__(self, md: Markdown, usual: str) -> None:
        super().__init__(md)
        self._usual = usual
        self.code = usual

    def run(self, lines: list[str]) -> list[str]:
        match = LANGUAGE.fullmatch(lines[0]) if lines else None
        self.code = match["code"] if match else self._usual
        return lines[1:] if match else lines


class _FirstUses(Treeprocessor):
    def __init__(self, md: Markdown, explained: Callable[[], Explained]) -> None:
        super().__init__(md)
        self._explained_now = explained

    def run(self, root: Element) -> None:
        self._terms = self._explained_now()
        self._used: set[str] = set()
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
        for start, stop in self._terms.phrases.find(text):
            term = self._terms.terms[folded(text[start:stop])]
            if term.id in self._used:
                continue
            self._used.add(term.id)
            abbr = Element("abbr", {"title": tooltip(term, self._terms.language), "data-term": term.id})
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
