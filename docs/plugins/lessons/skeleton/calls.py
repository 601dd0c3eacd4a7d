"""What examples/NAME.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import ANY, Call, call
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    _, accuracy = run.names["model"].evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    # TODO: the calls of the lesson's own cells, written from what the page says
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "build": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Dense", 128, activation="relu"),
            call("layers.Dense", 10, activation="softmax"),
            call("keras.Sequential", ANY),
        ],
        "compile": [
            call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
        ],
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
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
    }
