"""What readers have to do while they read a lesson: questions to answer, and an output to guess. Pure."""

from collections.abc import Iterator

from docs.plugins.project.pages import Page
from docs.plugins.project.questions import KIND

FEWEST, MOST = 3, 5
# The kinds of block that show what a cell printed or drew: at once, and after a guess.
OUTPUT, PREDICT = "output", "predict"


def activity_problems(page: Page) -> Iterator[str]:
    """Too few or too many questions of a lesson, and outputs none of which is to be guessed."""
    count = len(page.fences_of(KIND))
    if count < FEWEST:
        remedy = f"write {FEWEST - count} more, each in a block that begins with ```{KIND}"
        yield f"{page.path}: {_many(count)}, and a lesson has {FEWEST} to {MOST}; {remedy}"
    if count > MOST:
        yield f"{page.path}: {_many(count)}, and a lesson has {FEWEST} to {MOST}; take {count - MOST} out"
    outputs = page.fences_of(OUTPUT)
    if outputs and not page.fences_of(PREDICT):
        yield (
            f"{page.path}:{outputs[0].line}: readers are to guess no output; let one of them begin with ```{PREDICT}, "
            "and ask in a line below its cell"
        )


def _many(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"
