"""What examples/sequential.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model = run.names["model"]
    probabilities = model.predict(DIGITS.test_images[1998:1999], verbose=0)
    _, accuracy = model.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
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
            call("Dense", 256, activation="relu"),
            call("Dense", 128, activation="relu"),
            call("Dense", 10, activation="softmax"),
            call(
                "Sequential",
                [
                    like("KerasTensor", shape=(None, 28, 28)),
                    like("Flatten"),
                    like("Dense", units=256),
                    like("Dense", units=128),
                    like("Dense", units=10),
                ],
            ),
        ],
        "summary": [call("model.summary")],
        "compile": [
            call(
                "model.compile",
                loss="categorical_crossentropy",
                optimizer="adam",
                metrics=["accuracy"],
                steps_per_execution=16,
            )
        ],
        "fit": [call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5)],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
        "predict": [
            call("model.predict", DIGITS.test_images[1998:1999], verbose=0),
            call("print", probabilities.round(3)),
            call("print", "predicted:", probabilities.argmax()),
            call("print", "label:    ", DIGITS.test_labels[1998]),
        ],
    }
