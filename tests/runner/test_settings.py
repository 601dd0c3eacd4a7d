"""Where a setting of the user's may be what stops a run, it is named."""

import json
import sys
from pathlib import Path
from types import CodeType

import pytest

from examples.runner.settings import KERAS_DEFAULTS, asked_backend, blamed, keras_files, matplotlib_files

USETEX = "text.usetex: True\n"


def error_in(package: str, code: str = "1 / 0") -> BaseException:
    """An error that code of the package raised."""
    compiled: CodeType = compile(code, f"{package}.py", "exec")
    try:
        exec(compiled, {"__name__": f"{package}.inner"})
    except Exception as error:
        return error
    raise AssertionError("no error")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder, and another current folder."""
    (tmp_path / "current").mkdir()
    monkeypatch.chdir(tmp_path / "current")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_settings_none_is_named(home: Path) -> None:
    for package in ("matplotlib", "keras"):
        assert (
            blamed(error_in(package), {"HOME": str(home), "PATH": "/bin", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_VAR_x": "1"})
            == ""
        )


def test_the_file_of_the_package_that_fails_is_named_and_its_variables(home: Path) -> None:
    write(home / ".config/matplotlib/matplotlibrc", USETEX)
    write(home / ".keras/keras.json", '{"floatx": "float16"}')
    environment = {"HOME": str(home), "MPLBACKEND": "x", "KERAS_MAX_EPOCHS": "1", "XLA_FLAGS": "y"}
    assert blamed(error_in("matplotlib"), environment) == (
        "your settings are in force (~/.config/matplotlib/matplotlibrc, MPLBACKEND); try without them"
    )
    assert blamed(error_in("tensorflow"), environment) == (
        "your settings are in force (~/.keras/keras.json, KERAS_MAX_EPOCHS, XLA_FLAGS); try without them"
    )
    assert blamed(error_in("__main__"), environment) == ""


def test_an_error_that_comes_from_another_is_that_ones_too(home: Path) -> None:
    error = ValueError("of the script")
    error.__cause__ = error_in("matplotlib")
    error.__cause__.__context__ = error
    assert "MPLBACKEND" in blamed(error, {"HOME": str(home), "MPLBACKEND": "x"})


def test_matplotlibs_file_is_the_first_that_matplotlib_finds(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = {"HOME": str(home)}
    monkeypatch.setattr(sys, "platform", "linux")
    assert matplotlib_files(environment) == []
    for path, added in [
        (home / ".config/matplotlib/matplotlibrc", {}),
        (tmp_path / "xdg/matplotlib/matplotlibrc", {"XDG_CONFIG_HOME": str(tmp_path / "xdg")}),
        (tmp_path / "mpl/matplotlibrc", {"MPLCONFIGDIR": str(tmp_path / "mpl")}),
        (tmp_path / "named/matplotlibrc", {"MATPLOTLIBRC": str(tmp_path / "named")}),
        (tmp_path / "current/matplotlibrc", {}),
    ]:
        environment |= added
        write(path, USETEX)
        assert matplotlib_files(environment) == [path]


@pytest.mark.parametrize(("platform", "found"), [("darwin", True), ("linux", False)])
def test_another_folder_in_the_home_is_read_on_other_systems_than_linux(
    home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, found: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    path = write(home / ".matplotlib/matplotlibrc", USETEX)
    assert matplotlib_files({"HOME": str(home)}) == ([path] if found else [])


def test_a_file_that_sets_nothing_is_not_named(home: Path) -> None:
    path = write(home / ".config/matplotlib/matplotlibrc", "# text.usetex: False\n\n")
    assert matplotlib_files({"HOME": str(home)}) == []
    path.write_bytes(b"\xff\xfe")
    assert matplotlib_files({"HOME": str(home)}) == [path]
    write(home / ".keras/keras.json", json.dumps(KERAS_DEFAULTS))
    assert keras_files({"HOME": str(home)}) == []


def test_a_file_that_cannot_be_read_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bytes:
        raise PermissionError

    files = [write(home / name, "") for name in (".config/matplotlib/matplotlibrc", ".keras/keras.json")]
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert matplotlib_files({"HOME": str(home)}) + keras_files({"HOME": str(home)}) == files


@pytest.mark.parametrize(
    ("text", "variables", "asked"),
    [
        ('{"backend": "jax"}', {}, ("jax", "~/.keras/keras.json")),
        ('{"backend": "jax"}', {"KERAS_BACKEND": "torch"}, ("torch", "KERAS_BACKEND")),
        ('{"backend": "tensorflow", "floatx": "float16"}', {}, ("", "")),
        ("[]", {}, ("", "")),
        ("{", {}, ("", "")),
    ],
)
def test_the_backend_is_the_variables_or_else_the_files(
    home: Path, text: str, variables: dict[str, str], asked: tuple[str, str]
) -> None:
    write(home / ".keras/keras.json", text)
    assert asked_backend({"HOME": str(home)} | variables) == asked
