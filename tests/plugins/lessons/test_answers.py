"""Each exercise says how to check it, between its text and its hint; each that is checked is on the page."""

import pytest

from docs.plugins.lessons.answers import answer_problems, check_file_problems
from docs.plugins.project.pages import parse_page
from tests.support.checks import CHECKS, write_checks
from tests.support.tiny_project import PAGE, TinyProject

SECTION = "# Add { #add }\n\n## Exercises { #exercises }\n\n"
FOLDS = '    ??? hint "Hint"\n\n        Look above.\n\n    ??? solution "Solution"\n\n        Three.\n\n'


def exercise(body: str, folds: str = FOLDS) -> str:
    return f"1. **Add.** What is the sum?\n\n{answer(body)}{folds}"


def answer(body: str, indent: str = "    ") -> str:
    return f"{indent}```answer\n{indent}{body}\n{indent}```\n\n" if body else ""


def problems(text: str) -> list[str]:
    return list(answer_problems(parse_page("docs/vi/add.md", text)))


def test_exercises_that_say_so_in_their_order_have_no_problem() -> None:
    assert problems(SECTION + exercise("add.py 1") + exercise("add.py 2") + "## Next { #next }\n") == []
    assert problems("# Add { #add }\n") == []


def test_an_exercise_without_it_or_with_two_is_named() -> None:
    remedy = "write one between its text and its hint, with add.py"
    assert problems(SECTION + exercise("") + exercise("add.py 2", answer("add.py 2") + FOLDS)) == [
        f"docs/vi/add.md:5: exercise 1 has no answer fence; {remedy} 1 in it",
        f"docs/vi/add.md:15: exercise 2 has more than one answer fence; {remedy} 2 in it",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (exercise("add.py 2"), "7: the answer fence of exercise 1 names exercise 2; write add.py 1"),
        (exercise("", FOLDS + answer("add.py 1")), "15: the answer fence stands below the hint; move it above"),
        (
            exercise("", answer("add.py 1", "") + FOLDS),
            "7: the answer fence stands outside its exercise; set it in by 4 spaces",
        ),
        (
            f"{exercise('add.py 1')}## Next {{ #next }}\n\n{answer('add.py 1', '')}",
            "21: the answer fence stands in no exercise; move it into one",
        ),
    ],
)
def test_one_that_stands_elsewhere_is_named_with_its_line(text: str, message: str) -> None:
    assert problems(SECTION + text) == [f"docs/vi/add.md:{message}"]


def test_checks_of_an_exercise_or_a_lesson_that_is_not_there_are_named(project: TinyProject) -> None:
    write_checks(project)
    project.write("docs/vi/add.md", f"{PAGE}\n## Exercises {{ #exercises }}\n\n{exercise('add.py 1')}")
    project.write("examples/checks/plus.yml", CHECKS)
    assert list(check_file_problems(project.read())) == [
        "examples/checks/add.yml:11: no exercise 2 in docs/vi/add.md, which has 1; correct the number, or take the "
        "entry out",
        'examples/checks/plus.yml:1: no lesson "plus"; give the file the name of one',
    ]
