"""What the commands print: tables that stay readable on 80 columns and in a pipe."""

import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from docs.plugins.project.scripts import ACCURACIES, Script
from examples.runner.comparison import Difference
from examples.runner.data import Data
from examples.runner.execution import Outcome

NONE = "–"
# Without a terminal, Rich assumes 80 columns and breaks longer lines; a pipe has no width.
PIPE_WIDTH = 1000


def print_examples(scripts: Iterable[Script]) -> None:
    """Print what each script shows, a column a language."""
    scripts = list(scripts)
    languages = list(dict.fromkeys(language for script in scripts for language in script.descriptions))
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("example", no_wrap=True)
    for language in languages:
        table.add_column(language)
    for script in scripts:
        table.add_row(script.name, *(script.descriptions.get(language, NONE) for language in languages))
    _print(table)


def print_outcome(name: str, outcome: Outcome, data: Data, keras: ModuleType, saved: Sequence[Path]) -> None:
    """Print how a run went, with what it ran, and where its files are."""
    backend = keras.backend.backend()
    versions = {
        "keras": keras.__version__,
        backend: sys.modules[backend].__version__,
        "numpy": sys.modules["numpy"].__version__,
        "python": platform.python_version(),
    }
    table = Table(box=box.SIMPLE, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("example", name)
    for variable, accuracy in outcome.accuracies.items():
        table.add_row(ACCURACIES[variable], f"{accuracy:.4f}")
    table.add_row("time", f"{outcome.seconds:.1f} s")
    table.add_row("data", data.description)
    table.add_row("backend", backend)
    table.add_row("versions", ", ".join(f"{package} {version}" for package, version in versions.items()))
    table.add_row("files", "\n".join(map(str, saved)) or NONE)
    _print(table)


def print_differences(differences: Iterable[tuple[str, Difference]]) -> None:
    """Print where scripts no longer print or draw what is recorded, each difference with its script's name."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("example", no_wrap=True)
    table.add_column("cell or value", no_wrap=True)
    table.add_column("recorded")
    table.add_column("found")
    for name, difference in differences:
        table.add_row(name, difference.place, difference.recorded, difference.found)
    _print(table)


def print_line(text: str) -> None:
    """Print one line."""
    _print(text)


@contextmanager
def cells_shown(script: Script) -> Iterator[Callable[[str], None]]:
    """A progress bar of a script's cells, on a terminal; yields the function to call with each cell that begins."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=_console(), transient=True, disable=not sys.stdout.isatty()) as progress:
        task = progress.add_task(script.name, total=len(script.cells))

        def begins(cell: str) -> None:
            done = [each.name for each in script.cells].index(cell)
            progress.update(task, completed=done, description=f"{script.name} › {cell}")

        yield begins


def _print(what: Table | str) -> None:
    _console().print(what)


def _console() -> Console:
    # A path may contain what Rich takes for markup ("[old]") or for an emoji's name (":key:").
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(width=width, markup=False, emoji=False, highlight=False)
