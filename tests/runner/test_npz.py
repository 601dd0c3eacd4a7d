"""A file of arrays is written like mnist.npz, and refused if it is not like that."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from docs.plugins.project.errors import UserError
from examples.runner.arrays import digest
from examples.runner.npz import read_npz, write_npz
from tests.runner.conftest import make_arrays

NAMES = ["x_train", "y_train", "x_test", "y_test"]


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Return a function that writes mnist.npz into the current folder, with the given arrays in place of MNIST's."""
    del folder

    def write(images: int = 4, **changed: NDArray[Any] | None) -> Path:
        train, test = make_arrays(images)
        arrays = dict(zip(NAMES, (*train, *test), strict=True)) | changed
        np.savez("mnist.npz", **{name: array for name, array in arrays.items() if array is not None})  # type: ignore[arg-type]
        return Path("mnist.npz")

    return write


def refusal(path: Path) -> str:
    """The message with which the file is refused."""
    with pytest.raises(UserError) as error:
        read_npz(path)
    return str(error.value)


@pytest.mark.usefixtures("folder")
def test_a_file_is_written_with_mnists_names_and_read_again() -> None:
    arrays = make_arrays()
    write_npz(Path("mnist.npz"), arrays)
    with np.load("mnist.npz") as archive:
        assert list(archive) == NAMES
    assert digest(read_npz(Path("mnist.npz"))) == digest(arrays)


def test_labels_may_be_integers_of_any_kind(write: Callable[..., Path]) -> None:
    (_, labels), _ = read_npz(write(y_train=np.array([0, 9, 1, 2], ">i8")))
    assert labels.tolist() == [0, 9, 1, 2]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("content", [b"", b"\x93NUMPY\x01\x00", b"\x80\x04."], ids=["empty", "npy", "pickle"])
def test_a_file_that_is_not_a_zip_is_refused(content: bytes) -> None:
    path = Path("a.npz")
    path.write_bytes(content)
    assert refusal(path) == "a.npz is not an .npz file; give one that numpy.savez has written, as mnist.npz is"


def test_a_file_that_lost_its_end_is_refused(write: Callable[..., Path]) -> None:
    path = write()
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path) == "mnist.npz is cut short; copy or download it again"


