"""What a kernel runs before a notebook's first cell. It is copied there: nothing of this project is on its path."""


def _start() -> None:
    # In a function: names at this file's top level, imports too, would be among the notebook's own names.
    import contextlib
    import io
    import json
    import logging
    import os
    import runpy

    # Without one, TensorFlow writes to stdout in a notebook, as if the cell did: of paths that change from run to run.
    logging.getLogger().addHandler(logging.NullHandler())

    import keras
    import numpy as np
    from IPython.core.interactiveshell import InteractiveShell

    def load_data(path: str = "mnist.npz") -> object:
        """Stand in for the function of this name in `keras.datasets.mnist`: the arrays that the runner chose."""
        with np.load(os.environ["EXAMPLE_DATA"]) as arrays:
            return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])

    def named_values(expressions: dict[str, str]) -> str:
        """The values of expressions on the notebook's names, in JSON; what the expressions print is dropped."""
        with contextlib.redirect_stdout(io.StringIO()):
            return json.dumps(evaluate(expressions, shell.user_ns))

    keras.datasets.mnist.load_data = load_data
    evaluate = runpy.run_path(os.environ["EXAMPLE_EVALUATION"])["evaluate"]
    shell = InteractiveShell.instance()
    shell.named_values = named_values  # type: ignore[attr-defined]
    # As in a script, the value of a cell's last line, such as `<History object at 0x…>`, is not shown.
    shell.ast_node_interactivity = "none"


_start()
del _start
