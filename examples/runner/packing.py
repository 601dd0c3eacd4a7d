"""Packs the digits on which pages train a network; docs/plugins/project/packed_digits.py says which, and how."""

import gzip

import numpy as np

from docs.plugins.project.errors import UserError
from docs.plugins.project.packed_digits import COUNTS, THRESHOLD, TRAIN, VALIDATION, parse_packed_digits
from examples.runner.arrays import Arrays


def packed(arrays: Arrays) -> bytes:
    """The content of the file; raises UserError where there are too few images to train on."""
    images, labels = arrays[0]
    if len(images) < VALIDATION.stop:
        raise UserError(
            f"x_train has {len(images):,} images, and {VALIDATION.stop:,} are needed; "
            "give --data PATH with the path of an mnist.npz"
        )
    chosen = np.r_[TRAIN, VALIDATION]
    counts = COUNTS.pack(TRAIN.stop - TRAIN.start, VALIDATION.stop - VALIDATION.start)
    ink = images[chosen].reshape(len(chosen), -1) > THRESHOLD
    content = counts + labels[chosen].astype(np.uint8).tobytes() + np.packbits(ink, axis=1).tobytes()
    # Without the time: the same digits are the same file.
    return gzip.compress(content, compresslevel=9, mtime=0)


def unpacked(content: bytes) -> Arrays:
    """The images (n, 28, 28), 1 for ink and 0 for paper, and labels (n,), to train and to validate, all uint8.

    Raises ProjectError where the content is not that of such a file.
    """
    counts = parse_packed_digits(content)
    count = counts.train + counts.validation
    numbers = np.frombuffer(gzip.decompress(content), np.uint8, offset=COUNTS.size)
    labels, bits = numbers[:count], numbers[count:].reshape(count, -1)
    images = np.unpackbits(bits, axis=1).reshape(count, 28, 28)
    return (images[: counts.train], labels[: counts.train]), (images[counts.train :], labels[counts.train :])
