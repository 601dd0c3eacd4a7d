"""What holds of an exercise is said of the names that an answer defines, whatever these are."""

import io
import json
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from docs.plugins.project.exercise_checks import in_language
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from examples.runner import attempt
from examples.runner.attempt import checked
from examples.runner.npz import write_npz
from tests.runner.conftest import make_arrays
from tests.support.checks import CHECKS, PATH
from tests.support.programs import PROJECT

WORDS = {"thousands": ".", "decimal": ",", "missing": "no {name}, {what}", "unfit": "{name}: {what}, not {kind}"}
# How Keras and TensorFlow begin their messages.
OF_KERAS = "Exception encountered when calling Sequential.call().\n\n\x1b[1mInput 0 of layer\x1b[0m\n\nArguments: 1"
OF_TENSORFLOW = (
    "Graph execution error:\n\nDetected at node a:\n  File b\n\nReceived a label value of 9\n\t [[{{node a}}]]"
)
UNFIT = "total: the sum, a number `int`, not "


def results(names: dict[str, Any], text: str = CHECKS) -> list[list[tuple[str, bool, str]]]:
    """Of each exercise the results: the check's name, whether it holds, the text."""
    exercises = in_language(parse_exercise_checks(text, PATH, PROJECT.languages), PROJECT.language("en"))
    return [
        [(result["check"], result["holds"], result["text"]) for result in exercise["results"]]
        for exercise in checked(exercises, names, WORDS)
    ]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (1234, (True, "the sum is 1.234.")),
        (np.int64(1234), (True, "the sum is 1.234.")),
        (np.array(1234.0), (True, "the sum is 1.234.")),
        (4, (False, "4 lacks 1.230.")),
        (-4.5, (False, "−4,5 lacks 1.238,5.")),
        (2000, (False, "2.000 is no sum.")),
        (0.00012345, (False, "0,00012 lacks 1.233,9999.")),
        (float("inf"), (False, "inf is no sum.")),
        # Whether it is 1,234 has an answer; of a text, one that nobody can use.
        ([1234], (False, "[1234] is no sum.")),
        ([*300 * "a"], (False, f"{str(300 * ['a'])[:199]}… is no sum.")),
        ("1234", (False, f"{UNFIT}str")),
        (None, (False, f"{UNFIT}NoneType")),
        ({1: 1234}, (False, f"{UNFIT}dict")),
        # Whether an array of several is 1,234 is no question with one answer.
        (np.array([1, 2]), (False, f"{UNFIT}ndarray")),
    ],
)
def test_a_check_holds_or_the_first_hint_that_fits_is_given(total: object, expected: tuple[bool, str]) -> None:
    assert results({"total": total})[0] == [("sum", *expected)]


def test_an_exercise_none_of_whose_names_is_there_has_no_results() -> None:
    assert results({}) == [[], []]
    assert results({"__name__": "__main__", "summe": 1}) == [[], []]


def test_a_name_that_is_missing_is_told_and_what_needs_it_left_out() -> None:
    assert results({"mean": 0.5})[1] == [("parts", False, "no parts, the numbers"), ("mean", True, "the mean is 0,5.")]
    assert results({"parts": [0, 1]})[1] == [("mean", False, "no mean, the mean")]
    both = [("mean", True, "the mean is 0,5."), ("parts", True, "right 50,0%.")]
    assert results({"parts": [0, 1], "mean": 0.5})[1] == both


def test_an_exercise_that_shares_a_name_is_not_begun_by_that_name() -> None:
    shared = CHECKS.replace("    parts: {vi", "    total: {vi: a, en: b}\n    parts: {vi")
    text = shared.replace("{len(parts)} số", "{total} số").replace("{len(parts)} numbers", "{total} numbers")
    assert results({"total": 1234}, text)[1] == []
    assert results({"total": 1234, "mean": 0.5}, text)[1] == [
        ("parts", False, "no parts, the numbers"),
        ("mean", True, "the mean is 0,5."),
    ]


def test_what_is_given_is_made_once_and_only_for_a_check_that_is_made() -> None:
    made: list[str] = []

    def load(name: str) -> ModuleType:
        def half() -> float:
            made.append(name)
            return 0.5

        module = ModuleType(name)
        vars(module)["half"] = half
        return module

    checks = CHECKS.replace("mean == 0.5", "mean == half").replace("== mean\n", "== mean == half\n")
    text = f"given:\n  half: np.half()\n{checks}"
    exercises = in_language(parse_exercise_checks(text, PATH, PROJECT.languages), PROJECT.language("en"))
    checked(exercises, {"total": 1}, WORDS, load)
    assert made == []
    _, two = checked(exercises, {"mean": 0.5, "parts": [0, 1]}, WORDS, load)
    assert [result["holds"] for result in two["results"]] == [True, True]
    assert made == ["numpy"]


