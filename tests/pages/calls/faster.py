"""What examples/faster.py calls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run

IMAGES, ONE_HOT = DIGITS.train_images, DIGITS.train_one_hot
SEEDS = (1, 2, 3)
# The last layer always calculates with all digits.
LAYERS = ((256, RELU), (128, RELU), (10, SOFTMAX | {"dtype": "float32"}))
# What `fit` is given.
Data = Mapping[str, Any]


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    dataset = {"x": like("_PrefetchDataset"), "shuffle": False}
    rates = (0.004, 0.008)
    names = list(run.names["ratios"])
    return {
        "imports": [call("keras.utils.set_random_seed", 42)],
        "data": [
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
            call("keras.utils.to_categorical", DIGITS.test_labels, num_classes=10),
        ],
        "device": [
            call("tf.config.list_physical_devices", "GPU"),
            call("platform.machine"),
            call("os.cpu_count"),
            call("print", ANY),
            call("time.strftime", "%Y-%m-%d"),
            call("print", ANY),
        ],
        "build": [],
        "seconds": [
            *built(),
            *(
                each
                for _ in range(4)
                for each in (call("arrays", 32), *timed("model.fit", arrays(32)), call("print", ANY))
            ),
        ],
        "where": [
            *(
                each
                for batch_size in (32, 128, 512)
                for each in (
                    *[*given(batch_size), *timed("model.fit", arrays(batch_size))] * 4,
                    call("print", ANY),
                )
            ),
            call("print", ANY),
            call("print", ANY),
        ],
        "measure": [*measured("plain", arrays(32), 32)],
        "batch-size": [*measured("batch 128", arrays(128), 128), *measured("batch 512", arrays(512), 512)],
        "learning-rate": [
            *(each for rate in rates for each in measured(f"512, rate {rate}", arrays(512), 512, learning_rate=rate)),
            *[call("np.mean", like("list")), call("print", ANY)] * 5,
        ],
        "steps-per-execution": [*measured("32 at once", arrays(32), 32, steps_per_execution=32)],
        "jit": [
            call("print", "auto:", False),
            *measured("XLA", arrays(32), 32, jit_compile=True),
            *[call("np.median", like("list")), call("print", ANY)] * 2,
        ],
        "tf-data": [
            call("tf.data.Dataset.from_tensor_slices", (IMAGES, ONE_HOT)),
            call("dataset.shuffle", len(IMAGES)),
            call("dataset.shuffle(len(X_train)).batch", 32),
            call("dataset.prefetch", run.names["tf"].data.AUTOTUNE),
            *measured("tf.data", dataset),
        ],
        "py-dataset": [call("Batches"), *measured("PyDataset", {"x": like("Batches")})],
        "precision": [
            each
            for policy in ("float32", "mixed_bfloat16", "mixed_float16")
            for each in (
                call("keras.mixed_precision.set_global_policy", policy),
                *built(),
                *stepped(),
                call("time.perf_counter"),
                *[*stepped()] * 5,
                call("time.perf_counter"),
                call("print", ANY),
            )
        ],
        "mixed-precision": [
            call("keras.mixed_precision.set_global_policy", "mixed_bfloat16"),
            *measured("mixed_bfloat16", arrays(32), 32),
            call("keras.mixed_precision.set_global_policy", "float32"),
        ],
        "together": [
            *measured("together", arrays(512), 512, learning_rate=0.008, steps_per_execution=20),
        ],
        "table": [
            call("print", ANY),
            *[call("np.median", like("list")), call("print", ANY)] * len(names),
            call("time.strftime", "%Y-%m-%d"),
            call("print", ANY),
        ],
        "accuracy": [*[call("np.mean", like("list")), call("print", ANY)] * len(names)],
        "evaluate": [
            each
            for name in ("plain", "together")
            for each in (
                *[call("model.evaluate", DIGITS.test_images, DIGITS.test_one_hot, verbose=0)] * 3,
                call("np.mean", run.values["test-accuracies"][name]),
                call("print", f"{name}: test accuracy {np.mean(run.values['test-accuracies'][name]):.4f}"),
            )
        ],
    }


def arrays(batch_size: int) -> Data:
    """What `fit` is given of the training set, in batches of so many images."""
    return {"x": IMAGES, "y": ONE_HOT, "batch_size": batch_size}


def given(batch_size: int | None) -> Iterator[Call]:
    """A call of the function that gives the training set; None where the data are others."""
    if batch_size is not None:
        yield call("arrays", batch_size)


def built(learning_rate: float = 0.001, **settings: Any) -> Iterator[Call]:  # noqa: ANN401
    """A call of the function that builds a network, with what isn't its default, and the calls that it makes."""
    rate = {} if learning_rate == 0.001 else {"learning_rate": learning_rate}
    yield call("build_model", **rate, **settings)
    yield from stack_of(*LAYERS)
    yield call("keras.optimizers.Adam", learning_rate=learning_rate)
    yield call(
        "model.compile",
        loss="categorical_crossentropy",
        optimizer=like("Adam"),
        metrics=["accuracy"],
        **settings,
    )


def timed(name: str, data: Data) -> Iterator[Call]:
    """A call of the function that times an epoch, and the calls that it makes."""
    yield call("seconds_of_an_epoch", like("Sequential"), ANY)
    yield call("time.perf_counter")
    yield call(name, **data, verbose=0)
    yield call("time.perf_counter")


def measured(name: str, data: Data, batch_size: int | None = None, **settings: Any) -> Iterator[Call]:  # noqa: ANN401
    """A call of the function that measures a way to train, and the calls that it makes."""
    yield from given(batch_size)
    yield call("measure", name, ANY, **settings)
    for seed in SEEDS:
        yield call("keras.utils.set_random_seed", seed)
        yield from built(**settings)
        yield from timed("model.fit", data)
        for _ in range(2):
            yield call("arrays", 32)
            yield from timed("model.fit", arrays(32))
            yield from timed("model.fit", data)
        yield call("model.evaluate", DIGITS.val_images, DIGITS.val_one_hot, verbose=0)
    yield call("np.median", like("list"))
    yield call("print", ANY)


def stepped() -> Iterator[Call]:
    """The call that takes a single step."""
    yield call("model.train_on_batch", IMAGES[:32], ONE_HOT[:32])
