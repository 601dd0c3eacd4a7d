"""What examples/solutions/train.py calls."""

from collections.abc import Mapping, Sequence

import numpy as np

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model, convolutional = run.names["model"], run.names["convolutional"]
    probabilities = model.predict(DIGITS.test_images, verbose=0)
    answers = np.argmax(probabilities, axis=1)
    matrix = counted(DIGITS.test_labels, answers)
    errors = np.where(np.eye(10), 0, matrix)
    label, answer = divmod(int(np.argmax(errors)), 10)
    right = answers == DIGITS.test_labels
    sure = np.array([max(row) >= 0.9 for row in probabilities])
    _, accuracy = convolutional.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("mnist.load_data"),
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
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
            compiled("model"),
        ],
        "early-stopping": [
            call("EarlyStopping", monitor="val_loss", patience=2, restore_best_weights=True),
            call(
                "model.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=128,
                epochs=20,
                validation_split=0.1,
                callbacks=[like("EarlyStopping", monitor="val_loss", patience=2, restore_best_weights=True)],
            ),
        ],
        "stopped": [
            call("print", len(run.names["history"].epoch), "epochs"),
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
        ],
        "confused": [
            call("model.predict", DIGITS.test_images, verbose=0),
            call("confusion_matrix", DIGITS.test_labels, answers),
            call("np.fill_diagonal", matrix, 0),
            call("np.unravel_index", errors.argmax(), (10, 10)),
            call("print", f"{label} → {answer}: {errors.max()}"),
        ],
        "unsure": [
            call("print", f"at least 0.9: {described(sure, right)}"),
            call("print", f"below 0.9:    {described(~sure, right)}"),
        ],
        "convolutional": [
            call("Input", shape=(28, 28)),
            call("Reshape", (28, 28, 1)),
            call("Conv2D", 8, 3, activation="relu"),
            call("MaxPooling2D"),
            call("Conv2D", 16, 3, activation="relu"),
            call("MaxPooling2D"),
            call("Flatten"),
            call("Dense", 64, activation="relu"),
            call("Dense", 10, activation="softmax"),
            call(
                "Sequential",
                [
                    like("KerasTensor", shape=(None, 28, 28)),
                    like("Reshape", target_shape=(28, 28, 1)),
                    like("Conv2D", filters=8, kernel_size=(3, 3)),
                    like("MaxPooling2D", pool_size=(2, 2)),
                    like("Conv2D", filters=16, kernel_size=(3, 3)),
                    like("MaxPooling2D", pool_size=(2, 2)),
                    like("Flatten"),
                    like("Dense", units=64),
                    like("Dense", units=10),
                ],
            ),
            call("convolutional.summary"),
        ],
        "convolutional-fit": [
            compiled("convolutional"),
            call("convolutional.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5),
        ],
        "convolutional-evaluate": [
            call("convolutional.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
    }


def compiled(name: str) -> Call:
    """The call that compiles the network of this name."""
    return call(
        f"{name}.compile",
        loss="categorical_crossentropy",
        optimizer="adam",
        metrics=["accuracy"],
        steps_per_execution=16,
    )


def counted(labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """The confusion matrix, counted without scikit-learn: one row for each label, one column for each answer."""
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def described(group: np.ndarray, right: np.ndarray) -> str:
    """What is printed about a group of images."""
    return f"{group.mean():.1%} of the images, accuracy {right[group].mean():.3f}"
