"""The figure of one neuron computes what Keras computes."""

import base64

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from examples.runner.exporting import exported
from examples.runner.quiet import import_keras
from tests.support.digits import DIGITS
from tests.support.figures import LESSON, at_figure
from tests.support.offered_networks import offered_networks
from tests.support.programs import run_of

pytestmark = pytest.mark.keras
# The weights are whole numbers of eight bits, and so a little off.
TOLERANCE = 0.04
NEURONS = range(10)
# The sum with bias of each of these neurons of the first layer with weights, for each image of 784 pixels.
SUMS = """({ weights, neurons, images }) => {
  const { buffer } = Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0));
  const layer = parseNetwork(buffer).find(({ kernel }) => kernel);
  return images.map((image) => neurons.map((neuron) => {
    const { added, taken, bias } = neuronSums(layer, neuron, image);
    return added + taken + bias;
  }));
}"""


def one_of_each(images: NDArray[np.float32], labels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The first image of each of the ten digits, (10, 784)."""
    return images[[np.flatnonzero(labels == digit)[0] for digit in range(10)]].reshape(10, 784)


def test_the_sums_of_ten_neurons_on_ten_digits_are_those_of_keras(tab: Page, address: str) -> None:
    images = one_of_each(DIGITS.val_images, DIGITS.val_labels)
    at_figure(tab, address, "neuron")
    for name, variable in offered_networks(LESSON, "neuron").items():
        model = run_of(name).names[variable]
        kernel, bias = next(layer for layer in model.layers if layer.get_weights()).get_weights()
        # The same layer, which stops at the sums.
        sums = import_keras().layers.Dense(len(bias))
        sums.build((None, 784))
        sums.set_weights([kernel, bias])
        of_keras = np.array(sums(images))[:, NEURONS]
        weights = base64.b64encode(exported(model, {})).decode()
        shown = tab.evaluate(SUMS, {"weights": weights, "neurons": list(NEURONS), "images": images.tolist()})
        assert np.abs(of_keras).max() > 1, name
        assert np.abs(np.array(shown) - of_keras).max() < TOLERANCE, name
