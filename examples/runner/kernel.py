"""Runs a notebook in a kernel of its own: a new process that cannot import this project, in a folder that has only
what the notebook asks for.
"""

import asyncio
import json
import os
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from docs.plugins.project.errors import UserError
from docs.plugins.project.questions import value_problem
from docs.plugins.project.scripts import RAISES, WARNS
from docs.plugins.project.values import Declaration
from examples.runner.arrays import Arrays
from examples.runner.children import children_given
from examples.runner.environment import without_settings
from examples.runner.errors import INSTALL, first_line
from examples.runner.files import full_disk_reason, no_room, temporary_folder
from examples.runner.giving import GivenFile, give
from examples.runner.interrupts import interrupts_deferred, interrupts_ignored
from examples.runner.npz import write_npz
from examples.runner.printed import cleaned

STARTUP = Path(__file__).with_name("kernel_startup.py")
EVALUATION = Path(__file__).with_name("evaluation.py")
STYLE = Path(__file__).with_name("record.mplstyle")
# The width of the table of `summary()`: Keras reads it from the environment, as a kernel has no terminal.
COLUMNS = 80
# Seconds for a kernel to import Keras: TensorFlow takes up to ten.
START_LIMIT = 300
# What jupyter_client says of a kernel that ended before it was ready.
DIED = "Kernel died"
# The file of what a kernel writes to stderr.
STDERR = "stderr"
TRY_IT = f"see what this says: {sys.executable} -m ipykernel_launcher --version"
HAVE_IPYKERNEL = f"install ipykernel: {INSTALL}"


class FailedCellError(Exception):
    """The cell of that name raised an error; `reason` is its class and its message."""

    def __init__(self, cell: str, reason: str) -> None:
        super().__init__(f'the cell "{cell}" failed: {reason}')
        self.cell, self.reason = cell, reason


class FailedValueError(Exception):
    """The named value can't be evaluated, or not shown by the question that asks for it; the message says why."""

    def __init__(self, value: Declaration, reason: str) -> None:
        super().__init__(reason)
        self.value = value


@dataclass(frozen=True)
class RunOptions:
    """How a notebook is run, and what is taken from its run.

    No cell may take longer than `time_limit` seconds; `begins` is called with each cell's name. `values` are evaluated
    after their cells. At the end each of the `models`, by its variable, is saved to its path, which ends in ".keras".
    The `files` are in the folder in which the notebook runs.
    """

    time_limit: int
    begins: Callable[[str], None]
    values: Sequence[Declaration] = ()
    models: Mapping[str, Path] = field(default_factory=dict)
    files: Sequence[GivenFile] = ()


def execute(notebook: NotebookNode, arrays: Arrays, options: RunOptions) -> dict[str, Any]:
    """Run the notebook's code cells; each gets its outputs, cleaned. Return the named values, by their names.

    `load_data()` returns the arrays. Raises FailedCellError for an error of a cell's, FailedValueError for one of a
    value's, UserError where the kernel or the machine is at fault.
    """
    evaluated: dict[str, Any] = {}
    with temporary_folder() as folder:
        environment = _environment(folder, arrays, options.files)
        try:
            with ExitStack() as stack:
                client = _start(stack, partial(_kernel, notebook, folder, environment, options.time_limit))
                for index, cell in enumerate(notebook.cells):
                    if cell.cell_type == "code":
                        options.begins(cell.id)
                        _execute_cell(client, cell, index)
                        cell.outputs = _outputs(cell)
                        evaluated |= {
                            value.name: _evaluate(client, value) for value in options.values if value.after == cell.id
                        }
                for variable, path in options.models.items():
                    _save(client, variable, path)
        except NoSuchKernel as error:
            raise UserError(f'there is no Jupyter kernel "{error.name}"; {HAVE_IPYKERNEL}') from None
        except (FailedCellError, RuntimeError, OSError) as error:  # jupyter_client has no class of its own for the last
            if reason := full_disk_reason(str(error)):
                raise no_room(folder, reason) from None
            if isinstance(error, FailedCellError):
                raise
            raise UserError(f"the kernel did not start ({_cause(folder, error)}); {TRY_IT}") from None
    return evaluated


def _start(stack: ExitStack, kernel: Callable[[], AbstractContextManager[NotebookClient]]) -> NotebookClient:
    """Start a kernel, which ends with the stack."""
    try:
        return stack.enter_context(kernel())
    except RuntimeError as error:
        if DIED not in str(error):
            raise
        # Its ports are chosen before it opens them: another program may have taken one meanwhile (jupyter_client#487).
        return stack.enter_context(kernel())


@contextmanager
def _kernel(
    notebook: NotebookNode, folder: Path, environment: Mapping[str, str], time_limit: int
) -> Iterator[NotebookClient]:
    # Without a name, the connection file would lie among the system's temporary files, and stay there after Ctrl-C.
    kernel = AsyncKernelManager(
        kernel_name=notebook.metadata.kernelspec.name,
        connection_file=str(folder / "kernel.json"),
        # This Python's own kernel, whatever kernels of its name the user has installed.
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
    )
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=time_limit,
        startup_timeout=START_LIMIT,
        record_timing=False,
        shutdown_kernel="immediate",
    )
    try:
        # No setting silences all that TensorFlow's C++ code and the kernel itself write to stderr.
        with (folder / STDERR).open("wb") as stderr:
            _complete(kernel.start_kernel(env=environment, cwd=str(folder / "work"), stderr=stderr))
        _complete(client.async_start_new_kernel_client())
        # Not `client.execute`: it handles SIGINT itself, and fails with an AssertionError then (nbclient 0.11).
        yield client
    except KeyboardInterrupt:
        # asyncio would print a traceback for each task that fails because of it, or because the kernel has ended.
        ensure_event_loop().set_exception_handler(lambda _loop, _context: None)
        raise
    finally:
        # A second Ctrl-C must not leave the kernel behind.
        with interrupts_ignored():
            if client.kc:
                client.kc.stop_channels()
            if kernel.has_kernel:
                _complete(kernel.shutdown_kernel(now=True))


