"""Which sections of a translated page reflect the source as it is now, and how far each language has come. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Page, Section


class State(StrEnum):
    """How a section of a translation stands to its source."""

    CURRENT = "current"
    BEHIND = "behind"
    MISSING = "missing"


@dataclass(frozen=True)
class Translated:
    """A section of the source, its state in a translation, and the section there: None where it is missing.

    `reflects` is the hash of the source's section at the time of translation: "" where the page has none.
    """

    source: Section
    state: State
    section: Section | None
    reflects: str


@dataclass(frozen=True)
class PageProgress:
    """A page of the source and its translation, None where there is none yet, with the state of each section."""

    name: str
    source: Page
    translation: Page | None
    sections: tuple[Translated, ...]

    def of_state(self, *states: State) -> tuple[Translated, ...]:
        """The sections in one of the states."""
        return tuple(entry for entry in self.sections if entry.state in states)


@dataclass(frozen=True)
class LanguageProgress:
    """A language and its pages, by their names."""

    language: Language
    pages: Mapping[str, PageProgress]


def compare(source: Page, page: Page) -> tuple[Translated, ...]:
    """Each section of the source as it stands in a translation."""
    sections = {section.id: section for section in page.sections}
    reflects = page.front_matter.reflects
    return tuple(
        _translated(section, sections.get(section.id), reflects.get(section.id, "")) for section in source.sections
    )


def with_missing_before(
    sections: Iterable[Translated],
) -> tuple[list[tuple[Translated, list[Translated]]], list[Translated]]:
    """Each section that a translation has, with those that it lacks before it; and those that it lacks at the end."""
    there: list[tuple[Translated, list[Translated]]] = []
    missing: list[Translated] = []
    for section in sections:
        if section.state is State.MISSING:
            missing.append(section)
        else:
            there.append((section, missing))
            missing = []
    return there, missing


def progress_of(language: Language, sources: Mapping[str, Page], pages: Mapping[str, Page]) -> LanguageProgress:
    """How far a language has come, by the source's pages and its own."""
    return LanguageProgress(language, {name: _page(name, source, pages.get(name)) for name, source in sources.items()})


def _page(name: str, source: Page, translation: Page | None) -> PageProgress:
    return PageProgress(name, source, translation, compare(source, translation) if translation else ())


def _translated(source: Section, section: Section | None, reflects: str) -> Translated:
    if section is None:
        return Translated(source, State.MISSING, None, reflects)
    state = State.CURRENT if reflects == source.hash else State.BEHIND
    return Translated(source, state, section, reflects)
