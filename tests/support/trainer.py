"""The trainer's code that runs in a Worker, and a file of digits for it, of the stand-in digits in one bit a pixel."""

import numpy as np
from numpy.typing import NDArray

from docs.plugins.fences import trainer
from docs.plugins.project.packed_digits import THRESHOLD
from tests.support.digits import DIGITS
from tests.support.programs import ROOT


def worker_script(*without: str) -> str:
    """The scripts of the Worker in one text."""
    folder = ROOT / "docs/assets/javascripts"
    return "".join(
        (folder / name).read_text(encoding="utf-8") for name in trainer.WORKER_SCRIPTS if name not in without
    )


def inked(count: int) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Images (count, 784) of the first stand-in digits, where ink is 1 and paper 0, and their labels."""
    return (DIGITS.pixels[:count].reshape(-1, 784) > THRESHOLD).astype(np.float32), DIGITS.labels[:count]


def unpacked(train: int, validation: int = 0) -> bytes:
    """What the file of digits unpacks to: the first stand-in digits to train on, those after them to validate with."""
    images, labels = inked(train + validation)
    bits = np.packbits(images.astype(bool), axis=1)
    return np.array([train, validation], "<u2").tobytes() + labels.tobytes() + bits.tobytes()
