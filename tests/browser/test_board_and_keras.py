"""The browser gives the same answers as Keras: what the site's own arithmetic is held against."""

import numpy as np
import pytest
from playwright.sync_api import Page

from examples.runner.exporting import EXPORTED, exported
from examples.runner.stand_in import stand_in_digits
from tests.support.boards import at_board, read
from tests.support.programs import lesson

pytestmark = pytest.mark.keras
IMAGES = 1_000


@pytest.mark.parametrize(("name", "variable"), EXPORTED.items())
def test_the_browser_reads_1_000_images_as_keras_does(tab: Page, address: str, name: str, variable: str) -> None:
    (images, _), _ = stand_in_digits()
    images = images[:IMAGES]
    model = lesson(name).names[variable]
    answers = model.predict(images.astype("float32") / 255, verbose=0).argmax(axis=1)
    assert len(set(answers)) == 10
    assert np.mean(read(at_board(tab, address), exported(model, {}), images) == answers) >= 0.998
