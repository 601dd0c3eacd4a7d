"""Named values are evaluated on a script's own names, and come out as JSON can hold them."""

import json
from typing import Any

import numpy as np
import pytest

from examples.runner.evaluation import MOST_NUMBERS, evaluate
from examples.runner.quiet import import_keras


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
        ("object()", "TypeError: object is not a number, a text, a model, or a list of them"),
        ("{1, 2}", "TypeError: set is not a number, a text, a model, or a list of them"),
        ("1j", "TypeError: complex is not a number, a text, a model, or a list of them"),
        ("[1, b'']", "TypeError: bytes is not a number, a text, a model, or a list of them"),
        (
            "np.array([None, len])",
            "TypeError: builtin_function_or_method is not a number, a text, a model, or a list of them",
        ),
        ("np.datetime64('2026-11-25')", "TypeError: date is not a number, a text, a model, or a list of them"),
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


def described(model: object) -> list[tuple[str, str, list[list[int]], int, list[str]]]:
    """What a model comes out as: of each layer the name, the class, the shapes, the parameters, and what it takes."""
    layers = json.loads(json.dumps(value_of("model", model=model)))
    return [tuple(layer[key] for key in ("name", "class", "shapes", "parameters", "from")) for layer in layers]


@pytest.mark.keras
def test_a_sequential_model_comes_out_as_its_layers_from_the_input_on() -> None:
    keras = import_keras()
    layers = keras.layers
    model = keras.Sequential(
        [keras.Input((4, 4), name="image"), layers.Flatten(name="flat"), layers.Dense(3, name="digit")]
    )
    assert described(model) == [
        ("image", "InputLayer", [[4, 4]], 0, []),
        ("flat", "Flatten", [[16]], 0, ["image"]),
        ("digit", "Dense", [[3]], 51, ["flat"]),
    ]


@pytest.mark.keras
def test_a_functional_model_comes_out_with_what_each_layer_takes() -> None:
    keras = import_keras()
    layers = keras.layers
    image = keras.Input((4,), name="image")
    shared = layers.Dense(4, name="shared")(image)
    joined = layers.Concatenate(name="joined")([image, shared])
    total = joined + layers.Concatenate(name="twice")([shared, shared])
    _, state, _ = layers.LSTM(2, return_state=True, name="lstm")(layers.Reshape((2, 4), name="rows")(total))
    model = keras.Model(image, {"sum": total, "state": state})
    assert [(name, shapes, takes) for name, _, shapes, _, takes in described(model)] == [
        ("image", [[4]], []),
        ("shared", [[4]], ["image"]),
        ("joined", [[8]], ["image", "shared"]),
        ("twice", [[8]], ["shared"]),
        ("add", [[8]], ["joined", "twice"]),
        ("rows", [[2, 4]], ["add"]),
        ("lstm", [[2], [2], [2]], ["rows"]),
    ]


@pytest.mark.keras
def test_to_describe_a_model_changes_no_name_that_keras_gives_to_the_next() -> None:
    keras = import_keras()
    image = keras.Input((4,))

    def next_number() -> int:
        return int(keras.Model(image, keras.layers.Dense(1)(image)).name.rpartition("_")[2])

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    before = next_number()
    value_of("model", model=model)
    assert next_number() == before + 1


@pytest.mark.keras
def test_a_model_that_does_not_know_its_input_is_an_error() -> None:
    keras = import_keras()
    with pytest.raises(
        ValueError, match=r'^the value "it" \(model\): .* has no defined inputs.*; begin the model with an I'
    ):
        value_of("model", model=keras.Sequential([keras.layers.Dense(1)]))


@pytest.mark.keras
@pytest.mark.parametrize("ends", ["shared", "next"])
def test_a_layer_that_gave_out_another_shape_in_another_model_is_an_error(ends: str) -> None:
    keras = import_keras()
    layers = keras.layers
    shared = layers.Dense(4, name="shared")
    shared(keras.Input((5, 3)))
    rows = keras.Input((9, 3))
    last = shared(rows) if ends == "shared" else layers.Flatten()(shared(rows))
    with pytest.raises(
        ValueError, match=r'the layer "shared" gives out \[9, 4\] in this model, but \[5, 4\] where it wa'
    ):
        value_of("model", model=keras.Model(rows, last))


@pytest.mark.keras
def test_a_layer_that_another_model_has_called_in_the_same_way_comes_out_as_it_is() -> None:
    keras = import_keras()
    shared = keras.layers.Dense(4, name="shared")
    shared(keras.Input((9, 3)))
    rows = keras.Input((9, 3), name="rows")
    assert described(keras.Model(rows, shared(rows))) == [
        ("rows", "InputLayer", [[9, 3]], 0, []),
        ("shared", "Dense", [[9, 4]], 16, ["rows"]),
    ]
