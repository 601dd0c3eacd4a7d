"""The little Markdown that a line of text in a fence may have: `code` and *emphasis*. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from docs.plugins.project.notation import HTML_TAG, INLINE_CODE

CODE = re.compile(INLINE_CODE, re.VERBOSE)
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])(?P<text>[^*]*[^\s*])\*(?![\w*])")
# What readers would see as it is written: bold, a link or a picture, code that does not end, HTML.
OTHER = re.compile(rf"\*\*|\]\(|`|{HTML_TAG}")


@dataclass(frozen=True)
class Words:
    """A piece of text, in which some words may be emphasised."""

    text: str


@dataclass(frozen=True)
class InlineCode:
    """A piece of code within a text."""

    text: str


Inline: TypeAlias = Words | InlineCode


def inline_of(text: str) -> tuple[Inline, ...]:
    """The pieces of a text, in their order."""
    return tuple(InlineCode(piece) if is_code else Words(piece) for _, piece, is_code in parted(text))


def parted(text: str) -> Iterator[tuple[int, str, bool]]:
    """The pieces of a text, each by where it begins, and whether it is code."""
    position = 0
    for match in CODE.finditer(text):
        if match.start() > position:
            yield position, text[position : match.start()], False
        yield match.start(), match["code"].strip(), True
        position = match.end()
    if position < len(text):
        yield position, text[position:], False


def markdown_problem(text: str) -> str:
    """What is wrong with a text that has other Markdown than the above; "" where nothing is."""
    for _, piece, is_code in parted(text):
        if not is_code and (match := OTHER.search(piece)):
            return f'"{match[0]}" would be shown as it is; a text here may have `code` and *emphasis* alone'
    return ""
