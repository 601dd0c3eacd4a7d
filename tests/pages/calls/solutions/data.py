"""What examples/solutions/data.py calls."""

from collections.abc import Mapping, Sequence
from itertools import chain

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    images_of = {digit: DIGITS.train_pixels[DIGITS.train_labels == digit] for digit in range(10)}
    return {
        "set-up": [call("keras.utils.set_random_seed", 42), call("mnist.load_data")],
        "count": [
            call("np.bincount", DIGITS.train_labels),
            *(call("print", digit, len(images)) for digit, images in images_of.items()),
        ],
        "mean": [
            call("plt.subplots", 1, 10, figsize=(10, 1.6), num="mean"),
            *chain.from_iterable(
                [
                    call("ax.imshow", sum(images.astype(float)) / len(images), cmap="gray_r"),
                    call("ax.set_title", digit),
                    call("ax.axis", "off"),
                ]
                for digit, images in images_of.items()
            ),
            call("plt.show"),
        ],
        "back": [
            call("to_categorical", DIGITS.test_labels, 10),
            call("np.array_equal", DIGITS.test_labels, DIGITS.test_labels),
            call("print", True),
        ],
    }
