"""A kernel that does not start ends in one line that says what to do, and leaves nothing."""

import json
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from docs.plugins.project.errors import UserError
from docs.plugins.project.values import Declaration
from examples.runner import kernel as runner_kernel
from examples.runner import recording
from examples.runner.data import Data
from examples.runner.errors import INSTALL
from examples.runner.giving import GivenFile
from examples.runner.kernel import FailedCellError, FailedValueError, RunOptions, execute
from examples.runner.recording import KERNEL, record_of
from tests.runner.conftest import full_disk, leftovers, make_arrays, make_kernel_keras, make_script

OPTIONS = RunOptions(60, lambda _: None)


@pytest.fixture(autouse=True)
def nothing_left(folder: Path) -> Iterator[None]:
    """After each test, check that nothing is left."""
    yield
    assert leftovers(folder) == []


def notebook_of(*codes: str, kernel: str = "python3") -> NotebookNode:
    """A notebook of cells of these codes, which are called "1", "2" and so on."""
    cells = [new_code_cell(code, id=str(number)) for number, code in enumerate(codes, start=1)]
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL | {"name": kernel}})


def printed(code: str) -> str:
    """What a cell of this code prints in a kernel."""
    notebook = notebook_of(code)
    execute(notebook, make_arrays(), OPTIONS)
    text: str = notebook.cells[0].outputs[0].text
    return text


def refusal(kernel: str = "python3") -> str:
    """The message when a notebook of this kernel can't be run."""
    begun: list[str] = []
    with pytest.raises(UserError) as error:
        execute(notebook_of("1", kernel=kernel), make_arrays(), RunOptions(60, begun.append))
    assert begun == []
    return str(error.value)


def test_a_kernel_that_is_not_installed_is_named() -> None:
    assert refusal("no-such") == (f'there is no Jupyter kernel "no-such"; install ipykernel: {INSTALL}')


def test_a_kernel_that_ends_as_it_starts_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(make_kernel_keras(tmp_path / "ends", "import os; os._exit(1)\n")))
    assert refusal() == (
        "the kernel did not start (Kernel died before replying to kernel_info); "
        f"see what this says: {sys.executable} -m ipykernel_launcher --version"
    )


def test_a_kernel_that_ends_with_a_traceback_gives_its_last_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def start_kernel(self: AsyncKernelManager, stderr: IO[bytes], **_: object) -> None:
        stderr.write(b"Traceback (most recent call last):\n  File ...\nModuleNotFoundError: No module named 'zmq'\n")
        raise RuntimeError("Kernel didn't respond in 300 seconds")

    del folder
    monkeypatch.setattr(AsyncKernelManager, "start_kernel", start_kernel)
    assert refusal().startswith("the kernel did not start (ModuleNotFoundError: No module named 'zmq'); ")


def test_a_kernel_whose_port_another_program_has_taken_is_started_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A kernel whose port is taken ends as soon as it starts.
    taken = tmp_path / "taken"
    taken.touch()
    ends_once = f"import os\nif os.path.exists({str(taken)!r}):\n    os.remove({str(taken)!r})\n    os._exit(1)\n"
    monkeypatch.setenv("PYTHONPATH", str(make_kernel_keras(tmp_path / "packages", ends_once)))
    assert printed("print(1)") == "1\n"
    assert not taken.exists()


def test_a_kernel_that_does_not_answer_in_time_is_not_waited_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    async def start_kernel(self: AsyncKernelManager, **_: object) -> None:
        starts.append(self)
        raise RuntimeError("Kernel didn't respond in 300 seconds")

    monkeypatch.setattr(AsyncKernelManager, "start_kernel", start_kernel)
    assert refusal().startswith("the kernel did not start (Kernel didn't respond in 300 seconds)")
    assert len(starts) == 1


@contextmanager
def no_kernel(*_arguments: object) -> Iterator[None]:
    """Stand in for a kernel that is not used."""
    yield