def test_a_file_that_cannot_be_opened_is_refused(write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = write()

    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == "mnist.npz cannot be read (Permission denied); check its permissions, or copy it again"


def test_a_damaged_array_is_refused(write: Callable[..., Path]) -> None:
    path = write()
    path.write_bytes(path.read_bytes().replace(b"\xc8" * 27, b"\xc7" * 27))
    assert refusal(path) == (
        "x_train in mnist.npz cannot be read (Bad CRC-32 for file 'x_train.npy'); "
        "it is damaged, or holds more than numbers"
    )


def test_a_pickle_is_not_loaded(write: Callable[..., Path]) -> None:
    assert refusal(write(y_test=np.array([{}, {}, {}]))) == (
        "y_test in mnist.npz cannot be read (Object arrays cannot be loaded when allow_pickle=False); "
        "it is damaged, or holds more than numbers"
    )


def test_a_member_that_is_not_an_array_is_refused(write: Callable[..., Path]) -> None:
    path = write(x_test=None)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("x_test.npy", b"not an array")
    assert refusal(path) == "x_test in mnist.npz is not an array; write the file with numpy.savez"


def test_a_file_damaged_at_its_beginning_is_refused(write: Callable[..., Path]) -> None:
    path = write()
    path.write_bytes(b"\x80" + path.read_bytes()[1:])
    assert refusal(path).startswith("mnist.npz is damaged (This file contains pickled (object) data")


def test_missing_arrays_are_named(write: Callable[..., Path]) -> None:
    assert refusal(write(y_train=None, x_test=None)) == (
        "mnist.npz has no y_train, x_test; it must have the arrays x_train, y_train, x_test, y_test"
    )


BAD_ARRAYS: list[tuple[str, NDArray[Any], str]] = [
    ("x_train", np.zeros((4, 784), np.uint8), "x_train in mnist.npz has the shape (4, 784); images are (n, 28, 28)"),
    (
        "x_train",
        np.zeros((4, 32, 28), np.uint8),
        "x_train in mnist.npz has the shape (4, 32, 28); images are (n, 28, 28)",
    ),
    (
        "x_test",
        np.zeros((3, 28, 28, 1), np.uint8),
        "x_test in mnist.npz has the shape (3, 28, 28, 1); images are (n, 28, 28)",
    ),
    (
        "x_test",
        np.zeros((3, 28, 28), np.float32),
        "x_test in mnist.npz is float32; images are uint8, from 0 to 255, not yet scaled",
    ),
    (
        "y_train",
        np.zeros((4, 10), np.uint8),
        "y_train in mnist.npz has the shape (4, 10); labels are (n,), not yet one-hot",
    ),
    ("y_test", np.zeros(3), "y_test in mnist.npz is float64; labels are integers, such as uint8"),
    ("y_test", np.zeros(3, bool), "y_test in mnist.npz is bool; labels are integers, such as uint8"),
    (
        "y_train",
        np.zeros(5, np.uint8),
        "x_train in mnist.npz has 4 images, y_train 5 labels; each image needs its label",
    ),
    ("y_train", np.array([0, 10, 1, 2]), "y_train in mnist.npz has the label 10; labels are from 0 to 9"),
    ("y_test", np.array([0, -1, 1]), "y_test in mnist.npz has the label -1; labels are from 0 to 9"),
]


REMEDY = "images are from 0 to 255, not yet scaled"
MIXED = np.random.default_rng(0).integers(0, 256, (4, 28, 28)).astype(np.uint8)
BAD_ARRAYS += [
    ("y_train", np.full(4, 3), "y_train in mnist.npz has no label but 3; labels say which digit each image shows"),
    # Scaled to 0–1, to 0–16 and to -1–1 before they were cast; all of one brightness; one pixel that is bright.
    ("x_train", MIXED // 255, f"the pixels of most images of x_train in mnist.npz differ by 1 at most; {REMEDY}"),
    ("x_train", MIXED // 16, f"the pixels of most images of x_train in mnist.npz differ by 15 at most; {REMEDY}"),
    (
        "x_train",
        np.full_like(MIXED, 255),
        f"the pixels of most images of x_train in mnist.npz differ by 0 at most; {REMEDY}",
    ),
    (
        "x_train",
        np.where(np.arange(4 * 784).reshape(4, 28, 28) == 0, 255, MIXED // 255).astype(np.uint8),
        f"the pixels of most images of x_train in mnist.npz differ by 1 at most; {REMEDY}",
    ),
    (
        "x_train",
        np.array([0, 1, 255], np.uint8)[MIXED % 3],
        f"the pixels of x_train in mnist.npz are 0, 1 and 255 only; {REMEDY}",
    ),
]


@pytest.mark.parametrize(
    "images", [MIXED, 255 - MIXED, MIXED // 128 * 255], ids=["grey", "inverted", "black and white"]
)
def test_pixels_of_0_to_255_are_taken(write: Callable[..., Path], images: NDArray[Any]) -> None:
    (found, _), _ = read_npz(write(x_train=images))
    assert np.array_equal(found, images)


@pytest.mark.parametrize(("name", "array", "message"), BAD_ARRAYS)
def test_a_bad_array_is_refused(write: Callable[..., Path], name: str, array: NDArray[Any], message: str) -> None:
    assert refusal(write(**{name: array})) == message


def test_a_part_without_images_is_refused(write: Callable[..., Path]) -> None:
    path = write(x_test=np.zeros((0, 28, 28), np.uint8), y_test=np.zeros(0, np.uint8))
    assert refusal(path) == "x_test in mnist.npz is empty; at least one image is needed"


def test_no_damage_to_a_file_ends_in_anything_but_a_refusal(write: Callable[..., Path]) -> None:
    path = write()
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **dict(np.load(path)))
    content = buffer.getvalue()
    for position in range(0, len(content), 7):
        damaged = bytearray(content)
        damaged[position] ^= 0xFF
        path.write_bytes(damaged)
        # Some bytes of a zip mean nothing; any other exception than a refusal fails the test.
        with suppress(UserError):
            read_npz(path)
