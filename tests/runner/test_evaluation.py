"""Named values are evaluated on a script's own names, and come out as JSON can hold them."""

import json
from typing import Any

import numpy as np
import pytest

from examples.runner.evaluation import MOST_NUMBERS, evaluate


def value_of(expression: str, **names: Any) -> Any:  # noqa: ANN401
    """The value of one expression."""
    return evaluate({"it": expression}, names)["it"]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 1", 2),
        ("0.5", 0.5),
        ("None", None),
        ("1 < 2", True),
        ("'text'", "text"),
        ("np.float32(0.5)", 0.5),
        ("np.uint8(7)", 7),
        ("np.bool_(True)", True),
        ("np.str_('text')", "text"),
        ("np.array(3)", 3),
        ("np.eye(2)", [[1.0, 0.0], [0.0, 1.0]]),
        ("np.array([], int)", []),
        ("(28, 28)", [28, 28]),
        ("[np.int64(1), (np.float64(2), np.arange(2))]", [1, [2.0, [0, 1]]]),
        ("{'loss': [np.float32(1)], 3: (4,)}", {"loss": [1.0], "3": [4]}),
    ],
)
def test_a_value_comes_out_in_the_types_of_json(expression: str, value: object) -> None:
    evaluated = value_of(expression)
    assert evaluated == value
    assert type(evaluated) is type(value)
    assert json.loads(json.dumps(evaluated)) == value


def test_a_scripts_names_are_there_and_stay_as_they_are() -> None:
    names: dict[str, Any] = {"x": [1, 2], "len": max}
    assert evaluate({"first": "x[0]", "largest": "len(x)", "all": "[each * x[1] for each in x]"}, names) == {
        "first": 1,
        "largest": 2,
        "all": [2, 4],
    }
    assert names == {"x": [1, 2], "len": max}


def test_numpy_is_there_as_np_unless_the_script_calls_something_else_that() -> None:
    assert value_of("np.add(1, 2)") == 3
    assert value_of("np", np="mine") == "mine"


@pytest.mark.parametrize(
    "expression",
    ["np.zeros({})", "list(range({}))", "[[0] * ({} - 1), 0]", "{{key: key for key in range({})}}"],
)
def test_more_numbers_than_people_read_are_too_many(expression: str) -> None:
    value_of(expression.format(MOST_NUMBERS))
    with pytest.raises(ValueError, match=rf": {MOST_NUMBERS + 1} numbers are too many; at most 2000 are allowed$"):
        value_of(expression.format(MOST_NUMBERS + 1))


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("object()", "TypeError: object is not a number, a text, or a list of them"),
        ("{1, 2}", "TypeError: set is not a number, a text, or a list of them"),
        ("1j", "TypeError: complex is not a number, a text, or a list of them"),
        ("[1, b'']", "TypeError: bytes is not a number, a text, or a list of them"),
        ("np.array([None, len])", "TypeError: builtin_function_or_method is not a number, a text, or a list of them"),
        ("np.datetime64('2026-11-25')", "TypeError: date is not a number, a text, or a list of them"),
        ("float('nan')", "ValueError: JSON has no number nan"),
        ("np.array([1, np.inf])", "ValueError: JSON has no number inf"),
        ("np.float32('-inf')", "ValueError: JSON has no number -inf"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("gone", "NameError: name 'gone' is not defined"),
        ("x[5]", "IndexError: list index out of range"),
    ],
)
def test_an_error_names_the_value_the_expression_and_what_is_wrong(expression: str, reason: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        evaluate({"good": "1", "val-loss": expression, "never": "2"}, {"x": [1]})
    assert str(error.value) == f'the value "val-loss" ({expression}): {reason}'


def test_nothing_is_evaluated_where_nothing_is_asked_for() -> None:
    assert evaluate({}, {"np": np}) == {}
