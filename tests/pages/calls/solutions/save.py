"""What examples/solutions/save.py calls."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tests.pages.calls.save import VAL, accuracy, compiled, measured
from tests.support.calls import ANY, Call, Like, call, like
from tests.support.digits import DIGITS
from tests.support.programs import Run

TRAIN = 255 * DIGITS.train_images
# The exercise trains on these.
FIRST, FIRST_ONE_HOT = 255 * DIGITS.images[:2000], DIGITS.one_hot[:2000]
RESCALING = like("Rescaling", scale=1 / 255, offset=0.0)


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    names = run.names
    predictions = names["predictions"]
    steps = 2 * -(-len(FIRST) // 64)
    return {
        "set-up": [
            call("keras.utils.set_random_seed", 42),
            call("keras.datasets.mnist.load_data"),
            call("keras.utils.to_categorical", DIGITS.labels, num_classes=10),
        ],
        "fit": [
            *built(RESCALING),
            *compiled(),
            call("model.fit", TRAIN, DIGITS.train_one_hot, batch_size=64, epochs=3, verbose=0),
            call("model.save", "digit.keras"),
            call("model.save_weights", "digit.weights.h5"),
            call("model.predict", VAL, verbose=0),
            *measured(predictions),
            call("print", f"validation accuracy: {accuracy(predictions):.4f}"),
        ],
        "bare": [
            *built(),
            call("bare.load_weights", "digit.weights.h5"),
            call("bare.predict", VAL / 255, verbose=0),
            call("print", f"largest difference: {run.values['bare-difference']:.7f}"),
        ],
        "inverting": [
            call("keras.Input", shape=(28, 28)),
            call("model", like("KerasTensor", shape=(None, 28, 28))),
            call("keras.Model", like("KerasTensor"), like("KerasTensor", shape=(None, 10))),
            call("inverting.save", "inverting.keras"),
            call("keras.models.load_model", "inverting.keras"),
            call("inverting.predict", 255 - VAL, verbose=0),
            *measured(predictions),
            call("print", f"dark on light: {accuracy(predictions):.4f}"),
        ],
        "one-scale": [
            call("keras.models.load_model", "digit.keras"),
            *(each for layer in names["model"].layers if layer.weights for each in rounded(layer.get_weights())),
            call("coarse.predict", VAL, verbose=0),
            *measured(ANY),
            call("print", f"one scale, 3 bits: {run.values['coarse-accuracy']:.4f}"),
        ],
        "go-on": [
            *copied("straight"),
            *trained(0, 2),
            *copied("paused"),
            *trained(0, 1),
            call("paused.save", "paused.keras"),
            call("keras.models.load_model", "paused.keras"),
            *trained(1, 2),
            call("straight.get_weights"),
            call("resumed.get_weights"),
            call("print", "steps:", steps),
            call("print", f"largest gap: {run.values['gap']:.7f}"),
        ],
    }


def built(*first: Like) -> Iterator[Call]:
    """A call of the function that builds the network, which begins with these layers, and the calls that it makes."""
    if first:
        yield call("layers.Rescaling", 1 / 255)
    yield call("build_model", *first)
    yield call("keras.Input", shape=(28, 28))
    yield call("layers.Reshape", (28, 28, 1))
    for filters in (8, 16):
        yield call("layers.Conv2D", filters, 3, activation="relu")
        yield call("layers.MaxPooling2D")
    yield call("layers.Flatten")
    yield call("layers.Dense", 64, activation="relu")
    yield call("layers.Dense", 10, activation="softmax")
    kinds = ("Reshape", "Conv2D", "MaxPooling2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense")
    yield call("keras.Sequential", [like("KerasTensor", shape=(None, 28, 28)), *first, *map(like, kinds)])


def rounded(weights: Sequence[np.ndarray]) -> Iterator[Call]:
    """The calls that round the weights of a layer, of which a kernel has one scale."""
    kernel, bias = weights
    scale = abs(kernel).max() / 3
    yield call("layer.get_weights")
    yield call("np.rint", kernel / scale)
    yield call("layer.set_weights", [np.rint(kernel / scale) * scale, bias])


def copied(name: str) -> Iterator[Call]:
    """The calls that build a network with the weights of the trained one."""
    yield from built(RESCALING)
    yield call("model.get_weights")
    yield call(f"{name}.set_weights", ANY)
    yield from compiled()


def trained(first: int, last: int) -> Iterator[Call]:
    """A call of the function that trains a network, and the call that it makes."""
    yield call("train", like("Sequential"), first, last)
    yield call(
        *("model.fit", FIRST, FIRST_ONE_HOT),
        **{"batch_size": 64, "initial_epoch": first, "epochs": last, "shuffle": False, "verbose": 0},
    )
