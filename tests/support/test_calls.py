"""What a cell calls is noted as it is called, and compared with what is expected, argument by argument."""

import sys
import traceback
from types import FrameType
from typing import Any

import numpy as np
import pytest

from docs.plugins.project.scripts import Cell
from tests.support.calls import ANY, NAME_OF_NOTED, Call, Notes, call, compiled, differences, like, output_of


class Layer:
    """A class whose instances can be called, as Keras' layers can."""

    def __init__(self, units: int = 0, **settings: object) -> None:
        self.units = units
        self.settings = settings

    def __call__(self, value: object) -> object:
        """Give the value back."""
        return value

    def fit(self, *arguments: object, **keywords: object) -> "Layer":
        """Take anything."""
        del arguments, keywords
        return self


def noted(code: str, **names: Any) -> list[Call]:  # noqa: ANN401
    """The calls of a cell of that code."""
    notes = Notes()
    notes.cell = "all"
    exec(compiled("tiny.py", Cell("all", 1, code)), {"Layer": Layer, "np": np, NAME_OF_NOTED: notes.noted, **names})
    assert {cell for cell, _ in notes.calls} <= {"all"}
    return [each for _, each in notes.calls]


def differences_of(found: list[Call], *expected: Call) -> list[str]:
    """The differences between a cell's calls and those that are expected."""
    return differences([("fit", each) for each in found], {"fit": expected})


def same(found: object, expected: object) -> bool:
    """Whether a call's argument counts as the expected one, both as a positional and as a named argument."""
    (positional, named) = (
        differences_of([call("f", found)], call("f", expected)),
        differences_of([call("f", a=found)], call("f", a=expected)),
    )
    assert bool(positional) == bool(named)
    return not positional


# What is noted


def test_with_once_what_a_function_of_the_script_calls_is_noted_at_its_first_call_alone() -> None:
    code = "def half(number):\n    return Layer(number).units / 2\nfor number in 2, 4:\n    twice(half(number))\n"
    names = {"__name__": "__main__", "Layer": Layer, "twice": lambda number: 2 * number}
    for once, last in ((True, []), (False, [call("Layer", 4)])):
        notes = Notes(once=once)
        exec(compiled("tiny.py", Cell("all", 1, code)), names | {NAME_OF_NOTED: notes.noted})
        first = [call("half", 2), call("Layer", 2), call("twice", 1.0)]
        assert [each for _, each in notes.calls] == [*first, call("half", 4), *last, call("twice", 2.0)]


def test_a_call_is_noted_with_its_arguments_and_does_what_it_does() -> None:
    names: dict[str, Any] = {}

    def add(one: int, other: int, name: str = "") -> int:
        names[name] = one + other
        return one + other

    assert noted("x = add(1, other=2, name='sum')\nassert x == 3", add=add) == [call("add", 1, other=2, name="sum")]
    assert names == {"sum": 3}


def test_a_keyword_may_have_any_name() -> None:
    code = "Layer(name='n', function='f', type='t', self_='s')"
    assert noted(code) == [call("Layer", name="n", function="f", type="t", self_="s")]


def test_calls_are_noted_in_the_order_in_which_they_are_made() -> None:
    assert [each.name for each in noted("Layer(Layer(1).units)\nmodel = Layer()\nmodel.fit(Layer)")] == [
        "Layer",
        "Layer",
        "Layer",
        "model.fit",
    ]


@pytest.mark.parametrize(
    ("code", "calls"),
    [
        ("Layer(2)(Layer(1))", [call("Layer", 2), call("Layer", 1), call("Layer(2)", like("Layer", units=1))]),
        ("[Layer(each) for each in range(2)]", [call("Layer", 0), call("Layer", 1)]),
        ("{each: Layer(each) for each in (3,)}", [call("Layer", 3)]),
        ("list(map(lambda each: Layer(each), [4]))", [call("Layer", 4)]),
        ("def make():\n    return Layer(5)\nmake()", [call("make"), call("Layer", 5)]),
        ("for each in [6]:\n    Layer(each)", [call("Layer", 6)]),
        ("f'{Layer(7).units}'", [call("Layer", 7)]),
        ("Layer(*[8], **{'a': 9})", [call("Layer", 8, a=9)]),
        ("Layer().fit(10)", [call("Layer"), call("Layer().fit", 10)]),
        ("all = [Layer]\nall[0](11)", [call("all[0]", 11)]),
        ("np.zeros(2)", [call("np.zeros", 2)]),
        ("print('said')", [call("print", "said")]),
    ],
)
def test_calls_inside_of_other_code_are_noted(code: str, calls: list[Call]) -> None:
    assert differences_of(noted(code), *calls) == []


