"""What examples/generalize.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import SEQUENTIAL, stack_of
from tests.support.programs import Run

SEEDS = (1, 2, 3)
EPOCHS = 30
# What each network is measured on, and a loss and an accuracy.
Set = tuple[NDArray[np.float32], NDArray[np.float64]]
Scores = Sequence[float]
# The calls that make the layers of an augmentation, and the layers.
AUGMENTATION = (
    call("layers.Reshape", (28, 28, 1)),
    call("layers.RandomTranslation", 0.05, 0.05),
    call("layers.RandomRotation", 0.03),
)
AUGMENTING = [like("Reshape"), like("RandomTranslation"), like("RandomRotation")]


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    values = run.values
    history = values["history"]
    best = history["val_loss"].index(min(history["val_loss"])) + 1
    (seen_loss, seen), (new_loss, new) = values["seen-scores"], values["new-scores"]
    learned_from = DIGITS.images[:500], DIGITS.one_hot[:500]
    validation = DIGITS.val_images, DIGITS.val_one_hot
    test = DIGITS.test_images, DIGITS.test_one_hot
    stopped = on_validation(run, "stopped-scores")
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "network": stack_of(*SEQUENTIAL),
        "compile": [call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])],
        "memorize": [
            call("model.fit", *learned_from, batch_size=32, epochs=EPOCHS, validation_data=validation, verbose=0)
        ],
        "curves": [
            call("plt.subplots", 2, 1, figsize=(5.5, 6.5)),
            *curves(history, "loss"),
            *curves(history, "accuracy"),
            call("plt.show"),
        ],
        "gap": [
            call("model.evaluate", *learned_from, verbose=0),
            call("model.evaluate", *validation, verbose=0),
            call("np.argmin", history["val_loss"]),
            call("print", f"seen images: loss {seen_loss:.4f}, {seen:.1%}"),
            call("print", f"new images:  loss {new_loss:.4f}, {new:.1%}"),
            call("print", "lowest val_loss: epoch", best),
        ],
        "nothing": [*three_runs(), *reported("nothing", on_validation(run, "plain-scores"))],
        "learning-rate": [
            *three_runs(learning_rate=0.0003),
            *reported("learning rate 0.0003"),
            *three_runs(learning_rate=0.003),
            *reported("learning rate 0.003", on_validation(run, "fast-scores")),
        ],
        "batch-size": [
            *three_runs(8),
            *reported("batch size 8"),
            *three_runs(128),
            *reported("batch size 128", on_validation(run, "large-batch-scores")),
        ],
        "early-stopping": [
            *(
                each
                for seed, of_seed in zip(SEEDS, values["stopped-histories"], strict=True)
                for each in stopped_early(seed, len(of_seed["loss"]))
            ),
            *reported("early stopping", stopped),
        ],
        "checkpoint": [
            call("keras.models.load_model", "seed-3.keras"),
            *reported("the saved network", stopped[2:]),
            *reported("the one in memory", stopped[2:]),
        ],
        "dropout": [
            call("layers.Dropout", 0.5),
            call("np.ones", (1, 8), dtype="float32"),
            *(
                each
                for training, printed in ((True, ANY), (True, ANY), (False, np.ones(8)))
                for each in (
                    call("dropout", np.ones((1, 8)), training=training),
                    call("keras.ops.convert_to_numpy", ANY),
                    call("print", printed),
                )
            ),
        ],
        "with-dropout": [*three_runs(dropout=0.5), *reported("dropout", on_validation(run, "dropout-scores"))],
        "weight-decay": [
            *three_runs(weight_decay=0.1),
            *reported("weight decay", on_validation(run, "weight-decay-scores")),
        ],
        "augmentation": [
            call("build_augmentation"),
            *AUGMENTATION,
            call("keras.Sequential", AUGMENTING),
            call("np.repeat", DIGITS.images[:1], 9, axis=0),
            call("augment", np.stack([DIGITS.images[0]] * 9), training=True),
            call("keras.ops.convert_to_numpy", ANY),
            call("plt.subplots", 3, 3, figsize=(5.5, 5.5)),
            *(
                each
                for version in run.names["versions"]
                for each in (call("ax.imshow", version[..., 0], cmap="gray_r"), call("ax.axis", "off"))
            ),
            call("plt.show"),
        ],
        "with-augmentation": [
            *three_runs(augmentation=True),
            *reported("augmentation", on_validation(run, "augmented-scores")),
        ],
        "more-data": [
            *(
                each
                for seed in SEEDS
                for each in (
                    *built(seed),
                    call(
                        *("model.fit", DIGITS.images[:2000], DIGITS.one_hot[:2000]),
                        **{"batch_size": 32, "epochs": 8, "verbose": 0},
                    ),
                )
            ),
            *reported("four times the data", on_validation(run, "more-data-scores")),
        ],
        "logits": [*losses()],
        "evaluate": [
            *reported("nothing", values["plain-test-scores"], test),
            *reported("augmentation", values["augmented-test-scores"], test),
        ],
    }


def on_validation(run: Run, name: str) -> Sequence[Scores]:
    """The scores of each seed on the validation set, from the run's named value."""
    return [of_validation for _, of_validation in run.values[name]]


