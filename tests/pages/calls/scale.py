"""What examples/scale.py calls, in the cells that start no processes."""

from collections.abc import Mapping, Sequence

import numpy as np

from tests.support.calls import Call, call
from tests.support.networks import RELU, SOFTMAX, stack_of
from tests.support.programs import Run


def expected(run: Run) -> Mapping[str, Sequence[Call]]:
    """The calls of each cell."""
    return {
        "halves": [
            call("np.array", [-2, 4, -6, 0]),
            call("print", "worker 0:", np.array([-2, 4]), "mean", 1),
            call("print", "worker 1:", np.array([-6, 0]), "mean", -3),
            call("print", "mean of both:", -1),
            call("print", "mean of the whole batch:", -1),
        ],
        "unequal": [
            call("np.array", np.array([-4 / 3, 0])),
            call("print", "worker 0:", np.array([-2, 4, -6]), "mean -1.33"),
            call("print", "worker 1:", np.array([0]), "mean 0.00"),
            call("print", "mean of both: -0.67"),
            call("print", "mean of the whole batch:", -1),
        ],
        "cost": [
            *stack_of((64, RELU), (10, SOFTMAX)),
            call("model.count_params"),
            call("print", "parameters: 50,890"),
            call("print", "bytes a step: 203,560"),
            call("print", "steps an epoch: 225"),
            call("print", "megabytes an epoch: 45.8"),
            call("print", "seconds by Wi-Fi, 5 MB/s: 9.16"),
            call("print", "seconds by cable, 125 MB/s: 0.37"),
        ],
    }
