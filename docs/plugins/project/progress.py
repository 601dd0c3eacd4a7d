"""How far each language has come: the state of each section of each of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docs.plugins.project.freshness import State, Translated, compare
from docs.plugins.project.languages import Language, read_languages
from docs.plugins.project.pages import Page, read_pages


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


def read_progress(root: Path) -> tuple[LanguageProgress, ...]:
    """How far each language but the source has come; raises PageError for a front matter that can't be read."""
    source, *others = read_languages(root)
    sources = read_pages(root, source.code)
    return tuple(LanguageProgress(language, _pages(sources, read_pages(root, language.code))) for language in others)


def _pages(sources: Mapping[str, Page], pages: Mapping[str, Page]) -> dict[str, PageProgress]:
    return {name: _page(name, source, pages.get(name)) for name, source in sources.items()}


def _page(name: str, source: Page, translation: Page | None) -> PageProgress:
    sections = tuple(compare(source, translation)) if translation else ()
    return PageProgress(name, source, translation, sections)
