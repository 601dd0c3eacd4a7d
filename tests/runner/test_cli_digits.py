"""`digits`: the packed digits are replaced as a whole or stay as they are."""

import shutil
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from docs.plugins.project.packed_digits import PATH, parse_packed_digits
from examples.runner import cli, data
from examples.runner.arrays import Arrays, digest
from examples.runner.cli import main
from examples.runner.npz import write_npz
from examples.runner.packing import packed
from tests.runner.conftest import full_disk, leftovers, make_arrays

OLD = b"older digits"


def enough() -> Arrays:
    """Arrays with as many images as are needed."""
    (images, labels), test = make_arrays()
    return (np.resize(images, (54_500, 28, 28)), np.resize(labels, 54_500)), test


@pytest.fixture
def path(project: Path, folder: Path) -> Path:
    """The file of the project, with older digits in it."""
    del folder
    (project / PATH).write_bytes(OLD)
    return project / PATH


def test_the_digits_are_written_and_reported_in_one_line(
    path: Path, folder: Path, keras: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    keras.datasets.mnist.load_data = enough
    assert main(["digits"]) == 0
    content = path.read_bytes()
    assert content == packed(enough())
    size = parse_packed_digits(content).size
    line = f"{PATH}: 2,000 digits to train and 500 to validate, {size:,} bytes\n"
    assert capsys.readouterr() == (line, "")
    assert leftovers(folder) == []


def test_digits_of_a_file_need_no_keras(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> ModuleType:
        raise AssertionError("Keras was imported")

    arrays = enough()
    monkeypatch.setattr(cli, "import_keras", fail)
    monkeypatch.setattr(data, "MNIST_DIGEST", digest(arrays))
    write_npz(folder / "mnist.npz", arrays)
    assert main(["digits", "--data", "mnist.npz"]) == 0
    assert path.read_bytes() == packed(arrays)


@pytest.mark.usefixtures("keras")
def test_too_few_images_leave_the_older_digits(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digits"]) == 2
    assert path.read_bytes() == OLD
    assert capsys.readouterr() == (
        "",
        "error: x_train has 4 images, and 54,500 are needed; give --data PATH with the path of an mnist.npz\n",
    )


@pytest.mark.usefixtures("no_network")
def test_without_mnist_the_older_digits_stay(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digits"]) == 2
    assert path.read_bytes() == OLD
    error = capsys.readouterr().err
    assert error.startswith("error: MNIST could not be loaded (")
    assert error.endswith("; give --data PATH with the path of an mnist.npz\n")
    assert error.count("\n") == 1


@pytest.mark.parametrize("choice", ["digits", "other.npz"])
def test_data_that_is_not_mnist_leaves_the_older_digits(
    path: Path, folder: Path, choice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_npz(folder / "other.npz", make_arrays())
    assert main(["digits", "--data", choice]) == 2
    assert path.read_bytes() == OLD
    assert capsys.readouterr().err.count("\n") == 1


def test_a_full_disk_leaves_the_older_digits(
    path: Path, keras: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keras.datasets.mnist.load_data = enough
    monkeypatch.setattr(shutil, "copyfile", full_disk)
    assert main(["digits"]) == 2
    assert path.read_bytes() == OLD
    assert capsys.readouterr().err.endswith("(No space left on device); make room, or check its permissions\n")


def test_a_folder_that_cannot_be_written_is_refused_before_keras_is_imported(
    project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del folder
    monkeypatch.setattr(cli, "import_keras", lambda: pytest.fail("Keras was imported"))
    shutil.rmtree(project / "examples")
    (project / "examples").write_bytes(b"")
    assert main(["digits"]) == 2
    assert "is a file; move it away" in capsys.readouterr().err
