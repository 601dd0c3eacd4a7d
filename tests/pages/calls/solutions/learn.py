"""What examples/solutions/learn.py calls."""

from collections.abc import Iterator, Mapping, Sequence

from tests.pages.calls.learn import one_layer, steps_down
from tests.support.calls import ANY, Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    # What is printed of the last size: the networks of the others are gone.
    _, accuracy = run.names["model"].evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    all_images = len(DIGITS.train_images)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "bias": [
            call("np.array", [1, 0, 0.5]),
            call("np.array", [1, -2, 3]),
            call("print", -1, 1.5, 1.5),
            call("print", -2, 0.5, 0.5),
            call("print", -3, -0.5, 0),
        ],
        "rates": [
            each
            for rate in (0.1, 0.125, 0.2, 0.25)
            for each in (call("np.zeros", 5), call("print", rate, steps_down(rate, 4).round(2)))
        ],
        "closed": [
            call("print", "0: loss 9.00"),
            call("print", "1: loss 7.29"),
            call("print", "2: loss 5.90"),
            call("print", 1.5, -4, 0.5, 1.813),
        ],
        "batch-sizes": [
            *trained(128, ANY),
            *trained(1000, ANY),
            *trained(all_images, f"{all_images}: {accuracy:.4f}"),
        ],
    }


def trained(batch_size: int, printed: object) -> Iterator[Call]:
    """The calls that count batches of this size, build a network, train it in such batches, and measure it."""
    yield call("math.ceil", len(DIGITS.train_images) / batch_size)
    yield call("build_model")
    yield from one_layer()
    yield call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=batch_size, epochs=3, verbose=0)
    yield call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    yield call("print", printed)
