"""The figure's softmax and loss in the browser are Keras' own, wherever its sliders stand."""

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from docs.plugins.fences.softmax import HIGHEST, LOWEST, STEP
from examples.runner.quiet import import_keras
from tests.support.figures import at_figure

pytestmark = pytest.mark.keras
ANY = 50
# What the browser makes of many rows of scores, each with its label.
COMPUTED = """([rows, labels]) => ({
  probabilities: rows.map(softmax),
  losses: rows.map((scores, row) => -Math.log(softmax(scores)[labels[row]])),
})"""


def scores_and_labels() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Rows of scores that the sliders can have, each with a label.

    First, for each label, all scores at one end and its own at the other, which make the smallest and the largest
    probabilities; then any.
    """
    random = np.random.default_rng(42)
    is_label = np.eye(10, dtype=bool)
    some = random.integers(round(LOWEST / STEP), round(HIGHEST / STEP), (ANY, 10), endpoint=True) * STEP
    rows = np.concatenate(
        [np.where(is_label, LOWEST, HIGHEST), np.where(is_label, HIGHEST, LOWEST), some], dtype=np.float64
    )
    return rows, np.concatenate([np.tile(np.arange(10), 2), random.integers(0, 10, ANY)])


def by_keras(rows: NDArray[np.float64], labels: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The probabilities (n, 10) and the losses (n,) of rows of scores, in float64."""
    keras = import_keras()
    probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(keras.ops.convert_to_tensor(rows, dtype="float64")))
    # As numbers: in a tensor, Keras would find the scores again, and take no probability from it that it might clip.
    losses = keras.losses.categorical_crossentropy(np.eye(10)[labels], probabilities)
    return probabilities, keras.ops.convert_to_numpy(losses)


def test_the_probabilities_and_the_losses_are_those_of_keras(tab: Page, address: str) -> None:
    rows, labels = scores_and_labels()
    at_figure(tab, address, "softmax")
    computed = tab.evaluate(COMPUTED, [rows.tolist(), labels.tolist()])
    probabilities, losses = by_keras(rows, labels)
    np.testing.assert_allclose(computed["probabilities"], probabilities, rtol=1e-5)
    np.testing.assert_allclose(computed["losses"], losses, rtol=1e-5)
    # The powers of a network's own scores could be infinite.
    assert tab.evaluate("softmax([1000, 0])") == [1, 0]
