"""Every claim of the page `install`."""

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from functools import cache
from importlib.metadata import metadata, requires, version
from pathlib import Path

import pytest

from docs.plugins.languages import read_languages
from examples.runner.quiet import import_keras
from tests.support.interpreters import BACKENDS, run_on_packages, run_python
from tests.support.programs import ROOT
from tests.support.reading import LANGUAGES, bodies, page

pytestmark = pytest.mark.keras

# The pages' `text` fences, in their order.
VERSION, NO_KERAS, NO_TENSORFLOW, NO_DISTRIBUTION, NO_JAX, NO_PYTORCH = range(6)
CHECK = "import keras; print(keras.__version__)"


def shown(number: int) -> str:
    """What both pages show in their `text` fence of that number."""
    (text,) = {bodies("install", language, "text")[number] for language in LANGUAGES}
    return text


def last_line_of_import_without_backend(keras_alone: Path, **environment: str) -> str:
    """The last line of what `import keras` says there."""
    result = run_on_packages(["-c", "import keras"], keras_alone, **environment)
    assert result.returncode == 1
    return result.stderr.splitlines()[-1]


@cache
def check_result(home: Path) -> subprocess.CompletedProcess[str]:
    return run_python(["-c", CHECK], home)


@pytest.fixture
def check(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """The page's check, run once."""
    return check_result(tmp_path_factory.getbasetemp() / "keras-home")


# TO TIE: claims("install", "3.11", "3.12", "3.13")
def test_the_page_names_the_pythons_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    match = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"])
    assert match
    pythons = [f"3.{minor}" for minor in range(int(match[1]), int(match[2]))]
    for language in LANGUAGES:
        assert re.findall(r"\b3\.\d\d\b", page("install", language).text.partition("\n## ")[0]) == pythons


@pytest.mark.parametrize("language", LANGUAGES)
def test_windows_is_told_the_same_steps_as_linux_and_macos(language: str) -> None:
    translated = [
        block.replace("python3 -m venv", "py -m venv").replace(
            "source .venv/bin/activate", r".venv\Scripts\Activate.ps1"
        )
        for block in bodies("install", language, "bash")
    ]
    assert bodies("install", language, "powershell") == translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_installs_what_the_examples_import(language: str) -> None:
    install = bodies("install", language, "bash")[0].splitlines()[-1].removeprefix("pip install ").split()
    names = {name.replace("scikit-learn", "sklearn") for name in install}
    imported = {
        name
        for path in (ROOT / "examples").glob("**/*.py")
        if path.parent.name in {"examples", "solutions"} and not path.name.startswith("_")
        for name in re.findall(r"^(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    # numpy comes with each of them; the examples' backend is TensorFlow.
    assert imported - set(sys.stdlib_module_names) - {"numpy"} | {"tensorflow"} == names


def test_the_check_prints_the_version_that_the_page_shows(check: subprocess.CompletedProcess[str]) -> None:
    assert all(CHECK in bodies("install", language, "bash")[1] for language in LANGUAGES)
    assert check.returncode == 0
    assert check.stdout.strip() == shown(VERSION) == version("keras")


@pytest.mark.skipif(sys.platform != "linux", reason="TensorFlow says less on other systems")
def test_tensorflow_says_as_it_starts_what_the_page_calls_no_error(check: subprocess.CompletedProcess[str]) -> None:
    assert "WARNING: All log messages before absl::InitializeLog()" in check.stderr
    assert re.search(r"^I\d+ ", check.stderr, re.MULTILINE)


@pytest.mark.skipif(
    sys.platform != "linux" or Path("/dev/nvidiactl").exists(), reason="needs Linux without an NVIDIA card"
)
def test_tensorflow_says_that_it_will_not_use_a_gpu(check: subprocess.CompletedProcess[str]) -> None:
    assert "GPU will not be used" in check.stderr


def test_without_keras_the_check_says_what_the_page_shows(tmp_path: Path) -> None:
    result = run_python(["-S", "-c", CHECK], tmp_path)
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1] == shown(NO_KERAS)


def test_with_keras_alone_the_check_asks_for_tensorflow(keras_alone: Path) -> None:
    assert last_line_of_import_without_backend(keras_alone) == shown(NO_TENSORFLOW)


def test_keras_does_not_look_for_another_backend(keras_alone: Path) -> None:
    (keras_alone / "jax.py").touch()
    (keras_alone / "torch.py").touch()
    assert last_line_of_import_without_backend(keras_alone) == shown(NO_TENSORFLOW)


def test_installing_keras_installs_no_backend() -> None:
    assert not [name for name in requires("keras") or [] if name.startswith(BACKENDS)]


def test_a_backend_that_is_not_installed_is_not_replaced(keras_alone: Path) -> None:
    tensorflow = Path(sysconfig.get_path("purelib")) / "tensorflow"
    (keras_alone / "tensorflow").symlink_to(tensorflow)
    assert last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="jax") == shown(NO_JAX)


def test_pytorch_is_called_torch(keras_alone: Path) -> None:
    assert last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="pytorch") == shown(NO_PYTORCH)
    message = last_line_of_import_without_backend(keras_alone, KERAS_BACKEND="torch")
    assert message == "ModuleNotFoundError: No module named 'torch'"


def test_an_empty_index_makes_pip_say_what_the_page_shows(tmp_path: Path) -> None:
    pip = ["-m", "pip", "--isolated", "install", "--no-index", "--ignore-installed", "--dry-run", "tensorflow"]
    result = run_python(pip, tmp_path, PIP_CONFIG_FILE=os.devnull, PIP_DISABLE_PIP_VERSION_CHECK="1")
    assert result.returncode == 1
    assert shown(NO_DISTRIBUTION) in result.stderr.splitlines()


def test_the_backend_does_not_change_after_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    keras = import_keras()
    backend = keras.config.backend()
    monkeypatch.setenv("KERAS_BACKEND", "jax" if backend == "tensorflow" else "tensorflow")
    assert import_keras().config.backend() == backend


def test_tensorflow_comes_with_cuda_where_it_is_asked_for() -> None:
    assert "and-cuda" in (metadata("tensorflow").get_all("Provides-Extra") or [])


def test_tensorflow_lists_the_gpus_that_it_sees() -> None:
    import_keras()
    import tensorflow as tf

    assert isinstance(tf.config.list_physical_devices("GPU"), list)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_calls_the_links_under_a_code_block_by_their_names(language: str) -> None:
    labels = next(entry for entry in read_languages(ROOT) if entry.code == language).labels
    for name in ("notebook", "colab"):
        assert f"“{labels[name]}”" in page("install", language).text.partition("{ #colab }")[2]


@pytest.mark.parametrize("path", ["examples/sequential.py", "examples/train.py"])
def test_the_examples_need_nothing_of_the_project(path: str) -> None:
    assert not re.search(r"^(?:import|from) (?:docs|examples|tests)\b", (ROOT / path).read_text(encoding="utf-8"), re.M)
