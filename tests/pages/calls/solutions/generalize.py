"""What examples/solutions/generalize.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import ANY, Call, Like, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU
from tests.support.programs import Run

SEEDS = (1, 2, 3)
TRAINING = {"batch_size": 32, "epochs": 30, "verbose": 0}


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    names = run.names
    _, accuracy = run.values["scoring-scores"]
    scores = np.array(names["scores"])
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "patience": [call("print", "stopped after epoch", 8), call("print", "best epoch", 5)],
        "turned": [
            each
            for seed, measured in zip(SEEDS, names["turned_accuracies"], strict=True)
            for each in (
                call("keras.utils.set_random_seed", seed),
                call("layers.RandomRotation", 0.5),
                *built([like("RandomRotation")]),
                *trained("turned", seed, measured),
            )
        ],
        "together": [
            each
            for seed, measured in zip(SEEDS, names["both_accuracies"], strict=True)
            for each in (
                call("keras.utils.set_random_seed", seed),
                call("layers.RandomTranslation", 0.05, 0.05),
                call("layers.RandomRotation", 0.03),
                *built([like("RandomTranslation"), like("RandomRotation")], dropout=0.3),
                *trained("both", seed, measured),
            )
        ],
        "logits": [
            call("keras.utils.set_random_seed", 42),
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Dense", 256, **RELU),
            call("layers.Dense", 128, **RELU),
            call("layers.Dense", 10),
            call(
                "keras.Sequential",
                [
                    like("KerasTensor", shape=(None, 28, 28)),
                    like("Flatten"),
                    *(like("Dense", units=units) for units in (256, 128, 10)),
                ],
            ),
            call("keras.losses.CategoricalCrossentropy", from_logits=True),
            call(
                "scoring.compile",
                loss=like("CategoricalCrossentropy", from_logits=True),
                optimizer="adam",
                metrics=["accuracy"],
            ),
            call("scoring.fit", DIGITS.images[:500], DIGITS.one_hot[:500], **TRAINING),
            call("scoring.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0),
            call("print", f"validation accuracy: {accuracy:.4f}"),
            call("scoring.predict", DIGITS.val_images, verbose=0),
            call("keras.ops.softmax", scores),
            call("keras.ops.convert_to_numpy", ANY),
            call("print", scores[0].round(1)),
            call("print", probabilities[0].round(3)),
            call("np.allclose", np.ones(len(scores)), 1),
            call("print", True),
        ],
    }


def built(augmentation: Sequence[Like], **given: float) -> Iterator[Call]:
    """A call of the script's function that builds a network, with what is `given`, and the calls that it makes."""
    rate = given.get("dropout", 0.0)
    yield call("build_model", list(augmentation), **given)
    yield call("keras.Input", shape=(28, 28))
    yield call("layers.Reshape", (28, 28, 1))
    yield call("layers.Flatten")
    for units in (256, 128):
        yield call("layers.Dense", units, **RELU)
        yield call("layers.Dropout", rate)
    yield call("layers.Dense", 10, activation="softmax")
    yield call(
        "keras.Sequential",
        [
            like("KerasTensor", shape=(None, 28, 28)),
            like("Reshape"),
            *augmentation,
            like("Flatten"),
            like("Dense", units=256),
            like("Dropout", rate=rate),
            like("Dense", units=128),
            like("Dropout", rate=rate),
            like("Dense", units=10),
        ],
    )
    yield call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])


def trained(name: str, seed: int, accuracy: float) -> Iterator[Call]:
    """The calls that train the network of this name and measure it."""
    yield call(f"{name}.fit", DIGITS.images[:500], DIGITS.one_hot[:500], **TRAINING)
    yield call(f"{name}.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    yield call("print", f"seed {seed}: {accuracy:.4f}")
