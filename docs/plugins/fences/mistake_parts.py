"""What a mistake's fence names, and the part of its message that matters. Pure."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docs.plugins.project.message_templates import BEGINNING
from docs.plugins.project.messages import squeezed
from docs.plugins.project.mistakes import Mistake
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference

KIND = "mistake"
# How a line of a transcript begins that is typed.
PROMPT = "$ "
CURE = "-cure"
# Between the sentences of a message.
BETWEEN = re.compile(r"\s*\n\s*|(?<=[.!?])[ \t]+(?=[A-Z])")
LEFT_OUT = "…"
# The most characters of a message that are shown: some hold a whole array.
LONGEST = 200


@dataclass(frozen=True)
class Transcript:
    """What is typed and makes a mistake, the message that it is answered with, and what is typed to cure it."""

    makes: str
    message: str
    cures: str


@dataclass(frozen=True)
class Parts:
    """What a fence shows of a mistake: the part of its message that matters, "" where it raises nothing, and either the
    cells that make and cure it or, for one that no script can make, the transcript.
    """

    mistake: Mistake
    message: str
    cells: tuple[Reference, Reference] | None = None
    transcript: Transcript | None = None


def parse(body: str) -> tuple[str, str]:
    """The mistake's id, and the transcript below it; "" where there is none."""
    id_, _, transcript = body.strip().partition("\n")
    return id_.strip(), transcript.strip()


def parse_transcript(text: str) -> Transcript | None:
    """The parts of a transcript; None where it is not what is typed, the answer, and what is typed again."""
    parts: list[tuple[bool, list[str]]] = []
    for line in text.splitlines():
        is_typed = line.startswith(PROMPT)
        if not parts or parts[-1][0] != is_typed:
            parts.append((is_typed, []))
        parts[-1][1].append(line.removeprefix(PROMPT))
    if [is_typed for is_typed, _ in parts] != [True, False, True]:
        return None
    return Transcript(*("\n".join(lines) for _, lines in parts))


def cells_of(id_: str, project: Project) -> list[Reference]:
    """The cell that makes a mistake and then the one that cures it: those of the two that are there."""
    script = project.mistake_scripts.get(id_)
    if script is None:
        return []
    names = {cell.name for cell in script.cells}
    return [Reference(script.name, name) for name in (id_, f"{id_}{CURE}") if name in names]


def cells_on(page: Page, project: Project) -> Iterator[tuple[int, Reference]]:
    """The cells that the mistakes of a page show, in the order of their script, each with the line of its fence."""
    for fence, id_ in meant_on(page, project):
        yield from ((fence.line, cell) for cell in cells_of(id_, project))


def meant_on(page: Page, project: Project) -> Iterator[tuple[Fence, str]]:
    """The fences of a page's mistakes, each with the id that it means; "" where that can't be told.

    A fence that names no mistake means the one of the heading above it, or the nearest that the page doesn't show: so
    nothing else of that one is said to be missing.
    """
    fences = page.fences_of(KIND)
    named = [parse(fence.body)[0] for fence in fences]
    others = [id_ for id_ in project.mistakes if id_ not in named]
    for fence, id_ in zip(fences, named, strict=True):
        if id_ in project.mistakes:
            yield fence, id_
        else:
            *_, above = ["", *(heading.id for heading in page.headings if heading.line < fence.line)]
            nearest = difflib.get_close_matches(id_, others, n=1)
            yield fence, next((each for each in (above, *nearest) if each in others), "")


def parts_of(body: str, project: Project) -> Parts:
    """What a fence shows in which `mistake_problems.py` finds nothing."""
    id_, text = parse(body)
    mistake = project.mistakes[id_]
    if transcript := parse_transcript(text):
        return Parts(mistake, transcript.message, transcript=transcript)
    makes, cures = cells_of(id_, project)
    recorded = project.records[makes.script].outputs[id_].text
    message = part_that_matters(recorded, mistake) if mistake.templates else ""
    assert message is not None
    return Parts(mistake, message, (makes, cures))


def part_that_matters(text: str, mistake: Mistake) -> str | None:
    """The sentences of a message that a mistake is known by, after the class of the error; None where none are there.

    `text` is what a cell has printed, and ends with the message. "…" stands for what is left out of that.
    """
    *_, beginning = [None, *BEGINNING.finditer(text)]
    message = text[beginning.start() if beginning else 0 :].rstrip()
    found = _fewest_sentences(message, mistake.patterns)
    if found is None:
        return None
    start, end = found
    shown = message[start:end]
    if len(shown) > LONGEST:
        shown = shown[:LONGEST].rpartition(" ")[0]
    before = f"{beginning[0] if beginning else ''}{LEFT_OUT} " if start else ""
    return f"{before}{shown}{'' if start + len(shown) == len(message) else f' {LEFT_OUT}'}"


def _fewest_sentences(message: str, patterns: Iterable[str]) -> tuple[int, int] | None:
    """Where the fewest sentences begin and end in which the first pattern that is there is found."""
    breaks = list(BETWEEN.finditer(message))
    starts = [0, *(each.end() for each in breaks)]
    ends = [*(each.start() for each in breaks), len(message)]
    for pattern in patterns:
        for number in range(len(starts)):
            for start, end in zip(starts, ends[number:], strict=False):
                if re.search(pattern, squeezed(message[start:end])):
                    return start, end
    return None
