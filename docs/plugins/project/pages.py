"""A page: its fences, its headings and its sections, with the lines they stand on. Pure: text in, data out."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.front_matter import FrontMatter, parse_front_matter
from docs.plugins.project.notation import FENCE, HEADING
from docs.plugins.project.text import text_of


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
class Section:
    """A heading and what stands below it, to the next heading of any level; `last_line` is the last that is not empty.

    The front matter belongs to the first section: a page's description is translated with its title. `id` is "" where
    the heading has none, which `docs/plugins/check.py` refuses.
    """

    id: str
    line: int
    last_line: int
    level: int
    title: str
    text: str

    @property
    def hash(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the section's words: its line breaks do not count."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Page:
    """A page by its path from the project's root. Of its `lines`, number 1 is the first."""

    path: str
    text: str
    lines: tuple[str, ...]
    front_matter: FrontMatter
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]

    @property
    def name(self) -> str:
        """The path below its language's folder without the ending: `train` of `docs/vi/train.md`."""
        return re.sub(r"^docs/[^/]+/", "", self.path).removesuffix(".md")

    @property
    def language(self) -> str:
        """The code of its language, which is the folder's name: `vi` of `docs/vi/train.md`."""
        return self.path.split("/")[1]

    def fences_of(self, info: str) -> list[Fence]:
        """The fences of one kind or language, which stands after their backticks."""
        return [fence for fence in self.fences if fence.info == info]


def parse_page(path: str, text: str) -> Page:
    """Read a page from its text; raises ProjectError for a bad front matter and a fence that is never closed."""
    fences: list[Fence] = []
    headings: list[Heading] = []
    front_matter = parse_front_matter(path, text)
    # Not `splitlines`, which ends a line at other characters too.
    lines = text.split("\n")
    numbered = enumerate(lines[front_matter.last_line :], start=front_matter.last_line + 1)
    for number, line in numbered:
        if match := FENCE.fullmatch(line):
            body, last_line = _body(path, number, match["run"], match["indent"], numbered)
            fences.append(Fence(number, match["info"], body, match["run"], last_line))
        elif match := HEADING.fullmatch(line):
            headings.append(Heading(number, len(match["hashes"]), match["title"], match["id"]))
    sections = tuple(_sections(headings, lines))
    return Page(path, text, tuple(lines), front_matter, tuple(fences), tuple(headings), sections)


def parse_page_file(content: bytes, path: str) -> Page:
    """Read a page from the content of its file; raises ProjectError as above, and where it is not UTF-8."""
    return parse_page(path, text_of(path, content))


def unfenced_lines(page: Page) -> Iterator[tuple[int, str]]:
    """The page's lines that stand in no fence, with their numbers."""
    fenced = {number for fence in page.fences for number in range(fence.line, fence.last_line + 1)}
    return ((number, line) for number, line in enumerate(page.lines, start=1) if number not in fenced)


def prose(page: Page) -> str:
    """The page's text with its fences left out."""
    return "\n".join(line for _, line in unfenced_lines(page))


def _body(path: str, opening: int, run: str, indent: str, numbered: Iterator[tuple[int, str]]) -> tuple[str, int]:
    """What stands in a fence, and the line that closes it."""
    body: list[str] = []
    for number, line in numbered:
        if line.strip() == run:
            return "\n".join(body), number
        # Superfences would take all up to the next fence's end for the body of this one.
        if (match := FENCE.fullmatch(line)) and match["run"] == run:
            break
        body.append(line.removeprefix(indent))
    raise ProjectError(f'{path}:{opening}: the fence is never closed by a line of "{run}"')


def _sections(headings: list[Heading], lines: list[str]) -> Iterator[Section]:
    ends = [heading.line - 1 for heading in headings[1:]] + [len(lines)]
    for index, (heading, end) in enumerate(zip(headings, ends, strict=False)):
        first = heading.line if index else 1
        last_line = max(number for number in range(heading.line, end + 1) if lines[number - 1].strip())
        text = "\n".join(lines[first - 1 : last_line])
        yield Section(heading.id or "", heading.line, last_line, heading.level, heading.title, text)
