"""A run whose networks have not learnt is found by its outputs, unless its cell is meant to fail."""

from typing import Any

import pytest

from docs.plugins.project.records import Output, Record, Value
from examples.runner.learning import Failure, failures
from tests.runner.conftest import make_script
from tests.support.programs import PROJECT

BAR = "469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 4ms/step - "
GUESSED = BAR + "accuracy: 0.0987 - loss: 2.3021"
LEARNT = BAR + "accuracy: 0.9781 - loss: 0.0763"
MARK = 'correct it, or mark it as meant to fail: # %% fit tags=["meant-to-fail"]'


def found(text: str, code: str = "1", mark: str = "", values: dict[str, Any] | None = None) -> list[Failure]:
    """The failures of a script with one cell that printed this, and with these named values."""
    script = make_script(f"# %% fit{mark}\n{code}")
    named = {name: Value("fit", name, value) for name, value in (values or {}).items()}
    return failures(script, Record("tiny.ipynb", script.hash, {"fit": Output(text, None)}, named))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BAR + "accuracy: 0.0987 - loss: nan", "it printed nan, which is not a finite number"),
        (BAR + "accuracy: 0.9 - loss: inf", "it printed inf, which is not a finite number"),
        ("Epoch 1/2\n" + BAR + "loss: nan\nEpoch 2/2\n" + LEARNT, "it printed nan, which is not a finite number"),
        ("[nan, -inf]", "it printed nan, which is not a finite number"),
        (GUESSED, "its accuracy is 0.0987, which is that of guessing"),
        (BAR + "accuracy: 0.1124 - loss: 14.5", "its accuracy is 0.1124, which is that of guessing"),
        (
            BAR + "accuracy: 0.99 - loss: 0.01 - val_accuracy: 0.1135 - val_loss: 9",
            "its val_accuracy is 0.1135, which is that of guessing",
        ),
        ("469/469 - 2s - 4ms/step - acc: 0.1000 - loss: 2.3", "its acc is 0.1, which is that of guessing"),
        (f"Epoch 1/2\n{LEARNT}\nEpoch 2/2\n{GUESSED}", "its accuracy is 0.0987, which is that of guessing"),
        (f"Epoch 1/1\n{GUESSED}\nEpoch 1/1\n{LEARNT}", "its accuracy is 0.0987, which is that of guessing"),
        (f"{GUESSED}\n{LEARNT}", "its accuracy is 0.0987, which is that of guessing"),
        ("test accuracy: 0.0980", "its test accuracy is 0.098, which is that of guessing"),
        ("accuracy of 9.8%: accuracy 9.8%", "its accuracy is 0.098, which is that of guessing"),
        ("epoch 1: accuracy 0.5\nepoch 2: accuracy 0.11", "its accuracy is 0.11, which is that of guessing"),
        ("{'accuracy': [0.5, 0.1], 'loss': [1.0, 2.3]}", "its accuracy is 0.1, which is that of guessing"),
        ("Accuracy: 0.5074 - Loss: 0.6931", "its Accuracy is 0.5074, which is that of guessing"),
        (
            BAR + "odd_accuracy: 0.5074 - odd_loss: 0.6931",
            "its odd_accuracy is 0.5074, which is that of guessing",
        ),
    ],
)
def test_what_has_not_learnt_is_found(text: str, reason: str) -> None:
    assert found(text) == [Failure("fit", f"{reason}; {MARK}")]


def test_what_an_evaluation_returns_is_the_loss_and_the_accuracy() -> None:
    code = "print(model.evaluate(X_test, y_test, verbose=0))"
    assert found("[2.302, 0.098]", code) == [
        Failure("fit", f"its accuracy is 0.098, which is that of guessing; {MARK}")
    ]
    assert found("[0.0763, 0.9781]", code) == []
    assert found("[2.302, 0.098]", "print([2.302, 0.098])") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        LEARNT,
        # The first epochs of a network that learns, and a network that is stopped early.
        f"Epoch 1/3\n{GUESSED}\nEpoch 2/3\n{GUESSED}\nEpoch 3/3\n{LEARNT}",
        f"Epoch 1/20\n{GUESSED}\nEpoch 2/20\n{LEARNT}\n2 epochs",
        "epoch 1: accuracy 0.11\nepoch 2: accuracy 0.91",
        # Without an accuracy, as of an autoencoder; half of ten classes; words that only contain "nan" or "inf".
        BAR + "loss: 0.0926 - val_loss: 0.0917",
        BAR + "accuracy: 0.5074 - loss: 1.4",
        "an information about bananas: nano, infer, np.nan_to_num",
        "below 0.9: 7.7% of the images, accuracy 0.704",
    ],
)
def test_what_learns_and_what_has_no_accuracy_is_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"test-accuracy": 0.1135}, "test-accuracy"),
        ({"accuracy": [0.5, 0.101]}, "accuracy"),
        ({"history": {"loss": [2.3], "val_accuracy": [0.101]}}, "val_accuracy"),
    ],
)
def test_a_named_value_is_judged_by_its_name(values: dict[str, Any], name: str) -> None:
    (failure,) = found("", values=values)
    assert failure.reason.startswith(f"its {name} is 0.1")


@pytest.mark.parametrize(
    "values",
    [
        {"test-accuracy": 0.97, "loss": [0.1], "probabilities": [0.1, 0.05]},
        {"accuracy": [0.1, 0.97]},
        {"accuracy": []},
        {"accuracy": "none", "is-accuracy": True},
    ],
)
def test_a_named_value_that_is_no_accuracy_of_guessing_is_not_found(values: dict[str, Any]) -> None:
    assert found("", values=values) == []


def test_a_cell_that_is_meant_to_fail_may() -> None:
    assert found(GUESSED, mark=' tags=["meant-to-fail"]') == []


def test_a_cell_that_is_meant_to_fail_must() -> None:
    assert found(LEARNT, mark=' tags=["meant-to-fail"]') == [
        Failure("fit", "it is marked as meant to fail, and has not; remove the tag meant-to-fail")
    ]


@pytest.mark.parametrize("name", PROJECT.scripts)
def test_every_network_of_the_committed_records_has_learnt(name: str) -> None:
    assert failures(PROJECT.scripts[name], PROJECT.records[name]) == []
