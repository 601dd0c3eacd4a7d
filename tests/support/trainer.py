"""The trainer's code that runs in a Worker, a training with it, and files of digits for it."""

import base64
import gzip

import numpy as np
from numpy.typing import NDArray

from docs.plugins.fences import trainer
from docs.plugins.project.packed_digits import PATH, THRESHOLD
from tests.support.digits import DIGITS
from tests.support.programs import ROOT

# A function that trains to the end as worker.js does, on digits that parseDigits gives, with settings as `begin` has
# them. It gives the network; each batch's loss, and the mean of its epoch so far; a row for each epoch, with the loss
# and the accuracy in it and those on the validation digits after it; and the first kernel after the first batch.
TRAINED = """function trained({ train, validation }, { hidden, activation, zeros, epochs, digits, seed, ...settings }) {
  const random = randomNumbers(seed);
  const network = newNetwork([784, ...hidden, 10], activation, zeros ? () => 0.5 : random);
  const step = newTraining(network, train.slice(0, digits), settings, random);
  const batchLosses = [];
  const meansSoFar = [];
  const rows = [];
  let firstKernel;
  while (rows.length < epochs) {
    const { batchLoss, loss, accuracy, ended } = step();
    firstKernel ??= [...network[0].kernel];
    batchLosses.push(batchLoss);
    meansSoFar.push(loss);
    if (!ended) continue;
    const validated = evaluate(network, validation);
    rows.push({ loss, accuracy, valLoss: validated.loss, valAccuracy: validated.accuracy });
  }
  return { network, batchLosses, meansSoFar, rows, firstKernel };
}
"""
# A function that reads what encoded_digits gives.
DECODED = """function decoded(digits) {
  return parseDigits(Uint8Array.from(atob(digits), (letter) => letter.charCodeAt(0)).buffer);
}
"""


def encoded_digits() -> str:
    """The digits on which pages train, unpacked, as a text that a page can be given."""
    return base64.b64encode(gzip.decompress((ROOT / PATH).read_bytes())).decode()


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
