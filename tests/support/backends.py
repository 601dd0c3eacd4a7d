"""Runs examples one after the other, quickly: `KERAS_BACKEND=jax python -m tests.support.backends NAME…`.

What runs is `python -m examples run NAME`, in this one process, as importing a backend takes seconds, for one epoch and
on a part of the stand-in digits. It takes a fifth of the time that all of it would.
"""

import inspect
import sys
import tempfile
from collections.abc import Iterable
from functools import wraps
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

from docs.plugins.project.given_files import given_path
from docs.plugins.project.scripts import Script
from examples.runner import cli
from examples.runner.cli import main
from examples.runner.npz import write_npz
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support.digits import DIGITS
from tests.support.programs import PROJECT, ROOT
from tests.support.training import MEASURING, Fit, hardly, is_random, measured_once, once_if_alike, uncompiled

# Batches of 32 and of 128 divide the three sets, of which the first two are nine tenths and a tenth of what is loaded:
# JAX compiles a network again for each size of a batch.
TRAIN, VAL, TEST = 1152, 128, 2048
# The article's network has a layer of 16,384 units. All others have at most as many units as an image has pixels.
MOST_UNITS = 28 * 28
# What takes its data from TensorFlow on every backend, and why.
NEEDING_TENSORFLOW = {"image_dataset_from_directory": "gives a dataset of tf.data", "tf.data.": "is TensorFlow's"}
# By the script, the cells for which Keras has no other backend than TensorFlow, and why: they are left out.
ON_TENSORFLOW_ALONE = {
    "save": {
        "onnx": "on JAX, `export` takes a package that nobody else here needs, jax2onnx",
        "speed": "measures what the cell before it exports",
        "saved-model": "Keras loads it, with TFSMLayer, only on TensorFlow",
        "litert": "on JAX, `export` refuses the format",
    }
}


class WithoutTensorFlow(MetaPathFinder):
    """Refuses to import TensorFlow.

    Keras would do so at the first `fit`, whatever its backend is: it takes seconds, and few scripts need it. With None
    for it in `sys.modules`, layers that augment images would take TensorFlow for imported, and use it.
    """

    def find_spec(self, name: str, *_: object) -> None:
        """Raise what Python raises for a module that isn't installed."""
        if name.partition(".")[0] == "tensorflow":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def run(names: list[str]) -> int:
    """Run the examples, those that need TensorFlow last; return the largest exit status."""
    keras = import_keras()
    # While it is imported, PyTorch looks whether there is a TensorFlow: a refusal would end it.
    refusing = WithoutTensorFlow()
    sys.meta_path.insert(0, refusing)
    layers = keras.layers
    dense = layers.Dense

    def narrow(units: int, *others: Any, **settings: Any) -> Any:  # noqa: ANN401
        return dense(min(units, MOST_UNITS), *others, **settings)

    with (
        tempfile.TemporaryDirectory() as folder,
        replaced(cli, "ROOT", Path(folder)),
        replaced(layers, "Dense", narrow),
        replaced(keras.Model, "evaluate", measured_once(keras.Model.evaluate)),
    ):
        data = Path(folder, "part.npz")
        _write_part(data)
        write_scripts(names, Path(folder))
        fits = {True: _hardly(keras.Model.fit), False: _cheaply(keras.Model.fit)}

        def status_of(name: str) -> int:
            with replaced(keras.Model, "fit", fits[name in MEASURING]):
                return main(["run", name, "--data", str(data), "--epochs", "1"])

        needing = [name for name in names if needs_tensorflow(PROJECT.scripts[name])]
        statuses = [status_of(name) for name in names if name not in needing]
        sys.meta_path.remove(refusing)
        return max([*statuses, *map(status_of, needing)])


def needs_tensorflow(script: Script) -> bool:
    """Whether a script imports TensorFlow, whatever the backend is."""
    return any(name in cell.code for cell in script.cells for name in NEEDING_TENSORFLOW)


def write_scripts(names: Iterable[str], root: Path) -> None:
    """Write the scripts into a project of their own, each without the cells that no test runs on a backend."""
    (root / "examples/solutions").mkdir(parents=True)
    for path in map(given_path, PROJECT.given_files):
        (root / path).symlink_to(ROOT / path)
    # A page makes the program that a script imports or names.
    (root / "docs").symlink_to(ROOT / "docs")
    for script in (PROJECT.scripts[name] for name in names):
        lines = (ROOT / script.path).read_text(encoding="utf-8").split("\n")
        for cell in script.cells:
            if cell.is_tested and cell.name not in ON_TENSORFLOW_ALONE.get(script.name, ()):
                continue
            lines[cell.line - 1 : cell.last_line] = [""] * (1 + cell.last_line - cell.line)
        (root / script.path).write_text("\n".join(lines), encoding="utf-8")


def _cheaply(fit: Fit) -> Fit:
    """As `cheaply` does for the tests' other runs, for a `fit` that is given all its arguments by their places."""
    once = once_if_alike(fit)

    @wraps(fit)
    def limited(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        call = inspect.signature(fit).bind(*arguments, **named)
        model, *_ = arguments
        if not is_random(model):
            return once(*call.args, **call.kwargs)
        call.arguments |= {"steps_per_epoch": 1}
        with uncompiled(model):
            return once(*call.args, **call.kwargs)

    return limited


def _hardly(fit: Fit) -> Fit:
    """As `hardly` does for the tests' other runs, likewise."""
    once = hardly(fit)

    @wraps(fit)
    def limited(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        given = dict(inspect.signature(fit).bind(*arguments, **named).arguments)
        return once(given.pop("self"), **given)

    return limited


def _write_part(path: Path) -> None:
    chosen = [*range(TRAIN), *range(DIGITS.split, DIGITS.split + VAL)]
    train = DIGITS.pixels[chosen], DIGITS.labels[chosen]
    write_npz(path, (train, (DIGITS.test_pixels[:TEST], DIGITS.test_labels[:TEST])))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
