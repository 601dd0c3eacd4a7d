"""Keras, imported without TensorFlow's nine lines about itself."""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import UnsupportedOperation
from pathlib import Path
from types import ModuleType

from docs.plugins.project.errors import UserError
from examples.runner.errors import INSTALL_REQUIREMENTS, first_line
from examples.runner.replacing import replaced
from examples.runner.settings import TENSORFLOW, asked_backend, blamed

STDERR = 2


def import_keras() -> ModuleType:
    """Import Keras and its backend; raises UserError where one of them is missing or broken.

    What their C++ code writes to stderr meanwhile is dropped, as no setting silences all of it; what Python writes is
    not.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        # Each time that it is dropped, a descriptor stays open: once is enough.
        with nullcontext() if "keras" in sys.modules else native_stderr_dropped():
            return importlib.import_module("keras")
    except Exception as error:  # a missing package, but also a backend that Keras does not know (ValueError)
        raise UserError(f"Keras cannot be imported ({first_line(error)}); {_remedy(error)}") from None


@contextmanager
def native_stderr_dropped() -> Iterator[None]:
    """Drop what is written to descriptor 2 meanwhile, except through `sys.stderr`."""
    real = os.dup(STDERR)
    # Neither the stream nor its descriptor is closed: TensorFlow's logger keeps the sys.stderr of the time of its
    # import, and would write its later warnings to a closed file.
    stream = os.fdopen(real, "w", buffering=1, errors=sys.stderr.errors, closefd=False)
    with replaced(sys, "stderr", stream if _is_stderr_itself() else sys.stderr), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), STDERR)
        try:
            yield
        finally:
            os.dup2(real, STDERR)


def _remedy(error: Exception) -> str:
    settings = blamed(error)
    # Keras imports the backend that is asked for, and no other instead where that one is not installed.
    backend, where = asked_backend(os.environ)
    if backend not in {"", TENSORFLOW} and (backend in str(error) or not settings):
        instead = "unset the variable" if where == "KERAS_BACKEND" else "change that file"
        return f"{where} asks for {backend}: install that, or {instead} to use TensorFlow"
    return settings or INSTALL_REQUIREMENTS


def _is_stderr_itself() -> bool:
    """Whether `sys.stderr` writes to descriptor 2; that of a test or a notebook writes elsewhere."""
    try:
        return sys.stderr.fileno() == STDERR
    except UnsupportedOperation:
        return False
