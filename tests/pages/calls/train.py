"""What examples/train.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

EPOCHS = 10


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model = run.names["model"]
    history = run.names["history"].history
    _, accuracy = model.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    answers = np.argmax(model.predict(DIGITS.test_images, verbose=0), axis=1)
    image = DIGITS.test_images[1998:1999]
    probabilities = model.predict(image, verbose=0)[0]
    wrong = [number for number, label in enumerate(DIGITS.test_labels) if answers[number] != label]
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("mnist.load_data"),
            call("to_categorical", DIGITS.train_labels, 10),
            call("to_categorical", DIGITS.test_labels, 10),
        ],
        "model": [
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
            call(
                "model.compile",
                loss="categorical_crossentropy",
                optimizer="adam",
                metrics=["accuracy"],
                steps_per_execution=16,
            ),
        ],
        "fit": [
            call(
                "model.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=128,
                epochs=EPOCHS,
                validation_split=0.1,
            )
        ],
        "history": [
            call("plt.subplots", 1, 2, figsize=(10, 3.6), num="history"),
            *curves(history, "loss"),
            *curves(history, "accuracy"),
            call("plt.show"),
        ],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
        "labels": [call("model.predict", DIGITS.test_images, verbose=0)],
        "confusion-matrix": [
            call("plt.subplots", figsize=(6, 6), num="confusion-matrix"),
            call(
                "ConfusionMatrixDisplay.from_predictions",
                DIGITS.test_labels,
                answers,
                ax=like("Axes"),
                cmap="Blues",
                colorbar=False,
                im_kw={"norm": "log"},
            ),
            call("ax.set", xlabel="predicted", ylabel="labels"),
            call("plt.show"),
        ],
        "predict": [
            call("model.predict", image, verbose=0),
            call("print", "predicted:  ", probabilities.argmax()),
            call("print", "probability:", probabilities.max()),
            call("print", "label:      ", DIGITS.test_labels[1998]),
        ],
        "show": [
            call("plt.subplots", 1, 2, figsize=(8, 3.2), num="prediction"),
            call("axes[0].imshow", DIGITS.test_images[1998], cmap="gray_r"),
            call("axes[0].axis", "off"),
            call("axes[1].bar", range(10), probabilities),
            call("axes[1].set_xticks", range(10)),
            call("axes[1].set_ylim", 0, 1),
            call("plt.show"),
        ],
        "wrong": [
            call("np.flatnonzero", answers != DIGITS.test_labels),
            call("print", f"{len(wrong)} of {len(DIGITS.test_labels)} are wrong"),
            call("plt.subplots", 2, 6, figsize=(9, 3.6), num="wrong"),
            *misread(wrong[:12], answers),
            *[call("ax.axis", "off")] * 12,
            call("plt.show"),
        ],
        "save": [call("model.save", "digits.keras")],
        "load": [
            call("keras.models.load_model", "digits.keras"),
            call("loaded.predict", image, verbose=0),
            call("np.array_equal", probabilities[np.newaxis], probabilities[np.newaxis]),
            call("print", True),
        ],
    }


def curves(history: Mapping[str, Sequence[float]], name: str) -> Iterator[Call]:
    """The chart of a metric: the training set's dots on a line, the validation set's squares on a dashed one."""
    epochs = range(1, EPOCHS + 1)
    yield call("ax.plot", epochs, history[name], "o-", label=name)
    yield call("ax.plot", epochs, history[f"val_{name}"], "s--", label=f"val_{name}")
    yield call("ax.set_xticks", epochs)
    yield call("ax.set_xlabel", "epoch")
    yield call("ax.legend")


def misread(numbers: Sequence[int], answers: np.ndarray) -> Iterator[Call]:
    """The pictures of images that were misread, under "label → answer"."""
    for number in numbers:
        yield call("ax.imshow", DIGITS.test_images[number], cmap="gray_r")
        yield call("ax.set_title", f"{DIGITS.test_labels[number]} → {answers[number]}")
