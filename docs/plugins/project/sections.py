"""A page's sections, from heading to heading, and the blocks in each, with the lines they stand on. Pure.

The front matter belongs to the first section: a page's description is translated with its title.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docs.plugins.project.pages import Fence, Page

INDENT = 4
CONTAINER = re.compile(r"(?P<opener>!!!|\?\?\?\+?) +(?P<type>[\w-]+).*")
TAB = re.compile(r"=== +.*")
ITEM = re.compile(r"(?P<mark>[-*+]|\d+[.)]) +.*")
ROW = re.compile(r"\|.*\|")
# A cell's end is not a "|" in code, nor one behind a backslash.
CELL_END = re.compile(r"`[^`]*`|\\\||(?P<end>\|)")
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<address>[^\s)]+)[^)]*\)")
LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\]|!\[[^\]]*\]\([^)]*\))*\]\((?P<address>[^\s)]+)[^)]*\)")
INLINE_CODE = re.compile(r"(?P<run>`+)(?!`).+?(?<!`)(?P=run)(?!`)")


@dataclass(frozen=True)
class Block:
    """A paragraph, an item, a table's row, a fence, or what opens a note, a fold or a tab.

    `kind` says which, as a message says it, and `depth` how many of the others it stands in. `links` are the addresses
    it leads to and `pictures` those of what it shows, in the order of the alphabet: languages differ in that of words.
    """

    line: int
    depth: int
    kind: str
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, to the next heading of any level; `last_line` is the last that is not empty.

    `hash` is that of its words: how they are broken into lines does not count.
    """

    id: str
    line: int
    last_line: int
    level: int
    title: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def hash(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of the section's words."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:12]


def parse_sections(page: Page) -> tuple[Section, ...]:
    """The page's sections; one whose heading has no id, which `docs/plugins/check.py` refuses, has "" for it."""
    lines = page.text.splitlines()
    fences = {fence.line: fence for fence in page.fences}
    ends = [heading.line - 1 for heading in page.headings[1:]] + [len(lines)]
    sections: list[Section] = []
    for heading, end in zip(page.headings, ends, strict=False):
        first = heading.line if sections else 1
        last_line = max(number for number in range(heading.line, end + 1) if lines[number - 1].strip())
        blocks = tuple(_blocks(lines[:end], heading.line, fences))
        text = "\n".join(lines[first - 1 : last_line])
        sections.append(Section(heading.id or "", heading.line, last_line, heading.level, heading.title, text, blocks))
    return tuple(sections)


def _blocks(lines: list[str], start: int, fences: Mapping[int, Fence]) -> Iterator[Block]:
    """The blocks after the line `start`, counted from 1."""
    numbered = iter(list(enumerate(lines, start=1))[start:])
    kind, texts, first = "", [""], (0, "")
    for number, line in numbered:
        text, fence = line.strip(), fences.get(number)
        if text and kind and not fence and _continues(kind, text):
            texts.append(text)
            continue
        if kind:
            yield _block(*first, kind, " ".join(texts))
        kind, texts, first = _kind(text), [text], (number, line)
        if fence:
            yield Block(number, _depth(line), _fence(fence))
            kind = ""
            for _ in range(number, fence.last_line):
                next(numbered)
    if kind:
        yield _block(*first, kind, " ".join(texts))


def _kind(text: str) -> str:
    """What a line begins, where nothing above it goes on; "" for an empty one."""
    if match := CONTAINER.fullmatch(text):
        return f"{match['opener']} {match['type']}"
    if TAB.fullmatch(text):
        return "a tab"
    if match := ITEM.fullmatch(text):
        return "a numbered item" if match["mark"][0].isdigit() else "an item"
    if ROW.fullmatch(text):
        return f"a row of {sum(bool(end['end']) for end in CELL_END.finditer(text)) - 1} cells"
    return "a paragraph" if text else ""


def _continues(kind: str, text: str) -> bool:
    """Whether a line, which opens no fence, goes on with the block above it, of that kind."""
    return kind == "a paragraph" or (kind in ("an item", "a numbered item") and _kind(text) == "a paragraph")


def _block(number: int, line: str, kind: str, text: str) -> Block:
    text = INLINE_CODE.sub("", text)
    links = tuple(sorted(match["address"] for match in LINK.finditer(text)))
    pictures = tuple(sorted(match["address"] for match in PICTURE.finditer(text)))
    return Block(number, _depth(line), kind, links, pictures)


def _fence(fence: Fence) -> str:
    """A fence in words: all of it, but for what is said in the page's language of a picture or a network."""
    kept = fence.body
    if fence.info == "output":
        kept = fence.body.partition("\n")[0]
    elif fence.info == "draw":
        kept = "\n".join(line.partition(" ")[0] for line in fence.body.splitlines())
    return " ".join([f"```{fence.info}", *kept.split()])


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // INDENT
