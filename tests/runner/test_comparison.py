"""Two records differ if a text, a number or a picture differs, and only then."""

import dataclasses
import math
from typing import Any

import pytest

from docs.plugins.project.records import Output, Picture, Record, Value
from docs.plugins.project.values import Declaration
from examples.runner.comparison import Difference, compare, moved_versions, of_package

EPOCH = "422/422 ━━━━━━━━━━ 2s 4ms/step - accuracy: 0.9157 - loss: 0.2904"


def record(**cells: str | Picture) -> Record:
    """A record whose cells print or draw what is given."""
    outputs = {
        cell: Output("", output) if isinstance(output, Picture) else Output(output, None)
        for cell, output in cells.items()
    }
    return Record("examples/notebooks/tiny.ipynb", "", outputs)


def picture(width: int, height: int) -> Picture:
    """A picture of that size; its content is not compared."""
    return Picture(b"", width, height)


def differs(recorded: str, found: str, tolerance: float = 0.0) -> bool:
    """Whether a cell that prints the one text differs from a cell that prints the other."""
    return bool(compare(record(cell=recorded), record(cell=found), {"cell": tolerance}))


def test_equal_records_have_no_difference() -> None:
    assert compare(record(a="1\n2", b=picture(5, 3)), record(a="1\n2", b=picture(5, 3)), {}) == []


def test_a_difference_names_its_cell_and_what_each_has_there() -> None:
    recorded = record(a="same", b="one\ntwo\nthree")
    found = record(a="same", b="one\n2\nthree")
    assert compare(recorded, found, {}) == [Difference("b", "two", "2")]


def test_each_line_that_differs_is_a_difference() -> None:
    assert compare(record(a="1\n2\n3", b="x"), record(a="2\n2\n4", b="y"), {}) == [
        Difference("a", "1", "2"),
        Difference("a", "3", "4"),
        Difference("b", "x", "y"),
    ]


@pytest.mark.parametrize(
    ("recorded", "found", "difference"),
    [
        ("one\ntwo", "one", Difference("a", "two", "–")),
        ("one", "one\ntwo", Difference("a", "–", "two")),
        ("", "one", Difference("a", "–", "one")),
    ],
)
def test_a_line_that_one_lacks_is_a_dash(recorded: str, found: str, difference: Difference) -> None:
    assert compare(record(a=recorded), record(a=found), {}) == [difference]


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (EPOCH, EPOCH.replace("2s 4ms/step", "17s 1s/step")),
        (EPOCH, EPOCH.replace("2s 4ms/step", "0s 544us/step")),
        (EPOCH, EPOCH.replace("2s 4ms/step", "2s   4ms/step")),
        ("10/10 - 1s - 40ms/epoch", "10/10 - 2s - 1s/epoch"),
        ("took 1.5s", "took 12s"),
        ("a  b", "a b "),
    ],
)
def test_times_and_spaces_are_not_compared(recorded: str, found: str) -> None:
    assert not differs(recorded, found)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        ("[[0.    0.001 0.    1.   ]]", "[[0. 0. 0. 1.]]"),
        ("[ 0.1 -0.2]", "[0.1 0. ]"),
        ("[  0 255]", "[ 0 255]"),
    ],
)
def test_the_spaces_with_which_numpy_makes_numbers_equally_wide_are_not_compared(recorded: str, found: str) -> None:
    assert not differs(recorded, found, 0.2)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        ("2 steps", "3 steps"),
        ("2 s", "3 s"),
        ("x2s", "x3s"),
        ("dense_3", "dense_4"),
        ("conv2d", "conv3d"),
        ("1 2", "12"),
        ("1", "-1"),
        ("1", "1.5"),
        ("1e-05", "1e-04"),
        ("60,000", "60,001"),
        ("one", "two"),
        ("a 1", "b 1"),
        ("1", "1 1"),
        ("1", "one"),
    ],
)
def test_without_a_tolerance_every_other_text_and_number_differs(recorded: str, found: str) -> None:
    assert differs(recorded, found)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (EPOCH, EPOCH.replace("0.9157", "0.9257").replace("0.2904", "0.2804")),
        ("0.5", "0.52"),
        ("0.5", "0.48"),
        ("-0.01", "0.01"),
        ("0.", "1e-05"),
        ("0", "0.0"),
        ("1.5e+01", "15.02"),
        ("accuracy: 97.66%", "accuracy: 97.65%"),
        ("(0.5, 0.6)", "(0.51,  0.59)"),
    ],
)
def test_a_number_within_the_tolerance_is_the_same(recorded: str, found: str) -> None:
    assert not differs(recorded, found, 0.03)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        ("0.5", "0.54"),
        ("0.5", "0.46"),
        ("1", "-1"),
        ("0.", "1e-01"),
        ("60,000", "60,001"),
        ("60,000", "60"),
        ("accuracy: 0.5", "loss: 0.5"),
        ("dense_3", "dense_3.01"),
        ("dense_3", "dense_4"),
        ("0.5 0.5", "0.5 0.6"),
        ("nan", "0.5"),
    ],
)
def test_a_number_beyond_the_tolerance_differs_and_so_does_a_name(recorded: str, found: str) -> None:
    assert differs(recorded, found, 0.03)


