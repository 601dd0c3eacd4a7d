"""The words of --data, and every way in which a file is unfit."""

import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from docs.plugins.project.errors import UserError
from examples.runner import sources
from examples.runner.sources import Arrays, Data, choose, choose_mnist, digest, read_npz
from tests.runner.conftest import NO_NETWORK, make_arrays, save_arrays

STAND_IN = Data("stand-in digits", make_arrays(9))


def unused() -> Arrays:
    """Stand for Keras' loader where it must not be called."""
    raise AssertionError("Keras was asked for MNIST")


def no_network() -> Arrays:
    """Fail as Keras does without a network."""
    raise Exception(NO_NETWORK)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace scikit-learn's digits, which take a second."""
    monkeypatch.setattr(sources, "stand_in_digits", lambda: STAND_IN.arrays)


@pytest.fixture
def write(folder: Path) -> Callable[..., Path]:
    """Return the function that writes mnist.npz into the current folder, MNIST's arrays but for those it is given."""
    del folder

    def write(images: int = 4, **changed: NDArray[Any] | None) -> Path:
        train, test = make_arrays(images)
        arrays = dict(zip(sources.ARRAY_NAMES, (*train, *test), strict=True)) | changed
        np.savez("mnist.npz", **{name: array for name, array in arrays.items() if array is not None})  # type: ignore[arg-type]
        return Path("mnist.npz")

    return write


def refusal(path: Path) -> str:
    """What is said of the file."""
    with pytest.raises(UserError) as error:
        read_npz(path)
    return str(error.value)


def test_mnist_is_what_keras_loads() -> None:
    arrays = make_arrays()
    assert choose("mnist")(lambda: arrays) == Data("mnist", arrays)


def test_auto_is_what_keras_loads_too(capsys: pytest.CaptureFixture[str]) -> None:
    arrays = make_arrays()
    assert choose("auto")(lambda: arrays) == Data("mnist", arrays)
    assert capsys.readouterr() == ("", "")


def test_mnist_without_a_network_suggests_other_data() -> None:
    with pytest.raises(UserError) as error:
        choose("mnist")(no_network)
    assert str(error.value) == (
        "MNIST cannot be had (Name or service not known); "
        "use --data digits, or --data PATH with the path of an mnist.npz"
    )


