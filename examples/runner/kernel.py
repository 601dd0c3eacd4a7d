"""The running of a notebook in a kernel of its own: a new process, in an empty folder, that knows nothing of us."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop, run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from docs.plugins.project.errors import UserError
from examples.runner.arrays import Arrays
from examples.runner.errors import first_line
from examples.runner.files import no_room, temporary_folder
from examples.runner.interrupts import interrupts_ignored
from examples.runner.npz import write_npz
from examples.runner.printed import cleaned
from examples.runner.values import Declaration

STARTUP = Path(__file__).with_name("kernel_startup.py")
EVALUATION = Path(__file__).with_name("evaluation.py")
# Keras fits the table of `summary()` into this: without a terminal to ask, it takes what is said here.
COLUMNS = 80
# Seconds for a kernel to import Keras: TensorFlow takes up to ten.
START_LIMIT = 300
# jupyter_client's words for a kernel that has ended before it is ready.
DIED = "Kernel died"
HAVE_IPYKERNEL = "install ipykernel: pip install -r requirements.txt"


class FailedCellError(Exception):
    """The cell of that name raised an error; `says` is what Python says of it."""

    def __init__(self, cell: str, says: str) -> None:
        super().__init__(f'the cell "{cell}" failed: {says}')
        self.cell, self.says = cell, says


class FailedValueError(Exception):
    """A named value can't be evaluated; the message says which, and why."""


def execute(
    notebook: NotebookNode,
    arrays: Arrays,
    time_limit: int,
    begins: Callable[[str], None],
    models: Mapping[str, Path] = MappingProxyType({}),
    values: Sequence[Declaration] = (),
) -> dict[str, Any]:
    """Run the notebook's code cells; each gets its outputs, cleaned. Return the named values, by their names.

    `load_data()` gives the arrays. No cell may take longer than `time_limit` seconds; `begins` is told each cell's
    name. In the end, each of the `models`, by its variable, is saved to its path, which ends in ".keras". Raises
    FailedCellError for an error of a cell's, FailedValueError for one of a value's, UserError where the kernel or the
    machine is at fault.
    """
    found: dict[str, Any] = {}
    with temporary_folder() as folder:
        environment = _environment(folder, arrays)
        try:
            with ExitStack() as stack:
                client = _start(stack, partial(_kernel, notebook, folder, environment, time_limit))
                for index, cell in enumerate(notebook.cells):
                    if cell.cell_type == "code":
                        begins(cell.id)
                        _execute_cell(client, cell, index)
                        cell.outputs = cleaned(cell.outputs)
                        found |= _evaluate(client, [value for value in values if value.after == cell.id])
                for variable, path in models.items():
                    _save(client, variable, path)
        except NoSuchKernel as error:
            raise UserError(f'there is no Jupyter kernel "{error.name}"; {HAVE_IPYKERNEL}') from None
        except (RuntimeError, OSError) as error:  # of jupyter_client's, which has no class for it
            raise UserError(f"the kernel does not start ({first_line(error)}); {HAVE_IPYKERNEL}") from None
    return found


def _start(stack: ExitStack, kernel: Callable[[], AbstractContextManager[NotebookClient]]) -> NotebookClient:
    """Start a kernel, which ends with the stack."""
    try:
        return stack.enter_context(kernel())
    except RuntimeError as error:
        if DIED not in str(error):
            raise
        # Its ports are chosen before it takes them: another program may have been first (jupyter_client#487).
        return stack.enter_context(kernel())


@contextmanager
def _kernel(
    notebook: NotebookNode, folder: Path, environment: Mapping[str, str], time_limit: int
) -> Iterator[NotebookClient]:
    # Its file would lie among the temporary ones, and stay there after Ctrl-C.
    kernel = AsyncKernelManager(
        kernel_name=notebook.metadata.kernelspec.name, connection_file=str(folder / "kernel.json")
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
        # TensorFlow's C++ code and the kernel itself write to stderr what no setting silences.
        run_sync(kernel.start_kernel)(env=environment, cwd=str(folder / "work"), stderr=subprocess.DEVNULL)
        # Not `client.execute`: it takes SIGINT for itself, and ends in an AssertionError (nbclient 0.11).
        with client.setup_kernel(cleanup_kc=True):
            yield client
    except KeyboardInterrupt:
        # asyncio would print a traceback for each task that fails by it, or by the kernel's end.
        ensure_event_loop().set_exception_handler(lambda _loop, _context: None)
        raise
    finally:
        # After Ctrl-C before the client was there; a second one must not leave the kernel behind.
        with interrupts_ignored():
            if kernel.has_kernel:
                run_sync(kernel.shutdown_kernel)(now=True)


def _execute_cell(client: NotebookClient, cell: NotebookNode, index: int, counted: bool = True) -> None:
    try:
        client.execute_cell(cell, index, store_history=counted)
    except CellExecutionError as error:
        says = f"{error.ename}: {first_line(Exception(error.evalue.strip()))}" if error.evalue else error.ename
        raise FailedCellError(cell.id, says) from None
    except CellTimeoutError:
        raise UserError(
            f'the cell "{cell.id}" ran for more than {client.timeout} s and was stopped; '
            "mend it, or give it longer: --time-limit SECONDS"
        ) from None
    except DeadKernelError:
        raise UserError(
            f'the kernel ended in the cell "{cell.id}"; where memory ran out, close other programs'
        ) from None


def _save(client: NotebookClient, variable: str, path: Path) -> None:
    """Save a model; an error is taken for one of the last cell."""
    _execute_aside(client, f"{variable}.save({str(path)!r})")


def _evaluate(client: NotebookClient, values: Sequence[Declaration]) -> dict[str, Any]:
    """The named values of what the notebook has run so far, by their names."""
    if not values:
        return {}
    expressions = {value.name: value.expression for value in values}
    try:
        outputs = _execute_aside(client, f"print(get_ipython().named_values({expressions!r}))")
    except FailedCellError as error:
        raise FailedValueError(error.says.removeprefix("ValueError: ")) from None
    texts = [output.text for output in outputs if output.get("name") == "stdout"]
    found: dict[str, Any] = json.loads("".join(texts))
    return found


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


def _environment(folder: Path, arrays: Arrays) -> dict[str, str]:
    """The kernel's environment; makes what it names in the folder, and there `work`, the current folder."""
    startup = folder / "ipython/profile_default/startup"
    data = folder / "data.npz"
    try:
        startup.mkdir(parents=True)
        (folder / "work").mkdir()
        shutil.copy(STARTUP, startup)
        shutil.copy(EVALUATION, folder)
        write_npz(data, arrays)
    except OSError as error:
        raise no_room(folder, error) from None
    return os.environ | {
        # The user's own IPython settings would be part of what is run.
        "IPYTHONDIR": str(folder / "ipython"),
        "EXAMPLE_DATA": str(data),
        "EXAMPLE_EVALUATION": str(folder / EVALUATION.name),
        "COLUMNS": str(COLUMNS),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # Without these three, glibc gives the memory of large arrays back at each step, and the system has to clear it
        # again: half of the time of a network of 21 million parameters. Other C libraries ignore them.
        "MALLOC_MMAP_MAX_": "0",
        "MALLOC_TRIM_THRESHOLD_": str(2**32),
        "MALLOC_TOP_PAD_": str(2**26),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # The lessons' backend, whichever this machine prefers.
        "KERAS_BACKEND": "tensorflow",
    }
