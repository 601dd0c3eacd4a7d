"""A page's fences and headings, with the lines they stand on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The closing fence must be the very run that opened it: superfences takes no longer one, as CommonMark would.
FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<run>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*")
HEADING = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<title>.+?)(?:[ \t]*\{[ \t]*#(?P<id>[^\s}]+)[ \t]*\})?[ \t]*")


class PageError(Exception):
    """A page that can't be read; the message begins with `PATH:LINE: `."""


@dataclass(frozen=True)
class Fence:
    """A fenced block: the line that opens it (from 1), what stands after the backticks, and its body unindented.

    `run` is what opens and closes it, `last_line` the line that does close it.
    """

    line: int
    info: str
    body: str
    run: str
    last_line: int


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is None where the page leaves it to be made from the title."""

    line: int
    level: int
    title: str
    id: str | None


@dataclass(frozen=True)
class Page:
    """A page by its path from the project's root."""

    path: str
    text: str
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]


def parse_page(path: str, text: str) -> Page:
    """Read a page from its text; raises PageError where a fence is never closed."""
    fences: list[Fence] = []
    headings: list[Heading] = []
    lines = enumerate(text.splitlines(), start=1)
    for number, line in lines:
        if match := FENCE.fullmatch(line):
            body, last_line = _body(path, number, match, lines)
            fences.append(Fence(number, match["info"], body, match["run"], last_line))
        elif match := HEADING.fullmatch(line):
            headings.append(Heading(number, len(match["hashes"]), match["title"], match["id"]))
    return Page(path, text, tuple(fences), tuple(headings))


def read_page(root: Path, path: str) -> Page:
    """The page at `path`, from the project's root."""
    return parse_page(path, (root / path).read_text(encoding="utf-8"))


def read_pages(root: Path, language: str) -> dict[str, Page]:
    """The pages of a language, by their path below its folder without the ending."""
    folder = root / "docs" / language
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_page(root, path.relative_to(root).as_posix())
        for path in sorted(folder.rglob("*.md"))
    }


def prose(page: Page) -> str:
    """The page's text with its fences left out."""
    fenced = {number for fence in page.fences for number in range(fence.line, fence.last_line + 1)}
    return "\n".join(line for number, line in enumerate(page.text.splitlines(), start=1) if number not in fenced)


def _body(path: str, opening: int, match: re.Match[str], lines: Iterator[tuple[int, str]]) -> tuple[str, int]:
    """What stands in a fence, and the line that closes it."""
    body: list[str] = []
    for number, line in lines:
        if line.strip() == match["run"]:
            return "\n".join(body), number
        body.append(line.removeprefix(match["indent"]))
    raise PageError(f'{path}:{opening}: the fence is never closed by a line of "{match["run"]}"')
