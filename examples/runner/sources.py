"""Which data an example gets: the words of `--data`, and the reading and refusing of a file."""

import hashlib
import re
import stat
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from docs.plugins.project.errors import UserError
from examples.runner.errors import did_you_mean, first_line
from examples.runner.stand_in import stand_in_digits

Part = tuple[NDArray[Any], NDArray[Any]]
Arrays = tuple[Part, Part]
Loader = Callable[[], Arrays]

MNIST_WORDS = ("auto", "mnist")
WORDS = (*MNIST_WORDS, "digits")
ARRAY_NAMES = ("x_train", "y_train", "x_test", "y_test")
# The lessons predict number 1998 of the test images, counted from 0.
LEAST_TEST_IMAGES = 1999
# Of the bytes of MNIST's arrays, in the order of their names: a file may be packed in many ways.
MNIST_DIGEST = "06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16"


@dataclass(frozen=True)
class Data:
    """Images (n, 28, 28), uint8, and labels (n,), integers 0–9, for training and for testing; `name` says whose."""

    name: str
    arrays: Arrays

    @property
    def description(self) -> str:
        """The name and the sizes."""
        (images_train, _), (images_test, _) = self.arrays
        return f"{self.name}, {len(images_train):,} train and {len(images_test):,} test images"


def choose(source: str) -> Callable[[Loader], Data]:
    """Turn a source, as `--data` names it, into the function that gets its data when it is handed Keras' own loader.

    All that needs no Keras is done here already. Raises UserError where the source is unknown or its file unfit; the
    returned function does where the data can't be had.
    """
    if source == "auto":
        return _mnist_or_stand_in
    if source == "mnist":
        return _mnist
    data = _stand_in() if source == "digits" else _file(source)
    return lambda _: data


def choose_mnist(source: str) -> Callable[[Loader], Data]:
    """As `choose`, but MNIST alone will do."""
    if source in MNIST_WORDS:
        return lambda load: _load(load, "give --data PATH with the path of an mnist.npz")
    arrays = read_npz(_path(source, MNIST_WORDS))
    if digest(arrays) != MNIST_DIGEST:
        raise UserError(f"{source} is not MNIST, on which the records are made; give the path of an mnist.npz")
    return lambda _: Data("mnist", arrays)


def read_npz(path: Path) -> Arrays:
    """Read MNIST's four arrays from an npz file; raises UserError, which names the file and what is wrong with it."""
    _refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            arrays = _read_arrays(path, file)
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); see to its permissions, or copy it again") from None
    train, test = (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])
    _refuse_bad_part(path, "train", *train)
    _refuse_bad_part(path, "test", *test)
    return train, test


def digest(arrays: Arrays) -> str:
    """The SHA-256 of the arrays' bytes."""
    hasher = hashlib.sha256()
    for images, labels in arrays:
        hasher.update(images.tobytes())
        hasher.update(labels.tobytes())
    return hasher.hexdigest()


def _mnist(load: Loader) -> Data:
    return _load(load, "use --data digits, or --data PATH with the path of an mnist.npz")


def _load(load: Loader, mend: str) -> Data:
    try:
        return Data("mnist", load())
    except Exception as error:  # Keras raises a plain Exception where the download fails
        raise UserError(f"MNIST cannot be had ({_cause(error)}); {mend}") from None


def _mnist_or_stand_in(load: Loader) -> Data:
    try:
        return Data("mnist", load())
    except Exception as error:  # as above
        print(
            f"MNIST cannot be had ({_cause(error)}): going on with scikit-learn's stand-in digits, "
            "whose accuracy is not MNIST's.",
            file=sys.stderr,
        )
        return _stand_in()


def _file(source: str) -> Data:
    arrays = read_npz(_path(source, WORDS))
    _, (images, _) = arrays
    if len(images) < LEAST_TEST_IMAGES:
        raise UserError(
            f"x_test in {source} has {len(images):,} images; "
            f"the lessons look at number {LEAST_TEST_IMAGES - 1}, so at least {LEAST_TEST_IMAGES:,} are needed"
        )
    return Data(source, arrays)


def _stand_in() -> Data:
    return Data("stand-in digits", stand_in_digits())


