"""The checks of each exercise hold for its solution, and each has failed on a plausible wrong answer, with its hint."""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from docs.plugins.project.exercise_checks import in_language
from examples.runner.arrays import Arrays
from examples.runner.attempt import checked
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.pages.wrong_answers import NETWORKS, WRONG
from tests.support.digits import DIGITS
from tests.support.programs import PROJECT, run_of

pytestmark = pytest.mark.keras

EXERCISES = [(lesson, number) for lesson, exercises in PROJECT.exercise_checks.items() for number in exercises]
WRONG_ANSWERS = [
    pytest.param(lesson, number, check, place, code, id=f"{lesson} {number} {check} {place}")
    for lesson, exercises in WRONG.items()
    for number, checks in exercises.items()
    for check, codes in checks.items()
    for place, code in enumerate(codes)
]
# In a run of a test, networks that differ only in their seeds are the same; on MNIST, their accuracies differ.
WITH_SEEDS_APART: Mapping[str, str] = {
    "train": "accuracies = [each - seed / 1000 for seed, each in enumerate(accuracies)]\nspread += 0.004",
    "functional": "stack_accuracies = [each - seed / 1000 for seed, each in enumerate(stack_accuracies)]",
    # The last network is the one that the checks measure.
    "generalize": "turned_accuracies = [each - (2 - seed) / 1000 for seed, each in enumerate(turned_accuracies)]\n"
    "both_accuracies = [each - (2 - seed) / 1000 for seed, each in enumerate(both_accuracies)]",
}
# Between the texts of one sentence in the languages.
BREAK = "\n"
WORDS = {"thousands": ".", "decimal": ",", "missing": "no {name}", "unfit": "{name} is of the type {kind}"}


def in_all_languages(lesson: str, number: int) -> dict[str, Any]:
    """An exercise whose texts are those of all languages, each in a line of its own."""
    versions = [in_language(PROJECT.exercise_checks[lesson], language)[number - 1] for language in PROJECT.languages]
    first, *_ = versions
    assert first["number"] == number
    checks = [
        {
            **same[0],
            "says": joined([each["says"] for each in same]),
            "hints": [
                {"when": hints[0]["when"], "text": joined([each["text"] for each in hints])}
                for hints in zip(*(each["hints"] for each in same), strict=True)
            ],
        }
        for same in zip(*(each["checks"] for each in versions), strict=True)
    ]
    return {**first, "checks": checks}


def joined(texts: Sequence[Sequence[Any]]) -> list[Any]:
    """The pieces of all texts, with a line break between the texts."""
    first, *others = texts
    return [*first, *(piece for text in others for piece in (BREAK, *text))]


def solved(lesson: str) -> dict[str, Any]:
    """The names of a lesson's solutions after a run."""
    names = dict(run_of(f"solutions/{lesson}").names)
    exec(WITH_SEEDS_APART.get(lesson, ""), names)
    return names


@contextlib.contextmanager
def stand_in_digits() -> Iterator[None]:
    """Meanwhile, `load_data` returns the stand-in digits."""

    def load_data() -> Arrays:
        return (DIGITS.pixels, DIGITS.labels), (DIGITS.test_pixels, DIGITS.test_labels)

    with replaced(import_keras().datasets.mnist, "load_data", load_data):
        yield


def results(exercise: Mapping[str, Any], names: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What comes of the checks of an exercise."""
    with stand_in_digits():
        (outcome,) = checked([exercise], names, WORDS)
    found: list[dict[str, Any]] = outcome["results"]
    return found


def pattern(text: Sequence[Any]) -> str:
    """The regular expression of a text whatever values it shows."""
    return "".join(re.escape(piece) if isinstance(piece, str) else ".+?" for piece in text)


@pytest.mark.parametrize(("lesson", "number"), EXERCISES)
def test_a_solution_passes_its_own_checks_in_each_language(lesson: str, number: int) -> None:
    exercise = in_all_languages(lesson, number)
    for check, result in zip(exercise["checks"], results(exercise, solved(lesson)), strict=True):
        assert (result["check"], result["holds"]) == (check["name"], True), result["text"]
        assert re.fullmatch(pattern(check["says"]), result["text"])


@pytest.mark.parametrize(
    ("lesson", "number", "code"),
    [
        ("data", 1, "counts, share = tuple(counts), np.float32(share)"),
        ("data", 3, "one_hot, digits = one_hot.astype(int).tolist(), list(digits)"),
        ("learn", 4, "adjustments = (1266, 162, 3)"),
        (
            *("sequential", 1),
            "x = first = keras.Input((28, 28))\n"
            "for layer in (layers.Flatten(), layers.Dense(32), layers.ReLU(), layers.Dense(10)):\n"
            "    x = layer(x)\n"
            "small = keras.Model(first, layers.Activation('softmax')(x))",
        ),
        ("sequential", 2, "linear = keras.Sequential([keras.Input((784,)), *linear.layers[1:]])"),
        ("train", 1, "accuracies = [np.array(each) for each in accuracies]"),
        ("train", 3, "best_rate = np.float32(best_rate)"),
        ("functional", 3, "both = keras.Model(both.input, [both.output['odd'], both.output['digit']])"),
        (
            *("generalize", 2),
            "augment = keras.Sequential([layers.Reshape((28, 28, 1)), layers.RandomRotation((-0.5, 0.5))])\n"
            "turned = keras.Sequential([keras.Input((28, 28)), augment, *turned.layers[2:]])",
        ),
        ("generalize", 4, "probabilities = keras.ops.softmax(scoring(X_val))"),
        ("your-own", 2, "right, refused = np.array(right), tuple(refused)"),
        ("your-own", 3, "one = read_number\nread_number = lambda grey: int(one(grey))"),
        ("your-own", 4, "unsure_photos = np.array(photos)[largest < 0.9]"),
        ("cnn", 1, "kernel, edges, by_keras = kernel.reshape(3, 3, 1, 1), edges.tolist(), by_keras[0]"),
        ("cnn", 3, "strided = keras.Sequential([keras.Input((28, 28, 1)), *strided.layers[1:]])"),
        ("cnn", 4, "label_probabilities, row = label_probabilities.tolist(), float(row)"),
    ],
)
def test_a_right_answer_of_another_form_passes(lesson: str, number: int, code: str) -> None:
    names = solved(lesson)
    exec(code, names)
    for result in results(in_all_languages(lesson, number), names):
        assert result["holds"], result["text"]


@pytest.mark.parametrize(("lesson", "number", "name", "place", "code"), WRONG_ANSWERS)
def test_a_wrong_answer_fails_its_check_and_gets_its_hint(
    lesson: str, number: int, name: str, place: int, code: str
) -> None:
    exercise = in_all_languages(lesson, number)
    (check,) = (check for check in exercise["checks"] if check["name"] == name)
    names = solved(lesson) | NETWORKS
    exec(code, names)
    (result,) = results({**exercise, "checks": [check]}, names)
    assert not result["holds"], result["text"]
    assert re.fullmatch(pattern(check["hints"][place]["text"]), result["text"]), result["text"]


def test_each_hint_of_each_check_has_its_wrong_answer() -> None:
    hints = {
        lesson: {
            number: {check.name: len(check.hints) for check in exercise.checks}
            for number, exercise in exercises.items()
        }
        for lesson, exercises in PROJECT.exercise_checks.items()
    }
    answers = {
        lesson: {number: {check: len(codes) for check, codes in checks.items()} for number, checks in exercises.items()}
        for lesson, exercises in WRONG.items()
    }
    assert answers == hints
