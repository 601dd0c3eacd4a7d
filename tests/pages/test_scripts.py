"""Each script runs on its own, and those that train learn the stand-in digits; the records are about MNIST.

The root's conftest.py lets these tests run first, and measures here that each line of the scripts is run.
"""

import pytest

from docs.plugins.project.scripts import ACCURACIES, fitted
from tests.support.programs import PROJECT, run_of

pytestmark = pytest.mark.keras

SCRIPTS = PROJECT.scripts
TRAINING = [name for name, script in SCRIPTS.items() if fitted(script)]
WITHOUT_TRAINING = [name for name in SCRIPTS if name not in TRAINING]


@pytest.mark.parametrize("name", TRAINING)
def test_a_script_that_trains_reaches_0_90_on_the_stand_in_digits(name: str) -> None:
    names = run_of(name).names
    accuracies = [names[accuracy] for accuracy in ACCURACIES if accuracy in names]
    assert accuracies
    # Keras gives a float32, and of 0.9 that is a little less.
    assert round(min(accuracies), 6) >= 0.90


@pytest.mark.parametrize("name", TRAINING)
def test_a_script_trains_on_images_of_the_type_that_keras_computes_with(name: str) -> None:
    # A division alone would make them float64, which can't be seen from their values.
    names = run_of(name).names
    assert {names[images].dtype.name for images in ("X_train", "X_val", "X_test") if images in names} == {"float32"}


@pytest.mark.parametrize("name", WITHOUT_TRAINING)
def test_a_script_that_does_not_train_runs_to_its_end(name: str) -> None:
    assert not set(ACCURACIES) & set(run_of(name).names)
