"""The figure of a kernel on a digit computes what Keras' Conv2D computes."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page

from examples.runner.quiet import import_keras
from tests.support.digits import DIGITS
from tests.support.figures import at_figure
from tests.support.reading import recorded_value

pytestmark = pytest.mark.keras
TOLERANCE = 1e-5
# A kernel that a reader could have typed: no two weights are alike, so that none may stand in the place of another.
EDITED = [-1.5, 0.25, 2, 3, -0.125, 0, 0.7, -2.3, 1]
# What the browser makes of images with each of the layers: a kernel, a bias, and whether ReLU follows.
COMPUTED = """([images, layers]) => layers.map(([kernel, bias, hasRelu]) =>
  images.map((image) => featureMap(convolved(image, 28, kernel), bias, hasRelu)))"""
# A kernel, its bias, and whether ReLU follows.
Layer: TypeAlias = tuple[list[float], float, bool]


@pytest.fixture
def figure(tab: Page, address: str) -> Locator:
    return at_figure(tab, address, "convolution", name="cnn")


def layers_of(settings: dict[str, Any]) -> Iterator[Layer]:
    """Each kernel and filter of the figure, as it is chosen, and kernels that the reader may make of them."""
    for preset in settings["presets"].values():
        yield preset, 0, False
    for weights, bias in zip(settings["filters"], settings["biases"], strict=True):
        yield weights, bias, True
    yield EDITED, 0, False
    yield EDITED, settings["biases"][1], True
    yield [0] * 9, 0, False
    yield [settings["largest"] / 100, *[-settings["largest"] / 100] * 8], 0, True


def by_keras(images: NDArray[np.float32], layer: Layer) -> NDArray[np.float32]:
    """The maps (n, 676) of images (n, 28, 28)."""
    kernel, bias, has_relu = layer
    keras = import_keras()
    conv2d = keras.layers.Conv2D(1, 3, activation="relu" if has_relu else None)
    conv2d.build((None, 28, 28, 1))
    conv2d.set_weights([np.reshape(kernel, (3, 3, 1, 1)), np.array([bias])])
    maps = keras.ops.convert_to_numpy(conv2d(images[..., np.newaxis]))
    return np.reshape(maps, (len(images), 676))


def test_the_maps_of_each_kernel_and_each_recorded_filter_are_those_of_keras(figure: Locator) -> None:
    settings = json.loads(figure.get_attribute("data-settings") or "")
    digit = np.reshape(np.array(settings["digit"], dtype=np.float32), (1, 28, 28)) / 255
    images = np.concatenate([digit, DIGITS.val_images[:3].reshape(3, 28, 28)]).astype(np.float32)
    layers = list(layers_of(settings))
    assert len(settings["filters"]) == len(recorded_value("cnn", "filters")) > 1
    computed = figure.page.evaluate(COMPUTED, [images.reshape(-1, 784).tolist(), layers])
    for layer, maps in zip(layers, computed, strict=True):
        np.testing.assert_allclose(maps, by_keras(images, layer), rtol=0, atol=TOLERANCE, err_msg=str(layer))
    assert np.abs(computed[0]).max() > 2
