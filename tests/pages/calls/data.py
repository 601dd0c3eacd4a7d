"""What examples/data.py calls."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    train, test = len(DIGITS.train_labels), len(DIGITS.test_labels)
    first = DIGITS.train_labels[0]
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "load": [call("mnist.load_data")],
        "shapes": [
            call("print", "X_train", (train, 28, 28), np.dtype("uint8")),
            call("print", "y_train", (train,), np.dtype("uint8")),
            call("print", "X_test ", (test, 28, 28), np.dtype("uint8")),
            call("print", "y_test ", (test,), np.dtype("uint8")),
        ],
        "samples": [
            call("plt.subplots", 3, 10, figsize=(10, 3.6), num="samples"),
            *chain.from_iterable(
                [
                    call("ax.imshow", DIGITS.train_pixels[number], cmap="gray_r"),
                    call("ax.set_title", DIGITS.train_labels[number]),
                    call("ax.axis", "off"),
                ]
                for number in range(30)
            ),
            call("plt.show"),
        ],
        "pixels": [call("print", DIGITS.train_pixels[0][14]), call("print", 0, 255)],
        "scale": [call("print", 0.0, 1.0, np.dtype("float32"))],
        "one-hot": [
            call("print", first),
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
            call("print", np.eye(10)[first], (train, 10)),
        ],
    }