@pytest.mark.parametrize(
    ("recorded", "found", "tolerance"), [("60,000", "59,920", 80), ("0.97", "1.00", 0.03), ("0.5", "0.47", 0.03)]
)
def test_a_number_just_as_far_as_the_tolerance_is_the_same(recorded: str, found: str, tolerance: float) -> None:
    assert not differs(recorded, found, tolerance)


def test_a_tolerance_is_its_cells_alone() -> None:
    recorded, found = record(a="0.5", b="0.5"), record(a="0.51", b="0.51")
    assert compare(recorded, found, {"a": 0.03}) == [Difference("b", "0.5", "0.51")]


def test_with_an_infinite_tolerance_a_cell_may_print_anything() -> None:
    assert not differs("Epoch 1/5\n0.5", "Epoch 1/9\nstopped\nearly", math.inf)


@pytest.mark.parametrize("tolerance", [0, math.inf])
@pytest.mark.parametrize(
    ("recorded", "found", "difference"),
    [
        (picture(500, 300), "", Difference("a", "a picture of 500×300 pixels", "no picture")),
        ("", picture(500, 300), Difference("a", "no picture", "a picture of 500×300 pixels")),
        (
            picture(500, 300),
            picture(500, 320),
            Difference("a", "a picture of 500×300 pixels", "a picture of 500×320 pixels"),
        ),
        (
            picture(500, 300),
            picture(470, 300),
            Difference("a", "a picture of 500×300 pixels", "a picture of 470×300 pixels"),
        ),
    ],
    ids=["none now", "none before", "taller", "narrower"],
)
def test_a_missing_picture_or_one_of_another_size_differs(
    recorded: str | Picture, found: str | Picture, difference: Difference, tolerance: float
) -> None:
    assert compare(record(a=recorded), record(a=found), {"a": tolerance}) == [difference]


@pytest.mark.parametrize("found", [picture(500, 300), picture(524, 290), picture(480, 314)])
def test_a_picture_may_be_a_little_larger_or_smaller(found: Picture) -> None:
    assert compare(record(a=picture(500, 300)), record(a=found), {}) == []


# Named values


def with_values(**values: Any) -> Record:  # noqa: ANN401
    """A record that prints nothing and holds these named values."""
    named = {name: Value("fit", "…", value) for name, value in values.items()}
    return dataclasses.replace(record(), values=named)


def value_differs(recorded: object, found: object, tolerance: float = 0.0) -> bool:
    """Whether a named value differs by more than its tolerance."""
    declared = [Declaration("it", "fit", "…", tolerance)]
    return bool(compare(with_values(it=recorded), with_values(it=found), {}, declared))


@pytest.mark.parametrize(
    "value", [0, -1.5, "text", "", None, True, [], [1, [2.5, "a"]], {}, {"loss": [0.1, 0.2], "epochs": 2}]
)
def test_an_equal_value_is_no_difference(value: object) -> None:
    assert not value_differs(value, value)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (0.5, 0.53),
        (0.97, 1.0),
        (1, 1.03),
        (0, -0.03),
        ([0.5, 0.6], [0.51, 0.58]),
        ({"loss": [0.5], "name": "a"}, {"name": "a", "loss": [0.5001]}),
    ],
)
def test_the_numbers_of_a_value_may_be_as_far_as_its_tolerance(recorded: object, found: object) -> None:
    assert not value_differs(recorded, found, 0.03)
    assert value_differs(recorded, found, 0.00001)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (1928.378234149569, 1928.3782341495694),
        (1.777102265625, 1.7771023511886597),
        ([[0.0, 6.467727416747948e-06]], [[0.0, 6.467727416747949e-06]]),
    ],
)
def test_a_value_may_be_rounded_otherwise_as_each_processor_adds_in_its_own_order(
    recorded: object, found: object
) -> None:
    assert not value_differs(recorded, found)
    assert not value_differs(found, recorded)


@pytest.mark.parametrize(
    ("recorded", "found"), [(0.5, 0.500001), (0.0, 1e-16), (10_000_000, 10_000_001), (-0.5, 0.5), (1.5, "1.5")]
)
def test_what_is_more_than_rounding_differs_without_a_tolerance(recorded: object, found: object) -> None:
    assert value_differs(recorded, found)
    assert value_differs(found, recorded)


