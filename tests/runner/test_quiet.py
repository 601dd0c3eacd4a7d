"""The import of Keras is silent, and Python's own messages still get through."""

import importlib
import io
import os
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import TextIO

import pytest

from docs.plugins.project.errors import UserError
from examples.runner.environment import is_setting
from examples.runner.quiet import import_keras, native_stderr_dropped


def use_descriptor(monkeypatch: pytest.MonkeyPatch) -> TextIO:
    """Make `sys.stderr` write to descriptor 2, as outside of pytest. As a fixture it would be undone by pytest."""
    stream = os.fdopen(2, "w", buffering=1, closefd=False)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_what_is_written_to_the_descriptor_is_dropped(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_descriptor(monkeypatch)
    with native_stderr_dropped():
        os.write(2, b"noise\n")
    assert capfd.readouterr() == ("", "")


def test_a_python_warning_gets_through(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    use_descriptor(monkeypatch)
    with native_stderr_dropped(), warnings.catch_warnings():
        warnings.simplefilter("always")
        # pytest records warnings; without pytest, this function shows them.
        sys.stderr.write(warnings.formatwarning("mind this", UserWarning, "keras.py", 1, ""))
    assert capfd.readouterr().err == "keras.py:1: UserWarning: mind this\n"


def test_a_logger_that_keeps_the_stream_can_still_write_to_it(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_descriptor(monkeypatch)
    with native_stderr_dropped():
        stream = sys.stderr
    print("later", file=stream)
    assert capfd.readouterr().err == "later\n"


def test_the_descriptor_and_the_stream_come_back(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = use_descriptor(monkeypatch)
    with pytest.raises(KeyboardInterrupt), native_stderr_dropped():
        raise KeyboardInterrupt
    assert sys.stderr is before
    os.write(2, b"again\n")
    assert capfd.readouterr().err == "again\n"


def test_a_stream_that_is_elsewhere_stays_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with native_stderr_dropped():
        print("said", file=sys.stderr)
    assert capsys.readouterr().err == "said\n"


def test_keras_is_imported_with_tensorflow_set_to_be_quiet(keras: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TF_CPP_MIN_LOG_LEVEL", raising=False)
    assert import_keras() is keras
    assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "3"


def test_keras_that_is_there_already_is_returned_without_another_descriptor(
    keras: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "dup", None)
    assert import_keras() is keras


def test_a_log_level_of_the_user_stays(keras: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    del keras
    monkeypatch.setenv("TF_CPP_MIN_LOG_LEVEL", "0")
    import_keras()
    assert os.environ["TF_CPP_MIN_LOG_LEVEL"] == "0"


@pytest.mark.parametrize(
    ("backend", "error", "message"),
    [
        (
            "",
            ModuleNotFoundError("No module named 'tensorflow'"),
            "Keras cannot be imported (No module named 'tensorflow'); "
            "install what the examples need: make .venv/test "
            "(without make: pip install -r requirements.txt -r examples/requirements-extra.txt)",
        ),
        (
            "jax",
            ModuleNotFoundError("No module named 'jax'"),
            "Keras cannot be imported (No module named 'jax'); "
            "KERAS_BACKEND asks for jax: install that, or unset the variable to use TensorFlow",
        ),
        (
            "foo",
            ValueError("Unable to import backend : foo"),
            "Keras cannot be imported (Unable to import backend : foo); "
            "KERAS_BACKEND asks for foo: install that, or unset the variable to use TensorFlow",
        ),
    ],
)
def test_an_import_that_fails_is_one_line_that_says_what_to_do(
    backend: str, error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_name: str) -> ModuleType:
        raise error

    monkeypatch.setenv("KERAS_BACKEND", backend)
    monkeypatch.setattr(importlib, "import_module", fail)
    with pytest.raises(UserError) as refused:
        import_keras()
    assert str(refused.value) == message


@pytest.mark.parametrize(("package", "named"), [("keras.src", "~/.keras/keras.json"), ("matplotlib", "MPLBACKEND")])
def test_a_setting_that_stops_the_import_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, named: str
) -> None:
    def fail(_name: str) -> None:
        exec("int('ten')", {"__name__": package})

    monkeypatch.setattr(importlib, "import_module", fail)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in filter(is_setting, dict(os.environ)):
        monkeypatch.delenv(name)
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras/keras.json").write_text('{"floatx": "ten"}', encoding="utf-8")
    monkeypatch.setenv("MPLBACKEND", "ten")
    with pytest.raises(UserError) as refused:
        import_keras()
    assert str(refused.value) == (
        "Keras cannot be imported (invalid literal for int() with base 10: 'ten'); "
        f"your settings are in force ({named}); try without them"
    )


def test_the_file_that_asks_for_a_backend_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> ModuleType:
        raise ModuleNotFoundError("No module named 'jax'")

    monkeypatch.setattr(importlib, "import_module", fail)
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.delenv("KERAS_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".keras").mkdir()
    (tmp_path / ".keras/keras.json").write_text('{"backend": "jax"}', encoding="utf-8")
    with pytest.raises(UserError) as refused:
        import_keras()
    assert str(refused.value) == (
        "Keras cannot be imported (No module named 'jax'); "
        "~/.keras/keras.json asks for jax: install that, or change that file to use TensorFlow"
    )


def test_a_stream_without_a_descriptor_stays_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with native_stderr_dropped():
        print("said", file=sys.stderr)
    assert stream.getvalue() == "said\n"