def test_what_the_methods_of_a_class_call_is_not_noted() -> None:
    code = "class Own(Layer):\n    def __init__(self):\n        super().__init__(abs(-3))\n        self.fit()\nOwn()\n"
    assert noted(code) == [call("Own")]
    decorated = noted(f"@marked(1)\n{code}", marked=lambda _: lambda own: own)
    assert [each.name for each in decorated] == ["marked", "Own"]


@pytest.mark.parametrize(("traced", "lines"), [(True, [3]), (False, [])])
def test_what_keras_calls_of_the_script_is_traced_where_that_is_asked_for(traced: bool, lines: list[int]) -> None:
    code = "class Own:\n    def call(self):\n        return 1\nof_keras(Own().call)\n"
    notes, seen = Notes(traced=traced), []

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401
        if event == "line" and frame.f_code.co_filename == "tiny.py" and frame.f_code.co_name == "call":
            seen.append(frame.f_lineno)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        exec(compiled("tiny.py", Cell("all", 1, code)), {"of_keras": lambda call: call(), NAME_OF_NOTED: notes.noted})
    finally:
        sys.settrace(before)
    assert seen == lines


def test_what_keras_saves_as_bytecode_is_left_as_it_is() -> None:
    names: dict[str, Any] = {"layers": type("layers", (), {"Lambda": Layer})}
    (found,) = noted("made = layers.Lambda(lambda: print(1))", **names)
    assert found.positional[0].__code__.co_names == ("print",)


@pytest.mark.parametrize(
    "code",
    [
        "len([1])",
        "range(2)",
        "[1].append(2)",
        "{}.update({1: 2})",
        "(1,).index(1)",
        "'a'.upper()",
        "array.astype('float32').mean()",
        "array.mean().round(2)",
        "zip([1], [2])",
        "int('1')",
    ],
)
def test_what_is_pythons_own_and_the_methods_of_plain_data_are_not_noted(code: str) -> None:
    assert noted(code, array=np.ones(2)) == []


def test_an_array_is_noted_as_it_was() -> None:
    (fit,) = noted("model.fit(x, y=x)\nx += 1", model=Layer(), x=np.zeros(2))
    assert differences_of([fit], call("model.fit", np.zeros(2), y=np.zeros(2))) == []


def test_an_error_is_at_the_scripts_own_line() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        exec(compiled("examples/tiny.py", Cell("late", 40, "a = 1\n1 / 0")), {})
    assert [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.tb)][-1] == ("examples/tiny.py", 41)


def test_each_call_is_noted_under_the_cell_that_makes_it() -> None:
    notes = Notes()
    names = {NAME_OF_NOTED: notes.noted, "Layer": Layer}
    for cell in (Cell("one", 1, "def make():\n    Layer(1)"), Cell("two", 4, "make()")):
        notes.cell = cell.name
        exec(compiled("tiny.py", cell), names)
    assert notes.calls == [("two", call("make")), ("two", call("Layer", 1))]


# What differs


FIT = call("model.fit", [1, 2], epochs=5)


def test_the_same_calls_have_no_difference() -> None:
    assert differences_of([FIT, call("print", "a")], FIT, call("print", "a")) == []


@pytest.mark.parametrize(
    ("found", "expected", "difference"),
    [
        ([], [FIT], "fit, call 1: nothing; expected: model.fit([1, 2], epochs=5)"),
        ([FIT], [], "fit, call 1: model.fit([1, 2], epochs=5); expected: nothing"),
        ([FIT, FIT], [FIT], "fit, call 2: model.fit([1, 2], epochs=5); expected: nothing"),
        ([call("b"), call("a")], [call("a"), call("b")], "fit, call 1: b(); expected: a()"),
        ([call("a", 1)], [call("a", 2)], "fit, call 1: a(1); expected: a(2)"),
        ([call("a", 1)], [call("a", 1, 2)], "fit, call 1: a(1); expected: a(1, 2)"),
        ([call("a", 1)], [call("a", one=1)], "fit, call 1: a(1); expected: a(one=1)"),
        ([call("a", seed=1)], [call("a")], "fit, call 1: a(seed=1); expected: a()"),
        ([call("a")], [call("a", seed=None)], "fit, call 1: a(); expected: a(seed=None)"),
        (
            [call("a", loss="mse")],
            [call("a", loss="mae")],
            "fit, call 1: a(loss='mse'); expected: a(loss='mae')",
        ),
        (
            [call("a", np.zeros((2, 1), np.float32))],
            [call("a", np.ones((2, 1)))],
            "fit, call 1: a(<float32 (2, 1), from 0.0 to 0.0, mean 0.0000>); "
            "expected: a(<float64 (2, 1), from 1.0 to 1.0, mean 1.0000>)",
        ),
        (
            [call("a", {"odd": np.ones(2)}, [like("Dense"), (1,), "b"], [])],
            [],
            "fit, call 1: a({'odd': <float64 (2,), from 1.0 to 1.0, mean 1.0000>}, [<Dense {}>, (1,), 'b'], []); "
            "expected: nothing",
        ),
        (
            [call("a", Layer)],
            [call("a", like("Layer", units=3), ANY)],
            f"fit, call 1: a({Layer!r}); expected: a(<Layer {{'units': 3}}>, …)",
        ),
    ],
)
def test_a_difference_is_reported_with_the_cell_and_both_calls(
    found: list[Call], expected: list[Call], difference: str
) -> None:
    assert differences_of(found, *expected) == [difference]


