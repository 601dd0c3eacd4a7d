"""The stand-in digits as the lessons prepare them, computed without Keras and without the scripts."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from docs.plugins.project.packed_digits import PATH, TRAIN, VALIDATION
from examples.runner.arrays import Arrays
from examples.runner.packing import unpacked
from examples.runner.stand_in import stand_in_digits
from tests.support.programs import ROOT

# The other test images are copies of the first.
DISTINCT_TEST_IMAGES = 297


class Digits:
    """Images (n, 28, 28) and labels: of the first part, of the two sets that lessons split it into, of the test set.

    They are read when a test asks for them: scikit-learn takes a second to import, in each process that collects tests.
    """

    @cached_property
    def _arrays(self) -> Arrays:
        return stand_in_digits()

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """The images of the first part, from 0 to 255."""
        return self._arrays[0][0]

    @property
    def labels(self) -> NDArray[np.uint8]:
        """The labels of the first part."""
        return self._arrays[0][1]

    @property
    def test_pixels(self) -> NDArray[np.uint8]:
        """The test images, from 0 to 255."""
        return self._arrays[1][0]

    @property
    def test_labels(self) -> NDArray[np.uint8]:
        """The labels of the test images."""
        return self._arrays[1][1]

    @cached_property
    def images(self) -> NDArray[np.float32]:
        """The images of the first part, from 0 to 1."""
        return self.pixels.astype(np.float32) / np.float32(255)

    @cached_property
    def test_images(self) -> NDArray[np.float32]:
        """The test images, from 0 to 1."""
        return self.test_pixels.astype(np.float32) / np.float32(255)

    @cached_property
    def one_hot(self) -> NDArray[np.float64]:
        """The labels of the first part, one-hot encoded."""
        return np.eye(10)[self.labels]

    @cached_property
    def test_one_hot(self) -> NDArray[np.float64]:
        """The labels of the test images, one-hot encoded."""
        return np.eye(10)[self.test_labels]

    @property
    def split(self) -> int:
        """How many images of the first part are the training set; its last tenth is the validation set."""
        return len(self.labels) - len(self.labels) // 10

    @property
    def train_images(self) -> NDArray[np.float32]:
        """The images of the training set, from 0 to 1."""
        return self.images[: self.split]

    @property
    def val_images(self) -> NDArray[np.float32]:
        """The images of the validation set, from 0 to 1."""
        return self.images[self.split :]

    @property
    def train_labels(self) -> NDArray[np.uint8]:
        """The labels of the training set."""
        return self.labels[: self.split]

    @property
    def val_labels(self) -> NDArray[np.uint8]:
        """The labels of the validation set."""
        return self.labels[self.split :]

    @property
    def train_one_hot(self) -> NDArray[np.float64]:
        """The labels of the training set, one-hot encoded."""
        return self.one_hot[: self.split]

    @property
    def val_one_hot(self) -> NDArray[np.float64]:
        """The labels of the validation set, one-hot encoded."""
        return self.one_hot[self.split :]


DIGITS = Digits()


def packed_arrays() -> Arrays:
    """What `load_data` returns of MNIST, as far as the packed digits have it: pixels of 255 for ink and 0 for paper.

    The digits stand at their numbers among 60,000 training images; all other images are blank, and their labels are 0.
    """
    images, labels = np.zeros((60_000, 28, 28), np.uint8), np.zeros(60_000, np.uint8)
    for numbers, (ink, digits) in zip((TRAIN, VALIDATION), unpacked((ROOT / PATH).read_bytes()), strict=True):
        images[numbers], labels[numbers] = ink * 255, digits
    return (images, labels), (np.zeros((10_000, 28, 28), np.uint8), np.zeros(10_000, np.uint8))
