"""A message that Keras words in another way is told, and its template can be written anew."""

from pathlib import Path

import pytest

from docs.plugins.project.mistakes import PATH, Mistake
from docs.plugins.project.records import Output, Record
from examples.runner.comparison import Difference
from examples.runner.wording import rewrite_templates, template_differences, unknown_messages

WORDS = {"vi": "…", "en": "…"}
MISTAKES = {
    "loss": Mistake("loss", "train#fit", WORDS, WORDS, template="No loss for {n}.", also=["Loss of {n} lacks."]),
    "labels": Mistake("labels", "train#fit", WORDS, WORDS, template="No labels."),
    "silent": Mistake("silent", "train#fit", WORDS, WORDS, notice=WORDS),
}


def record(**said: str) -> Record:
    """The record of a run whose cells have said this."""
    return Record("", "", {cell: Output(text, None) for cell, text in said.items()})


@pytest.mark.parametrize("text", ["ValueError: No loss for 3.", "1/2\nValueError: Loss of 10 lacks."])
def test_a_message_is_known_by_any_of_its_own_templates(text: str) -> None:
    assert unknown_messages(MISTAKES, record(loss=text)) == {}


def test_a_message_that_only_another_mistake_has_is_not_known() -> None:
    assert unknown_messages(MISTAKES, record(loss="ValueError: No labels.")) == {"loss": "ValueError: No labels."}


def test_cells_that_make_no_mistake_with_a_message_are_not_looked_at() -> None:
    assert unknown_messages(MISTAKES, record(silent="loss 2.3", other="ValueError: other")) == {}


def test_what_is_not_known_is_a_difference_of_templates() -> None:
    found = record(loss="ValueError: The loss for the 3 outputs is missing.", labels="ValueError: No labels.")
    assert template_differences(MISTAKES, found) == [
        Difference("loss", "template: No loss for {n}.", "The loss for the {n} outputs is missing.")
    ]


def test_each_template_that_is_written_anew_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    before = '# Words.\nloss:\n  template: "No loss for {n}."\nlabels:\n  template: "No labels."\n'
    (tmp_path / PATH).write_text(before, encoding="utf-8")
    found = record(loss="ValueError: The loss for 3 is missing.", labels="ValueError: There are no labels here.")
    assert list(rewrite_templates(tmp_path, MISTAKES, found)) == [
        f'{PATH}: the message of "loss" is worded in another way; its template is now: The loss for {{n}} is missing.',
        f'{PATH}: the message of "labels" is worded in another way; its template is now: There are no labels here.',
    ]
    after = before.replace("No loss for {n}.", "The loss for {n} is missing.").replace(
        "No labels.", "There are no labels here."
    )
    assert (tmp_path / PATH).read_text(encoding="utf-8") == after
