"""What a mistake's fence names, and what is shown of a message."""

import pytest

from docs.plugins.fences.mistake_parts import LONGEST, Transcript, parse, parse_transcript, part_that_matters
from docs.plugins.project.mistakes import Mistake


def mistake(template: str, *also: str) -> Mistake:
    return Mistake("a", "b#c", {}, {}, template=template, also=list(also))


def test_a_fence_names_a_mistake_and_may_have_a_transcript_below_it() -> None:
    assert parse("no-flatten\n") == ("no-flatten", "")
    assert parse(" no-keras \n$ a\nb\n$ c\n") == ("no-keras", "$ a\nb\n$ c")


def test_a_transcript_is_what_is_typed_and_the_answer_and_what_is_typed_then() -> None:
    text = "$ cd home\n$ python\nImportError: no\n  such thing\n$ pip install it"
    assert parse_transcript(text) == Transcript("cd home\npython", "ImportError: no\n  such thing", "pip install it")


@pytest.mark.parametrize("text", ["", "$ a", "b", "$ a\nb", "b\n$ c", "$ a\nb\n$ c\nd", "$ a\nb\n$ c\nd\n$ e"])
def test_a_transcript_without_all_of_that_or_with_more_is_of_another_form(text: str) -> None:
    assert parse_transcript(text) is None


@pytest.mark.parametrize(
    ("text", "template", "shown"),
    [
        ("ValueError: It is too long.", "too long", "ValueError: It is too long."),
        ("ValueError: It is too long. Cut it.", "too long", "ValueError: It is too long. …"),
        ("ValueError: Cut it. It is too long", "too long", "ValueError: … It is too long"),
        ("ValueError: While calling:\n\nIt is too long\n\nGiven:\n  x=3", "too long", "ValueError: … It is too long …"),
        ("ValueError: Of `a.b`. Received: a.b=(1, 2)", "`a.b`. Received: a.b=({n}, {n})", None),
        ("KeyError: 'acc'", "KeyError: 'acc'", "KeyError: 'acc'"),
        ("UserWarning: Too long. Cut it.", "Too long", "UserWarning: Too long. …"),
        ("Epoch 1/2\nSomeError: Too long.", "Too long", "SomeError: Too long."),
        ("UserWarning: Ahem.\nValueError: Too long.", "Too long", "ValueError: Too long."),
        ("zsh: Too long. No.\nNever.", "No", "… No. …"),
    ],
)
def test_of_a_message_the_sentences_are_shown_in_which_the_template_is_found(
    text: str, template: str, shown: str | None
) -> None:
    assert part_that_matters(text, mistake(template)) == (shown or text)


def test_the_template_comes_before_other_wordings() -> None:
    text = "ValueError: One. Two."
    assert part_that_matters(text, mistake("Two", "One")) == "ValueError: … Two."
    assert part_that_matters(text, mistake("Three", "One")) == "ValueError: One. …"


def test_a_message_without_any_wording_has_no_such_part() -> None:
    assert part_that_matters("ValueError: One.", mistake("Two")) is None
    assert part_that_matters("", mistake("Two")) is None


def test_of_an_array_in_a_message_the_beginning_is_shown() -> None:
    shown = part_that_matters(f"ValueError: Unrecognized: x=[{'0.5, ' * LONGEST}0.5]", mistake("Unrecognized: x={…}"))
    assert shown is not None
    assert shown.startswith("ValueError: Unrecognized: x=[0.5, 0.5")
    assert shown.endswith(", 0.5, …")
    assert len(shown) <= LONGEST + 2
