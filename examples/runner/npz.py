"""An .npz file of the form of MNIST's: written, and read with every array checked."""

import stat
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from docs.plugins.project.errors import UserError
from examples.runner.arrays import Arrays
from examples.runner.errors import first_line
from examples.runner.files import mode_of

# The names of the arrays in mnist.npz, in the order of `Arrays`.
ARRAY_NAMES = ("x_train", "y_train", "x_test", "y_test")
# Between the darkest and the brightest pixel of an image: MNIST has 254 at least; scaled to 0–1, an image has 1.
LEAST_CONTRAST = 128


def write_npz(path: Path, arrays: Arrays) -> None:
    """Write the arrays to a file as mnist.npz has them; raises OSError."""
    train, test = arrays
    np.savez(path, allow_pickle=False, **dict(zip(ARRAY_NAMES, (*train, *test), strict=True)))


def read_npz(path: Path) -> Arrays:
    """Read MNIST's four arrays from an .npz file; raises UserError, which names the file and what is wrong with it."""
    _refuse_other_than_file(path)
    try:
        with path.open("rb") as file:
            arrays = _read_arrays(path, file)
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); check its permissions, or copy it again") from None
    train, test = (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])
    _refuse_bad_part(path, "train", *train)
    _refuse_bad_part(path, "test", *test)
    return train, test


def _refuse_other_than_file(path: Path) -> None:
    mode = mode_of(path)
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
        # A zip's table of contents is at its end: a file that begins as a zip and is not one has lost its end.
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
    except Exception as error:  # damage raises another error in the zip, in the compression and in NumPy's header
        raise UserError(
            f"{name} in {path} cannot be read ({first_line(error)}); it is damaged, or holds more than numbers"
        ) from None
    # NumPy returns the bytes of a member that is not an array.
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
    if len(labels) > 1 and labels.min() == labels.max():
        raise UserError(f"y_{part} in {path} has no label but {labels[0]}; labels say which digit each image shows")
    _refuse_scaled(f"x_{part} in {path}", images)


def _refuse_scaled(name: str, images: NDArray[Any]) -> None:
    """Raise UserError for images that were scaled, to 0–1 or 0–16, before they were cast to whole numbers."""
    remedy = "images are from 0 to 255, not yet scaled"
    # Of most images: some may be blank, and a single pixel says nothing of the others.
    contrast = int(np.median(images.max(axis=(1, 2)) - images.min(axis=(1, 2))))
    if contrast < LEAST_CONTRAST:
        raise UserError(f"the pixels of most images of {name} differ by {contrast} at most; {remedy}")
    # Scaled to -1–1: cast to uint8, -1 is 255.
    if not ((images > 1) & (images < 255)).any() and (images == 1).any():
        raise UserError(f"the pixels of {name} are 0, 1 and 255 only; {remedy}")
