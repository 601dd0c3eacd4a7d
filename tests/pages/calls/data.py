"""What examples/data.py calls."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    first_part, test = len(DIGITS.labels), len(DIGITS.test_labels)
    first = DIGITS.labels[0]
    return {
        "load": [call("keras.datasets.mnist.load_data")],
        "shapes": [
            call("print", "images     ", (first_part, 28, 28), np.dtype("uint8")),
            call("print", "labels     ", (first_part,), np.dtype("uint8")),
            call("print", "test_images", (test, 28, 28), np.dtype("uint8")),
            call("print", "test_labels", (test,), np.dtype("uint8")),
        ],
        "samples": [
            call("plt.subplots", 5, 6, figsize=(5.5, 6)),
            *chain.from_iterable(
                [
                    call("ax.imshow", DIGITS.pixels[number], cmap="gray_r"),
                    call("ax.set_title", DIGITS.labels[number]),
                    call("ax.axis", "off"),
                ]
                for number in range(30)
            ),
            call("plt.show"),
        ],
        "pixels": [call("print", DIGITS.pixels[0][14]), call("print", 0, 255)],
        "scale": [call("print", 0.0, 1.0, np.dtype("float32"))],
        "one-hot": [
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
            call("print", first),
            call("print", np.eye(10)[first], (first_part, 10)),
        ],
        "split": [call("print", len(DIGITS.train_labels), len(DIGITS.val_labels), test)],
    }
