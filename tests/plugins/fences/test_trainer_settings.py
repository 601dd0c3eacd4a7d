"""The presets of a trainer, as a line of its fence names them."""

import re

import pytest

from docs.plugins.fences.trainer_settings import FIELDS, Preset, is_preset, preset_of


def test_a_preset_has_numbers_and_names_a_button_and_what_to_look_for() -> None:
    line = "digits=500  learning_rate=0.05 optimizer=adam units1=0 | Too | much = more? "
    assert is_preset(line)
    assert preset_of(line) == Preset(
        {"digits": 500, "learning_rate": 0.05, "optimizer": "adam", "units1": 0}, "Too", "much = more?"
    )


def test_lesson_changes_no_setting() -> None:
    assert preset_of("lesson | As there | Look.") == Preset({}, "As there", "Look.")


@pytest.mark.parametrize("line", ["add.py#sum", "Two curves, one above the other.", "a | b", "a | b | c | d"])
def test_a_cell_and_a_description_are_no_preset(line: str) -> None:
    assert not is_preset(line)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("momentum=1", f'no setting "momentum" (settings: {", ".join(FIELDS)})'),
        ("Lesson", f'no setting "Lesson" (settings: {", ".join(FIELDS)})'),
        ("optimizer=SGD", '"SGD" is no optimizer (sgd, adam)'),
        ("activation=", '"" is no activation (relu, sigmoid, tanh)'),
        ("epochs=0", 'epochs is "0"; give a number from 1 to 100'),
        ("epochs=1.5", 'epochs is "1.5"; give a number from 1 to 100'),
        ("learning_rate=11", 'learning_rate is "11"; give a number from 0.0001 to 10'),
        ("learning_rate=nan", 'learning_rate is "nan"; give a number from 0.0001 to 10'),
        ("digits=many", 'digits is "many"; give a number from 100 to 2000'),
    ],
)
def test_what_the_form_does_not_have_is_said_with_what_it_has(settings: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        preset_of(f"{settings} | A | B")
