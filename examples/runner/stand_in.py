"""Digits to stand in for MNIST where there is no network: scikit-learn's, which come in its wheel."""

import numpy as np

from docs.plugins.project.errors import UserError
from examples.runner.arrays import Arrays

BRIGHTEST = 16
TRAIN_IMAGES = 1500
# The lessons validate with the last tenth of the training part: no image in it has a copy among the others.
LAST_TENTH = 150
# Copies of each part: of the training part so that few epochs suffice, of the test part because the lessons look at
# its image number 1998.
TRAIN_COPIES = 2
TEST_COPIES = 7


def stand_in_digits() -> Arrays:
    """1,797 handwritten digits of 8×8 pixels, in MNIST's shapes and types: ((X_train, y_train), (X_test, y_test)).

    Images are (n, 28, 28), labels (n,), all uint8; n is 3,000 for the train part, 2,079 for the test part. The same at
    every call. Raises UserError where scikit-learn is not installed.
    """
    try:
        # Here, because it takes a second, and listing the examples doesn't need it.
        from sklearn.datasets import load_digits
    except ImportError as error:
        raise UserError(
            f"the stand-in digits are scikit-learn's, which cannot be imported ({error}); "
            "install it: pip install scikit-learn"
        ) from None
    digits = load_digits()
    # Other people wrote the last images: without a shuffle, the test part would be harder than the training part.
    order = np.random.default_rng(0).permutation(len(digits.target))
    images = _enlarged(digits.images)[order]
    labels = digits.target.astype(np.uint8)[order]
    first, last, rest = np.split(np.arange(len(labels)), [TRAIN_IMAGES - LAST_TENTH, TRAIN_IMAGES])
    train = np.concatenate([np.tile(first, TRAIN_COPIES), np.tile(last, TRAIN_COPIES)])
    test = np.tile(rest, TEST_COPIES)
    return (images[train], labels[train]), (images[test], labels[test])


def _enlarged(images: np.ndarray) -> np.ndarray:
    """Turn (n, 8, 8) images of 0–16 into (n, 28, 28) ones of 0–255: each pixel 3×3, and a border of 2."""
    pixels = np.round(images * (255 / BRIGHTEST)).astype(np.uint8)
    return np.pad(pixels.repeat(3, axis=1).repeat(3, axis=2), ((0, 0), (2, 2), (2, 2)))
