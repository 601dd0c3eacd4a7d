"""Runs the cells of a script as one program on the stand-in digits, once a session for the same cells."""

import contextlib
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from docs.plugins.lessons import Cell, Script, read_scripts
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from examples.runner.stand_in import stand_in_digits

ROOT = Path(__file__).parents[2]
# Beside the project, and where Keras keeps what it has downloaded.
MNIST_PATHS = (ROOT.parent / "shared/data/mnist.npz", Path.home() / ".keras/datasets/mnist.npz")


@dataclass(frozen=True)
class Run:
    """What a program left behind: its global names, and what it printed."""

    names: Mapping[str, Any]
    output: str


def find_mnist() -> Path | None:
    """The real MNIST on this machine, if it has it."""
    return next((path for path in MNIST_PATHS if path.is_file()), None)


def script(name: str) -> Script:
    """The script of that name."""
    return read_scripts(ROOT)[name]


def script_codes(name: str) -> tuple[CodeType, ...]:
    """The cells of a script, compiled."""
    entry = script(name)
    return _compiled(entry.path, entry.cells)


def lesson(name: str) -> Run:
    """The run of a script of this project on the stand-in digits."""
    entry = script(name)
    return run_cells(entry.path, entry.cells)


@cache
def run_cells(path: str, cells: tuple[Cell, ...]) -> Run:
    """Run cells of the script at `path`, compiled under its own lines, for tracebacks and coverage to name."""
    return run_codes(_compiled(path, cells), stand_in_digits)


def run_codes(codes: tuple[CodeType, ...], load_data: Callable[[], Any]) -> Run:
    """Run compiled code in one namespace, in an empty folder, with MNIST's loader replaced and pictures not shown."""
    keras = import_keras()
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {"__name__": "__main__"}
    output = io.StringIO()
    plt.switch_backend("Agg")
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(output),
        replaced(keras.datasets.mnist, "load_data", load_data),
        replaced(plt, "show", lambda: None),
    ):
        keras.utils.clear_session()
        for code in codes:
            exec(code, names)
        plt.close("all")
    return Run(names, output.getvalue())


def _compiled(path: str, cells: tuple[Cell, ...]) -> tuple[CodeType, ...]:
    return tuple(compile("\n" * (cell.line - 1) + cell.code, os.fspath(ROOT / path), "exec") for cell in cells)
