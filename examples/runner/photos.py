"""The archive of pictures like photographs, on which scripts try a network. They are drawings. Pure.

The same seeds give the same pictures. On another machine a pixel may be a grey level away, because sines, logarithms,
exponentials and products of matrices may differ there in their last digit; then JPEG files differ too, by a few grey
levels. What counts is the archive that is committed.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping

import numpy as np

from examples.runner.photo_digits import render, settings
from examples.runner.photo_odd import odd_files

NAME = "photos.zip"
ODD, ODD_SEED = "odd", 20_270_300
# The seeds of the sets of pictures, by their folder. Steps that read digits are chosen on "practice" alone. "judged"
# was added when those of examples/your-own.py no longer changed: whoever changes one since gives it a new seed.
SEEDS = {"practice": 20_270_301, "judged": 20_261_127}
# Pictures of each digit in a set.
EACH = 2
# ZIP has no time before it.
TIME = (1980, 1, 1, 0, 0, 0)


def photos() -> Iterator[tuple[str, bytes]]:
    """The paths in the archive, and the contents, of the odd files and of each set."""
    for name, content in odd_files(ODD_SEED):
        yield f"{ODD}/{name}", content
    for name, seed in SEEDS.items():
        yield from pictures(name, seed)


def pictures(name: str, seed: int) -> Iterator[tuple[str, bytes]]:
    """The paths of a set, a folder for each digit, and the contents."""
    digits = [digit for digit in range(10) for _ in range(EACH)]
    for number, setting in enumerate(settings(digits, np.random.default_rng(seed))):
        path = f"{name}/{setting.digit}/{setting.name}.jpg"
        yield path, render(setting, np.random.default_rng((seed, number)))


def archived(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive of files, by their paths. It packs nothing, as pictures are packed already."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, TIME)
            # As on Unix, wherever it is made: a file that its owner may change, and all may read.
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()
