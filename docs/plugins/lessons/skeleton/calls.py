"""What examples/NAME.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import ANY, Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    _, accuracy = run.names["model"].evaluate(DIGITS.test_images, DIGITS.test_one_hot, batch_size=128, verbose=0)
    # TODO: the calls of the lesson's own cells, written from what the page says
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("mnist.load_data"),
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
        ],
        "build": [
            call("Input", shape=(28, 28)),
            call("Flatten"),
            call("Dense", 128, activation="relu"),
            call("Dense", 10, activation="softmax"),
            call("Sequential", ANY),
        ],
        "compile": [
            call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
        ],
        "fit": [call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=1)],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, batch_size=128),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
    }
