"""The exercises of a lesson: each has a hint and then a solution, set in below it. Pure."""

from collections.abc import Iterator, Mapping

from docs.plugins.lessons.callouts import HINT, SOLUTION, callout_problem, kind_of
from docs.plugins.project.lessons import EXERCISES, exercises_of, exercises_section
from docs.plugins.project.notation import INDENT
from docs.plugins.project.pages import Page


def exercise_problems(page: Page) -> Iterator[str]:
    """A section for exercises without any, and every exercise that shows its solution before a hint, or lacks one."""
    exercises = exercises_of(page)
    if (section := exercises_section(page)) and not exercises:
        yield (
            f"{page.path}:{section.line}: the section #{EXERCISES} has no numbered exercise; begin each with "
            'its number and a full stop, such as "1. "'
        )
    for number, lines in exercises.items():
        # What is wrong with a note or a fold is told of its own line, and may be the whole of what is wrong here.
        if not any(map(callout_problem, lines.values())):
            yield from (f"{page.path}:{line}: {problem}" for line, problem in _folds(number, lines))


def _folds(number: int, lines: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Each problem of the folds of the exercise at line `number`, with its line."""
    folds = {line: kind for line, text in lines.items() if (kind := kind_of(text)) in (HINT, SOLUTION)}
    for line, kind in folds.items():
        if len(lines[line]) - len(lines[line].lstrip()) != INDENT:
            remedy = f"set it in by {INDENT} spaces, and what it holds by {2 * INDENT}"
            yield line, f'"{kind}" stands outside its exercise; {remedy}'
    if list(folds.values()) != [HINT, SOLUTION]:
        there = ", ".join(folds.values()) or "neither"
        yield number, f"the exercise has {there}; give it one {HINT} and then one {SOLUTION}"
