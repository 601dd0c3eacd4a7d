"""Each exercise says how to check it at the terminal, and each that says so can be checked. Pure."""

from collections.abc import Iterator

from docs.plugins.fences.answer import parse
from docs.plugins.lessons.callouts import HINT, kind_of
from docs.plugins.project.exercise_checks import path_of
from docs.plugins.project.lessons import exercises_of, exercises_section
from docs.plugins.project.notation import INDENT
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

ANSWER = "answer"


def answer_problems(page: Page) -> Iterator[str]:
    """An exercise without its one `answer` fence, and one of these that stands elsewhere, or names another exercise."""
    exercises = exercises_of(page)
    section = exercises_section(page)
    left = list(page.fences_of(ANSWER))
    ends = [*list(exercises)[1:], section.last_line + 1 if section else 0]
    for number, (line, end) in enumerate(zip(exercises, ends, strict=False), start=1):
        own = [fence for fence in left if line < fence.line < end]
        left = [fence for fence in left if fence not in own]
        if len(own) != 1:
            there = "no" if not own else "more than one"
            remedy = f"write one between its text and its hint, with {page.name}.py {number} in it"
            yield f"{page.path}:{line}: exercise {number} has {there} {ANSWER} fence; {remedy}"
        hint = next((at for at, text in exercises[line].items() if kind_of(text) == HINT), end)
        for fence in own:
            if problem := _problem(page, fence, number, hint):
                yield f"{page.path}:{fence.line}: {problem}"
    for fence in left:
        yield f"{page.path}:{fence.line}: the {ANSWER} fence stands in no exercise; move it into one"


def check_file_problems(project: Project) -> Iterator[str]:
    """Checks of an exercise that no page has."""
    for lesson, exercises in project.exercise_checks.items():
        page = project.pages[project.source.code].get(lesson)
        if page is None:
            yield f'{path_of(lesson)}:1: no lesson "{lesson}"; give the file the name of one'
            continue
        count = len(exercises_of(page))
        for exercise in exercises.values():
            if exercise.number > count:
                yield (
                    f"{path_of(lesson)}:{exercise.line}: no exercise {exercise.number} in {page.path}, "
                    f"which has {count}; correct the number, or take the entry out"
                )


def _problem(page: Page, fence: Fence, number: int, hint: int) -> str:
    line = page.lines[fence.line - 1]
    if len(line) - len(line.lstrip()) != INDENT:
        return f"the {ANSWER} fence stands outside its exercise; set it in by {INDENT} spaces"
    if fence.line > hint:
        return f"the {ANSWER} fence stands below the hint; move it above"
    # Of another form, the fence itself is told.
    named = parse(fence.body)
    if named and named[1] != number:
        return f"the {ANSWER} fence of exercise {number} names exercise {named[1]}; write {page.name}.py {number}"
    return ""
