"""A page as a reader sees it: its words without Markdown's marks, and which of them are code."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from docs.plugins.fences.registry import words_of
from docs.plugins.project.notation import (
    ATTRIBUTES,
    COMMENT,
    HTML_TAG,
    INLINE_CODE,
    OPENER,
)
from docs.plugins.project.pages import Page

# The order matters: what is in code is not Markdown, and an address has no emphasis.
MARKS = re.compile(
    rf"""
    {INLINE_CODE}                                  # its words are kept, and known to be code
    | {COMMENT} | {HTML_TAG}
    | \]\([^)\s]*\)                                 # where a link or a picture leads
    | {ATTRIBUTES}
    | !?\[ | \]                                     # what opens a link or a picture, and a bracket that is left
    | ^[ \t]*(?:[-*]|\d+\.)[ ]+                     # the mark of a list's item
    | ^\#{{1,6}}[ ]+                                # of a heading
    | ^[ \t]*{OPENER}[ ]*\w*[ ]*
    | ^\|[ :|-]+\|$                                 # the line below a table's head
    | (?<![\w*])\*{{1,2}}(?=\S) | (?<=\S)\*{{1,2}}(?![\w*])  # emphasis
    """,
    re.VERBOSE | re.MULTILINE,
)
# A sentence ends here; an abbreviation or a version does not end one.
SENTENCE_END = re.compile(r"(?<=[.!?:;])[”\"]? |\n+")


@dataclass(frozen=True)
class Prose:
    """The words of a page, one line for each paragraph; `code` says for each character whether it is in code."""

    text: str
    code: tuple[bool, ...]

    def find(self, words: str) -> list[tuple[int, int]]:
        """Where these words begin and end, each time; any white space counts as one space."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", self.text)]

    def code_spans(self) -> list[tuple[int, int]]:
        """Where each piece of code begins and ends."""
        edges = [at for at, (one, other) in enumerate(pairwise((False, *self.code, False))) if one != other]
        return list(zip(edges[::2], edges[1::2], strict=True))

    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends."""
        ends = [0, *(match.end() for match in SENTENCE_END.finditer(self.text)), len(self.text)]
        return [(start, end) for start, end in pairwise(ends) if self.text[start:end].strip()]


@cache
def prose_of(page: Page) -> Prose:
    """The prose of a page: its description, its text, and what its fences say in its language; no other fence."""
    lines = list(page.lines)
    for fence in page.fences:
        lines[fence.line - 1 : fence.last_line] = ["", *words_of(fence), ""]
    front_matter = page.front_matter
    lines[: front_matter.last_line] = [""] * front_matter.last_line
    description = " ".join(front_matter.description.split())
    return _without_marks(f"{description}\n\n" + "\n".join(lines))


def _without_marks(markdown: str) -> Prose:
    characters: list[tuple[str, bool]] = []
    position = 0
    for match in MARKS.finditer(markdown):
        characters += [(character, False) for character in markdown[position : match.start()]]
        characters += [(character, True) for character in match["code"] or ""]
        position = match.end()
    characters += [(character, False) for character in markdown[position:]]
    return _with_single_spaces(characters)


def _with_single_spaces(characters: list[tuple[str, bool]]) -> Prose:
    """Join the lines of a paragraph; each paragraph, and each row of a table, becomes one line."""
    kept: list[tuple[str, bool]] = []
    index = 0
    while index < len(characters):
        character, is_code = characters[index]
        if not character.isspace():
            kept.append((character, is_code))
            index += 1
            continue
        end = index
        while end < len(characters) and characters[end][0].isspace():
            end += 1
        gap = "".join(each for each, _ in characters[index:end])
        next_to_it = {characters[at][0] for at in (index - 1, end) if 0 <= at < len(characters)}
        ends = gap.count("\n") > 1 or ("\n" in gap and "|" in next_to_it)
        kept.append(("\n" if ends else " ", all(is_code for _, is_code in characters[index:end])))
        index = end
    return Prose("".join(character for character, _ in kept), tuple(is_code for _, is_code in kept))
