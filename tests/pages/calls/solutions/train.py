"""What examples/solutions/train.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    stopped = run.names["stopped"]
    probabilities = stopped.predict(DIGITS.val_images, verbose=0)
    answers = np.argmax(probabilities, axis=1)
    matrix = counted(DIGITS.val_labels, answers)
    errors = np.where(np.eye(10), 0, matrix)
    label, answer = divmod(int(np.argmax(errors)), 10)
    right = answers == DIGITS.val_labels
    sure = np.array([max(row) >= 0.9 for row in probabilities])
    accuracies = run.names["accuracies"]
    _, accuracy = stopped.evaluate(DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "seeds": [
            *(each for seed in range(1, 6) for each in seeded(seed, accuracies[seed - 1])),
            call("np.mean", accuracies),
            call(
                "print",
                f"mean {sum(accuracies) / 5:.4f}, smallest {min(accuracies):.4f}, largest {max(accuracies):.4f}",
            ),
        ],
        "early-stopping": [
            call("keras.utils.set_random_seed", 42),
            *built(),
            call("keras.callbacks.EarlyStopping", monitor="val_loss", patience=2, restore_best_weights=True),
            call(
                "stopped.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=128,
                epochs=20,
                validation_data=(DIGITS.val_images, DIGITS.val_one_hot),
                callbacks=[like("EarlyStopping", monitor="val_loss", patience=2, restore_best_weights=True)],
            ),
        ],
        "stopped": [
            call("print", len(run.names["history"].epoch), "epochs"),
            call("np.argmin", run.names["history"].history["val_loss"]),
            call("stopped.evaluate", DIGITS.val_images, DIGITS.val_one_hot),
            call("print", f"validation accuracy: {accuracy:.4f}"),
        ],
        "learning-rates": [
            *(each for rate in (0.0001, 0.001, 0.01) for each in rated(rate)),
            call("np.argmin", run.names["val_losses"]),
        ],
        "confused": [
            call("stopped.predict", DIGITS.val_images, verbose=0),
            call("confusion_matrix", DIGITS.val_labels, answers),
            call("np.fill_diagonal", matrix, 0),
            call("np.unravel_index", errors.argmax(), (10, 10)),
            call("print", f"{label} → {answer}: {errors.max()}"),
        ],
        "unsure": [
            call("print", f"at least 0.9: {described(sure, right)}"),
            call("print", f"below 0.9:    {described(~sure, right)}"),
        ],
    }


def built(**given: float) -> Iterator[Call]:
    """A call of the script's function that builds a network, with what is `given`, and the calls that it makes."""
    yield call("build_model", **given)
    yield from stack_of(*SEQUENTIAL)
    yield call("keras.optimizers.Adam", **{"learning_rate": 0.001} | given)
    yield call("model.compile", loss="categorical_crossentropy", optimizer=like("Adam"), metrics=["accuracy"])


def trained(name: str) -> Iterator[Call]:
    """The calls that train the network of this name for five epochs and measure it, without a log."""
    yield call(f"{name}.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=5, verbose=0)
    yield call(f"{name}.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)


def seeded(seed: int, accuracy: float) -> Iterator[Call]:
    """The calls for one seed."""
    yield call("keras.utils.set_random_seed", seed)
    yield from built()
    yield from trained("seeded")
    yield call("print", f"seed {seed}: validation accuracy {accuracy:.4f}")


def rated(rate: float) -> Iterator[Call]:
    """The calls for one learning rate."""
    yield call("keras.utils.set_random_seed", 42)
    yield from built(learning_rate=rate)
    yield from trained("rated")
    # The records' tests compare what is printed with MNIST's results.
    yield call("print", ANY)


def counted(labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """The confusion matrix, counted without scikit-learn: one row for each label, one column for each answer."""
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def described(group: np.ndarray, right: np.ndarray) -> str:
    """What is printed about a group of images."""
    return f"{group.mean():.1%} of the images, accuracy {right[group].mean():.3f}"
