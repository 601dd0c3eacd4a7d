"""Runs the cells of a script as one program on the stand-in digits, once a session for the same cells."""

import contextlib
import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from docs.plugins.project.project import read_project
from docs.plugins.project.scripts import Cell, Script
from docs.plugins.project.values import Declaration
from examples.runner.evaluation import evaluate
from examples.runner.giving import GivenFile, find_given, given
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from examples.runner.stand_in import stand_in_digits
from tests.support.calls import NAME_OF_NOTED, Call, Notes, compiled
from tests.support.extras import need, needed_by
from tests.support.training import cheaply, measured_once

ROOT = Path(__file__).parents[2]
# This project, read once for all tests of a process.
PROJECT = read_project(ROOT)
# Beside the project, and in Keras' own cache of downloads.
MNIST_PATHS = (ROOT.parent / "shared/data/mnist.npz", Path.home() / ".keras/datasets/mnist.npz")


@dataclass(frozen=True)
class Run:
    """A run of a script's cells: its global names, what each cell printed and called, and the script's named values."""

    names: Mapping[str, Any]
    printed: Mapping[str, str]
    calls: Sequence[tuple[str, Call]]
    values: Mapping[str, Any]

    @property
    def output(self) -> str:
        """All that was printed."""
        return "".join(self.printed.values())


def find_mnist() -> Path | None:
    """The real MNIST on this machine, if it has it."""
    return next((path for path in MNIST_PATHS if path.is_file()), None)


def script(name: str) -> Script:
    """The script of that name."""
    return PROJECT.scripts[name]


def run_of(name: str) -> Run:
    """The run of a script of this project on the stand-in digits."""
    entry = script(name)
    return run_cells(entry.path, entry.cells)


@cache
def run_cells(path: str, cells: tuple[Cell, ...]) -> Run:
    """Run cells of the script at `path`, compiled with its own line numbers, which tracebacks and coverage name."""
    need(*needed_by(cell.code for cell in cells))
    codes = {cell.name: compiled(str(ROOT / path), cell) for cell in cells}
    name = path.removeprefix("examples/").removesuffix(".py")
    files = find_given(PROJECT, "\n".join(cell.code for cell in cells))
    # Their functions take many pictures, one after the other: to keep a copy of each at each call takes gigabytes.
    of_programs = {cell.script for program in PROJECT.programs.values() for cell in program.cells}
    return run_codes(codes, PROJECT.values(script(name)), files, once=name in of_programs)


def run_codes(
    codes: Mapping[str, CodeType],
    values: Sequence[Declaration] = (),
    files: Sequence[GivenFile] = (),
    *,
    once: bool = False,
) -> Run:
    """Run the compiled code of cells, by their names, in one namespace.

    They run in a folder that has only the files, on the stand-in digits instead of MNIST, and show no pictures.
    Networks are trained cheaply, so those that differ only in their seeds are the same here. With `once`, what a
    function of theirs calls is noted at its first call alone.
    """
    keras = import_keras()
    import matplotlib.pyplot as plt

    notes = Notes(once=once)
    names: dict[str, Any] = {"__name__": "__main__", NAME_OF_NOTED: notes.noted}
    printed: dict[str, str] = {}
    evaluated: dict[str, Any] = {}
    plt.switch_backend("Agg")
    with (
        tempfile.TemporaryDirectory() as folder,
        given(files, Path(folder)),
        contextlib.chdir(folder),
        replaced(keras.datasets.mnist, "load_data", stand_in_digits),
        replaced(plt, "show", lambda: None),
        replaced(keras.Model, "fit", cheaply(keras.Model.fit)),
        replaced(keras.Model, "evaluate", measured_once(keras.Model.evaluate)),
    ):
        keras.utils.clear_session()
        for cell, code in codes.items():
            notes.cell = cell
            with contextlib.redirect_stdout(io.StringIO()) as output:
                exec(code, names)
            printed[cell] = output.getvalue()
            made = len(notes.calls)
            evaluated |= evaluate({value.name: value.expression for value in values if value.after == cell}, names)
            # What an expression calls is no call of the script's.
            del notes.calls[made:]
        plt.close("all")
    return Run(names, printed, notes.calls, evaluated)