def _cause(error: Exception) -> str:
    """Keras' "URL fetch failure on https://… -- [Errno -2] Name or service not known" without what is in front."""
    cause = first_line(error).rpartition(" -- ")[2]
    return re.sub(r"^\[Errno -?\d+\] ", "", cause).split(". ")[0]


def _path(source: str, words: Sequence[str]) -> Path:
    """The path that the source is; raises UserError where it looks like a misspelt word instead."""
    path = Path(source)
    is_bare = path.name == source and path.suffix != ".npz"
    # Path("") is the current folder, which exists.
    if is_bare and not (source and _mode(path)):
        raise UserError(
            f'no data source "{source}"{did_you_mean(source, words)} '
            f"(sources: {', '.join(words)}, or the path of an .npz file)"
        )
    return path


def _mode(path: Path) -> int:
    """What the path is, as `stat` puts it; 0 where nothing can be found there."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _refuse_what_is_no_file(path: Path) -> None:
    mode = _mode(path)
    if not mode:
        raise UserError(f"no file {path}; give the path of an mnist.npz")
    if stat.S_ISDIR(mode):
        raise UserError(f"{path} is a folder; give the path of a file, such as {path / 'mnist.npz'}")
    # A pipe or a device may never end.
    if not stat.S_ISREG(mode):
        raise UserError(f"{path} is not a regular file; give the path of an mnist.npz")


def _read_arrays(path: Path, file: BinaryIO) -> dict[str, NDArray[Any]]:
    if not zipfile.is_zipfile(file):
        file.seek(0)
        # A zip's table of contents is at its end, so what begins as a zip and is none has lost its end.
        if file.read(4) == b"PK\x03\x04":
            raise UserError(f"{path} is cut short; copy or download it again")
        raise UserError(f"{path} is not an .npz file; give one that numpy.savez has written, as mnist.npz is")
    file.seek(0)
    try:
        archive = np.load(file, allow_pickle=False)
    except (ValueError, zipfile.BadZipFile) as error:
        raise UserError(f"{path} is damaged ({first_line(error)}); copy or download it again") from None
    with archive:
        missing = [name for name in ARRAY_NAMES if name not in archive]
        if missing:
            raise UserError(f"{path} has no {', '.join(missing)}; it must have the arrays {', '.join(ARRAY_NAMES)}")
        return {name: _read_array(path, name, archive) for name in ARRAY_NAMES}


def _read_array(path: Path, name: str, archive: "np.lib.npyio.NpzFile[Any]") -> NDArray[Any]:
    try:
        array = archive[name]
    except Exception as error:  # what is damaged fails in the zip, the compression, or NumPy's header, each its own way
        raise UserError(
            f"{name} in {path} cannot be read ({first_line(error)}); it is damaged, or holds more than numbers"
        ) from None
    # NumPy returns the bytes of a member that is no array.
    if not isinstance(array, np.ndarray):
        raise UserError(f"{name} in {path} is not an array; write the file with numpy.savez")
    return array


def _refuse_bad_part(path: Path, part: str, images: NDArray[Any], labels: NDArray[Any]) -> None:
    """Raise UserError for the first thing that is wrong with a part's images or labels."""
    if images.shape[1:] != (28, 28):
        raise UserError(f"x_{part} in {path} has the shape {images.shape}; images are (n, 28, 28)")
    if images.dtype != np.uint8:
        raise UserError(f"x_{part} in {path} is {images.dtype}; images are uint8, from 0 to 255, not yet scaled")
    if labels.ndim != 1:
        raise UserError(f"y_{part} in {path} has the shape {labels.shape}; labels are (n,), not yet one-hot")
    if labels.dtype.kind not in "iu":
        raise UserError(f"y_{part} in {path} is {labels.dtype}; labels are integers, such as uint8")
    if len(images) != len(labels):
        raise UserError(
            f"x_{part} in {path} has {len(images)} images, y_{part} {len(labels)} labels; each image needs its label"
        )
    if not len(images):
        raise UserError(f"x_{part} in {path} is empty; at least one image is needed")
    for label in (labels.min(), labels.max()):
        if not 0 <= label <= 9:
            raise UserError(f"y_{part} in {path} has the label {label}; labels are from 0 to 9")
