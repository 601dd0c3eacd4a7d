"""The site's own arithmetic in the browser gives the same answers as Keras."""

import numpy as np
import pytest
from playwright.sync_api import Page

from examples.runner.exporting import exported
from examples.runner.stand_in import stand_in_digits
from tests.support.boards import at_board, read
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
