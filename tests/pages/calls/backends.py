"""What examples/backends.py calls. What calls the methods of its layer is Keras, and not noted."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

BATCH = 128
# The outputs are printed with what prints them; the record's tests read those.
SUMS = np.array([-2.0, 0.0, 3.0])


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    order = run.names["order"]
    return {
        "imports": [call("keras.config.backend")],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "ops": [
            call("np.array", [-2.0, 0.0, 3.0], dtype="float32"),
            call("ops.maximum", SUMS, 0),
            call("print", like("type", __name__="EagerTensor")),
            call("ops.convert_to_numpy", like("EagerTensor")),
            call("print", np.ndarray, np.maximum(SUMS, 0)),
        ],
        "layer": [call("keras.saving.register_keras_serializable")],
        "loop": [
            call("keras.utils.set_random_seed", 42),
            # What the function calls is noted at its first call.
            *(call("build_model"), *built()),
            call("np.random.permutation", len(DIGITS.train_images)),
            *stepped(order),
        ],
        "train": [each for seed in (1, 2, 3) for each in trained(seed)],
        "memory": [call("Path", "/proc/self/status"), call("status.exists"), call("status.read_text")],
        "report": [
            call("np.mean", run.values["seeds-accuracies"]),
            call("np.mean", ANY),
            call("np.mean", ANY),
            call("print", ANY),
        ],
        "save": [
            call("model.save", "tensorflow.keras"),
            call("model.predict", DIGITS.val_images, verbose=0),
            call("np.save", "tensorflow.npy", ANY),
        ],
        "load": [
            *looked_for("tensorflow"),
            call("keras.models.load_model", "tensorflow.keras", compile=False),
            call("loaded.predict", DIGITS.val_images, verbose=0),
            call("np.load", "tensorflow.npy"),
            *looked_for("jax"),
            *looked_for("torch"),
            call("print", ANY),
        ],
        "traps": [
            *(call("trap"), call("ops.zeros", 3)),
            *(
                call("trap"),
                call("loaded", DIGITS.val_images[:1]),
                call("np.argmax", like("EagerTensor")),
            ),
            *(call("trap"), call("ops.arange", 3)),
            call("print", ANY),
        ],
        "evaluate": [
            call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, verbose=0),
            call("print", f"test accuracy: {run.names['test_accuracy']:.4f}"),
        ],
    }


def built() -> Iterator[Call]:
    """The calls of the function that builds the network."""
    yield call("keras.Input", shape=(28, 28))
    yield call("layers.Flatten")
    yield call("layers.Dense", 128)
    yield call("LearnedSlope")
    yield call("layers.Dense", 10, activation="softmax")
    kinds = (like("Flatten"), like("Dense", units=128), like("LearnedSlope"), like("Dense", units=10))
    yield call("keras.Sequential", [like("KerasTensor", shape=(None, 28, 28)), *kinds])
    yield call("model.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])


def stepped(order: Sequence[int]) -> Iterator[Call]:
    """The steps of the loop, over all whole batches in that order; the first of each hundred is told."""
    for step in range(len(order) // BATCH):
        batch = order[BATCH * step : BATCH * (step + 1)]
        yield call("looped.train_on_batch", DIGITS.train_images[batch], DIGITS.train_one_hot[batch])
        if step % 100 == 0:
            yield call("print", ANY)


def trained(seed: int) -> Iterator[Call]:
    """The calls that train a network of that seed for three epochs, each of which is timed, and measure it."""
    yield call("keras.utils.set_random_seed", seed)
    yield call("build_model")
    for _ in range(3):
        yield call("time.perf_counter")
        yield call("model.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=BATCH, verbose=0)
        yield call("time.perf_counter")
    yield call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)


def looked_for(backend: str) -> Iterator[Call]:
    """The calls that look whether a backend has saved its network."""
    yield call("Path", f"{backend}.keras")
    yield call("Path(f'{name}.keras').exists")
