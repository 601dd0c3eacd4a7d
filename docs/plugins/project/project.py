"""The project: all that its files say, each of them read and parsed once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from docs.plugins.project import (
    changes,
    errata,
    glossary,
    languages,
    lessons,
    mistakes,
    navigation,
    packed_digits,
    sample_photos,
    search_words,
    tolerances,
)
from docs.plugins.project.changes import Change
from docs.plugins.project.commands import record_command
from docs.plugins.project.errata import Erratum
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.exercise_checks import ExerciseChecks, path_of
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from docs.plugins.project.files import Files, MissingFileError, UnreadableFileError
from docs.plugins.project.freshness import LanguageProgress, PageProgress, progress_of
from docs.plugins.project.given_files import GIVEN_FILES, given_path
from docs.plugins.project.glossary import Term
from docs.plugins.project.languages import Language, fallback_of, in_lockstep_or_source
from docs.plugins.project.lessons import Lesson
from docs.plugins.project.mistakes import PAGE, Mistake
from docs.plugins.project.navigation import Navigation
from docs.plugins.project.packed_digits import PackedDigits
from docs.plugins.project.pages import Page, parse_page_file
from docs.plugins.project.programs import Program, programs_of
from docs.plugins.project.questions import declarations, questions_of
from docs.plugins.project.records import Record, parse_record_file
from docs.plugins.project.scripts import Script, parse_script_file
from docs.plugins.project.search_words import SearchWords
from docs.plugins.project.values import Declaration, joined, parse_values
from docs.plugins.project.weights import Weights, parse_weights

TEXTS = (
    *("mkdocs.yml", "docs/*.yml", "examples/*.yml", "examples/values/**/*.yml", "examples/checks/*.yml"),
    *("examples/*.py", "examples/mistakes/*.py", "examples/programs/*.py", "examples/solutions/*.py"),
    "tests/pages/**/*.py",
    *(f"docs/assets/**/*.{ending}" for ending in ("css", "js", "svg")),
    *(f"docs/overrides/**/*.{ending}" for ending in ("html", "xml", "txt")),
)


@dataclass(frozen=True)
class Project:
    """What the files below a folder say. It never changes, even if the files do: a part is read when it is first
    asked for, and kept.

    So a command that runs one script is not stopped by a mistake in a page. Where a part can't be read, asking for it
    raises ProjectError. A later project of the same `files` reads again only what has changed since.
    """

    files: Files

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.files.root

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages; the first is the source."""
        return self.files.parsed_text(languages.PATH, languages.parse_languages, languages.theme_languages())

    @property
    def source(self) -> Language:
        """The language that the others are translated from."""
        return self.languages[0]

    @property
    def complete_languages(self) -> tuple[Language, ...]:
        """The languages that have everything: the source, and those in lockstep with it."""
        return tuple(in_lockstep_or_source(self.languages))

    def originals(self, language: Language) -> tuple[Language, ...]:
        """The languages whose text stands in for what a language lacks: its fallback, and what even that lacks."""
        fallback = fallback_of(language, self.languages)
        return (fallback,) if fallback == self.source else (fallback, self.source)

    @cached_property
    def pages(self) -> Mapping[str, Mapping[str, Page]]:
        """The pages, by the language's code and then by their path below its folder without the ending."""
        return {language.code: self._pages(language.code) for language in self.languages}

    @cached_property
    def page_folders(self) -> tuple[str, ...]:
        """The names of the folders with pages: each should be a language's."""
        return tuple(sorted({path.parent.name for path in (self.root / "docs").glob("*/[!.]*.md")}))

    @cached_property
    def navigation(self) -> Navigation:
        """The order of the pages; empty where nothing says it."""
        try:
            return self.files.parsed_text(navigation.PATH, navigation.parse_navigation)
        except MissingFileError:
            return Navigation()

    @property
    def unprinted(self) -> tuple[str, ...]:
        """The pages that are not printed with the others: those for people who take part, and that of the mistakes,
        which readers reach by a message, and which would take some thirty sheets of paper.
        """
        return (*self.navigation.contribute, PAGE)

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """The lessons, by their names in the order of the navigation; none where it has none."""
        if not self.navigation.lessons:
            return {}
        return self.files.parsed_text(lessons.PATH, lessons.parse_lessons, self.languages, self.navigation.lessons)

    @cached_property
    def exercise_checks(self) -> Mapping[str, Mapping[int, ExerciseChecks]]:
        """How learners check the exercises of each lesson that has a file for them, by their numbers."""
        return {
            PurePosixPath(uri).stem: self.files.parsed_text(uri, parse_exercise_checks, uri, self.languages)
            for uri in self._below(path_of("*"))
        }

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """All that is text beside the pages, by the paths from the root: YAML, scripts, tests of pages, templates …"""
        uris = sorted({uri for pattern in TEXTS for uri in self._below(pattern)})
        return {uri: self.files.text(uri) for uri in uris}

    @property
    def every_text(self) -> Mapping[str, str]:
        """The texts, and those of the pages, by their paths from the root."""
        return {**self.texts, **{page.path: page.text for pages in self.pages.values() for page in pages.values()}}

    @cached_property
    def scripts(self) -> Mapping[str, Script]:
        """Every example, solution and script of mistakes, by name: each folder's in the order of their names."""
        return self._scripts("", "mistakes", "solutions")

    @cached_property
    def whole_programs(self) -> Mapping[str, Script]:
        """The programs for a reader's own folder that are files, by name: pages show their cells, and nothing is
        recorded.
        """
        return self._scripts("programs")

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """The record of each script, by the script's name."""
        return {name: self.record(script) for name, script in self.scripts.items()}

    @cached_property
    def weights(self) -> Mapping[str, Weights]:
        """The weights of each script that has some, by the script's name."""
        there = [script for script in self.scripts.values() if (self.root / script.weights_path).is_file()]
        return {script.name: self.files.parsed(script.weights_path, parse_weights, script) for script in there}

    @cached_property
    def digits(self) -> PackedDigits | None:
        """The digits on which pages train a network; None where the file is missing."""
        try:
            return self.files.parsed(packed_digits.PATH, packed_digits.parse_packed_digits)
        except MissingFileError:
            return None

    @cached_property
    def given_files(self) -> tuple[str, ...]:
        """The names of the given files that are there."""
        return tuple(name for name in GIVEN_FILES if (self.root / given_path(name)).is_file())

    @cached_property
    def sample_photos(self) -> Mapping[str, bytes]:
        """The photos that a reader can try, by the names of their files; none where the archive is missing."""
        try:
            return self.files.parsed(sample_photos.PATH, sample_photos.parse_sample_photos)
        except MissingFileError:
            return {}

    @cached_property
    def programs(self) -> Mapping[str, Program]:
        """The programs that pages make of cells, by the names of their files."""
        return programs_of(self.pages[self.source.code].values())

    @cached_property
    def errata(self) -> Mapping[str, Erratum]:
        """The errata, by id, in their order."""
        return self.files.parsed_text(errata.PATH, errata.parse_errata)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the glossary, in its order."""
        return self.files.parsed_text(glossary.PATH, glossary.parse_glossary, self.languages)

    @cached_property
    def mistakes(self) -> Mapping[str, Mistake]:
        """The mistakes that the page of them cures, by id, in its order; none where the file is missing."""
        try:
            return self.files.parsed_text(mistakes.PATH, mistakes.parse_mistakes, self.languages, self._section_ids)
        except MissingFileError:
            return {}

    @cached_property
    def mistake_scripts(self) -> Mapping[str, Script]:
        """The script whose cell makes each mistake, by the mistake's id; none for one that no script can make."""
        cells = {cell.name: script for script in self.scripts.values() if script.page == PAGE for cell in script.cells}
        return {id_: cells[id_] for id_ in self.mistakes if id_ in cells}

    @cached_property
    def search_words(self) -> SearchWords:
        """The words that readers type for a section and that its text lacks; none where the file is missing."""
        parse = search_words.parse_search_words
        try:
            return self.files.parsed_text(search_words.PATH, parse, self.languages, self._section_ids)
        except MissingFileError:
            return {}

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed for readers, newest first."""
        names = tuple(self.pages[self.source.code])
        return self.files.parsed_text(changes.PATH, changes.parse_changes, self.languages, names)

    @cached_property
    def progress(self) -> tuple[LanguageProgress, ...]:
        """How far each language but the source has come."""
        return tuple(self._progress(language) for language in self.languages[1:])

    @cached_property
    def tolerances(self) -> Mapping[str, Mapping[str, float]]:
        """How far numbers may be from the recorded ones, by script and cell."""
        return self.files.parsed_text(tolerances.PATH, tolerances.parse_tolerances, self.scripts)

    def language(self, code: str) -> Language:
        """The language of that code, which must be there."""
        return next(language for language in self.languages if language.code == code)

    def record(self, script: Script) -> Record:
        """The record of one script."""
        try:
            return self.files.parsed(script.record_path, parse_record_file, script)
        except MissingFileError:
            raise ProjectError(f"{script.record_path}: no such record; make it: {record_command(script)}") from None
        except UnreadableFileError as error:
            raise ProjectError(f"{error}, or make it again: {record_command(script)}") from None

    def values(self, script: Script) -> tuple[Declaration, ...]:
        """The named values that the record of a script is to hold: of its file, and of its page's questions.

        Of the pages, only the script's own is read, in the source language.
        """
        try:
            declared = self.files.parsed_text(script.values_path, parse_values, script)
        except MissingFileError:
            declared = ()
        try:
            page = self._page(f"docs/{self.source.code}/{script.page}.md")
        except MissingFileError:
            return declared
        if not questions_of(page):
            return declared
        return joined(declared, declarations(page, script, self.tolerances.get(script.name, {})))

    def page_progress(self, language: Language, name: str) -> PageProgress | None:
        """How far the translation of a page has come; None for a page of the source, and for one that it lacks."""
        for progress in self.progress:
            if progress.language == language:
                return progress.pages.get(name)
        return None

    @cached_property
    def _section_ids(self) -> Mapping[str, Sequence[str]]:
        """The ids of the sections of each page, by the page's name."""
        pages = self.pages[self.source.code]
        return {name: tuple(section.id for section in page.sections) for name, page in pages.items()}

    def _scripts(self, *folders: str) -> Mapping[str, Script]:
        examples = self.root / "examples"
        paths = [path for folder in folders for path in sorted((examples / folder).glob("*.py"))]
        # Editors put hidden files beside the one that is open.
        names = [path.relative_to(examples).with_suffix("").as_posix() for path in paths if path.name[0] not in "_."]
        return {name: self.files.parsed(f"examples/{name}.py", parse_script_file, name) for name in names}

    def _progress(self, language: Language) -> LanguageProgress:
        originals = [self.pages[original.code] for original in self.originals(language)]
        return progress_of(language, self.pages[self.source.code], self.pages[language.code], originals)

    def _pages(self, language: str) -> dict[str, Page]:
        folder = f"docs/{language}/"
        return {
            uri.removeprefix(folder).removesuffix(".md"): self._page(uri) for uri in self._below(f"{folder}**/*.md")
        }

    def _page(self, path: str) -> Page:
        return self.files.parsed(path, parse_page_file, path)

    def _below(self, pattern: str) -> list[str]:
        """The paths of the files that match, in their order, but for those that a system or an editor has hidden."""
        paths = sorted(path for path in self.root.glob(pattern) if not path.is_dir())
        uris = [path.relative_to(self.root) for path in paths]
        return [uri.as_posix() for uri in uris if not any(part.startswith(".") for part in uri.parts)]


def read_project(root: Path) -> Project:
    """The project in a folder."""
    return Project(Files(root))
