"""The blocks of a section: its paragraphs, items, rows and fences, with the lines they stand on. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docs.plugins.fences.registry import prose_of
from docs.plugins.project.notation import CELL_END, CONTAINER, INDENT, INLINE_CODE, ITEM, LINK, PICTURE, ROW
from docs.plugins.project.pages import Fence, Page, Section

PARAGRAPH = "a paragraph"
CODE = re.compile(INLINE_CODE, re.VERBOSE)


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


def blocks_of(page: Page, section: Section) -> tuple[Block, ...]:
    """What stands below the heading of a section of the page."""
    fences = {fence.line: fence for fence in page.fences}
    return tuple(_blocks(page.lines[: section.last_line], section.line, fences))


def _blocks(lines: Sequence[str], start: int, fences: Mapping[int, Fence]) -> Iterator[Block]:
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
        return "a tab" if match["opener"] == "===" else f"{match['opener']} {match['type']}"
    if match := ITEM.fullmatch(text):
        return "a numbered item" if match["mark"][0].isdigit() else "an item"
    if ROW.fullmatch(text):
        return f"a row of {sum(bool(end['end']) for end in CELL_END.finditer(text)) - 1} cells"
    return PARAGRAPH if text else ""


def _continues(kind: str, text: str) -> bool:
    """Whether a line, which opens no fence, goes on with the block above it, of that kind."""
    return kind == PARAGRAPH or (kind in ("an item", "a numbered item") and _kind(text) == PARAGRAPH)


def _block(number: int, line: str, kind: str, text: str) -> Block:
    text = CODE.sub("", text)
    links = tuple(sorted(match["address"] for match in LINK.finditer(text)))
    pictures = tuple(sorted(match["address"] for match in PICTURE.finditer(text)))
    return Block(number, _depth(line), kind, links, pictures)


def _fence(fence: Fence) -> str:
    """A fence in words: all of it, but for what is said in the page's language."""
    lines = zip(fence.body.split("\n"), prose_of(fence), strict=True)
    named = " ".join(line.removesuffix(prose) for line, prose in lines)
    return " ".join([f"```{fence.info}", *named.split()])


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // INDENT