def _complete(work: Awaitable[object]) -> None:
    """Run the work to its end. A Ctrl-C cancels it, and is raised afterwards: amid asyncio's own code, where Python
    would raise it, it leaves a kernel's manager in a state that can't be shut down.
    """
    loop = ensure_event_loop()
    task = asyncio.ensure_future(work, loop=loop)
    with interrupts_deferred(lambda: loop.call_soon_threadsafe(task.cancel)):
        loop.run_until_complete(task)


def _execute_cell(client: NotebookClient, cell: NotebookNode, index: int, counted: bool = True) -> None:
    try:
        _complete(client.async_execute_cell(cell, index, store_history=counted))
    except CellExecutionError as error:
        reason = f"{error.ename}: {first_line(Exception(error.evalue.strip()))}" if error.evalue else error.ename
        raise FailedCellError(cell.id, reason) from None
    except CellTimeoutError:
        raise UserError(
            f'the cell "{cell.id}" ran for more than {client.timeout} s and was stopped; '
            "fix it, or give it more time: --time-limit SECONDS"
        ) from None
    except DeadKernelError:
        raise UserError(f'the kernel ended in the cell "{cell.id}"; if memory ran out, close other programs') from None


def _outputs(cell: NotebookNode) -> list[NotebookNode]:
    """The cleaned outputs of a cell that is done; raises FailedCellError where it lacks what its tags tell of."""
    tags = cell.metadata.get("tags", [])
    outputs = cleaned(cell.outputs, warnings=WARNS in tags)
    for tag, done, there in (
        (RAISES, "raised no error", any(output.output_type == "error" for output in outputs)),
        (WARNS, "warned of nothing", any(output.get("name") == "stderr" for output in outputs)),
    ):
        if tag in tags and not there:
            raise FailedCellError(cell.id, f"it {done}; correct it, or remove its tag {tag}")
    return outputs


def _save(client: NotebookClient, variable: str, path: Path) -> None:
    """Save a model; an error is reported as one of the last cell."""
    _execute_aside(client, f"{variable}.save({str(path)!r})")


def _evaluate(client: NotebookClient, value: Declaration) -> Any:  # noqa: ANN401
    """A named value at this point of the run."""
    expressions = {value.name: value.expression}
    try:
        outputs = _execute_aside(client, f"print(get_ipython().named_values({expressions!r}))")
    except FailedCellError as error:
        raise FailedValueError(value, error.reason.removeprefix("ValueError: ")) from None
    texts = [output.text for output in outputs if output.get("name") == "stdout"]
    evaluated = json.loads("".join(texts))[value.name]
    if value.asked and (problem := value_problem(evaluated)):
        raise FailedValueError(value, f'the value "{value.name}" ({value.expression}) {problem}')
    return evaluated


def _execute_aside(client: NotebookClient, code: str) -> list[NotebookNode]:
    """Run code after the cells so far, and return its outputs; it leaves no trace in the notebook and its counts."""
    cells = client.nb.cells
    cells.append(new_code_cell(code, id=cells[-1].id))
    try:
        _execute_cell(client, cells[-1], len(cells) - 1, counted=False)
        outputs: list[NotebookNode] = cells[-1].outputs
        return outputs
    finally:
        cells.pop()


def _cause(folder: Path, error: Exception) -> str:
    """Why a kernel has not started: the last line of its traceback, or else what the error says."""
    written = (folder / STDERR).read_text(encoding="utf-8", errors="replace")
    return written.rstrip().rpartition("\n")[2] if "Traceback " in written else first_line(error)


def _environment(folder: Path, arrays: Arrays, files: Sequence[GivenFile]) -> dict[str, str]:
    """The kernel's environment; makes the files that it names, and `work`, the kernel's current folder."""
    home, ipython, temporary = folder / "home", folder / "ipython", folder / "tmp"
    startup = ipython / "profile_default/startup"
    data = folder / "data.npz"
    try:
        startup.mkdir(parents=True)
        home.mkdir()
        temporary.mkdir()
        (folder / "work").mkdir()
        (folder / STDERR).touch()
        shutil.copy(STARTUP, startup)
        shutil.copy(EVALUATION, folder)
        give(files, folder / "work")
        write_npz(data, arrays)
        environment = children_given(without_settings(os.environ, home), data, folder / "startup")
    except OSError as error:
        raise no_room(folder, str(error.strerror)) from None
    return environment | {
        "IPYTHONDIR": str(ipython),
        # What Keras leaves among temporary files when a save fails would stay there. Ray's sockets are there too, and
        # the path of a socket has at most 107 bytes: this adds few.
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "EXAMPLE_EVALUATION": str(folder / EVALUATION.name),
        "COLUMNS": str(COLUMNS),
        # Without these three, glibc returns the memory of large arrays at each step, and the system has to clear it
        # again: half of the time that a network of 21 million parameters takes. Other C libraries ignore them.
        "MALLOC_MMAP_MAX_": "0",
        "MALLOC_TRIM_THRESHOLD_": str(2**32),
        "MALLOC_TOP_PAD_": str(2**26),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MATPLOTLIBRC": str(STYLE),
    }
