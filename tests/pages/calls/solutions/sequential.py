"""What examples/solutions/sequential.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

INPUT = like("KerasTensor", shape=(None, 28, 28))
RELU, SOFTMAX = {"activation": "relu"}, {"activation": "softmax"}


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    linear, model = run.names["linear"], run.names["model"]
    _, linear_accuracy = linear.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    _, accuracy = model.evaluate(DIGITS.test_images, DIGITS.test_labels, verbose=0)
    return {
        "set-up": [call("keras.utils.set_random_seed", 42), call("mnist.load_data")],
        "count": [
            *_stack((32, RELU), (10, SOFTMAX)),
            call("print", 25_450),
            call("small.count_params"),
            call("print", 25_450),
        ],
        "linear": [
            *_stack((256, {}), (128, {}), (10, SOFTMAX)),
            call("linear.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("to_categorical", DIGITS.train_labels, 10),
            call("linear.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5),
            call("to_categorical", DIGITS.test_labels, 10),
            call("linear.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"without activation functions: {linear_accuracy:.4f}"),
        ],
        "sparse": [
            *_stack((256, RELU), (128, RELU), (10, SOFTMAX)),
            call("model.compile", loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("model.fit", DIGITS.train_images, DIGITS.train_labels, batch_size=128, epochs=5),
            call("model.evaluate", DIGITS.test_images, DIGITS.test_labels),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
    }


def _stack(*layers: tuple[int, Mapping[str, str]]) -> list[Call]:
    """The calls that build a network of these Dense layers: the number of neurons, and the activation."""
    return [
        call("Input", shape=(28, 28)),
        call("Flatten"),
        *(call("Dense", units, **settings) for units, settings in layers),
        call("Sequential", [INPUT, like("Flatten"), *(like("Dense", units=units) for units, _ in layers)]),
    ]