@pytest.mark.parametrize(
    ("recorded", "found"),
    [
        (0.5, 0.5301),
        ([0.5, 0.6], [0.5, 0.64]),
        ([[1], [2]], [[1], [3]]),
        ([0.5], [0.5, 0.5]),
        ([0.5, 0.5], [0.5]),
        ([], [0]),
        ({"loss": 1}, {"loss": 2}),
        ({"loss": 1}, {"accuracy": 1}),
        ({"loss": 1}, {"loss": 1, "accuracy": 1}),
        ("a", "b"),
        ("1", 1),
        (1, [1]),
        ([1], {"0": 1}),
        (True, 1),
        (0, False),
        ([1.0], [True]),
        (True, False),
        (None, 0),
        (None, ""),
    ],
)
def test_a_number_beyond_the_tolerance_another_length_or_another_type_differs(recorded: object, found: object) -> None:
    assert value_differs(recorded, found, 0.03)
    assert value_differs(found, recorded, 0.03)


@pytest.mark.parametrize("found", [0.9, [1, 2, 3], "stopped", None])
def test_with_an_infinite_tolerance_a_value_may_be_anything(found: object) -> None:
    assert not value_differs([0.5], found, math.inf)


def test_a_value_that_differs_is_shown_by_its_name_after_the_cells() -> None:
    recorded, found = with_values(loss=[0.5, 1], epochs=5, name="é"), with_values(loss=[0.5, 2], epochs=5, name=None)
    outputs = {"a": Output("1", None)}, {"a": Output("2", None)}
    declared = [Declaration(name, "fit", "…", 0.1) for name in ("name", "epochs", "loss")]
    assert compare(
        dataclasses.replace(recorded, outputs=outputs[0]), dataclasses.replace(found, outputs=outputs[1]), {}, declared
    ) == [
        Difference("a", "1", "2"),
        Difference("name", '"\\u00e9"', "null"),
        Difference("loss", "[0.5, 1]", "[0.5, 2]"),
    ]


def test_a_tolerance_is_its_values_alone() -> None:
    declared = [Declaration("loss", "fit", "…", 0.1), Declaration("epochs", "fit", "…", 0)]
    recorded, found = with_values(loss=0.5, epochs=0.5), with_values(loss=0.55, epochs=0.55)
    assert compare(recorded, found, {"epochs": 9}, declared) == [Difference("epochs", "0.5", "0.55")]


def test_what_a_record_says_of_a_package_is_left_out_where_that_is_missing() -> None:
    recorded = record(table="jax   0.97\ntorch 0.96\njax → torch 1e-6", other="the same")
    found = record(table="jax   0.97", other="the same")
    assert compare(recorded, found, {}, missing=["torch"]) == []
    assert compare(recorded, record(table="jax   0.98", other="the same"), {}, missing=["torch"]) == [
        Difference("table", "jax   0.97", "jax   0.98")
    ]
    assert len(compare(recorded, found, {}, missing=["ray"])) == 2
    assert of_package(recorded, "torch") == ["table"]
    assert of_package(recorded, "ray") == []


@pytest.mark.parametrize(
    ("recorded", "found", "same"),
    [
        ({"jax": 1, "torch": 2}, {"jax": 1}, True),
        ([{"loaded": {"torch": 1, "jax": 2}}], [{"loaded": {"jax": 2}}], True),
        ({"jax to torch": 1}, {}, True),
        ({"jax": 1, "torch": 2}, {"jax": 2}, False),
        ({"jax": 1, "pytorch": 2}, {"jax": 1}, False),
        (["torch"], [], False),
    ],
)
def test_entries_of_a_missing_package_are_left_out_of_values(recorded: Any, found: Any, same: bool) -> None:  # noqa: ANN401
    declared = [Declaration("value", "fit", "…", 0)]
    differences = compare(with_values(value=recorded), with_values(value=found), {}, declared, ["torch"])
    assert (differences == []) == same


def test_the_values_with_entries_of_a_package_are_named() -> None:
    values = with_values(losses=[{"torch": 1}], both={"jax to torch": 1}, other={"pytorch": 1}, name="torch")
    assert of_package(values, "torch") == ["losses", "both"]


def test_a_version_other_than_today_s_is_told_with_the_scripts_where_they_differ() -> None:
    today = {"keras": "3.14.1", "numpy": "2.4.6"}
    moved = {"keras": "3.15.1", "numpy": "2.4.6"}
    assert moved_versions({"data": today, "train": today}, today) == []
    assert moved_versions({"data": moved, "train": moved}, today) == ["recorded with keras 3.15.1; today 3.14.1"]
    assert moved_versions({"data": today, "train": moved, "solutions/train": moved}, today) == [
        "train, solutions/train: recorded with keras 3.15.1; today 3.14.1"
    ]


def test_a_package_that_only_a_record_names_has_no_version_today() -> None:
    assert moved_versions({"data": {"jax": "1"}}, {"keras": "3.14.1"}) == []
