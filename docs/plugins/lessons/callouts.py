"""The notes and the folds of any page: how each begins, and which kinds there are. Pure."""

from collections.abc import Iterator

from docs.plugins.project.notation import CONTAINER
from docs.plugins.project.pages import Page, unfenced_lines

HINT, SOLUTION = "??? hint", "??? solution"
# Those that the site has a style for; Markdown would take any name.
KINDS = ("!!! note", "!!! warning", "!!! try", HINT, SOLUTION, "??? example", "??? note")
OPENERS = ("!!!", "???")


def callout_problems(page: Page) -> Iterator[str]:
    """Every note and fold of another kind, and every line that is meant to open one and is written in another way."""
    for number, line in unfenced_lines(page):
        if problem := callout_problem(line):
            yield f"{page.path}:{number}: {problem}"


def callout_problem(line: str) -> str:
    """What is wrong with a line that opens a note or a fold, or is meant to; "" for any other line."""
    text = line.strip()
    if text.startswith(OPENERS) and not CONTAINER.fullmatch(text):
        return (
            f'"{text}" is not how a note or a fold begins; write {text[:3]} KIND "Title", as in {text[:3]} note "Title"'
        )
    if (kind := kind_of(line)) and kind not in KINDS:
        return f'"{kind}" has no style; write one of these: {", ".join(KINDS)}'
    return ""


def kind_of(line: str) -> str:
    """What a line opens, such as "!!! note"; "" for a tab, and for a line that opens neither a note nor a fold."""
    match = CONTAINER.fullmatch(line.strip())
    return f"{match['opener']} {match['type'] or ''}".rstrip() if match and match["opener"] != "===" else ""
