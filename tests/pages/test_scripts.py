"""Each script runs alone; those that train learn: the stand-in digits and, where it is to be had, the real MNIST."""

from collections.abc import Callable

import pytest

from docs.plugins.lessons import read_scripts
from tests.support.programs import ROOT, Run, lesson

pytestmark = pytest.mark.keras

SCRIPTS = read_scripts(ROOT)
WITHOUT_TRAINING = {"data", "solutions/data"}


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name not in WITHOUT_TRAINING])
def test_a_script_that_trains_reaches_0_90_on_the_stand_in_digits(name: str) -> None:
    assert lesson(name).names["test_accuracy"] >= 0.90


@pytest.mark.parametrize("name", WITHOUT_TRAINING)
def test_a_script_that_does_not_train_runs_to_its_end(name: str) -> None:
    assert "test_accuracy" not in lesson(name).names


def test_sequential_reaches_0_97_on_mnist_after_5_epochs_at_batch_128(mnist_lesson: Callable[[str], Run]) -> None:
    run = mnist_lesson("sequential")
    history = run.names["model"].history
    assert (history.params["epochs"], history.params["steps"]) == (5, 469)
    assert run.names["test_accuracy"] >= 0.97


def test_functional_reaches_0_955_on_mnist_after_1_epoch(mnist_lesson: Callable[[str], Run]) -> None:
    run = mnist_lesson("functional")
    assert run.names["model"].history.epoch == [0]
    assert run.names["test_accuracy"] >= 0.955
