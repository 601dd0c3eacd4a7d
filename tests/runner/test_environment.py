"""What a user keeps in a home folder or an environment reaches no record, but Keras' cache of data sets does."""

import os
from pathlib import Path

import pytest

from examples.runner.environment import (
    data_cache,
    home_folder,
    home_folder_known,
    is_setting,
    keras_folder,
    settings_ignored,
    without_settings,
)

THEIRS = """
    KERAS_BACKEND KERAS_HOME KERAS_MAX_EPOCHS KERAS_MAX_STEPS_PER_EPOCH KERAS_NNX_ENABLED KERAS_TORCH_DEVICE
    TF_ENABLE_ONEDNN_OPTS TF_XLA_FLAGS TF_NUM_INTRAOP_THREADS TF_USE_LEGACY_KERAS TF2_BEHAVIOR XLA_FLAGS
    AUTOGRAPH_VERBOSITY TENSORFLOW_INTER_OP_PARALLELISM JAX_PLATFORMS JAX_ENABLE_X64 JAX_DEFAULT_MATMUL_PRECISION
    NPY_DISABLE_CPU_FEATURES NPY_PROMOTION_STATE NUMPY_EXPERIMENTAL_DTYPE_API SCIPY_ARRAY_API SKLEARN_ASSUME_FINITE
    MPLBACKEND MPLCONFIGDIR MATPLOTLIBRC MPL_IGNORE_SYSTEM_FONTS _MPLHIDEEXECUTABLES
    IPYTHONDIR IPYTHON_SUPPRESS_CONFIG_ERRORS IPYKERNEL_CELL_NAME JUPYTER_PATH JUPYTER_CONFIG_DIR JUPYTER_COLUMNS
    OMP_NUM_THREADS MKL_NUM_THREADS OPENBLAS_NUM_THREADS ONEDNN_MAX_CPU_ISA DNNL_MAX_CPU_ISA KMP_AFFINITY NPROC
    PYTHONSTARTUP PYTHONOPTIMIZE PYTHONWARNINGS PYTHONHASHSEED PYTHONIOENCODING PYTHONUTF8 PYTHONUNBUFFERED
    NO_COLOR FORCE_COLOR COLUMNS LINES TERM COLORTERM TTY_COMPATIBLE LANG LANGUAGE LC_ALL LC_NUMERIC TZ MALLOC_ARENA_MAX
    XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME SOURCE_DATE_EPOCH
"""
KEPT = """
    PATH LD_LIBRARY_PATH OPENBLAS_CORETYPE OPENBLAS_L2_SIZE PYTHONPATH http_proxy HTTPS_PROXY no_proxy SSL_CERT_FILE
    TMPDIR TEMP SYSTEMROOT CUDA_VISIBLE_DEVICES VIRTUAL_ENV LANGUAGE_SERVER TERMUX_VERSION
"""


@pytest.mark.parametrize("name", THEIRS.split())
def test_a_setting_is_left_out_or_is_the_runners_own(name: str) -> None:
    assert is_setting(name)
    assert without_settings({name: "theirs"}, Path("home")).get(name) != "theirs"


@pytest.mark.parametrize("name", KEPT.split())
def test_what_a_machine_needs_is_kept(name: str) -> None:
    assert not is_setting(name)
    assert without_settings({name: "1"}, Path("home"))[name] == "1"


def test_the_home_folder_is_another_for_every_program() -> None:
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    found = without_settings(dict.fromkeys(names, "theirs"), Path("/ours"))
    assert {found[name] for name in names} == {"/ours"}


def test_settings_are_ignored_meanwhile_and_back_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "theirs").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "theirs"))
    monkeypatch.setenv("KERAS_MAX_EPOCHS", "ten")
    monkeypatch.delenv("PYTHONUTF8", raising=False)
    before = dict(os.environ)
    with settings_ignored(tmp_path / "ours"):
        assert os.environ["HOME"] == str(tmp_path / "ours")
        assert "KERAS_MAX_EPOCHS" not in os.environ
        assert os.environ["PYTHONUTF8"] == "1"
    assert dict(os.environ) == before


def test_keras_cache_of_data_sets_stays_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datasets = tmp_path / "theirs/.keras/datasets"
    datasets.mkdir(parents=True)
    (datasets.parent / "keras.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "theirs"))
    monkeypatch.delenv("KERAS_HOME", raising=False)
    with settings_ignored(tmp_path / "ours"):
        (tmp_path / "ours/.keras/datasets/mnist.npz").write_text("downloaded", encoding="utf-8")
        assert not (tmp_path / "ours/.keras/keras.json").exists()
    assert (datasets / "mnist.npz").read_text(encoding="utf-8") == "downloaded"


def test_the_cache_is_made_where_keras_would_make_it(tmp_path: Path) -> None:
    assert data_cache({"HOME": str(tmp_path)}) == tmp_path / ".keras/datasets"
    assert data_cache({"HOME": "/no", "KERAS_HOME": str(tmp_path / "k")}) == tmp_path / "k/datasets"
    assert (tmp_path / "k/datasets").is_dir()


def test_there_is_no_cache_where_none_can_be_made_and_nothing_is_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert data_cache({"HOME": str(tmp_path / "file")}) is None
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.delenv("KERAS_HOME", raising=False)
    with settings_ignored(tmp_path / "ours"):
        assert not (tmp_path / "ours").exists()


def test_a_cache_that_cannot_be_written_is_used_if_it_has_mnist(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert data_cache({"HOME": str(tmp_path)}) is None
    (tmp_path / ".keras/datasets/mnist.npz").touch()
    assert data_cache({"HOME": str(tmp_path)}) == tmp_path / ".keras/datasets"


def nobody() -> Path:
    """Fail as `Path.home` does without HOME and for a user whom the system does not know."""
    raise RuntimeError("Could not determine home directory.")


def test_without_a_home_folder_another_is_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(Path, "home", nobody)
    assert home_folder({}) is None
    assert home_folder({"HOME": ""}) is None
    assert keras_folder({}) is None
    assert data_cache({}) is None
    with home_folder_known(tmp_path):
        assert os.environ["HOME"] == str(tmp_path)
    assert "HOME" not in os.environ


def test_a_home_folder_that_is_known_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/theirs")
    with home_folder_known(tmp_path):
        assert os.environ["HOME"] == "/theirs"
