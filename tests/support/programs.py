"""Runs the cells of a script as one program on the stand-in digits, once a session for the same cells."""

import contextlib
import io
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, MappingProxyType
from typing import Any, TextIO

from docs.plugins.project.mistakes import PAGE
from docs.plugins.project.project import read_project
from docs.plugins.project.scripts import RAISES, WARNS, Cell, Script
from docs.plugins.project.values import Declaration
from examples.runner.evaluation import evaluate
from examples.runner.giving import GivenFile, find_given, given
from examples.runner.printed import said
from examples.runner.quiet import import_keras
from examples.runner.replacing import replaced
from examples.runner.stand_in import stand_in_digits
from tests.support.calls import NAME_OF_NOTED, Call, Notes, as_it_is, compiled
from tests.support.extras import need, needed_by
from tests.support.training import MEASURING, cheaply, hardly, measured_once

ROOT = Path(__file__).parents[2]
# This project, read once for all tests of a process.
PROJECT = read_project(ROOT)
# The scripts of lessons, with their solutions.
OF_LESSONS = [name for name, script in PROJECT.scripts.items() if script.page != PAGE]
# The scripts that run in tests: a mistake without an error is seen only by numbers, and only MNIST gives those.
RUN = [
    name
    for name, script in PROJECT.scripts.items()
    if name in OF_LESSONS or any({RAISES, WARNS}.intersection(cell.tags) for cell in script.cells)
]
# Beside the project, and in Keras' own cache of downloads.
MNIST_PATHS = (ROOT.parent / "shared/data/mnist.npz", Path.home() / ".keras/datasets/mnist.npz")


@dataclass(frozen=True)
class Run:
    """A run of a script's cells: its global names, what each cell printed and called, and the script's named values.

    As in a record, what a cell prints ends with its error, or its warnings, where it is there to show one.
    """

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
    """Run cells of the script at `path`, compiled with its own line numbers, which tracebacks and coverage name.

    Those that start processes are left out.
    """
    cells = tuple(cell for cell in cells if cell.is_tested)
    need(*needed_by(cell.code for cell in cells))
    name = path.removeprefix("examples/").removesuffix(".py")
    # What a mistake calls is told by its error; and a layer of its own, which Keras calls, is covered only so.
    translate = compiled if name in OF_LESSONS else as_it_is
    codes = {cell.name: translate(str(ROOT / path), cell) for cell in cells}
    files = find_given(PROJECT, "\n".join(cell.code for cell in cells))
    # Their functions take many pictures, one after the other: to keep a copy of each at each call takes gigabytes.
    of_programs = {cell.script for program in PROJECT.programs.values() for cell in program.cells}
    tags = {cell.name: cell.tags for cell in cells}
    with_classes = any(re.search(r"^class ", cell.code, re.MULTILINE) for cell in cells)
    return run_codes(
        codes,
        PROJECT.values(script(name)),
        files,
        tags,
        once=name in of_programs,
        traced=with_classes,
        measuring=name in MEASURING,
    )


def run_codes(
    codes: Mapping[str, CodeType],
    values: Sequence[Declaration] = (),
    files: Sequence[GivenFile] = (),
    tags: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    once: bool = False,
    traced: bool = False,
    measuring: bool = False,
) -> Run:
    """Run the compiled code of cells, by their names, in one namespace; `tags` are those of the cells.

    They run in a folder that has only the files, on the stand-in digits instead of MNIST, and show no pictures.
    Networks are trained cheaply, so those that differ only in their seeds are the same here; with `measuring`, they are
    hardly trained at all. `once` and `traced` are those of `Notes`.
    """
    keras = import_keras()
    import matplotlib.pyplot as plt

    notes = Notes(once=once, traced=traced)
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
        replaced(keras.Model, "fit", (hardly if measuring else cheaply)(keras.Model.fit)),
        replaced(keras.Model, "evaluate", measured_once(keras.Model.evaluate)),
    ):
        keras.utils.clear_session()
        for cell, code in codes.items():
            notes.cell = cell
            with contextlib.redirect_stdout(io.StringIO()) as output, _shown(tags.get(cell, ()), output):
                exec(code, names)
            printed[cell] = output.getvalue()
            made = len(notes.calls)
            evaluated |= evaluate({value.name: value.expression for value in values if value.after == cell}, names)
            # What an expression calls is no call of the script's.
            del notes.calls[made:]
        plt.close("all")
    # A test may call the script's functions later, which is no call of the script's.
    return Run(names, printed, tuple(notes.calls), evaluated)


@contextlib.contextmanager
def _shown(tags: Sequence[str], output: TextIO) -> Iterator[None]:
    """Add the error or the warnings that a cell is there to show to what it prints; without them it fails."""
    with contextlib.ExitStack() as stack:
        caught = stack.enter_context(warnings.catch_warnings(record=True)) if WARNS in tags else None
        raised = None
        try:
            yield
        except Exception as error:
            if RAISES not in tags:
                raise
            raised = error
    assert bool(caught) == (WARNS in tags)
    assert bool(raised) == (RAISES in tags)
    for warning in caught or ():
        print(said(warning.category.__name__, str(warning.message)), file=output)
    if raised:
        print(said(type(raised).__name__, str(raised)), file=output)