@pytest.mark.parametrize(
    ("total", "kind"),
    [(SimpleNamespace(count=3), "SimpleNamespace"), ([[1], 2], "list[list]"), (("a",), "tuple[str]"), ([], "list")],
)
def test_where_not_even_a_hint_can_be_given_the_type_is_told(total: object, kind: str) -> None:
    text = CHECKS.replace("{total} is no sum.", "{total - 1} is too much.")
    assert results({"total": total}, text)[0] == [("sum", False, UNFIT + kind)]


def test_where_a_check_cannot_be_evaluated_a_hint_that_fits_comes_before_the_type() -> None:
    text = CHECKS.replace("total == 1_234", "total[0] == 1_234")
    assert results({"total": 4}, text)[0] == [("sum", False, "4 lacks 1.230.")]
    assert results({"total": 2000}, text)[0] == [("sum", False, f"{UNFIT}int")]


@pytest.mark.parametrize(
    ("mean", "parts", "unfit"),
    [
        (0.5, None, "parts: the numbers, not NoneType"),
        (0.5, object(), "parts: the numbers, not object"),
    ],
)
def test_of_several_names_the_one_whose_type_is_the_least_likely_is_told(
    mean: object, parts: object, unfit: str
) -> None:
    assert results({"mean": mean, "parts": parts})[1][1][2] == unfit


def test_of_a_value_of_another_type_nothing_else_is_said() -> None:
    assert results({"mean": "0.5", "parts": [0, 1]})[1] == [("mean", False, "mean: the mean, not str")]


def test_of_a_value_that_has_failed_the_type_is_not_told() -> None:
    assert results({"mean": 0.25, "parts": object()})[1] == [("mean", False, "0,25 it is not.")]


def test_an_answer_of_which_the_sentence_cannot_be_said_is_not_what_is_asked() -> None:
    text = CHECKS.replace("total == 1_234", "total.ready").replace("is {total}.", "is {total.value}.")
    assert results({"total": SimpleNamespace(ready=True)}, text)[0] == [("sum", False, f"{UNFIT}SimpleNamespace")]


def test_what_an_expression_prints_is_not_shown_and_the_learners_names_are_no_builtins(
    capsys: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    text = CHECKS.replace("total == 1_234", "print(np.log(total - 1)) is None and len([total]) == 1")
    assert results({"total": 1, "len": 3, "print": 4}, text)[0] == [("sum", True, "the sum is 1.")]
    assert capsys.readouterr().out == ""
    assert not recwarn.list


def test_a_check_has_the_modules_that_it_uses() -> None:
    text = CHECKS.replace("total == 1_234", "np.sum(total) == 1_234")
    assert results({"total": [1000, 234], "np": None}, text)[0] == [("sum", True, "the sum is [1000, 234].")]


def test_keras_loads_the_data_that_was_chosen_wherever_it_is_asked_for(
    keras: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ModuleType("keras.src.datasets.mnist")
    source.load_data = keras.datasets.mnist.load_data = lambda: None  # type: ignore[attr-defined]
    keras.datasets.mnist.load_data.__module__ = source.__name__
    monkeypatch.setitem(sys.modules, source.__name__, source)
    write_npz(tmp_path / "data.npz", make_arrays())
    attempt._loaded("keras", str(tmp_path / "data.npz"))
    for module in (keras.datasets.mnist, source):
        (images, labels), (_, test_labels) = module.load_data()
        assert (len(images), len(labels), len(test_labels)) == (4, 4, 3)
        # A script may scale its images in place.
        images[:] = 0
    assert module.load_data()[0][0].max() == 200


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("a = 1\nraise SystemExit\n", None),
        ("a = 1\nimport sys\nsys.exit(0)\n", None),
        ("import sys\n\nsys.exit('enough')\n", ("exit", 3, "'enough'")),
        ("def f():\n    return {}['b']\n\nf()\n", ("failed", 2, "KeyError: 'b'")),
        ("import json\njson.loads('{')\n", ("failed", 2, "JSONDecodeError: Expecting property name enclosed in dou")),
        ("raise ValueError('\\n  one\\ntwo')\n", ("failed", 1, "ValueError: two")),
        ("raise ValueError('\\n  one')\n", ("failed", 1, "ValueError: one")),
        (f"raise ValueError({OF_KERAS!r})\n", ("failed", 1, "ValueError: Input 0 of layer")),
        (f"raise ValueError({OF_TENSORFLOW!r})\n", ("failed", 1, "ValueError: Received a label value of 9")),
        ("raise KeyboardInterrupt\n", ("failed", 1, "KeyboardInterrupt")),
        ("raise EOFError('Ran out of input')\n", ("failed", 1, "EOFError: Ran out of input")),
        ("exec('a b')\n", ("failed", 1, "SyntaxError: invalid syntax")),
        ("class E(Exception):\n    def __str__(self):\n        1 / 0\n\nraise E\n", ("failed", 5, "E")),
        (f"raise ValueError({300 * 'a'!r})\n", ("failed", 1, f"ValueError: {187 * 'a'}…")),
    ],
)
def test_a_script_that_fails_is_told_with_its_own_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, error: tuple[str, int, str] | None
) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "argv", sys.argv)
    script = tmp_path / "a.py"
    script.write_text(code, encoding="utf-8")
    names: dict[str, Any] = {}
    outcome = attempt._run(str(script), names)
    if error is None:
        assert outcome is None
        assert (names["a"], names["__name__"], sys.argv) == (1, "__main__", [str(script)])
    else:
        assert outcome is not None
        assert (outcome["error"], outcome["line"]) == error[:2]
        assert outcome["reason"].startswith(error[2])
        assert ("raised" in outcome) == (error[0] == "failed")