@pytest.mark.parametrize(
    ("raised", "error", "message"),
    [
        (
            FailedCellError("1", "OSError: [Errno 28] No space left on device"),
            UserError,
            "(No space left on device); make room, or set TMPDIR",
        ),
        (FailedCellError("1", "ValueError: one"), FailedCellError, 'the cell "1" failed: ValueError: one'),
    ],
)
def test_a_cell_that_has_no_room_for_what_it_saves_is_not_at_fault(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, error: type[Exception], message: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise raised

    monkeypatch.setattr(runner_kernel, "_kernel", no_kernel)
    monkeypatch.setattr(runner_kernel, "_execute_cell", fail)
    with pytest.raises(error) as refused:
        execute(notebook_of("1"), make_arrays(), OPTIONS)
    assert str(refused.value).endswith(message)


@pytest.mark.usefixtures("in_a_kernel")
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told to keep memory")
def test_a_kernel_uses_the_memory_of_a_large_array_again() -> None:
    code = """
from resource import RUSAGE_SELF, getrusage
faults = []
for _ in range(3):
    before = getrusage(RUSAGE_SELF).ru_minflt
    large = b"x" * 50_000_000
    del large
    faults.append(getrusage(RUSAGE_SELF).ru_minflt - before)
print(*faults)
"""
    first, *others = map(int, printed(code).split())
    assert first > 10_000
    assert max(others) < 100


@pytest.mark.usefixtures("in_a_kernel")
def test_after_ctrl_c_nothing_is_said_of_what_waited_for_the_kernel(caplog: pytest.LogCaptureFixture) -> None:
    def interrupted(cell: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        execute(notebook_of("1"), make_arrays(), RunOptions(60, interrupted))
    loop = ensure_event_loop()
    loop.call_exception_handler({"message": "Task exception was never retrieved"})
    assert caplog.messages == []
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "said again"})
    assert caplog.messages == ["said again"]


@pytest.mark.usefixtures("in_a_kernel")
def test_a_kernel_runs_in_a_folder_that_has_the_files_alone() -> None:
    notebook = notebook_of("import os\nprint(os.listdir())\nprint(open('photos.zip').read())")
    options = RunOptions(60, lambda _: None, files=[GivenFile("photos.zip", b"photos")])
    execute(notebook, make_arrays(), options)
    assert notebook.cells[0].outputs[0].text == "['photos.zip']\nphotos\n"


@pytest.mark.usefixtures("in_a_kernel")
def test_a_kernel_imports_a_program_among_the_files() -> None:
    notebook = notebook_of("from photo import side\nprint(side)")
    options = RunOptions(60, lambda _: None, files=[GivenFile("photo.py", b"side = 28")])
    execute(notebook, make_arrays(), options)
    assert notebook.cells[0].outputs[0].text == "28\n"


def test_a_kernel_whose_python_is_gone_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "no/such/python")
    assert refusal().startswith("the kernel did not start ([Errno 2] No such file or directory: 'no/such/python')")


def test_a_kernel_that_cannot_start_for_want_of_ipykernel_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipykernel.kernelspec", None)
    assert refusal() == f'there is no Jupyter kernel "python3"; install ipykernel: {INSTALL}'


def test_a_kernel_of_the_same_name_that_the_user_has_installed_is_not_taken(
    tmp_path: Path, kernel_keras: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specification = tmp_path / "jupyter/kernels/python3/kernel.json"
    specification.parent.mkdir(parents=True)
    specification.write_text(json.dumps({"argv": ["no/such/python"], "display_name": "", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("PYTHONPATH", str(kernel_keras))
    assert printed("print(1)") == "1\n"


def test_a_package_that_is_not_installed_is_named_before_a_kernel_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(package: str) -> str:
        raise PackageNotFoundError(package)

    monkeypatch.setattr(recording, "version", missing)
    with pytest.raises(UserError, match=rf"^keras is not installed; .+ {re.escape(INSTALL)}$"):
        record_of(make_script("# %% a\n1"), [], Data("mnist", make_arrays()), OPTIONS)


def test_a_disk_too_full_for_the_data_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(np, "savez", full_disk)
    message = refusal()
    assert message.startswith(f"cannot write to {folder.parent / 'temporary' / 'keras-example-'}")
    assert message.endswith(" (No space left on device); make room, or set TMPDIR")


def values_of(*values: Declaration) -> dict[str, Any]:
    """The named values of a notebook of two cells."""
    notebook = notebook_of("a = 1", "a += 1; b = [a]")
    evaluated = execute(notebook, make_arrays(), RunOptions(60, lambda _: None, values))
    assert [(cell.id, cell.execution_count, cell.outputs) for cell in notebook.cells] == [("1", 1, []), ("2", 2, [])]
    return evaluated


@pytest.mark.usefixtures("in_a_kernel")
def test_a_value_is_evaluated_after_its_cell_and_leaves_no_trace_in_the_notebook() -> None:
    assert values_of(
        Declaration("late", "2", "a", 0),
        Declaration("early", "1", "a", 0),
        Declaration("list", "2", "(b, 'é')", 0),
    ) == {"early": 1, "late": 2, "list": [[2], "é"]}


@pytest.mark.usefixtures("in_a_kernel")
def test_a_value_that_fails_is_named_with_its_expression_in_one_line() -> None:
    with pytest.raises(FailedValueError) as error:
        values_of(Declaration("early", "1", "a", 0), Declaration("lost", "1", "b[0]", 0))
    assert str(error.value) == "the value \"lost\" (b[0]): NameError: name 'b' is not defined"
