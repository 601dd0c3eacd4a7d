"""MNIST's digits on which pages train a network, as `python -m examples digits` packs them. Pure.

They are the first images of the training set, and of the validation set, the last tenth of what `load_data` returns to
train on. So a script finds the same digits by their numbers.

The file is gzip around: how many digits there are to train and how many to validate, each a uint16 whose first byte is
the least significant; the label of each digit, a byte each; and the image of each digit, its 784 pixels row by row, a
bit each, the most significant bit of a byte first. A pixel of ink is 1.
"""

import struct
import zlib
from dataclasses import dataclass

from docs.plugins.project.commands import DIGITS
from docs.plugins.project.errors import ProjectError

PATH = "examples/digits.bin"
TRAIN = slice(0, 2_000)
VALIDATION = slice(54_000, 54_500)
# A pixel over it is ink.
THRESHOLD = 127
COUNTS = struct.Struct("<HH")
IMAGE_BYTES = 28 * 28 // 8
# What zlib is told of a stream that has the head and the end of gzip.
GZIP = 16 + zlib.MAX_WBITS


@dataclass(frozen=True)
class PackedDigits:
    """How many digits there are to train and to validate; `size` is that of the file in bytes."""

    train: int
    validation: int
    size: int


def parse_packed_digits(content: bytes) -> PackedDigits:
    """Count packed digits by the content of their file; raises ProjectError where it is no such file."""
    unpacked = _unpacked(content)
    if len(unpacked) < COUNTS.size:
        raise _error("it does not say how many digits there are")
    train, validation = COUNTS.unpack_from(unpacked)
    count = train + validation
    size = COUNTS.size + count * (1 + IMAGE_BYTES)
    if not (train and validation):
        raise _error(f"{train:,} digits to train and {validation:,} to validate are too few")
    if len(unpacked) != size:
        raise _error(f"unpacked, it should have {size:,} bytes, and has {len(unpacked):,}")
    label = max(unpacked[COUNTS.size : COUNTS.size + count])
    if label > 9:
        raise _error(f"the label {label} is no digit")
    return PackedDigits(train, validation, len(content))


def _unpacked(content: bytes) -> bytes:
    # Python's gzip allows more after the end than a browser does.
    unpacking = zlib.decompressobj(GZIP)
    try:
        unpacked = unpacking.decompress(content)
    except zlib.error:
        raise _error("not a gzip file, or a damaged one") from None
    if not unpacking.eof:
        raise _error("cut short")
    if unpacking.unused_data:
        raise _error(f"{len(unpacking.unused_data):,} bytes too long")
    return unpacked


def _error(problem: str) -> ProjectError:
    return ProjectError(f"{PATH}: {problem}; make it again: {DIGITS}")
