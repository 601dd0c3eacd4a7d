"""How to check an exercise at the terminal: the names that the answer gives its variables, and the command.

```answer
sequential.py 1
```

The names are those of the exercise's checks, in examples/checks/sequential.yml.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.inline import inline_html
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.view import View
from docs.plugins.project.exercise_checks import ExerciseChecks, path_of
from docs.plugins.project.inline import inline_of
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

FORM = re.compile(r"(?P<lesson>[a-z0-9-]+)\.py +(?P<number>[1-9]\d*)")
# What learners name their file on the page.
FILE = "my_answer.py"
# The page and its section that say how to get the course's folder, in which the command is run.
FOLDER_PAGE, FOLDER_SECTION = "install", "run"
# Stands for the link to it.
FOLDER = "{folder}"


def parse(body: str) -> tuple[str, int] | None:
    """The lesson and the number of the exercise; None for a body of another form."""
    match = FORM.fullmatch(body.strip())
    return (match["lesson"], int(match["number"])) if match else None


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body of another form, another lesson's exercise, and one without checks."""
    for fence in fences:
        named = parse(fence.body)
        if named is None:
            body = " ".join(fence.body.split())
            yield fence.line, f'"{body}" is no exercise; write the script and the number, as in {page.name}.py 1'
        elif named[0] != page.name:
            yield fence.line, f"{named[0]}.py is another lesson's script; write {page.name}.py {named[1]}"
        elif named[1] not in project.exercise_checks.get(page.name, {}):
            yield fence.line, f"exercise {named[1]} has no checks in {path_of(page.name)}; write them there"


def html(body: str, view: View) -> str:
    """One line: the names, with what each is, and the command."""
    sentence = inline_html(inline_of(_sentence(*_exercise(body, view.project), view)))
    address = f"{view.address(view.links.page(FOLDER_PAGE))}#{FOLDER_SECTION}"
    link = f'<a href="{escape(address)}">{escape(view.label("try_answer_folder"))}</a>'
    # A command is nothing to search for.
    return f'<p class="answer" data-search-exclude>{sentence.replace(FOLDER, link)}</p>'


def markdown(body: str, view: View) -> Sequence[str]:
    """The same in Markdown."""
    link = f"[{view.label('try_answer_folder')}]({view.markdown_address(FOLDER_PAGE)}#{FOLDER_SECTION})"
    return [_sentence(*_exercise(body, view.project), view).replace(FOLDER, link)]


def _exercise(body: str, project: Project) -> tuple[str, ExerciseChecks]:
    named = parse(body)
    assert named is not None
    return named[0], project.exercise_checks[named[0]][named[1]]


def _sentence(lesson: str, exercise: ExerciseChecks, view: View) -> str:
    """The sentence in Markdown."""
    *first, last = (
        view.label("try_answer_name").format(name=name, what=what[view.best(what)])
        for name, what in exercise.names.items()
    )
    names = view.label("try_answer_names").format(first=", ".join(first), last=last) if first else last
    command = f"python -m examples try {lesson} {FILE}"
    return view.label("try_answer").format(file=FILE, names=names, command=command, folder=FOLDER)
