"""What examples/solutions/data.py calls."""

from collections.abc import Mapping, Sequence
from itertools import chain

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    images_of = {digit: DIGITS.pixels[DIGITS.labels == digit] for digit in range(10)}
    return {
        "set-up": [call("keras.datasets.mnist.load_data")],
        "count": [
            call("np.bincount", DIGITS.labels),
            *(call("print", digit, len(images)) for digit, images in images_of.items()),
        ],
        "mean": [
            call("plt.subplots", 2, 5, figsize=(5.5, 2.8)),
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
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
            call("np.array_equal", DIGITS.test_labels, DIGITS.test_labels),
            call("print", True),
        ],
    }
