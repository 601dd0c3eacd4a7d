"""The site's own arithmetic in the browser gives the same answers as Keras."""

import numpy as np
import pytest
from playwright.sync_api import Page

from examples.runner.exporting import exported
from examples.runner.quiet import import_keras
from examples.runner.stand_in import stand_in_digits
from tests.support.boards import at_board, layer_outputs, read
from tests.support.digits import DIGITS
from tests.support.offered_networks import offered_networks
from tests.support.programs import run_of

pytestmark = pytest.mark.keras
IMAGES = 1_000
# How many images of each digit are read, and how many of those that Keras is least certain of: an error in the browser
# would change the answers to these first.
OF_EACH = 5
UNCERTAIN = 100


@pytest.mark.parametrize(("name", "variable"), offered_networks("cnn", "draw").items())
def test_the_browser_reads_images_as_keras_does(tab: Page, address: str, name: str, variable: str) -> None:
    (images, _), _ = stand_in_digits()
    images = images[:IMAGES]
    model = run_of(name).names[variable]
    probabilities = model.predict(images.astype("float32") / 255, verbose=0)
    answers = probabilities.argmax(axis=1)
    spread = [np.flatnonzero(answers == digit)[:OF_EACH] for digit in range(10)]
    assert [len(each) for each in spread] == [OF_EACH] * 10
    chosen = np.union1d(np.concatenate(spread), probabilities.max(axis=1).argsort()[:UNCERTAIN])
    (digits,) = read(at_board(tab, address), [exported(model, {})], images[chosen])
    assert np.sum(digits != answers[chosen]) <= 2


def test_a_network_that_rescales_and_augments_its_images_gives_what_it_does_in_keras(tab: Page, address: str) -> None:
    keras = import_keras()
    layers = keras.layers
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28)),
            layers.Rescaling(1 / 255),
            layers.Reshape((28, 28, 1)),
            layers.RandomTranslation(0.2, 0.2),
            layers.Conv2D(4, 5, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    images = 255 * DIGITS.val_images[:3]
    *_, in_browser = layer_outputs(at_board(tab, address), exported(model, {}), images)
    of_keras = model.predict(images, verbose=0)
    assert np.ptp(of_keras) > 0.05
    # The weights of eight bits are off by up to a 254th of the largest.
    assert in_browser == pytest.approx(of_keras, abs=0.01)
