"""Access to the pages, and to the records that they show, for the tests of what they say."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docs.plugins.project.pages import Page, parse_page_file
from docs.plugins.project.records import Output, Record
from tests.support.programs import PROJECT, ROOT

# Only these languages have to pass all tests of pages; the others may be incomplete.
IN_LOCKSTEP = tuple(language for language in PROJECT.languages if language.lockstep)
LANGUAGES = tuple(language.code for language in IN_LOCKSTEP)
PAGES = sorted(path.stem for path in (ROOT / "docs/vi").glob("*.md"))
# The lessons in their order, and those of them that have a script.
LESSONS = PROJECT.navigation.lessons
PROGRAMMED = tuple(name for name in LESSONS if name in PROJECT.scripts)
# The seconds of an epoch in what `fit` prints: "422/422 ━━━━━━━━━━━━━━━━━━━━ 2s 5ms/step - …", and with verbose=2
# "422/422 - 2s - 5ms/step - …".
EPOCH_SECONDS = re.compile(r"(?:━|-) (\d+)s (?:- )?\d+[mu]?s/step")
COLOURS = re.compile(r"\x1b\[\d+m")


def read_page(path: Path) -> Page:
    """The page at the absolute path `path`: a page of a language's folder, or a document at the project's root."""
    uri = path.relative_to(ROOT).as_posix()
    return PROJECT.files.parsed(uri, parse_page_file, uri)


def page(name: str, language: str) -> Page:
    """A page of the site in one language."""
    return PROJECT.pages[language][name]


def section(name: str, language: str, id_: str) -> str:
    """The Markdown of a section of the page: a heading and what stands below it, to the next heading."""
    return next(each.text for each in page(name, language).sections if each.id == id_)


def bodies(name: str, language: str, info: str = "text") -> list[str]:
    """The bodies of the page's fences of one kind; `text` ones show what is printed."""
    return [fence.body for fence in page(name, language).fences_of(info)]


def record(name: str) -> Record:
    """The record of a script's run on MNIST."""
    return PROJECT.records[name]


def recorded(name: str) -> Mapping[str, Output]:
    """What the cells of a script printed and drew on MNIST, as the pages show it."""
    return record(name).outputs


def recorded_value(name: str, value: str) -> Any:  # noqa: ANN401
    """A named value of a script's run on MNIST, which `examples/values/NAME.yml` declares."""
    return record(name).values[value].value


def as_keras_prints(number: float) -> str:
    """A metric as it stands in what `fit` and `evaluate` print."""
    return f"{number:.4f}" if abs(number) > 1e-3 else f"{number:.4e}"


def plain(text: str) -> str:
    """What Keras prints, without its colours."""
    return COLOURS.sub("", text)
