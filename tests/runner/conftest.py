"""A fake Keras that imports at once, and a small project, which most tests of the runner use."""

import errno
import os
import select
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import numpy as np
import pytest

from docs.plugins.project.given_files import given_path
from docs.plugins.project.scripts import Script, parse_script
from examples.runner import cli, packages
from examples.runner.arrays import Arrays, Part
from examples.runner.cli import main
from tests.support.programs import ROOT

# The code of the fake Keras for kernels, which are other processes.
KERNEL_KERAS = {
    "__init__.py": "from keras import datasets\n\nclass Model: ...\n",
    "datasets/__init__.py": "from keras.datasets import mnist\n",
    "datasets/mnist.py": 'def load_data(path="mnist.npz"):\n    raise AssertionError("Keras was asked for MNIST")\n',
}
NO_NETWORK = "URL fetch failure on https://example.org/mnist.npz: None -- [Errno -2] Name or service not known"


def make_arrays(images: int = 4) -> Arrays:
    """Arrays of MNIST's form, with this many images for training and one less for testing."""
    return _make_part(images), _make_part(images - 1)


def _make_part(count: int) -> Part:
    images = np.full((count, 28, 28), 200, np.uint8)
    # Images of one brightness would be refused.
    images[:, :, 0] = 0
    return images, np.arange(count, dtype=np.uint8) % 10


def script_text(cells: str) -> str:
    """The text of a script with these cells."""
    return f'"""vi: Một thử nghiệm.\nen: A trial.\n"""\n\n{cells}\n'


def make_script(cells: str, name: str = "tiny") -> Script:
    """The script with these cells."""
    return parse_script(name, script_text(cells))


def make_kernel_keras(folder: Path, start: str = "") -> Path:
    """Write a Keras for kernels, which runs the code `start` first, into the folder; return the folder."""
    for name, code in KERNEL_KERAS.items():
        path = folder / "keras" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(start + code if name == "__init__.py" else code, encoding="utf-8")
    return folder


def make_photos(root: Path) -> Path:
    """Write the archive of photos of a project, with a single one in it; return its path."""
    archive = root / given_path("photos.zip")
    archive.parent.mkdir(exist_ok=True)
    with ZipFile(archive, "w") as file:
        file.writestr("practice/3/a.jpg", "a photo")
    return archive


def make_photo_program(root: Path) -> None:
    """Write a page that makes the program `photo.py` of a project, with the function `half`, and its script."""
    code = "def half(number):\n    return number / 2"
    (root / "examples/steps.py").write_text(script_text(f"# %% half\n{code}"), encoding="utf-8")
    (root / "docs/vi").mkdir()
    page = "# Steps { #steps }\n\n```program\nphoto.py\nsteps.py#half\n```\n"
    (root / "docs/vi/steps.md").write_text(page, encoding="utf-8")


def full_disk(*_arguments: object, **_keywords: object) -> None:
    """Fail as any write does on a full disk."""
    raise OSError(errno.ENOSPC, "No space left on device")


class FakeModel:
    """A model whose `fit` returns the epochs that it was called with."""

    def fit(
        self,
        x: object = None,
        y: object = None,
        batch_size: int | None = None,
        epochs: int = 1,
        initial_epoch: int = 0,
    ) -> int:
        """Return the epochs."""
        del x, y, batch_size, initial_epoch
        return epochs


@pytest.fixture
def signals_heard() -> Iterator[None]:
    """Let Ctrl-C and a closed terminal stop what tests start, which they don't if a shell runs the tests in the
    background, or with nohup.
    """
    previous = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler),
        signal.SIGHUP: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    }
    yield
    for number, handler in previous.items():
        signal.signal(number, handler)


@pytest.fixture
def keras(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The fake that `import keras` imports: it has only what the runner uses, and an MNIST of 4 + 3 images."""
    fake = ModuleType("keras")
    fake.__dict__.update(
        __version__="3.0",
        Model=FakeModel,
        backend=ModuleType("keras.backend"),
        datasets=ModuleType("keras.datasets"),
    )
    fake.backend.backend = lambda: "numpy"
    fake.datasets.mnist = ModuleType("keras.datasets.mnist")
    fake.datasets.mnist.load_data = make_arrays
    monkeypatch.setitem(sys.modules, "keras", fake)
    return fake


@pytest.fixture
def no_network(keras: ModuleType) -> None:
    """Make Keras fail to load MNIST, as it does without a network."""

    def load_data() -> Arrays:
        raise Exception(NO_NETWORK)

    keras.datasets.mnist.load_data = load_data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and another for temporary files."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "current").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "current")
    return tmp_path / "current"


@pytest.fixture(scope="session")
def kernel_keras(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a Keras that a kernel imports at once."""
    return make_kernel_keras(tmp_path_factory.mktemp("kernel-keras"))


@pytest.fixture
def in_a_kernel(kernel_keras: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let kernels import the fake Keras."""
    monkeypatch.setenv("PYTHONPATH", str(kernel_keras))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root that the runner uses instead of this project's: with its languages, but no tolerances and no scripts."""
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "examples" / "solutions").mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "languages.yml", root / "docs")
    (root / "examples" / "tolerances.yml").write_text("{}\n", encoding="utf-8")
    monkeypatch.setattr(cli, "ROOT", root)
    return root


@pytest.fixture
def optional(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The versions of all optional packages, whatever this machine has; a test takes away what is to be missing."""
    there = dict.fromkeys(packages.OPTIONAL, "1.0")
    monkeypatch.setattr(packages, "_version", lambda package: there.get(package, ""))
    return there


@pytest.fixture
def run_script(project: Path, folder: Path, keras: ModuleType) -> Callable[..., int]:
    """Return a function that runs code as the script `tiny`, and returns the exit status."""
    del folder, keras

    def run(code: str, *options: str) -> int:
        (project / "examples" / "tiny.py").write_text(script_text(f"# %% all\n{code}"), encoding="utf-8")
        return main(["run", "tiny", *options])

    return run


def leftovers(folder: Path) -> list[str]:
    """The paths of what is in the current folder and in the folder of temporary files."""
    return sorted(
        path.relative_to(folder.parent).as_posix()
        for each in (folder, folder.parent / "temporary")
        for path in each.rglob("*")
    )


def is_readable(descriptor: int, seconds: float) -> bool:
    """Whether this file has something to be read, or a process has ended, before these seconds are over.

    `select.select` takes no descriptor above 1,023, and a process that runs many tests has more files open.
    """
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    return poller.poll(seconds * 1000) != []


def has_ended(process: int) -> bool:
    """Whether a process is no more; one that is being killed has a moment for that."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with os.fdopen(descriptor):
        return is_readable(descriptor, 10)


def rows(text: str) -> list[list[str]]:
    """The rows of a table, split at two spaces or more."""
    lines = [line.strip() for line in text.splitlines() if line.strip(" ─")]
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
