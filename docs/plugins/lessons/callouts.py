"""The notes and the folds of a page: which kinds there are, and which two belong to each exercise. Pure."""

from collections.abc import Iterator

from docs.plugins.project.lessons import exercises_of
from docs.plugins.project.notation import CONTAINER
from docs.plugins.project.pages import Page, unfenced_lines

HINT, SOLUTION = "??? hint", "??? solution"
# Those that the site has a style for; Markdown would take any name.
KINDS = ("!!! note", "!!! warning", "!!! try", HINT, SOLUTION, "??? example", "??? note")


def callout_problems(page: Page) -> Iterator[str]:
    """Every note and fold of another kind, and every exercise that shows its solution before a hint, or lacks one."""
    for number, line in unfenced_lines(page):
        if (kind := _kind(line)) and kind not in KINDS:
            yield f'{page.path}:{number}: "{kind}" has no style; write one of these: {", ".join(KINDS)}'
    for number, lines in exercises_of(page).items():
        folds = [kind for line in lines if (kind := _kind(line)) in (HINT, SOLUTION)]
        if folds != [HINT, SOLUTION]:
            there = ", ".join(folds) or "neither"
            yield f"{page.path}:{number}: the exercise has {there}; give it one {HINT} and then one {SOLUTION}"


def _kind(line: str) -> str:
    """What a line opens, such as "!!! note"; "" for a tab, and for a line that opens neither a note nor a fold."""
    match = CONTAINER.fullmatch(line.strip())
    return f"{match['opener']} {match['type']}" if match and match["opener"] != "===" else ""
