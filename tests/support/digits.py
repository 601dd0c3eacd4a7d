"""The stand-in digits as the lessons prepare them, computed without Keras and without the scripts."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from examples.runner.arrays import Arrays
from examples.runner.stand_in import stand_in_digits

# The other test images are copies of the first.
DISTINCT_TEST_IMAGES = 297


class Digits:
    """Images (n, 28, 28) and labels, of the training part and of the test part.

    They are read when a test asks for them: scikit-learn takes a second to import, in each process that collects tests.
    """

    @cached_property
    def _arrays(self) -> Arrays:
        return stand_in_digits()

    @property
    def train_pixels(self) -> NDArray[np.uint8]:
        """The training images, from 0 to 255."""
        return self._arrays[0][0]

    @property
    def train_labels(self) -> NDArray[np.uint8]:
        """The labels of the training images."""
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
    def train_images(self) -> NDArray[np.float32]:
        """The training images, from 0 to 1."""
        return self.train_pixels.astype(np.float32) / np.float32(255)

    @cached_property
    def test_images(self) -> NDArray[np.float32]:
        """The test images, from 0 to 1."""
        return self.test_pixels.astype(np.float32) / np.float32(255)

    @cached_property
    def train_one_hot(self) -> NDArray[np.float64]:
        """The labels of the training images, one-hot encoded."""
        return np.eye(10)[self.train_labels]

    @cached_property
    def test_one_hot(self) -> NDArray[np.float64]:
        """The labels of the test images, one-hot encoded."""
        return np.eye(10)[self.test_labels]


DIGITS = Digits()
