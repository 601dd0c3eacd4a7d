"""Notes and folds are of the kinds that have a style, and each exercise has a hint and then a solution."""

import pytest

from docs.plugins.lessons.callouts import KINDS, callout_problems
from docs.plugins.project.pages import parse_page

HINT = '    ??? hint "Hint"\n\n        Look above.\n\n'
SOLUTION = '    ??? solution "Solution"\n\n        ??? example "Set-up"\n\n            1. One.\n\n'
EXERCISE = "1. **Add.** What is the sum?\n\n"
SECTION = "# Add { #add }\n\n1. No exercise.\n\n## Exercises { #exercises }\n\n"


def problems(text: str) -> list[str]:
    return list(callout_problems(parse_page("a.md", text)))


def test_a_page_without_notes_and_exercises_has_no_problem() -> None:
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


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_that_have_a_style_may_stand_anywhere(kind: str) -> None:
    assert problems(f'# Add {{ #add }}\n\n- One.\n\n    {kind} "Title"\n\n        Two.\n') == []


@pytest.mark.parametrize("kind", ["!!! tip", "!!! hint", "!!! solution", "??? success", "??? warning", "???+ solution"])
def test_another_kind_is_named_with_those_that_there_are(kind: str) -> None:
    (said,) = problems(f'# Add {{ #add }}\n\n- One.\n\n    {kind} "Title"\n\n        Two.\n')
    assert said == (
        f'a.md:5: "{kind}" has no style; write one of these: '
        "!!! note, !!! warning, !!! try, ??? hint, ??? solution, ??? example, ??? note"
    )


def test_tabs_and_what_stands_in_a_fence_are_no_notes() -> None:
    assert problems('# Add { #add }\n\n=== "Linux"\n\n    One.\n\n```text\n!!! tip "A"\n```\n') == []
