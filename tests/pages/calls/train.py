"""What examples/train.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, stack_of
from tests.support.programs import Run

EPOCHS = 10


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    model = run.names["model"]
    history = run.names["history"].history
    best = history["val_loss"].index(min(history["val_loss"])) + 1
    _, accuracy = model.evaluate(DIGITS.test_images, DIGITS.test_one_hot, verbose=0)
    probabilities = model.predict(DIGITS.val_images, verbose=0)
    answers = np.argmax(probabilities, axis=1)
    wrong = [number for number, label in enumerate(DIGITS.val_labels) if answers[number] != label]
    sure = [number for number in wrong if max(probabilities[number]) >= 0.9]
    image = DIGITS.test_images[1998:1999]
    answer = model.predict(image, verbose=0)
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "fit": [
            *built(),
            call(
                "trial.fit",
                DIGITS.train_images,
                DIGITS.train_one_hot,
                batch_size=128,
                epochs=EPOCHS,
                validation_data=(DIGITS.val_images, DIGITS.val_one_hot),
            ),
        ],
        "history": [
            call("plt.subplots", 2, 1, figsize=(5.5, 6.5)),
            *curves(history, "loss"),
            *curves(history, "accuracy"),
            call("plt.show"),
        ],
        "choose": [
            call("np.argmin", history["val_loss"]),
            call("print", "lowest val_loss: epoch", best),
        ],
        "chosen": [
            *built(),
            call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, epochs=best),
        ],
        "labels": [call("model.predict", DIGITS.val_images, verbose=0)],
        "confusion-matrix": [
            call("plt.subplots", figsize=(5.5, 5.5)),
            call(
                "ConfusionMatrixDisplay.from_predictions",
                DIGITS.val_labels,
                answers,
                ax=like("Axes"),
                cmap="Blues",
                colorbar=False,
                im_kw={"norm": "log"},
            ),
            call("ax.set", xlabel="predicted", ylabel="label"),
            call("plt.show"),
        ],
        "wrong": [
            call("np.flatnonzero", answers != DIGITS.val_labels),
            call(
                "print",
                f"{len(wrong)} of {len(DIGITS.val_labels)} are wrong, "
                f"{len(sure)} of them with a probability of 0.9 or more",
            ),
            call("plt.subplots", 3, 4, figsize=(5.5, 5)),
            *misread(wrong[:12], answers),
            *[call("ax.axis", "off")] * 12,
            call("plt.show"),
        ],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot),
            call("print", f"test accuracy: {accuracy:.4f}"),
        ],
        "predict": [
            call("model.predict", image, verbose=0),
            call("print", "predicted:  ", answer[0].argmax()),
            call("print", "probability:", f"{answer[0].max():.6f}"),
            call("print", "label:      ", DIGITS.test_labels[1998]),
        ],
        "show": [
            call("plt.subplots", 2, 1, figsize=(5.5, 5)),
            call("axes[0].imshow", DIGITS.test_images[1998], cmap="gray_r"),
            call("axes[0].axis", "off"),
            call("axes[1].bar", range(10), answer[0]),
            call("axes[1].set_xticks", range(10)),
            call("axes[1].set_ylim", 0, 1),
            call("plt.show"),
        ],
        "save": [call("model.save", "digits.keras")],
        "load": [
            call("keras.models.load_model", "digits.keras"),
            call("loaded.predict", image, verbose=0),
            call("np.allclose", answer, answer),
            call("print", True),
        ],
    }


def built() -> Iterator[Call]:
    """A call of the script's function that builds a network, and the calls that the function makes."""
    yield call("build_model")
    yield from stack_of(*SEQUENTIAL)
    yield call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])


def curves(history: Mapping[str, Sequence[float]], name: str) -> Iterator[Call]:
    """The chart of a metric: the training set's dots on a line, the validation set's squares on a dashed one."""
    epochs = range(1, EPOCHS + 1)
    yield call("ax.plot", epochs, history[name], "o-", label=name)
    yield call("ax.plot", epochs, history[f"val_{name}"], "s--", label=f"val_{name}")
    yield call("ax.grid", axis="y")
    yield call("ax.set_xticks", epochs)
    yield call("ax.set_xlabel", "epoch")
    yield call("ax.legend")


def misread(numbers: Sequence[int], answers: np.ndarray) -> Iterator[Call]:
    """The pictures of images that were misread, under "label → answer"."""
    for number in numbers:
        yield call("ax.imshow", DIGITS.val_images[number], cmap="gray_r")
        yield call("ax.set_title", f"{DIGITS.val_labels[number]} → {answers[number]}")
