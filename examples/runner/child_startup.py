"""What each Python that a script starts runs first, workers of Ray's too: there, `load_data()` gives the runner's data.

The runner copies it as `sitecustomize.py`, which Python imports whenever it starts, into a folder at the head of
PYTHONPATH: nothing of this project is on the path. Keras itself is imported only where a program imports it, after the
program has chosen a backend.
"""


def _start() -> None:
    # In a function: what is imported here would be among the names of a module that others may look at.
    import os
    import sys
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec, PathFinder
    from importlib.util import module_from_spec
    from types import ModuleType

    def load_data(path: str = "mnist.npz") -> object:
        """Stand in for the function of this name in `keras.datasets.mnist`: the arrays that the runner chose."""
        import numpy as np

        with np.load(os.environ["EXAMPLE_DATA"]) as arrays:
            return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])

    class MnistFinder:
        """Finds the module as Python itself does, and replaces its function once the module's own code has run."""

        @staticmethod
        def find_spec(
            name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
        ) -> ModuleSpec | None:
            """The module's spec; None for all other modules."""
            spec = PathFinder.find_spec(name, path, target) if name == "keras.datasets.mnist" else None
            if spec and spec.loader:
                execute = spec.loader.exec_module

                def execute_and_replace(module: ModuleType) -> None:
                    execute(module)
                    module.load_data = load_data  # type: ignore[attr-defined]

                spec.loader.exec_module = execute_and_replace  # type: ignore[method-assign]
            return spec

    sys.meta_path.insert(0, MnistFinder)
    # A system or an environment may have a file of this name too, which finds its packages or reports its errors, say:
    # Python runs only the first.
    own = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 (pathlib would take a tenth of a start)
    others = PathFinder.find_spec("sitecustomize", [each for each in sys.path if os.path.abspath(each) != own])  # noqa: PTH100
    if others and others.loader:
        others.loader.exec_module(module_from_spec(others))


_start()
del _start
