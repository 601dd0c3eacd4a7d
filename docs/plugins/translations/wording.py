"""Whether the pages use the glossary's words: banned renderings, and terms whose agreed rendering is absent. Pure."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from docs.plugins.fences.registry import words_of
from docs.plugins.project.glossary import Phrases, Term, folded
from docs.plugins.project.notation import (
    ATTRIBUTES,
    COMMENT,
    DESCRIPTION,
    FRONT_MATTER,
    HTML_TAG,
    INLINE_CODE,
    OPENER,
)
from docs.plugins.project.pages import Page

# Neither a space nor a letter, so that no phrase is found across it.
MASK = "\0"
NOT_PROSE = re.compile(
    rf"""
    {INLINE_CODE}
    | (?<=\])\([^)\s]*                                              # where a link leads
    | https?://[^\s)]*
    | {COMMENT}
    | {HTML_TAG}
    | {ATTRIBUTES}
    | \(\*[^*()]+\*\)                                               # a term in the other language
    | ^[ \t]*{OPENER}[^"\n]*
    """,
    re.MULTILINE | re.VERBOSE,
)


class Standing(Enum):
    """What a rendering is to its term."""

    AGREED = auto()
    SYNONYM = auto()
    BANNED = auto()


@dataclass(frozen=True)
class Use:
    """A phrase as a page has it, where it begins."""

    path: str
    line: int
    phrase: str


@dataclass(frozen=True)
class Pair:
    """A term, its first use on a page, and whether the page in the other language has its rendering, or a synonym."""

    term: str
    use: Use
    page: str
    rendering: str
    agrees: bool


def banned(page: Page, language: str, terms: Sequence[Term], without: Container[int] = ()) -> Iterator[str]:
    """Each banned rendering in the prose of a page, as `PATH:LINE: what, and the remedy`.

    `without` are the lines that are in another language.
    """
    for use, term, standing in _uses(page, language, terms):
        if standing is Standing.BANNED and use.line not in without:
            yield (
                f'{use.path}:{use.line}: "{use.phrase}" stands for the term "{term.id}"; write "{term.names[language]}"'
            )


def pairs(source: Page, page: Page, source_language: str, language: str, terms: Sequence[Term]) -> list[Pair]:
    """A pair for each term that either page uses and that both languages have a name for, in the glossary's order."""
    there, known_there = _first_uses(source, source_language, terms)
    here, known_here = _first_uses(page, language, terms)
    found: list[Pair] = []
    for term in terms:
        if not {source_language, language} <= set(term.names):
            continue
        if term.id in there:
            agrees = term.id in known_here
            found.append(Pair(term.id, there[term.id], page.path, term.names[language], agrees))
        elif term.id in here:
            agrees = term.id in known_there
            found.append(Pair(term.id, here[term.id], source.path, term.names[source_language], agrees))
    return found


def disagreement(pair: Pair) -> str:
    """What to say of a pair that does not agree."""
    return f'{pair.page}: no "{pair.rendering}", though {pair.use.path}:{pair.use.line} has "{pair.use.phrase}"'


def masked(page: Page) -> str:
    """The page's text with all that is not prose masked: a phrase stands where it does on the page.

    Prose are also the description, a note's title, an image's alternative text, and what fences say in the page's
    language.
    """
    text = FRONT_MATTER.sub(_without_description, page.text)
    return NOT_PROSE.sub(lambda match: _mask(match[0]), _without_fences(text, page))


def _first_uses(page: Page, language: str, terms: Sequence[Term]) -> tuple[Mapping[str, Use], Container[str]]:
    """The first use of each term by an agreed rendering, by the terms' ids; and all that are used, by synonyms too."""
    first: dict[str, Use] = {}
    known: set[str] = set()
    for use, term, standing in _uses(page, language, terms):
        if standing is Standing.AGREED:
            first.setdefault(term.id, use)
        if standing is not Standing.BANNED:
            known.add(term.id)
    return first, known


def _uses(page: Page, language: str, terms: Sequence[Term]) -> Iterator[tuple[Use, Term, Standing]]:
    """Each use of a term in the prose of a page, and what its rendering is to the term."""
    renderings = {
        folded(phrase): (term, standing)
        for term in terms
        if language in term.names
        for standing, phrases in (
            (Standing.BANNED, term.banned.get(language, ())),
            (Standing.SYNONYM, term.synonyms.get(language, ())),
            (Standing.AGREED, term.written(language)),
        )
        for phrase in phrases
    }
    text = masked(page)
    line, counted = 1, 0
    # One pattern for all renderings, so that none is found within another.
    for start, end in Phrases(renderings).find(text):
        line += text.count("\n", counted, start)
        counted = start
        phrase = text[start:end]
        yield Use(page.path, line, " ".join(phrase.split())), *renderings[folded(phrase)]


def _mask(text: str) -> str:
    return re.sub(r"[^\n]", MASK, text)


def _without_description(match: re.Match[str]) -> str:
    """Mask the front matter but for the description's text."""
    description = DESCRIPTION.search(match[0])
    if description is None:
        return _mask(match[0])
    start, end = description.span("text")
    return _mask(match[0][:start]) + match[0][start:end] + _mask(match[0][end:])


def _without_fences(text: str, page: Page) -> str:
    """Mask the fences but for what they say in the page's language."""
    lines = text.split("\n")
    for fence in page.fences:
        for number, words in enumerate(["", *words_of(fence), ""], start=fence.line - 1):
            lines[number] = _mask(lines[number].removesuffix(words)) + words
    return "\n".join(lines)