def curves(history: Mapping[str, Sequence[float]], name: str) -> Iterator[Call]:
    """The chart of a metric: the line of the images that were learned from, a dashed one of the validation set."""
    epochs = range(1, len(history[name]) + 1)
    yield call("ax.plot", epochs, history[name], label=name)
    yield call("ax.plot", epochs, history[f"val_{name}"], "--", label=f"val_{name}")
    yield call("ax.grid", axis="y")
    yield call("ax.set_xlabel", "epoch")
    yield call("ax.legend")


def built(seed: int, **settings: float | bool) -> Iterator[Call]:
    """The calls that build the network of a seed."""
    given = {"augmentation": False, "dropout": 0.0, "learning_rate": 0.001, "weight_decay": None} | settings
    yield call("keras.utils.set_random_seed", seed)
    yield call("build_model", **settings)
    if given["augmentation"]:
        yield call("build_augmentation")
        yield from AUGMENTATION
    yield call("keras.Input", shape=(28, 28))
    yield call("layers.Flatten")
    for units in (256, 128):
        yield call("layers.Dense", units, activation="relu")
        yield call("layers.Dropout", given["dropout"])
    yield call("layers.Dense", 10, activation="softmax")
    dropout = like("Dropout", rate=given["dropout"])
    yield call(
        "keras.Sequential",
        [
            like("KerasTensor", shape=(None, 28, 28)),
            *(AUGMENTING if given["augmentation"] else []),
            like("Flatten"),
            like("Dense", units=256),
            dropout,
            like("Dense", units=128),
            dropout,
            like("Dense", units=10),
        ],
    )
    yield call("keras.optimizers.Adam", learning_rate=given["learning_rate"], weight_decay=given["weight_decay"])
    yield call(
        "model.compile",
        loss="categorical_crossentropy",
        optimizer=like("Adam", weight_decay=given["weight_decay"]),
        metrics=["accuracy"],
    )


def three_runs(*batch_size: int, **settings: float | bool) -> Iterator[Call]:
    """The calls that train a network of these settings with three seeds."""
    yield call("three_runs", settings, *batch_size)
    (size,) = batch_size or (32,)
    for seed in SEEDS:
        yield from built(seed, **settings)
        yield call(
            *("model.fit", DIGITS.images[:500], DIGITS.one_hot[:500]),
            **{"batch_size": size, "epochs": EPOCHS, "verbose": 0},
        )


def stopped_early(seed: int, epochs: int) -> Iterator[Call]:
    """The calls that train the network of a seed, and stop it after so many epochs."""
    yield from built(seed)
    yield call("keras.callbacks.EarlyStopping", patience=5, restore_best_weights=True)
    yield call("keras.callbacks.ModelCheckpoint", f"seed-{seed}.keras", save_best_only=True)
    stop = like("EarlyStopping", monitor="val_loss", patience=5, restore_best_weights=True)
    keep = like("ModelCheckpoint", monitor="val_loss", save_best_only=True, filepath=f"seed-{seed}.keras")
    yield call(
        *("model.fit", DIGITS.images[:500], DIGITS.one_hot[:500]),
        **{"batch_size": 32, "epochs": EPOCHS, "validation_data": (DIGITS.val_images, DIGITS.val_one_hot)},
        **{"callbacks": [stop, keep], "verbose": 0},
    )
    yield call("print", f"seed {seed}: {epochs} epochs")


def reported(name: str, scores: Sequence[Scores] | None = None, images_and_labels: Set | None = None) -> Iterator[Call]:
    """The calls that measure networks on the validation set, or on another one, and print what their scores are.

    Where the scores are not known, the records' tests compare what is printed of MNIST's.
    """
    other = images_and_labels or ()
    yield call("report", name, ANY, *other)
    for _ in scores or SEEDS:
        yield call("model.evaluate", *(other or (DIGITS.val_images, DIGITS.val_one_hot)), verbose=0)
    if scores is None:
        yield from (call("np.mean", ANY), call("np.mean", ANY), call("print", ANY))
        return
    losses, accuracies = zip(*scores, strict=True)
    yield call("np.mean", accuracies)
    yield call("np.mean", losses)
    yield call(
        "print",
        f"{name}: mean {sum(accuracies) / len(scores):.4f}, {min(accuracies):.4f} to {max(accuracies):.4f}, "
        f"loss {sum(losses) / len(scores):.3f}",
    )


def losses() -> Iterator[Call]:
    """The calls of the cell on logits: by Keras in three ways, and what they print, by hand."""
    scores, targets = [[1.0, 3.0, 2.0], [0.0, 30.0, 0.0]], [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    right = (probabilities * targets).sum(axis=1)
    lowest = 1e-7
    yield call("np.array", scores)
    yield call("np.array", targets)
    yield call("keras.ops.softmax", np.array(scores))
    yield call("keras.ops.convert_to_numpy", ANY)
    yield call("loss", np.array(targets), probabilities)
    yield call("loss", np.array(targets), np.array(scores), from_logits=True)
    yield call("loss", np.array(targets), np.array(scores))
    for loss in (
        -np.log(np.maximum(right, lowest)),
        -np.log(right),
        # The scores as if they were probabilities: shares of their sum.
        -np.log(np.maximum([3 / 6, 0 / 30], lowest)),
    ):
        yield call("keras.ops.convert_to_numpy", ANY)
        yield call("print", loss.round(2))
