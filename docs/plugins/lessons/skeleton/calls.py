"""What examples/NAME.py calls."""

from collections.abc import Iterator, Mapping, Sequence

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    chosen = run.names["networks"][run.names["chosen"]]
    accuracies = [each.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)[1] for each in chosen]
    # TODO: the calls of the lesson's own cells, written from what the page says
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "build": [*built(128)],
        "fit": [
            call(
                "model.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=128,
                epochs=1,
                validation_data=(DIGITS.val_images, DIGITS.val_one_hot),
            ),
        ],
        "choose": [each for neurons in (64, 128) for each in measured(neurons)],
        "evaluate": [
            *[call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, verbose=0)] * 5,
            call("np.mean", accuracies),
            call("print", f"test accuracy: {sum(accuracies) / 5:.4f}"),
        ],
    }


def built(neurons: int) -> Iterator[Call]:
    """A call of the script's function that builds a network, and the calls that the function makes."""
    yield call("build_model", neurons)
    yield from stack_of((neurons, RELU), (10, SOFTMAX))
    yield call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])


def measured(neurons: int) -> Iterator[Call]:
    """The calls for one number of neurons, over five seeds."""
    for seed in range(1, 6):
        yield call("keras.utils.set_random_seed", seed)
        yield from built(neurons)
        yield call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=1, verbose=0)
        yield call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    yield call("np.mean", like("list"))
    # The records' tests compare what is printed with MNIST's results.
    yield call("print", ANY)
