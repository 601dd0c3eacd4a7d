"""Each script runs alone; those that train learn the stand-in digits. How well they read MNIST, their records say."""

import pytest

from docs.plugins.lessons import read_scripts
from tests.support.programs import ROOT, lesson

pytestmark = pytest.mark.keras

SCRIPTS = read_scripts(ROOT)
WITHOUT_TRAINING = {"data", "solutions/data"}


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name not in WITHOUT_TRAINING])
def test_a_script_that_trains_reaches_0_90_on_the_stand_in_digits(name: str) -> None:
    assert lesson(name).names["test_accuracy"] >= 0.90


@pytest.mark.parametrize("name", WITHOUT_TRAINING)
def test_a_script_that_does_not_train_runs_to_its_end(name: str) -> None:
    assert "test_accuracy" not in lesson(name).names
