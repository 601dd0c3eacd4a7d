"""The code and the emphasis in a line of a fence."""

import pytest

from docs.plugins.project.inline import InlineCode, Words, inline_of, markdown_problem


def test_a_text_is_parted_into_words_and_code() -> None:
    assert inline_of("Is `a` or `` b`c `` right?") == (
        Words("Is "),
        InlineCode("a"),
        Words(" or "),
        InlineCode("b`c"),
        Words(" right?"),
    )
    assert inline_of("") == ()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("**bold**", "**"),
        ("[a](b.md)", "]("),
        ("![a](b.svg)", "]("),
        ("a <br> b", "<br>"),
        ("`a` </b>", "</b>"),
        ("`a", "`"),
    ],
)
def test_other_markdown_is_named(text: str, mark: str) -> None:
    assert markdown_problem(text).startswith(f'"{mark}" would be shown as it is')


@pytest.mark.parametrize("text", ["*a*", "a * b", "`**` and `](` and `<br>`", "2 < 3 > 1", "x[1] (y)"])
def test_emphasis_code_and_plain_text_are_no_problem(text: str) -> None:
    assert markdown_problem(text) == ""
