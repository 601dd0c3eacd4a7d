"""What examples/sequential.py calls."""

from collections.abc import Mapping, Sequence

from tests.support.calls import Call, call
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model = run.names["model"]
    image = DIGITS.test_images[1998:1999]
    probabilities = model.predict(image, verbose=0)
    _, accuracy = model.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "build": stack_of(*SEQUENTIAL),
        "summary": [call("model.summary")],
        "compile": [
            call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
        ],
        "fit": [call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5)],
        "evaluate": [
            call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot),
            call("print", f"validation accuracy: {accuracy:.4f}"),
        ],
        "predict": [
            call("model.predict", image, verbose=0),
            *(call("print", digit, f"{probability:.6f}") for digit, probability in enumerate(probabilities[0])),
            call("print", "predicted:", probabilities.argmax()),
            call("print", "label:    ", DIGITS.test_labels[1998]),
        ],
    }
