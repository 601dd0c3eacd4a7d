"""Runs examples one after the other, quickly: `KERAS_BACKEND=jax python -m tests.support.backends NAME…`.

What runs is `python -m examples run NAME`, in this one process, as importing a backend takes seconds, for one epoch and
on a part of the stand-in digits. It takes a fifth of the time that all of it would.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from examples.runner.cli import main
from examples.runner.npz import write_npz
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from tests.support.digits import DIGITS

# Batches of 32 and of 128 divide the three sets, of which the first two are nine tenths and a tenth of what is loaded:
# JAX compiles a network again for each size of a batch.
TRAIN, VAL, TEST = 1152, 128, 2048
# The article's network has a layer of 16,384 units. All others have at most as many units as an image has pixels.
MOST_UNITS = 28 * 28


def run(names: list[str]) -> int:
    """Run the examples; return the largest exit status."""
    # Keras would import it at the first `fit`, whatever its backend is: it takes seconds, and nothing here needs it.
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    layers = import_keras().layers
    dense = layers.Dense

    def narrow(units: int, *others: Any, **settings: Any) -> Any:  # noqa: ANN401
        return dense(min(units, MOST_UNITS), *others, **settings)

    with tempfile.TemporaryDirectory() as folder, replaced(layers, "Dense", narrow):
        data = Path(folder, "part.npz")
        _write_part(data)
        return max(main(["run", name, "--data", str(data), "--epochs", "1"]) for name in names)


def _write_part(path: Path) -> None:
    chosen = [*range(TRAIN), *range(DIGITS.split, DIGITS.split + VAL)]
    train = DIGITS.pixels[chosen], DIGITS.labels[chosen]
    write_npz(path, (train, (DIGITS.test_pixels[:TEST], DIGITS.test_labels[:TEST])))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
