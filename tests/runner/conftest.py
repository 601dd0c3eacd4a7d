"""A Keras that takes no time to import, and a project of its own: what most tests of the runner run against."""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from examples.runner import cli
from examples.runner.cli import main
from examples.runner.sources import Arrays

NO_NETWORK = "URL fetch failure on https://example.org/mnist.npz: None -- [Errno -2] Name or service not known"


def make_arrays(images: int = 4) -> Arrays:
    """As many images for training, one less for testing, of MNIST's form."""
    return tuple(  # type: ignore[return-value]
        (np.full((count, 28, 28), 7, np.uint8), np.arange(count, dtype=np.uint8) % 10) for count in (images, images - 1)
    )


class FakeModel:
    """A model whose `fit` tells what it was called with."""

    def fit(self, x: object = None, y: object = None, batch_size: int | None = None, epochs: int = 1) -> int:
        """Return the epochs."""
        del x, y, batch_size
        return epochs


@pytest.fixture
def ctrl_c_heard() -> Iterator[None]:
    """Let Ctrl-C be heard, as it is not where a shell started the tests in its background."""
    previous = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, previous)


@pytest.fixture
def keras(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """What `import keras` gives: just what the runner uses of it. Its MNIST has 4 + 3 images."""
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


@pytest.fixture
def run_script(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, keras: ModuleType) -> Callable[..., int]:
    """Return the function that runs a script, `tiny`, of the code it is given, and returns the exit status."""
    del folder, keras
    root = tmp_path / "project"
    (root / "examples").mkdir(parents=True)
    monkeypatch.setattr(cli, "ROOT", root)

    def run(code: str, *options: str) -> int:
        script = f'"""vi: Một thử nghiệm.\nen: A trial.\n"""\n\n# %% all\n{code}\n'
        (root / "examples" / "tiny.py").write_text(script, encoding="utf-8")
        return main(["run", "tiny", *options])

    return run


def leftovers(folder: Path) -> list[str]:
    """What is in the current folder and in that of temporary files, by path."""
    return sorted(
        path.relative_to(folder.parent).as_posix()
        for each in (folder, folder.parent / "temporary")
        for path in each.rglob("*")
    )
