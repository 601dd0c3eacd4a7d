"""The notes, the folds and the tabs of any page: how each begins, and which kinds there are. Pure."""

from collections.abc import Iterator

from docs.plugins.project.notation import CONTAINER
from docs.plugins.project.pages import Page, unfenced_lines

HINT, SOLUTION = "??? hint", "??? solution"
# Those that the site has a style for; Markdown would take any name.
KINDS = ("!!! note", "!!! warning", "!!! try", HINT, SOLUTION, "??? example", "??? note")
OPENERS = ("!!!", "???")
TAB = "==="


def callout_problems(page: Page) -> Iterator[str]:
    """Every note and fold of another kind, and every line that is meant to open one, or a tab, and doesn't."""
    for number, line in unfenced_lines(page):
        if problem := callout_problem(line):
            yield f"{page.path}:{number}: {problem}"


def callout_problem(line: str) -> str:
    """What is wrong with a line that opens a note, a fold or a tab, or is meant to; "" for any other line."""
    text = line.strip()
    container = CONTAINER.fullmatch(text)
    if text.startswith(TAB) and text.strip("=") and not (container and container["title"] and not container["type"]):
        return f'"{text}" is not how a tab begins; write {TAB} "Title"'
    if text.startswith(OPENERS) and not container:
        return (
            f'"{text}" is not how a note or a fold begins; write {text[:3]} KIND "Title", as in {text[:3]} note "Title"'
        )
    if (kind := kind_of(line)) and kind not in KINDS:
        return f'"{kind}" has no style; write one of these: {", ".join(KINDS)}'
    return ""


def kind_of(line: str) -> str:
    """What a line opens, such as "!!! note"; "" for a tab, and for a line that opens neither a note nor a fold."""
    match = CONTAINER.fullmatch(line.strip())
    return f"{match['opener']} {match['type'] or ''}".rstrip() if match and match["opener"] != TAB else ""
