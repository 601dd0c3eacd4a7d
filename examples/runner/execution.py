"""Runs a script in this process: on the chosen data, with its epochs capped, in a folder of its own.

A script with cells that are there to raise an error goes on after it, as its notebook does.
"""

import functools
import inspect
import runpy
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from docs.plugins.project.errors import report_error
from docs.plugins.project.scripts import ACCURACIES, RAISES, Cell
from examples.runner.arrays import Arrays
from examples.runner.figures import figures_saved
from examples.runner.files import full_disk_reason, no_room
from examples.runner.printed import said
from examples.runner.replacing import replaced
from examples.runner.settings import blamed


class FailedScriptError(Exception):
    """The script itself is at fault; what is wrong is on stderr already, as a traceback where it raised an error.

    `message` is that error's, after its class; "" where there was none.
    """

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Outcome:
    """How a run went: the ACCURACIES that the script has, from 0 to 1, by their variables, and the time it took."""

    accuracies: Mapping[str, float]
    seconds: float


def execute(
    script: Path, cells: Sequence[Cell], keras: ModuleType, arrays: Arrays, epochs: int | None, folder: Path
) -> Outcome:
    """Run the script in the folder, where its files and figures stay; `load_data()` returns the arrays.

    `cells` are the script's: a figure is called after the cell that shows it. No `fit` runs more than `epochs` epochs.
    Afterwards Keras and Matplotlib are as they were. Raises FailedScriptError, and UserError where the folder has no
    room.
    """
    start = time.monotonic()
    with (
        replaced(keras.datasets.mnist, "load_data", _loader(arrays)),
        epochs_capped(keras.Model, epochs),
        figures_saved(folder, functools.partial(_running_cell, script, cells)),
        chdir(folder),
    ):
        variables = _run(script, cells, folder)
    return Outcome({name: variables[name] for name in ACCURACIES if name in variables}, time.monotonic() - start)


@contextmanager
def epochs_capped(model: type, most: int | None) -> Iterator[None]:
    """Cap the epochs that `model.fit` is asked for meanwhile; None means no cap."""
    if most is None:
        yield
        return
    with replaced(model, "fit", _capped(model.fit, most)):  # type: ignore[attr-defined]
        yield


def _capped(fit: Callable[..., Any], most: int) -> Callable[..., Any]:
    signature = inspect.signature(fit)

    @functools.wraps(fit)
    def capped(*arguments: object, **keywords: object) -> object:
        bound = signature.bind(*arguments, **keywords)
        bound.apply_defaults()
        # Training that goes on from an earlier one counts its epochs from there.
        first = bound.arguments.get("initial_epoch", 0)
        bound.arguments["epochs"] = min(first + most, bound.arguments["epochs"])
        return fit(*bound.args, **bound.kwargs)

    return capped


def _loader(arrays: Arrays) -> Callable[..., Arrays]:
    def load_data(path: str = "mnist.npz") -> Arrays:
        # Copies, as Keras reads the file again at each call: a script may scale its images in place.
        (train_images, train_labels), (test_images, test_labels) = arrays
        return (train_images.copy(), train_labels.copy()), (test_images.copy(), test_labels.copy())

    return load_data


def _running_cell(script: Path, cells: Sequence[Cell]) -> str:
    """The name of the script's cell that runs, also where it runs a function that an earlier cell defines."""
    lines = [line for frame, line in traceback.walk_stack(None) if frame.f_code.co_filename == str(script)]
    # The walk goes from the innermost call outwards: the last line is that of the script's own top level.
    return next(cell.name for cell in reversed(cells) if cell.line <= lines[-1])


def _run(script: Path, cells: Sequence[Cell], folder: Path) -> dict[str, Any]:
    try:
        if any(RAISES in cell.tags for cell in cells):
            return _run_cells(script, cells)
        return runpy.run_path(str(script), run_name="__main__")
    except FailedScriptError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and (reason := full_disk_reason(str(error))):
            raise no_room(folder, reason) from None
        frames = error.__traceback__
        # The runner's own frames, which come first, would only distract the user.
        while frames and frames.tb_frame.f_code.co_filename != str(script):
            frames = frames.tb_next
        settings = blamed(error)
        traceback.print_exception(error.with_traceback(frames))
        if settings:
            print(settings, file=sys.stderr)
        raise FailedScriptError(said(type(error).__name__, str(error))) from None


def _run_cells(script: Path, cells: Sequence[Cell]) -> dict[str, Any]:
    """Run a script cell by cell, and print what those say that are there to raise an error; return its variables."""
    variables: dict[str, Any] = {"__name__": "__main__", "__file__": str(script)}
    for cell in cells:
        # The lines of a traceback are the script's.
        code = compile("\n" * (cell.line - 1) + cell.code, script, "exec", dont_inherit=True)
        try:
            exec(code, variables)
        except Exception as error:
            if RAISES not in cell.tags:
                raise
            message = said(type(error).__name__, str(error))
            print(f'The cell "{cell.name}" is there to fail:\n{message}', file=sys.stderr)
        else:
            if RAISES in cell.tags:
                report_error(f'{script}:{cell.line}: the cell "{cell.name}" raised no error; correct it, or its tag')
                raise FailedScriptError
    return variables
