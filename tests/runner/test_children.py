"""What a script starts finds the runner's data, whatever it imports first, and is gone when its kernel is."""

import importlib
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import numpy as np
import pytest

from docs.plugins.project.errors import UserError
from examples.runner.children import STARTUP, children_find, children_given
from examples.runner.cli import main
from examples.runner.npz import write_npz
from tests.runner.conftest import full_disk, has_ended, leftovers, make_arrays, script_text
from tests.runner.test_kernel import printed

SIZES = "print(len(images), len(test_images))"
LOADING = (
    f"import keras\n(images, _), (test_images, _) = keras.datasets.mnist.load_data()\n{SIZES}\n",
    f"from keras.datasets.mnist import load_data\n(images, _), (test_images, _) = load_data()\n{SIZES}\n",
)
PATH = "import json, sys\nprint(json.dumps(sys.path))"
# A script that runs the program in a process of its own.
STARTS = (
    "import subprocess, sys\nprint(subprocess.check_output([sys.executable, '-c', {program!r}], text=True), end='')\n"
)


@pytest.fixture
def run_child(tmp_path: Path, kernel_keras: Path) -> Callable[..., str]:
    """Return a function that runs a program as a script's child, and returns what it prints."""
    data = tmp_path / "data.npz"
    write_npz(data, make_arrays())

    def run(program: str, path: str = str(kernel_keras)) -> str:
        environment = children_given(os.environ | {"PYTHONPATH": path}, data, tmp_path / "startup")
        return subprocess.check_output([sys.executable, "-c", program], env=environment, text=True)

    return run


@pytest.mark.parametrize("program", LOADING)
def test_a_child_loads_the_runners_data(run_child: Callable[..., str], program: str) -> None:
    assert run_child(program) == "4 3\n"


def test_a_child_imports_keras_and_numpy_only_where_it_asks_for_them(run_child: Callable[..., str]) -> None:
    assert run_child("import sys\nprint({'keras', 'numpy'} & set(sys.modules))") == "set()\n"


def test_without_a_path_of_the_users_no_folder_is_added_but_the_runners(
    run_child: Callable[..., str], tmp_path: Path
) -> None:
    # An empty entry would be the current folder, which the first one is.
    path = json.loads(run_child(PATH, ""))
    assert path[1] == str(tmp_path / "startup")
    assert "" not in path[1:]


def test_the_users_own_path_comes_after_that_of_the_runner(run_child: Callable[..., str], tmp_path: Path) -> None:
    path = os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")])
    assert json.loads(run_child(PATH, path))[1:4] == [str(tmp_path / name) for name in ("startup", "one", "two")]


def test_what_another_sitecustomize_does_is_done_too(
    run_child: Callable[..., str], kernel_keras: Path, tmp_path: Path
) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/sitecustomize.py").write_text("import sys\nsys.theirs = __name__\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "theirs"), str(kernel_keras)])
    assert run_child(f"{LOADING[0]}import sys\nprint(sys.theirs)", path) == "4 3\nsitecustomize\n"


@pytest.fixture
def without_keras(kernel_keras: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this process import the Keras of kernels, and forget it afterwards."""
    monkeypatch.syspath_prepend(kernel_keras)
    with mock.patch.dict(sys.modules):
        for name in [name for name in sys.modules if name.partition(".")[0] == "keras"]:
            del sys.modules[name]
        yield


@pytest.mark.usefixtures("without_keras")
def test_only_the_function_of_mnist_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # In this process, where the coverage of its lines is measured.
    (tmp_path / "sitecustomize.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setenv("EXAMPLE_DATA", str(tmp_path / "data.npz"))
    write_npz(tmp_path / "data.npz", make_arrays())
    finders = len(sys.meta_path)
    assert not {"_start", "os"}.intersection(runpy.run_path(str(STARTUP)))
    assert len(sys.meta_path) == finders + 1
    keras = importlib.import_module("keras")
    for part, other in zip(keras.datasets.mnist.load_data(), make_arrays(), strict=True):
        for array, expected in zip(part, other, strict=True):
            assert np.array_equal(array, expected)
    assert keras.Model.__module__ == "keras"


@pytest.mark.usefixtures("in_a_kernel", "folder")
@pytest.mark.parametrize("program", LOADING)
def test_what_a_cell_starts_loads_the_runners_data(program: str) -> None:
    assert printed(STARTS.format(program=program)) == "4 3\n"


@pytest.mark.usefixtures("in_a_kernel", "folder")
def test_what_a_cell_starts_has_no_settings_that_are_for_the_kernel() -> None:
    program = "import os\nprint([name for name in os.environ if name.startswith(('MALLOC_', 'TF_'))])"
    assert printed(STARTS.format(program=program)) == "[]\n"


@pytest.mark.usefixtures("in_a_kernel", "folder")
def test_what_a_cell_leaves_running_ends_with_the_kernel() -> None:
    waits = (
        "import subprocess, sys\nprint(subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']).pid)"
    )
    assert has_ended(int(printed(waits)))


@pytest.mark.usefixtures("in_a_kernel", "keras")
@pytest.mark.parametrize(("tags", "status"), [(' tags=["starts-processes"]', 0), ("", 1)])
def test_a_run_gives_its_data_to_what_a_cell_with_the_tag_starts(
    project: Path, folder: Path, capfd: pytest.CaptureFixture[str], tags: str, status: int
) -> None:
    program = f"{LOADING[0]}import tempfile\nopen(tempfile.mkdtemp() + '/left', 'w')"
    cell = f"# %% first\n1\n\n# %% all{tags}\n{STARTS.format(program=program)}"
    (project / "examples/tiny.py").write_text(script_text(cell), encoding="utf-8")
    before = dict(os.environ)
    assert main(["run", "tiny", "--data", "mnist"]) == status
    assert ("4 3\n" in capfd.readouterr().out) == (status == 0)
    assert dict(os.environ) == before
    assert leftovers(folder) == []


def test_a_disk_too_full_for_the_data_of_children_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np, "savez", full_disk)
    with (
        pytest.raises(UserError, match=r"\(No space left on device\); make room, or set TMPDIR$"),
        children_find(make_arrays()),
    ):
        pass
    assert leftovers(folder) == []
