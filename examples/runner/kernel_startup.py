"""What a kernel runs before a notebook's first cell. It is copied there: nothing of this project is on its path."""

import os
from typing import Any

import keras
import numpy as np
from IPython.core.interactiveshell import InteractiveShell


def load_data(path: str = "mnist.npz") -> Any:  # noqa: ANN401
    """Stand in for the function of this name in `keras.datasets.mnist`: the arrays that the runner has chosen."""
    with np.load(os.environ["EXAMPLE_DATA"]) as arrays:
        return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])


keras.datasets.mnist.load_data = load_data
# A script prints what it has to say; the value of a cell's last line, as `<History object at 0x…>`, is not of it.
InteractiveShell.instance().ast_node_interactivity = "none"
