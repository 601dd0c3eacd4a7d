"""What examples/solutions/backends.py calls. What calls the methods of its layer is Keras, and not noted."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run

NUMBERS = np.array([-2.0, 0.0, 3.0, 8.0])
FIRST, FIRST_ONE_HOT = DIGITS.train_images[:2000], DIGITS.train_one_hot[:2000]


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "limited": [
            call("np.array", [-2.0, 0.0, 3.0, 8.0]),
            call("limited", NUMBERS),
            call("ops.clip", NUMBERS, 0, 6),
            call("ops.convert_to_numpy", like("EagerTensor")),
            call("print", np.clip(NUMBERS, 0, 6)),
        ],
        "bounded": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Dense", 64, activation=like("function", __name__="limited")),
            call("layers.Dense", 10, **SOFTMAX),
            call("keras.Sequential", network(like("Dense", units=64))),
            call("bounded.compile", loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"]),
            call("bounded.fit", DIGITS.train_images, DIGITS.train_one_hot, batch_size=128, verbose=0),
            # Keras calls the function as it builds the step, twice.
            *[call("ops.clip", ANY, 0, 6)] * 2,
            call("print", ANY),
        ],
        "start": [call("keras.saving.register_keras_serializable")],
        "saved": [
            call("keras.Input", shape=(28, 28)),
            call("layers.Flatten"),
            call("layers.Dense", 64),
            call("LearnedSlope", start=0.25),
            call("layers.Dense", 10, **SOFTMAX),
            call("keras.Sequential", network(like("Dense", units=64), like("LearnedSlope", start=0.25))),
            call("leaky.save", "leaky.keras"),
            call("keras.models.load_model", "leaky.keras"),
            call("print", 0.25),
            call("loaded.layers[2].get_weights"),
            call("print", np.full(4, 0.25)),
        ],
        "same-start": [
            *built(),
            *built(),
            call("fitted.get_weights"),
            call("looped.set_weights", ANY),
        ],
        "loop": [
            call(
                "fitted.fit", FIRST, FIRST_ONE_HOT, **{"batch_size": 128, "epochs": 2, "shuffle": False, "verbose": 0}
            ),
            *stepped(),
            *stepped(),
            call("fitted.get_weights"),
            call("looped.get_weights"),
            call("print", "steps:", 2 * len(list(stepped()))),
            call("print", f"largest gap: {run.values['gap']:.7f}"),
        ],
    }


def network(*middle: object) -> list[object]:
    """What a Sequential network of the exercises is made of, which has these layers in its middle."""
    return [like("KerasTensor", shape=(None, 28, 28)), like("Flatten"), *middle, like("Dense", units=10)]


def built() -> Iterator[Call]:
    """A call of the function that builds the last exercise's network, and the calls that it makes."""
    yield call("build_model")
    yield from stack_of((64, RELU), (10, SOFTMAX))
    yield call("model.compile", loss="categorical_crossentropy", optimizer="adam")


def stepped() -> Iterator[Call]:
    """The steps of an epoch of the loop, the last on a smaller batch."""
    for first in range(0, len(FIRST), 128):
        yield call("looped.train_on_batch", FIRST[first : first + 128], FIRST_ONE_HOT[first : first + 128])
