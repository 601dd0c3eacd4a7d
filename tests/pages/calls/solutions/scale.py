"""What examples/solutions/scale.py calls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.support.calls import ANY, Call, call, like
from tests.support.digits import DIGITS
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run

SLOPES = np.array([3, -1, 2, 5, -4, 1, 0, 2])


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    return {
        "set-up": [call("keras.datasets.mnist.load_data")],
        "unequal-parts": [
            call("np.array", SLOPES),
            call("np.array", np.array([1, 0.5, 2])),
            call("np.array", np.array([5, 2, 1])),
            call("print", "whole: 1.00, directly: 1.00"),
        ],
        "whose-images": [
            *part_of(0, 2, 0),
            *part_of(0, 2, 1),
            call("print", "worker 0:", *order().reshape(3, 2, 2)[:, 0]),
            call("print", "worker 1:", *order().reshape(3, 2, 2)[:, 1]),
            *part_of(0, 1, 0),
            call("print", "one worker:", *order().reshape(3, 4)),
        ],
        "accumulated": [
            *trained(240, None),
            *trained(120, 2),
            call("whole_batches.get_weights"),
            call("half_batches.get_weights"),
            call("print", ANY),
        ],
    }


def order() -> NDArray[Any]:
    """The order of the twelve images in epoch 0."""
    return np.random.default_rng([42, 0]).permutation(12)


def part_of(epoch: int, workers: int, rank: int) -> Iterator[Call]:
    """The calls that choose the images of a worker."""
    yield call("part_of", epoch, workers, rank)
    yield call("np.random.default_rng", [42, epoch])
    yield call("generator.permutation", 12)


def trained(batch_size: int, accumulation_steps: int | None) -> Iterator[Call]:
    """The calls that train the network of the exercise."""
    yield call("train", batch_size, accumulation_steps)
    yield call("keras.utils.set_random_seed", 42)
    yield from stack_of((64, RELU), (10, SOFTMAX))
    yield call("keras.optimizers.Adam", gradient_accumulation_steps=accumulation_steps)
    yield call(
        "model.compile",
        loss="sparse_categorical_crossentropy",
        optimizer=like("Adam", gradient_accumulation_steps=accumulation_steps),
    )
    images, labels = DIGITS.images[:1200], DIGITS.labels[:1200]
    yield call("model.fit", images, labels, batch_size=batch_size, shuffle=False, verbose=0)
