"""What examples/solutions/NAME.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import ANY, Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    # TODO: the calls of the solutions, written from what the page says
    return {
        "set-up": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "first": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Dense", 64, activation="relu"),
            call("layers.Dense", 10, activation="softmax"),
            call("keras.Sequential", ANY),
            call("first.count_params"),
            call("print", "50,890 parameters"),
        ],
        "second": [call("print", f"{len(run.names['X_train']):,} images")],
    }
