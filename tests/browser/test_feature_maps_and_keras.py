"""The feature maps in the browser are what Keras' layers give out."""

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from examples.runner.exporting import exported, quantized
from examples.runner.quiet import import_keras
from tests.support.boards import at_board, layer_outputs
from tests.support.digits import DIGITS
from tests.support.programs import run_of

pytestmark = pytest.mark.keras
LESSON, MODEL = "cnn", "model"
# How far an output is from the same layer's with the same weights of eight bits, and with the trained ones: a share of
# the largest output of the layer.
ARITHMETIC, WITH_QUANTIZATION = 1e-4, 0.03


def test_the_outputs_of_each_layer_are_those_of_keras(tab: Page, address: str) -> None:
    keras = import_keras()
    model = run_of(LESSON).names[MODEL]
    images = DIGITS.val_images[:3]
    shown = layer_outputs(at_board(tab, address, "en", f"{LESSON}/"), exported(model, {}), images)
    # The same network with the weights as the browser has them.
    rounded = keras.models.clone_model(model)
    for layer, trained in zip(rounded.layers, model.layers, strict=True):
        if given := trained.get_weights():
            kernel, bias = given
            integers, scale = quantized(kernel)
            layer.set_weights([integers * scale, bias])
    for each, tolerance in ((rounded, ARITHMETIC), (model, WITH_QUANTIZATION)):
        layers = keras.Model(each.inputs, [layer.output for layer in each.layers])
        for number, of_keras in enumerate(layers.predict(images, verbose=0)):
            in_browser = shown[number].reshape(of_keras.shape)
            assert of_keras.max() > 0.1, number
            assert _largest(in_browser - of_keras) < tolerance * max(1, _largest(of_keras)), number


def _largest(values: NDArray[np.float32]) -> float:
    return float(np.abs(values).max())
