"""The four arrays of MNIST, and of whatever takes its place."""

import hashlib
from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

# Images (n, 28, 28) and labels (n,), both uint8 where the data is MNIST.
Part = tuple[NDArray[Any], NDArray[Any]]
# For training and for testing, as `keras.datasets.mnist.load_data` returns them.
Arrays = tuple[Part, Part]
Loader = Callable[[], Arrays]


def digest(arrays: Arrays) -> str:
    """The SHA-256 of the arrays' bytes, in the order: training images, training labels, test images, test labels."""
    hasher = hashlib.sha256()
    for images, labels in arrays:
        hasher.update(images.tobytes())
        hasher.update(labels.tobytes())
    return hasher.hexdigest()
