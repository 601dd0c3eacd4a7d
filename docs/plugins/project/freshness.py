"""Which sections of a translated page reflect the source as it is now, and how far each language has come. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from docs.plugins.project.languages import Language
from docs.plugins.project.notation import ATTRIBUTES, COMMENT, HTML_TAG, INLINE_CODE
from docs.plugins.project.pages import Page, Section, unfenced_lines

# What every language writes alike. The last is where a link leads.
NOT_WORDS = re.compile(rf"{INLINE_CODE} | {COMMENT} | {HTML_TAG} | {ATTRIBUTES} | (?<=\])\([^)\s]*", re.VERBOSE)


class State(StrEnum):
    """How a section of a translation stands to its source."""

    CURRENT = "current"
    BEHIND = "behind"
    MISSING = "missing"


@dataclass(frozen=True)
class Translated:
    """A section of the source, its state in a translation, and the section there: None where there is none.

    A section that is still a copy of the original is missing, although it is there. `reflects` is the hash of the
    source's section at the time of translation: "" where the page has none.
    """

    source: Section
    state: State
    section: Section | None
    reflects: str


@dataclass(frozen=True)
class PageProgress:
    """A page of the source and its translation, None where there is none yet, with the state of each section.

    `originals` are the pages whose text stands in for what is not translated: where the first lacks it, the next.
    """

    name: str
    source: Page
    translation: Page | None
    sections: tuple[Translated, ...]
    originals: tuple[Page, ...]

    def of_state(self, *states: State) -> tuple[Translated, ...]:
        """The sections in one of the states."""
        return tuple(entry for entry in self.sections if entry.state in states)


@dataclass(frozen=True)
class LanguageProgress:
    """A language and its pages, by their names."""

    language: Language
    pages: Mapping[str, PageProgress]


def compare(source: Page, page: Page, originals: Sequence[Page] = ()) -> tuple[Translated, ...]:
    """Each section of the source as it stands in a translation, which was begun as a copy of it or of an original."""
    sections = {section.id: section for section in page.sections}
    reflects = page.front_matter.reflects
    copies = _copies(page, [source, *originals])
    return tuple(
        _translated(section, sections.get(section.id), reflects.get(section.id, ""), copies)
        for section in source.sections
    )


def has_words(page: Page, section: Section) -> bool:
    """Whether there is something to translate below a section's heading.

    Fences alone are not: all of a language's pages show the same ones. A heading alone may be a name, as "Dropout".
    """
    lines = [line for number, line in unfenced_lines(page) if section.line < number <= section.last_line]
    return any(letter.isalpha() for letter in NOT_WORDS.sub("", "\n".join(lines)))


def progress_of(
    language: Language, sources: Mapping[str, Page], pages: Mapping[str, Page], originals: Sequence[Mapping[str, Page]]
) -> LanguageProgress:
    """How far a language has come, by the source's pages, its own, and those of the languages that stand in for it."""
    progress = {
        name: _page(source, pages.get(name), tuple(each[name] for each in originals if name in each))
        for name, source in sources.items()
    }
    return LanguageProgress(language, progress)


def _page(source: Page, translation: Page | None, originals: tuple[Page, ...]) -> PageProgress:
    sections = compare(source, translation, originals) if translation else ()
    return PageProgress(source.name, source, translation, sections, originals)


def _translated(source: Section, section: Section | None, reflects: str, copies: Mapping[str, bool]) -> Translated:
    # Where there are no words, someone may have said that the copy is the translation.
    is_copy = source.id in copies and (copies[source.id] or not reflects)
    if section is None or is_copy:
        return Translated(source, State.MISSING, section, reflects)
    return Translated(source, State.CURRENT if reflects == source.hash else State.BEHIND, section, reflects)


def _copies(page: Page, others: Sequence[Page]) -> Mapping[str, bool]:
    """The sections of a page that another one has word for word, by their ids, and whether they have words."""
    there = {(section.id, _own_text(section)) for other in others for section in other.sections}
    copies = [section for section in page.sections if (section.id, _own_text(section)) in there]
    return {section.id: has_words(page, section) for section in copies}


def _own_text(section: Section) -> str:
    """The text without the front matter, which says what the page reflects, and without its line breaks."""
    return " ".join(" ".join(section.text.split("\n")[section.line - section.last_line - 1 :]).split())
