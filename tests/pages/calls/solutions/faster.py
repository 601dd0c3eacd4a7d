"""What examples/solutions/faster.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import ANY, Call, call
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    images = len(DIGITS.val_images)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "predicted": [
            call("math.ceil", 54_000 / 256),
            call("print", "211 steps, 0.685 seconds"),
            call("print", "never below 0.432 seconds"),
        ],
        "predict": [
            *stack_of(*SEQUENTIAL),
            call("model.predict", DIGITS.val_images, batch_size=32, verbose=0),
            call("model.predict", DIGITS.val_images, batch_size=1024, verbose=0),
            call("math.ceil", images / 32),
            call("math.ceil", images / 1024),
            call("print", f"{-(-images // 32)} and {-(-images // 1024)} batches"),
            call("np.allclose", run.names["small"], run.names["large"], atol=1e-5),
            call("print", True),
        ],
        "shuffled": [
            call("Shuffled", DIGITS.train_images, DIGITS.train_one_hot, 256),
            call("shuffled.on_epoch_end"),
            call("print", f"{-(-len(DIGITS.train_images) // 256)} batches"),
            call("np.array_equal", ANY, ANY),
            call("print", False),
        ],
    }
