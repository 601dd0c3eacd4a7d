"""Each exercise has a hint and then a solution, which stand in it."""

import pytest

from docs.plugins.lessons.exercises import exercise_problems
from docs.plugins.project.pages import parse_page

HINT = '    ??? hint "Hint"\n\n        Look above.\n\n'
SOLUTION = '    ??? solution "Solution"\n\n        ??? example "Set-up"\n\n            1. One.\n\n'
EXERCISE = "1. **Add.** What is the sum?\n\n"
SECTION = "# Add { #add }\n\n1. No exercise.\n\n## Exercises { #exercises }\n\n"


def problems(text: str) -> list[str]:
    return list(exercise_problems(parse_page("a.md", text)))


def test_a_page_without_exercises_has_no_problem() -> None:
    assert problems("# Add { #add }\n\n1. No exercise.\n") == []


def test_a_hint_and_then_a_solution_are_what_each_exercise_needs() -> None:
    assert problems(SECTION + 2 * (EXERCISE + HINT + SOLUTION)) == []


@pytest.mark.parametrize(
    ("folds", "there"),
    [
        ("", "neither"),
        (SOLUTION, "??? solution"),
        (HINT, "??? hint"),
        (SOLUTION + HINT, "??? solution, ??? hint"),
        (HINT + HINT + SOLUTION, "??? hint, ??? hint, ??? solution"),
        (f"    ```text\n{HINT}    ```\n\n{SOLUTION}", "??? solution"),
    ],
)
def test_an_exercise_with_anything_else_is_named_with_its_line(folds: str, there: str) -> None:
    said = [f"a.md:7: the exercise has {there}; give it one ??? hint and then one ??? solution"]
    assert problems(SECTION + EXERCISE + folds) == said
    assert problems(f"{SECTION}{EXERCISE}{folds}{EXERCISE}{HINT}{SOLUTION}## Next {{ #next }}\n\n1. One.\n") == said


@pytest.mark.parametrize("mark", ["-", "*", "1)"])
def test_a_section_for_exercises_without_a_numbered_one_is_named(mark: str) -> None:
    assert problems(SECTION + EXERCISE.replace("1.", mark) + HINT + SOLUTION) == [
        "a.md:5: the section #exercises has no numbered exercise; begin each with its number and a full stop, "
        'such as "1. "'
    ]


@pytest.mark.parametrize("indent", ["", "  ", "        "])
def test_a_fold_that_stands_outside_its_exercise_is_named_with_its_own_line(indent: str) -> None:
    outside = HINT.replace("    ???", f"{indent}???")
    assert problems(SECTION + EXERCISE + outside + SOLUTION) == [
        'a.md:9: "??? hint" stands outside its exercise; set it in by 4 spaces, and what it holds by 8'
    ]


@pytest.mark.parametrize("opener", ["??? tip", "???hint"])
def test_what_is_told_of_a_fold_itself_is_not_told_again_of_its_exercise(opener: str) -> None:
    assert problems(SECTION + EXERCISE + HINT.replace("??? hint", opener) + SOLUTION) == []
