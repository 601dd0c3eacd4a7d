"""Notes and folds are of the kinds that have a style, and written as Markdown takes them."""

import pytest

from docs.plugins.lessons.callouts import KINDS, callout_problems
from docs.plugins.project.pages import parse_page


def problems(text: str) -> list[str]:
    return list(callout_problems(parse_page("a.md", text)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_that_have_a_style_may_stand_anywhere(kind: str) -> None:
    assert problems(f'# Add {{ #add }}\n\n- One.\n\n    {kind} "Title"\n\n        Two.\n') == []


@pytest.mark.parametrize(
    "kind", ["!!! tip", "!!! hint", "!!! solution", "??? success", "??? warning", "???+ solution", "!!!"]
)
def test_another_kind_is_named_with_those_that_there_are(kind: str) -> None:
    (said,) = problems(f'# Add {{ #add }}\n\n- One.\n\n    {kind} "Title"\n\n        Two.\n')
    assert said == (
        f'a.md:5: "{kind}" has no style; write one of these: '
        "!!! note, !!! warning, !!! try, ??? hint, ??? solution, ??? example, ??? note"
    )


@pytest.mark.parametrize("line", ["=== Linux", '==="Linux"', '==== "Linux"', '=== note "Linux"'])
def test_a_line_that_is_meant_to_open_a_tab_is_shown_how_it_is_written(line: str) -> None:
    assert problems(f"# Add {{ #add }}\n\n{line}\n\n    One.\n") == [
        f'a.md:3: "{line}" is not how a tab begins; write === "Title"'
    ]


def test_tabs_and_what_stands_in_a_fence_are_no_notes() -> None:
    assert problems('# Add { #add }\n\n=== "Linux"\n\n    One.\n\n```text\n!!! tip "A"\n```\n') == []


@pytest.mark.parametrize("line", ['!!!note "Title"', '???hint "Title"', "!!!! note", '??? hint ""', '!!! note "Title'])
def test_a_line_that_is_meant_to_open_a_note_or_a_fold_is_shown_how_it_is_written(line: str) -> None:
    assert problems(f"# Add {{ #add }}\n\n- One.\n\n    {line}\n\n        Two.\n") == [
        f'a.md:5: "{line}" is not how a note or a fold begins; write {line[:3]} KIND "Title", '
        f'as in {line[:3]} note "Title"'
    ]
