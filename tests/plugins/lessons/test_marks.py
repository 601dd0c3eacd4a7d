"""What is still to be written is named, wherever it stands."""

import pytest

from docs.plugins.lessons.marks import unwritten


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# TODO: the title { #dropout }", ["the title"]),
        ("| [TODO: a title](a.md) | TODO: what for |", ["a title", "what for"]),
        ("1. **TODO: a name.** TODO: a question.", ["a name.", "a question."]),
        ('description: "TODO: what, in 50 to 160 characters"', ["what, in 50 to 160 characters"]),
        ("    # TODO: the calls of `fit`", ["the calls of `fit"]),
        ("A todo list, and TODO alone.", []),
    ],
)
def test_each_mark_is_named_with_what_is_to_be_written(text: str, found: list[str]) -> None:
    said = list(unwritten({"docs/en/a.md": f"\n{text}\nmore\n", "b.py": "1\n"}))
    assert said == [f'docs/en/a.md:2: "TODO" is still to be replaced by: {what}' for what in found]