def test_the_order_of_keywords_is_no_difference() -> None:
    assert differences_of([call("a", x=1, y=2)], call("a", y=2, x=1)) == []


def test_only_the_first_difference_of_each_cell_is_reported() -> None:
    found = [("one", call("a")), ("one", call("b")), ("two", call("c")), ("four", call("d"))]
    expected = {"one": [call("x"), call("y")], "two": [call("c")], "three": [call("e")]}
    assert differences(found, expected) == [
        "one, call 1: a(); expected: x()",
        "three, call 1: nothing; expected: e()",
        "four, call 1: d(); expected: nothing",
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (1, 1),
        (1.0, 1),
        (np.float32(0.1), 0.1),
        (np.int64(9), 9),
        ("a", "a"),
        (None, None),
        (True, True),
        ((28, 28), (28, 28)),
        ([28, 28], (28, 28)),
        ([np.ones(2), "a"], [np.ones(2), "a"]),
        (np.ones(2, np.float32), np.ones(2)),
        (np.array(["a", "b"]), np.array(["a", "b"])),
        ([1, 1], np.ones(2)),
        (np.ones(2) + 1e-9, np.ones(2)),
        ({"digit": np.ones(2), "odd": [1]}, {"odd": [1], "digit": np.ones(2)}),
        (object(), ANY),
        (np.ones(2), ANY),
        (Layer(3), like("Layer")),
        (Layer(3), like("Layer", units=3)),
        ([Layer(3)], [like("Layer", units=3)]),
        ({"a": Layer(3)}, {"a": like("Layer", settings={})}),
    ],
)
def test_an_argument_is_the_same_where_it_has_the_same_value(found: object, expected: object) -> None:
    assert same(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (1, 2),
        (1, "1"),
        (1, None),
        (1.001, 1),
        (1, True),
        (0, False),
        ("adam", "sgd"),
        ((28, 28), (28,)),
        ([1, 2], [2, 1]),
        (np.ones(2), np.zeros(2)),
        (np.ones(2), np.ones(3)),
        (np.ones((2, 1)), np.ones(2)),
        (np.ones(2), None),
        (None, np.ones(2)),
        (None, np.array(1)),
        (np.zeros(0), np.zeros(1)),
        (np.array(["a", "b"]), np.array(["a", "c"])),
        (np.ones(2), np.array(["1", "1"])),
        ({"digit": 1}, {"digit": 2}),
        ({"digit": 1}, {"odd": 1}),
        ({"digit": 1}, {}),
        (Layer(3), like("Layer", units=4)),
        (Layer(3), like("Layer", gone=4)),
        (Layer(3), like("Dense", units=3)),
        (Layer, like("Layer", units=3)),
        ([Layer(3)], [like("Layer", units=4)]),
        (Layer(3), Layer(3)),
    ],
)
def test_an_argument_of_another_value_or_kind_differs(found: object, expected: object) -> None:
    assert not same(found, expected)


def test_a_tensor_is_known_by_its_axes_and_by_the_layer_that_gives_it() -> None:
    class KerasHistory:
        operation = type("Dense", (), {"name": "dense_1"})()

    class KerasTensor:
        shape = (None, 784)
        _keras_history = KerasHistory()

    assert same(KerasTensor(), output_of("Dense", "dense_1", 784))
    for other in (
        output_of("Dense", "dense_1", 28, 28),
        output_of("Dense", "dense_2", 784),
        output_of("Flatten", "dense_1", 784),
    ):
        assert not same(KerasTensor(), other)