def test_of_an_error_its_class_and_its_whole_message_are_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "argv", sys.argv)
    script = tmp_path / "a.py"
    message = f"\x1b[1mone\x1b[0m\n{300 * 'a'}"
    script.write_text(f"raise ValueError({message!r})\n", encoding="utf-8")
    outcome = attempt._run(str(script), {})
    assert outcome is not None
    assert outcome["raised"] == [["ValueError", message]]


@pytest.mark.parametrize(
    ("end", "classes"),
    [
        ("raise KeyError from error", ["ValueError", "KeyError"]),
        ("raise KeyError", ["ValueError", "KeyError"]),
        ("raise KeyError from None", ["KeyError"]),
        ("raise KeyError from KeyError(1)", ["KeyError", "KeyError"]),
        ("error.__cause__ = error; raise error", ["ValueError"]),
    ],
)
def test_the_errors_that_an_error_comes_from_are_handed_over_before_it_as_a_traceback_has_them(
    end: str, classes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "argv", sys.argv)
    script = tmp_path / "a.py"
    script.write_text(f"try:\n    raise ValueError('one')\nexcept ValueError as error:\n    {end}\n", encoding="utf-8")
    outcome = attempt._run(str(script), {})
    assert outcome is not None
    assert [name for name, _ in outcome["raised"]] == classes


def test_a_module_that_cannot_be_imported_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras", None)
    job = {"imports_keras": True, "data": "data.npz"}
    outcome = attempt._outcome_of(job)
    assert (outcome["error"], outcome["reason"].partition(":")[0]) == ("no_keras", "ModuleNotFoundError")


def test_a_script_that_asks_for_input_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    script = tmp_path / "a.py"
    script.write_text("a = 1\nb = input()\n", encoding="utf-8")
    assert attempt._run(str(script), {}) == {"error": "input", "line": 2}


def test_the_outcome_is_written_before_the_process_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses: list[int] = []
    monkeypatch.setattr(os, "_exit", statuses.append)
    monkeypatch.setattr(attempt, "_drop_native_stderr", lambda: None)
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr(sys, "argv", sys.argv)
    script, outcome = tmp_path / "a.py", tmp_path / "outcome.json"
    exercises = in_language(parse_exercise_checks(CHECKS, PATH, PROJECT.languages), PROJECT.language("en"))
    job = {"script": str(script), "imports_keras": False, "data": "", "exercises": exercises, "words": WORDS}
    for code, key in (("total = 1234\n", "exercises"), ("1 / 0\n", "error")):
        script.write_text(code, encoding="utf-8")
        attempt.main({**job, "outcome": str(outcome)})
        assert key in json.loads(outcome.read_bytes())
    assert statuses == [0, 0]


def test_what_native_code_writes_to_stderr_is_not_seen(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    before = os.dup(attempt.STDERR)
    try:
        attempt._drop_native_stderr()
        os.write(attempt.STDERR, b"native")
        print("Python's", file=sys.stderr)
        sys.stderr.close()
    finally:
        os.dup2(before, attempt.STDERR)
        os.close(before)
    assert capfd.readouterr().err == "Python's\n"