@pytest.mark.usefixtures("stand_in")
def test_auto_without_a_network_says_so_and_takes_the_stand_in(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose("auto")(no_network) == STAND_IN
    assert capsys.readouterr() == (
        "",
        "MNIST cannot be had (Name or service not known): going on with scikit-learn's stand-in digits, "
        "whose accuracy is not MNIST's.\n",
    )


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (Exception("URL fetch failure on https://example.org/mnist.npz: 404 -- Not Found"), "Not Found"),
        (ValueError("Incomplete or corrupted file detected. The sha256 …"), "Incomplete or corrupted file detected"),
        (PermissionError(13, "Permission denied", "/a"), "Permission denied: '/a'"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_the_cause_of_a_failed_download_is_told_in_short(error: Exception, cause: str) -> None:
    def load() -> Arrays:
        raise error

    with pytest.raises(UserError, match=r"^MNIST cannot be had \(") as refused:
        choose("mnist")(load)
    assert str(refused.value).startswith(f"MNIST cannot be had ({cause});")


@pytest.mark.usefixtures("stand_in")
def test_digits_are_the_stand_in_and_ask_keras_for_nothing() -> None:
    assert choose("digits")(unused) == STAND_IN


def test_a_path_gives_the_arrays_of_the_file_and_asks_keras_for_nothing(write: Callable[..., Path]) -> None:
    data = choose(str(write(2000)))(unused)
    assert data.name == "mnist.npz"
    for part, expected in zip(data.arrays, make_arrays(2000), strict=True):
        for array, expected_array in zip(part, expected, strict=True):
            assert array.dtype == np.uint8
            assert np.array_equal(array, expected_array)


def test_a_file_with_too_few_test_images_for_number_1998_is_refused(write: Callable[..., Path]) -> None:
    with pytest.raises(UserError) as error:
        choose(str(write(1999)))
    assert str(error.value) == (
        "x_test in mnist.npz has 1,998 images; the lessons look at number 1998, so at least 1,999 are needed"
    )


def test_labels_may_be_integers_of_any_kind(write: Callable[..., Path]) -> None:
    (_, labels), _ = read_npz(write(y_train=np.array([0, 9, 1, 2], ">i8")))
    assert labels.tolist() == [0, 9, 1, 2]


def test_data_describes_itself_with_its_sizes() -> None:
    assert Data("mnist", make_arrays(1000)).description == "mnist, 1,000 train and 999 test images"


def test_the_digest_is_that_of_the_arrays_bytes_in_the_order_of_their_names() -> None:
    content = b"\x07" * (4 * 28 * 28) + bytes(range(4)) + b"\x07" * (3 * 28 * 28) + bytes(range(3))
    assert digest(make_arrays()) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("part", [0, 1], ids=["train", "test"])
@pytest.mark.parametrize("array", [0, 1], ids=["images", "labels"])
def test_the_digest_is_another_where_one_number_is(part: int, array: int) -> None:
    changed = make_arrays()
    changed[part][array].flat[-1] += 1
    assert digest(changed) != digest(make_arrays())


def test_mnist_itself_is_taken_for_mnist_and_named_so(mnist_path: Path, mnist: Arrays) -> None:
    data = choose_mnist(str(mnist_path))(make_arrays)
    assert data.name == "mnist"
    assert digest(data.arrays) == digest(mnist)


@pytest.mark.usefixtures("folder")
def test_what_is_not_mnist_is_refused_with_its_name() -> None:
    save_arrays(Path("mine.npz"), make_arrays())
    with pytest.raises(UserError) as error:
        choose_mnist("mine.npz")
    assert str(error.value) == "mine.npz is not MNIST, on which the records are made; give the path of an mnist.npz"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "minst",
            'no data source "minst"; did you mean "mnist"? (sources: auto, mnist, digits, or the path of an .npz file)',
        ),
        ("x", 'no data source "x" (sources: auto, mnist, digits, or the path of an .npz file)'),
        ("", 'no data source "" (sources: auto, mnist, digits, or the path of an .npz file)'),
        ("x.npz", "no file x.npz; give the path of an mnist.npz"),
        ("a/b", "no file a/b; give the path of an mnist.npz"),
        (".", ". is a folder; give the path of a file, such as mnist.npz"),
        ("sub", "sub is a folder; give the path of a file, such as sub/mnist.npz"),
        ("words", "words is not an .npz file; give one that numpy.savez has written, as mnist.npz is"),
        (os.devnull, f"{os.devnull} is not a regular file; give the path of an mnist.npz"),
    ],
)
def test_what_is_neither_a_word_nor_an_npz_file_is_refused(source: str, message: str) -> None:
    Path("sub").mkdir()
    Path("words").write_text("words", encoding="utf-8")
    with pytest.raises(UserError) as error:
        choose(source)
    assert str(error.value) == message


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("content", [b"", b"\x93NUMPY\x01\x00", b"\x80\x04."], ids=["empty", "npy", "pickle"])
def test_a_file_that_is_no_zip_is_refused(content: bytes) -> None:
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
    assert refusal(path) == "mnist.npz cannot be read (Permission denied); see to its permissions, or copy it again"


def test_a_damaged_array_is_refused(write: Callable[..., Path]) -> None:
    path = write()
    path.write_bytes(path.read_bytes().replace(b"\x07" * 28, b"\x08" * 28))
    assert refusal(path) == (
        "x_train in mnist.npz cannot be read (Bad CRC-32 for file 'x_train.npy'); "
        "it is damaged, or holds more than numbers"
    )


def test_a_pickle_is_not_loaded(write: Callable[..., Path]) -> None:
    assert refusal(write(y_test=np.array([{}, {}, {}]))) == (
        "y_test in mnist.npz cannot be read (Object arrays cannot be loaded when allow_pickle=False); "
        "it is damaged, or holds more than numbers"
    )


def test_a_member_that_is_no_array_is_refused(write: Callable[..., Path]) -> None:
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
