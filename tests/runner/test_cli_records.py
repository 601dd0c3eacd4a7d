"""`record` and `verify`: a record is replaced as a whole or stays as it is, and differences from it are shown."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from textwrap import indent
from types import ModuleType
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import UserError
from examples.runner import cli, data, recording
from examples.runner.arrays import Arrays, digest
from examples.runner.cli import main
from examples.runner.errors import INSTALL, INSTALL_TORCH
from examples.runner.giving import GivenFile
from examples.runner.kernel import RunOptions
from examples.runner.npz import write_npz
from tests.runner.conftest import (
    full_disk,
    is_readable,
    leftovers,
    make_arrays,
    make_kernel_keras,
    make_photos,
    rows,
    script_text,
)
from tests.support.mistakes import write_mistakes
from tests.support.programs import ROOT
from tests.support.tiny_project import sealed

TWO_CELLS = "# %% load\n1\n\n# %% fit\n2"
RECORD = "examples/notebooks/tiny.ipynb"
VALUES = "examples/values/tiny.yml"
OLD = b"an older record\n"
AGAIN = f"make it again: {EXAMPLES} record tiny"
# Writes to stderr as native code does, writes its process id to a pipe, and waits to be stopped.
WAIT = """import os, threading
os.write(2, b"a line of TensorFlow's own\\n")
pipe = open(os.environ["PIPE"], "w")
print(os.getpid(), file=pipe, flush=True)
threading.Event().wait(60)
"""
# A whole command in a process of its own, with another project and another MNIST.
COMMAND = """import sys
from pathlib import Path
from examples.runner import cli, data
cli.ROOT, data.MNIST_DIGEST = Path(sys.argv[1]), sys.argv[2]
sys.exit(cli.main(sys.argv[3:]))
"""
# This many seconds pass only if something is wrong.
TOO_LONG = 30


class FakeKernel:
    """Runs nothing: each cell prints its text in `prints`, by its code or its name, or else its name.

    Ctrl-C is pressed in the cell `interrupted`. A named value is its entry in `values`, or its expression.
    """

    def __init__(self) -> None:
        self.prints: dict[str, str] = {}
        self.values: dict[str, Any] = {}
        self.interrupted = ""
        self.begun: list[str] = []
        self.time_limits: list[int] = []
        self.arrays: list[Arrays] = []
        self.files: list[GivenFile] = []

    def execute(self, notebook: NotebookNode, arrays: Arrays, options: RunOptions) -> dict[str, Any]:
        """Stand in for the runner's own function."""
        for variable, path in options.models.items():
            path.write_text(variable, encoding="utf-8")
        self.arrays.append(arrays)
        self.files += options.files
        self.time_limits.append(options.time_limit)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                options.begins(cell.id)
                self.begun.append(cell.id)
                if cell.id == self.interrupted:
                    raise KeyboardInterrupt
                said = self.prints.get(cell.source, self.prints.get(cell.id, cell.id))
                cell.outputs = [new_output("stream", name="stdout", text=f"{said}\n")]
        return {value.name: self.values.get(value.name, value.expression) for value in options.values}


@pytest.fixture(autouse=True)
def mnist_is_what_keras_has(keras: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the few images of the fake Keras count as MNIST."""
    del keras, folder
    monkeypatch.setattr(data, "MNIST_DIGEST", digest(make_arrays()))


@pytest.fixture
def fake_kernel(monkeypatch: pytest.MonkeyPatch) -> FakeKernel:
    """Replace the kernel by a fake one; other tests start real ones."""
    fake = FakeKernel()
    monkeypatch.setattr(recording, "execute", fake.execute)
    return fake


@pytest.fixture
def write(project: Path) -> Callable[..., None]:
    """Return a function that writes a script of these cells, by default `tiny`."""

    def write(cells: str, name: str = "tiny") -> None:
        (project / f"examples/{name}.py").write_text(script_text(cells), encoding="utf-8")

    return write


@pytest.fixture
def declare(project: Path) -> Callable[[str], None]:
    """Return a function that writes the file of the named values of `tiny`."""

    def declare(text: str) -> None:
        (project / VALUES).parent.mkdir(exist_ok=True)
        (project / VALUES).write_text(text, encoding="utf-8")

    return declare


@pytest.fixture
def old_record(project: Path) -> Path:
    """Write an older record of `tiny`; return its path."""
    path = project / RECORD
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture
def tiny(project: Path, write: Callable[..., None], fake_kernel: FakeKernel) -> Path:
    """Record a script of two cells; return the record's path."""
    write(TWO_CELLS)
    assert main(["record", "tiny"]) == 0
    fake_kernel.begun.clear()
    return project / RECORD


def records(project: Path) -> list[str]:
    """The paths of what is in the folder of the records."""
    folder = project / "examples/notebooks"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def texts(path: Path) -> dict[str, str]:
    """What the cells of a record print, by their names."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["outputs"][0]["text"]) for cell in cells if cell["cell_type"] == "code"}


# The words of mistakes


LOSS = "examples/mistakes/fit.py"


@pytest.fixture
def mistakes(project: Path, fake_kernel: FakeKernel) -> Path:
    """Write a script of mistakes, and their file, with a template of what the script says; return that file's path."""
    (project / "examples/mistakes").mkdir()
    (project / LOSS).write_text(script_text('# %% no-loss tags=["raises-exception"]\n1'), encoding="utf-8")
    write_mistakes(project)
    fake_kernel.prints["no-loss"] = "ValueError: No loss for 3."
    return project / "docs/mistakes.yml"


def test_a_template_is_written_anew_where_its_message_is_worded_in_another_way(
    mistakes: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    before = mistakes.read_text(encoding="utf-8")
    assert main(["record", "mistakes/fit"]) == 0
    assert mistakes.read_text(encoding="utf-8") == before
    assert len(capsys.readouterr().out.splitlines()) == 1
    fake_kernel.prints["no-loss"] = "ValueError: The loss for the 3 outputs is missing."
    assert main(["record", "mistakes/fit"]) == 0
    assert mistakes.read_text(encoding="utf-8") == before.replace(
        "No loss for {n}.", "The loss for the {n} outputs is missing."
    )
    said, _ = capsys.readouterr().out.splitlines()
    assert said.startswith(
        'docs/mistakes.yml: the message of "no-loss" is worded in another way; its template is now: '
    )


def test_verify_shows_a_template_that_no_longer_finds_its_message(
    mistakes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "mistakes/fit"]) == 0
    assert main(["verify"]) == 0
    before = mistakes.read_text(encoding="utf-8")
    mistakes.write_text(before.replace("No loss", "No losses"), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify"]) == 1
    shown = ["mistakes/fit", "no-loss", "template: No losses for {n}.", "ValueError: No loss for {n}."]
    assert rows(capsys.readouterr().out)[-1] == shown


def test_a_lessons_cell_that_is_called_as_a_mistake_is_makes_none(
    mistakes: Path, write: Callable[..., None], fake_kernel: FakeKernel
) -> None:
    before = mistakes.read_text(encoding="utf-8")
    write("# %% no-loss\n2")
    fake_kernel.prints["2"] = "It has a loss."
    for command in ("record", "verify"):
        assert main([command]) == 0
    assert mistakes.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("command", ["record", "verify"])
def test_a_mistake_in_the_file_of_mistakes_is_told_before_their_scripts_run_and_others_run(
    mistakes: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    write(TWO_CELLS)
    assert main(["record"]) == 0
    mistakes.write_text("[]\n", encoding="utf-8")
    fake_kernel.begun.clear()
    capsys.readouterr()
    assert main([command, "mistakes/fit"]) == 2
    assert capsys.readouterr().err == (
        'error: docs/mistakes.yml:1: not a list of mistakes; begin each with a line such as "no-flatten:"\n'
    )
    assert fake_kernel.begun == []
    assert main([command, "tiny"]) == 0


# What is recorded


@pytest.mark.usefixtures("fake_kernel")
def test_a_record_is_written_and_reported_in_one_line(
    project: Path, write: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    assert main(["record", "tiny"]) == 0
    assert texts(project / RECORD) == {"load": "load\n", "fit": "fit\n"}
    output, error = capsys.readouterr()
    assert re.fullmatch(r"tiny: \d+\.\d s\n", output)
    assert error == ""


def test_a_script_is_given_the_files_that_it_asks_for_once_they_are_there(
    project: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS, "plain")
    write("# %% load\nopen('photos.zip')")
    assert main(["record", "plain", "tiny"]) == 2
    assert capsys.readouterr() == ("", f"error: no examples/photos.zip; make it: {EXAMPLES} photos\n")
    assert fake_kernel.begun == []
    archive = make_photos(project)
    for command in ("record", "verify"):
        assert main([command, "plain", "tiny"]) == 0
    assert fake_kernel.files == [GivenFile("photos.zip", archive.read_bytes())] * 2


@pytest.mark.usefixtures("fake_kernel")
def test_who_asks_for_another_backend_is_told_that_records_are_of_tensorflow(
    write: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    for command in ("record", "verify"):
        assert main([command, "tiny"]) == 0
        said, *_ = capsys.readouterr().out.splitlines()
        assert said == "KERAS_BACKEND asks for jax, but records are of TensorFlow: that is what runs."


@pytest.mark.usefixtures("fake_kernel")
@pytest.mark.parametrize(
    ("names", "written"),
    [
        ([], ["one.ipynb", "solutions/one.ipynb", "two.ipynb"]),
        (["two"], ["two.ipynb"]),
        (["solutions/one", "two"], ["solutions/one.ipynb", "two.ipynb"]),
    ],
    ids=["none", "one", "two"],
)
def test_the_examples_that_are_named_are_recorded_or_else_all(
    project: Path, folder: Path, write: Callable[..., None], names: list[str], written: list[str]
) -> None:
    for name in ("one", "two", "solutions/one"):
        write(TWO_CELLS, name)
    assert main(["record", *names]) == 0
    assert records(project) == written
    assert leftovers(folder) == []


def test_an_older_record_is_replaced(
    old_record: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    fake_kernel.prints["fit"] = "done"
    assert main(["record", "tiny"]) == 0
    assert texts(old_record) == {"load": "load\n", "fit": "done\n"}
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("options", "time_limit"), [([], cli.TIME_LIMIT), (["--time-limit", "7"], 7)])
def test_a_cell_has_the_time_limit_that_is_given(
    write: Callable[..., None], fake_kernel: FakeKernel, options: list[str], time_limit: int
) -> None:
    write(TWO_CELLS)
    assert main(["record", *options]) == 0
    assert main(["verify", *options]) == 0
    assert fake_kernel.time_limits == [time_limit, time_limit]


def test_mnist_may_be_in_a_file_and_is_called_mnist_there_too(
    project: Path, write: Callable[..., None], fake_kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = make_arrays(2000)
    write_npz(Path("mine.npz"), arrays)
    monkeypatch.setattr(data, "MNIST_DIGEST", digest(arrays))
    write(TWO_CELLS)
    assert main(["record", "--data", "mine.npz"]) == 0
    assert main(["verify", "--data", "mine.npz"]) == 0
    assert [digest(given) for given in fake_kernel.arrays] == [digest(arrays)] * 2
    assert json.loads((project / RECORD).read_text(encoding="utf-8"))["metadata"]["record"]["data"] == "mnist"


# Weights


@pytest.fixture
def exports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the model `net` of `tiny` be exported; its file has the text of the saved model."""

    def exported_file(model: Path, record: str) -> bytes:
        return f"{model.read_text(encoding='utf-8')} of {json.loads(record)['metadata']['record']['script']}".encode()

    monkeypatch.setattr(cli, "drawn_networks", lambda _: {"tiny": "net"})
    monkeypatch.setattr(cli, "exported_file", exported_file)


@pytest.mark.usefixtures("fake_kernel", "exports")
def test_the_weights_of_a_network_that_pages_load_are_written_with_its_record(
    project: Path, folder: Path, write: Callable[..., None]
) -> None:
    for name in ("tiny", "other"):
        write(TWO_CELLS, name)
    assert main(["record"]) == 0
    assert records(project) == ["other.ipynb", "tiny.ipynb"]
    (weights,) = (project / "examples/weights").rglob("*.*")
    assert weights == project / "examples/weights/tiny.safetensors"
    assert weights.read_bytes() == b"net of examples/tiny.py"
    assert leftovers(folder) == []


@pytest.mark.usefixtures("tiny", "exports")
def test_verify_writes_no_weights(project: Path) -> None:
    assert main(["verify", "tiny"]) == 0
    assert not (project / "examples/weights").exists()


@pytest.mark.usefixtures("fake_kernel", "exports")
def test_a_network_that_cannot_be_exported_leaves_the_older_record(
    old_record: Path,
    project: Path,
    write: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(model: Path, record: str) -> bytes:
        raise UserError("examples/tiny.py: the browser cannot run the Dropout layer")

    monkeypatch.setattr(cli, "exported_file", refuse)
    write(TWO_CELLS)
    assert main(["record", "tiny"]) == 2
    assert capsys.readouterr().err == "error: examples/tiny.py: the browser cannot run the Dropout layer\n"
    assert old_record.read_bytes() == OLD
    assert not (project / "examples/weights").exists()


@pytest.mark.usefixtures("fake_kernel", "exports")
def test_a_folder_of_weights_that_cannot_be_written_leaves_the_older_record(
    old_record: Path, project: Path, write: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    (project / "examples/weights").write_text("mine", encoding="utf-8")
    assert main(["record", "tiny"]) == 2
    assert capsys.readouterr().err.startswith(f"error: cannot write to {project / 'examples/weights'}: ")
    assert old_record.read_bytes() == OLD


# What is refused


@pytest.mark.parametrize("command", ["record", "verify"])
@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("digits", 'no choice "digits" for --data (choices: auto, mnist, or the path of an .npz file)'),
        ("no.npz", "no file no.npz; give the path of an mnist.npz"),
    ],
)
def test_data_that_is_not_mnist_is_refused(
    tiny: Path,
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    command: str,
    choice: str,
    message: str,
) -> None:
    before = tiny.read_bytes()
    capsys.readouterr()
    assert main([command, "tiny", "--data", choice]) == 2
    assert capsys.readouterr() == ("", f"error: {message}\n")
    assert fake_kernel.begun == []
    assert tiny.read_bytes() == before


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        (
            "docs/languages.yml",
            b"vi:\n  lokstep: true\n",
            'docs/languages.yml:2: "lokstep" is no key of a language (keys: name, site_name, description, '
            "thousands_mark, decimal_mark, labels, lockstep, fallback)",
        ),
        (
            "docs/languages.yml",
            b"vi:\n  name: \xff\n",
            "docs/languages.yml:2: not UTF-8 (invalid start byte); save the file as UTF-8",
        ),
        (
            "examples/tiny.py",
            b'"""en: \xff."""\n',
            "examples/tiny.py:1: not UTF-8 (invalid start byte); save the file as UTF-8",
        ),
        (
            "examples/values/tiny.yml",
            b"fit:\n  one: \xff\n",
            "examples/values/tiny.yml:2: not UTF-8 (invalid start byte); save the file as UTF-8",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named_before_a_cell_runs(
    project: Path,
    tiny: Path,
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    path: str,
    content: bytes,
    message: str,
) -> None:
    before = tiny.read_bytes()
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_bytes(content)
    capsys.readouterr()
    assert main(["record", "tiny"]) == 2
    assert capsys.readouterr() == ("", f"error: {message}\n")
    assert fake_kernel.begun == []
    assert tiny.read_bytes() == before


def test_a_mistake_in_the_values_of_the_last_script_is_named_before_the_first_runs(
    project: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    write(TWO_CELLS, "last")
    (project / "examples/values").mkdir()
    (project / "examples/values/tiny.yml").write_text("fit: {one: 1 +}\n", encoding="utf-8")
    assert main(["record", "last", "tiny"]) == 2
    assert capsys.readouterr().err == (
        'error: examples/values/tiny.yml:1: the value "one" is not a Python expression (invalid syntax): 1 +\n'
    )
    assert fake_kernel.begun == []
    assert records(project) == []


@pytest.mark.parametrize("choice", ["auto", "mnist"])
def test_without_a_network_one_line_says_so_and_no_other_data_is_taken(
    tiny: Path,
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
    choice: str,
) -> None:
    before = tiny.read_bytes()
    capsys.readouterr()
    request.getfixturevalue("no_network")
    assert main(["record", "tiny", "--data", choice]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert error.startswith("error: MNIST could not be loaded (Name or service not known); ")
    assert error.count("\n") == 1
    assert fake_kernel.begun == []
    assert tiny.read_bytes() == before


def test_a_folder_of_records_that_cannot_be_written_is_refused_before_a_cell_runs(
    project: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS)
    (project / "examples/notebooks").write_text("mine", encoding="utf-8")
    assert main(["record"]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    folder = project / "examples/notebooks"
    assert error.startswith(f"error: cannot write to {folder}: {folder} is a file; move it away")
    assert error.count("\n") == 1
    assert fake_kernel.begun == []


def test_a_full_disk_leaves_the_older_record(
    old_record: Path,
    folder: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(TWO_CELLS)
    monkeypatch.setattr(shutil, "copyfile", full_disk)
    assert main(["record", "tiny"]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert error.startswith(f"error: cannot write to {old_record.parent} (No space left on device); make room")
    assert error.count("\n") == 1
    assert fake_kernel.begun == ["load", "fit"]
    assert old_record.read_bytes() == OLD
    assert list(old_record.parent.iterdir()) == [old_record]
    assert leftovers(folder) == []


def test_a_kernel_that_is_not_installed_is_one_line_with_the_script(
    old_record: Path,
    folder: Path,
    write: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(TWO_CELLS)
    monkeypatch.setitem(recording.KERNEL, "name", "no-such")
    assert main(["record", "tiny"]) == 2
    assert capsys.readouterr() == (
        "",
        f'error: examples/tiny.py: there is no Jupyter kernel "no-such"; install ipykernel: {INSTALL}\n',
    )
    assert old_record.read_bytes() == OLD
    assert leftovers(folder) == []


def refused(capsys: pytest.CaptureFixture[str], fake_kernel: FakeKernel, *options: str) -> str:
    """The error of `verify tiny`, which must stop before a cell runs."""
    capsys.readouterr()
    assert main(["verify", "tiny", *options]) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert error.count("\n") == 1
    assert fake_kernel.begun == []
    return error.removeprefix("error: ").rstrip("\n")


def test_a_missing_record_is_named(tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.unlink()
    assert refused(capsys, fake_kernel) == f"{RECORD}: no such record; make it: {EXAMPLES} record tiny"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", ":1: not JSON"),
        ('{\n"cells": [', ":2: not JSON"),
        ("{}", ": not a record"),
        ('{"cells": [], "metadata": {}}', ": not a record"),
    ],
    ids=["empty", "cut short", "other JSON", "other notebook"],
)
def test_a_damaged_record_is_named_and_stays(
    tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    tiny.write_text(content, encoding="utf-8")
    error = refused(capsys, fake_kernel)
    assert error.startswith(RECORD + message)
    assert error.endswith(AGAIN)
    assert tiny.read_text(encoding="utf-8") == content


def test_the_record_of_another_script_is_named(
    tiny: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS, "other")
    assert main(["record", "other"]) == 0
    tiny.with_name("other.ipynb").replace(tiny)
    fake_kernel.begun.clear()
    assert refused(capsys, fake_kernel) == f"{RECORD}: this is the record of examples/other.py; {AGAIN}"


def test_a_record_older_than_its_script_is_named(
    tiny: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tiny.read_bytes()
    write(TWO_CELLS + "  # changed")
    assert refused(capsys, fake_kernel) == f"examples/tiny.py has changed since {RECORD} was made; {AGAIN}"
    assert tiny.read_bytes() == before


@pytest.mark.parametrize("change", ["add", "drop", "rename"])
def test_a_record_of_other_cells_than_the_scripts_is_named(
    tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    notebook = json.loads(tiny.read_text(encoding="utf-8"))
    cells: list[dict[str, Any]] = notebook["cells"]
    if change == "add":
        cells.append(cells[-1] | {"id": "other"})
    elif change == "drop":
        cells.pop()
    else:
        cells[-1]["id"] = "other"
    tiny.write_text(sealed(notebook), encoding="utf-8")
    assert refused(capsys, fake_kernel) == f"{RECORD} does not have the cells of examples/tiny.py; {AGAIN}"


def test_a_record_that_was_edited_is_named(
    tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write_text(tiny.read_text(encoding="utf-8").replace('"fit\\n"', '"fat\\n"'), encoding="utf-8")
    assert refused(capsys, fake_kernel) == f"{RECORD}: it was changed after the run that it is of; {AGAIN}"


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ("", 'has the value "loss", which nothing declares any more'),
        ("fit: {loss: '1'}", f'does not have the value "loss" as {VALUES}:1 declares it'),
        ("load: {loss: x}", f'does not have the value "loss" as {VALUES}:1 declares it'),
        ("fit: {losses: x}", f'does not have the value "losses" as {VALUES}:1 declares it'),
        ("fit:\n  loss: x\n  epochs: y", f'does not have the value "epochs" as {VALUES}:3 declares it'),
    ],
    ids=["none now", "another expression", "another cell", "another name", "one more"],
)
def test_a_record_of_other_values_than_are_declared_is_named(
    write: Callable[..., None],
    declare: Callable[[str], None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    declared: str,
    problem: str,
) -> None:
    write(TWO_CELLS)
    declare("fit: {loss: x}")
    assert main(["record", "tiny"]) == 0
    fake_kernel.begun.clear()
    declare(declared)
    assert refused(capsys, fake_kernel) == f"{RECORD} {problem}; {AGAIN}"


@pytest.mark.parametrize("command", ["record", "verify"])
def test_a_value_of_an_unknown_cell_is_named_and_the_older_record_stays(
    tiny: Path,
    declare: Callable[[str], None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    before = tiny.read_bytes()
    declare("fitt: {loss: x}")
    capsys.readouterr()
    assert main([command, "tiny"]) == 2
    assert capsys.readouterr() == ("", f'error: {VALUES}:1: no cell "fitt" in examples/tiny.py (cells: load, fit)\n')
    assert fake_kernel.begun == []
    assert tiny.read_bytes() == before


def test_a_tolerance_of_an_unknown_cell_is_named(
    project: Path, tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    del tiny
    (project / "examples/tolerances.yml").write_text("tiny: {fitt: 1}\n", encoding="utf-8")
    assert refused(capsys, fake_kernel) == (
        'examples/tolerances.yml:1: no cell "fitt" in examples/tiny.py (cells: load, fit)'
    )


# Packages that a machine may lack


BACKENDS = "# %% backends\n('tensorflow', 'torch')\n\n# %% table\n2"
TABLE = "backend     s/epoch\ntensorflow  {}\ntorch       1.8"


@pytest.fixture
def of_backends(
    project: Path,
    write: Callable[..., None],
    declare: Callable[[str], None],
    fake_kernel: FakeKernel,
    optional: dict[str, str],
) -> Path:
    """Record a script that names two backends; return the record's path."""
    del optional
    write(BACKENDS)
    declare("table: {accuracy: x}")
    fake_kernel.prints["table"] = TABLE.format(1.1)
    fake_kernel.values["accuracy"] = {"tensorflow": 0.97, "torch": [0.96]}
    assert main(["record", "tiny"]) == 0
    fake_kernel.begun.clear()
    return project / RECORD


def test_a_record_and_its_title_have_the_versions_of_the_packages_that_its_script_names(of_backends: Path) -> None:
    notebook = json.loads(of_backends.read_text(encoding="utf-8"))
    assert notebook["metadata"]["record"]["versions"]["torch"] == "1.0"
    assert {"jax", "ray"}.isdisjoint(notebook["metadata"]["record"]["versions"])
    assert ", torch 1.0, python " in "".join(notebook["cells"][0]["source"])


def test_without_a_package_that_a_script_names_nothing_is_recorded(
    of_backends: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    optional: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = of_backends.read_bytes()
    write(TWO_CELLS, "other")
    del optional["torch"]
    capsys.readouterr()
    assert main(["record", "other", "tiny"]) == 2
    assert capsys.readouterr() == (
        "",
        f"error: examples/tiny.py needs torch, which is not installed; install it: {INSTALL_TORCH}\n",
    )
    assert fake_kernel.begun == []
    assert of_backends.read_bytes() == before


@pytest.mark.parametrize(("seconds", "status"), [(1.1, 0), (1.2, 1)])
def test_without_it_the_lines_and_values_of_the_others_are_compared_and_that_is_said(
    of_backends: Path,
    fake_kernel: FakeKernel,
    optional: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    seconds: float,
    status: int,
) -> None:
    assert of_backends.is_file()
    del optional["torch"]
    fake_kernel.prints["table"] = TABLE.format(seconds).rpartition("\n")[0]
    fake_kernel.values["accuracy"] = {"tensorflow": 0.97}
    capsys.readouterr()
    assert main(["verify", "tiny"]) == status
    first, *_ = capsys.readouterr().out.splitlines()
    assert first == (
        "tiny: torch is not installed, so the lines that name it are not compared (table, accuracy); "
        f"install it: {INSTALL_TORCH}"
    )


def test_with_it_its_lines_are_compared_and_another_version_is_told(
    of_backends: Path, fake_kernel: FakeKernel, optional: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert of_backends.is_file()
    optional["torch"] = "1.1"
    fake_kernel.prints["table"] = TABLE.format(1.1).rpartition("\n")[0]
    capsys.readouterr()
    assert main(["verify", "tiny"]) == 1
    output = capsys.readouterr().out
    assert output.splitlines()[0] == "recorded with torch 1.0; today 1.1"
    assert rows(output)[-1] == ["tiny", "table", "torch", "1.8", "–"]


def test_where_nothing_that_is_recorded_names_it_nothing_is_said_of_it(
    project: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    optional: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(BACKENDS)
    assert main(["record", "tiny"]) == 0
    del optional["torch"]
    capsys.readouterr()
    assert main(["verify", "tiny"]) == 0
    assert "torch" not in capsys.readouterr().out


# What differs


def test_where_nothing_differs_one_line_says_so_and_nothing_is_written(
    project: Path, folder: Path, tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tiny.read_bytes()
    capsys.readouterr()
    assert main(["verify", "tiny"]) == 0
    output, error = capsys.readouterr()
    ran, result = output.splitlines()
    assert re.fullmatch(r"tiny: \d+\.\d s", ran)
    assert (result, error) == ("They print and draw what is recorded, within the tolerances.", "")
    assert fake_kernel.begun == ["load", "fit"]
    assert records(project) == ["tiny.ipynb"]
    assert tiny.read_bytes() == before
    assert leftovers(folder) == []


def test_a_version_that_has_moved_is_told_before_anything_runs(
    tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = json.loads(tiny.read_text(encoding="utf-8"))
    notebook["metadata"]["record"]["versions"]["keras"] = "2.4.0"
    tiny.write_text(sealed(notebook), encoding="utf-8")
    fake_kernel.interrupted = "load"
    capsys.readouterr()
    assert main(["verify", "tiny"]) == 130
    assert capsys.readouterr().out == f"recorded with keras 2.4.0; today {version('keras')}\n"


def test_what_differs_is_shown_of_every_example_with_its_place(
    tiny: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS, "solutions/tiny")
    assert main(["record", "solutions/tiny"]) == 0
    before = tiny.read_bytes()
    capsys.readouterr()
    fake_kernel.prints["fit"] = "other"
    assert main(["verify"]) == 1
    output, error = capsys.readouterr()
    assert rows(output)[2:] == [
        ["example", "cell or value", "recorded", "found"],
        ["tiny", "fit", "fit", "other"],
        ["solutions/tiny", "fit", "fit", "other"],
    ]
    assert error == ""
    assert tiny.read_bytes() == before


@pytest.mark.parametrize(("found", "status"), [("0.52", 0), ("0.54", 1)])
def test_numbers_may_be_as_far_as_the_tolerance_of_their_script_and_cell(
    project: Path,
    old_record: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    found: str,
    status: int,
) -> None:
    del old_record
    tolerances = "other: {load: 9, fit: 9}\ntiny: {load: 9, fit: 0.03}\n"
    (project / "examples/tolerances.yml").write_text(tolerances, encoding="utf-8")
    write(TWO_CELLS)
    write(TWO_CELLS, "other")
    fake_kernel.prints = {"load": "1", "fit": "0.5"}
    assert main(["record", "tiny"]) == 0
    fake_kernel.prints = {"load": "5", "fit": found}
    capsys.readouterr()
    assert main(["verify", "tiny"]) == status
    differences = rows(capsys.readouterr().out)[2:]
    assert differences == ([["tiny", "fit", "0.5", found]] if status else [])


@pytest.mark.parametrize(("found", "status"), [([0.52, 5], 0), ([0.54, 5], 1), ([0.5], 1)])
def test_named_values_are_compared_within_their_tolerances(
    write: Callable[..., None],
    declare: Callable[[str], None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
    found: list[float],
    status: int,
) -> None:
    write(TWO_CELLS)
    declare("fit:\n  loss: {expression: history, tolerance: 0.03}\n  epochs: len(history)\n")
    fake_kernel.values = {"loss": [0.5, 5], "epochs": 2}
    assert main(["record", "tiny"]) == 0
    fake_kernel.values["loss"] = found
    capsys.readouterr()
    assert main(["verify", "tiny"]) == status
    differences = rows(capsys.readouterr().out)[2:]
    assert differences == ([["tiny", "loss", "[0.5, 5]", json.dumps(found)]] if status else [])


# What a change has touched


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list, which a test fills, of the paths that git says have changed."""
    paths: list[str] = []
    monkeypatch.setattr(cli, "changed_since", lambda root, revision: paths)
    return paths


@pytest.mark.parametrize(
    ("paths", "verified"),
    [
        (["examples/tiny.py"], ["tiny"]),
        (["examples/notebooks/other.ipynb", "docs/vi/tiny.md"], ["other"]),
        (["requirements.txt"], ["other", "tiny"]),
    ],
)
def test_only_what_has_been_touched_since_is_verified_and_named(
    tiny: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    changed: list[str],
    capsys: pytest.CaptureFixture[str],
    paths: list[str],
    verified: list[str],
) -> None:
    del tiny
    write(TWO_CELLS, "other")
    assert main(["record", "other"]) == 0
    fake_kernel.begun.clear()
    capsys.readouterr()
    changed += paths
    assert main(["verify", "--since", "HEAD~2"]) == 0
    said, *_, result = capsys.readouterr().out.splitlines()
    assert said == f"Touched since HEAD~2: {', '.join(verified)}."
    assert result == "They print and draw what is recorded, within the tolerances."
    assert fake_kernel.begun == ["load", "fit"] * len(verified)


def test_what_is_touched_is_verified_of_the_named_examples_alone(
    tiny: Path, write: Callable[..., None], fake_kernel: FakeKernel, changed: list[str]
) -> None:
    del tiny
    write(TWO_CELLS, "other")
    changed.append("docs/requirements.txt")
    assert main(["verify", "tiny", "--since", "HEAD"]) == 0
    assert fake_kernel.begun == ["load", "fit"]


def test_where_nothing_is_touched_one_line_says_so_and_nothing_is_run(
    tiny: Path, fake_kernel: FakeKernel, changed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    del tiny
    changed.append("docs/vi/tiny.md")
    capsys.readouterr()
    assert main(["verify", "--since", "HEAD", "--data", "no.npz"]) == 0
    assert capsys.readouterr() == ("Touched since HEAD: no example, so none is verified.\n", "")
    assert fake_kernel.begun == []


@pytest.mark.parametrize(
    ("base", "said", "begun"),
    [
        (None, "The base of this change is unknown: every record is verified.", ["load", "fit"]),
        ("1a2b3c4", "Touched since 1a2b3c4: no example, so none is verified.", []),
    ],
)
def test_with_auto_the_base_of_the_current_change_is_looked_for(
    tiny: Path,
    fake_kernel: FakeKernel,
    changed: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    base: str | None,
    said: str,
    begun: list[str],
) -> None:
    del tiny, changed
    monkeypatch.setattr(cli, "find_base", lambda root: base)
    capsys.readouterr()
    assert main(["verify", "--since", "auto"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == said
    assert fake_kernel.begun == begun


def test_a_revision_that_git_does_not_know_is_one_line(
    project: Path, tiny: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    del tiny
    subprocess.run(["git", "init", "--quiet", project], check=True)
    error = refused(capsys, fake_kernel, "--since", "nowhere")
    assert error == 'git knows no revision "nowhere"; give --since another one, or leave it out'


# What has not learnt


@pytest.mark.parametrize("command", ["record", "verify"])
def test_a_network_that_has_not_learnt_is_refused_with_the_line_of_its_cell_and_the_older_record_stays(
    tiny: Path, folder: Path, fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    before = tiny.read_bytes()
    capsys.readouterr()
    fake_kernel.prints["fit"] = "accuracy: 0.0987 - loss: 2.3021"
    assert main([command, "tiny"]) == 1
    assert capsys.readouterr() == (
        "",
        'error: examples/tiny.py:9: the cell "fit": its accuracy is 0.0987, which is that of guessing; '
        'correct it, or mark it as meant to fail: # %% fit tags=["meant-to-fail"]\n',
    )
    assert tiny.read_bytes() == before
    assert leftovers(folder) == []


def test_a_network_that_is_meant_to_fail_is_recorded_and_verified(
    project: Path, write: Callable[..., None], fake_kernel: FakeKernel, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO_CELLS.replace("# %% fit", '# %% fit tags=["meant-to-fail"]'))
    fake_kernel.prints["fit"] = "accuracy: 0.0987 - loss: nan"
    assert main(["record", "tiny"]) == 0
    assert main(["verify", "tiny"]) == 0
    cells = json.loads((project / RECORD).read_text(encoding="utf-8"))["cells"]
    assert cells[-1]["metadata"] == {}
    fake_kernel.prints["fit"] = "accuracy: 0.9781 - loss: 0.0763"
    capsys.readouterr()
    assert main(["record", "tiny"]) == 1
    assert capsys.readouterr().err == (
        'error: examples/tiny.py:9: the cell "fit": it is marked as meant to fail, and has not; '
        "remove the tag meant-to-fail\n"
    )


# What goes wrong in a kernel


@pytest.mark.usefixtures("in_a_kernel")
def test_a_script_recorded_in_a_kernel_is_found_the_same_in_another(
    project: Path,
    folder: Path,
    write: Callable[..., None],
    declare: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    declare("load: {shape: images.shape}\nother: {process: {expression: os.getpid(), tolerance: .inf}}")
    write(
        "# %% load\nimport keras\n(images, _), _ = keras.datasets.mnist.load_data()\n"
        "# %% noise\nprint(object(), '3s 12ms/step')\n# %% other\nimport os; print(len(images), os.getpid())"
    )
    (project / "examples/tolerances.yml").write_text("tiny: {other: .inf}\n", encoding="utf-8")
    assert main(["record"]) == 0
    assert main(["verify"]) == 0
    assert capsys.readouterr().err == ""
    assert leftovers(folder) == []


@pytest.mark.usefixtures("in_a_kernel")
@pytest.mark.parametrize(
    ("code", "status", "message"),
    [
        ("raise ValueError('one\\ntwo')", 1, 'examples/tiny.py:9: the cell "bad" failed: ValueError: one'),
        ("assert False", 1, 'examples/tiny.py:9: the cell "bad" failed: AssertionError'),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            2,
            'examples/tiny.py: the kernel ended in the cell "bad"; if memory ran out, close other programs',
        ),
        (
            "import threading; threading.Event().wait(60)",
            2,
            'examples/tiny.py: the cell "bad" ran for more than 1 s and was stopped; '
            "fix it, or give it more time: --time-limit SECONDS",
        ),
    ],
    ids=["error", "error without a text", "killed", "too long"],
)
def test_a_cell_that_goes_wrong_is_one_line_and_leaves_the_older_record(
    old_record: Path,
    folder: Path,
    write: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    code: str,
    status: int,
    message: str,
) -> None:
    limit = ["--time-limit", "1"] if "1 s" in message else []
    reached = folder / "reached"
    write(f"# %% good\nprint('good')\n\n# %% bad\n{code}\n\n# %% next\nopen({str(reached)!r}, 'w')")
    assert main(["record", "tiny", *limit]) == status
    assert capsys.readouterr() == ("", f"error: {message}\n")
    assert old_record.read_bytes() == OLD
    assert leftovers(folder) == []


@pytest.mark.usefixtures("in_a_kernel")
def test_a_value_that_goes_wrong_is_one_line_and_leaves_the_older_record(
    old_record: Path,
    folder: Path,
    write: Callable[..., None],
    declare: Callable[[str], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("# %% good\ndef fail():\n    raise ValueError('one\\ntwo')\n\n# %% next\nprint('never reached')")
    declare("next: {late: 1}\ngood: {early: fail()}")
    assert main(["record", "tiny"]) == 1
    assert capsys.readouterr() == ("", f'error: {VALUES}:2: the value "early" (fail()): ValueError: one\n')
    assert old_record.read_bytes() == OLD
    assert leftovers(folder) == []


def test_ctrl_c_keeps_the_records_that_are_finished_and_the_older_of_the_rest(
    project: Path,
    folder: Path,
    old_record: Path,
    write: Callable[..., None],
    fake_kernel: FakeKernel,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(TWO_CELLS, "early")
    write("# %% last\n1")
    fake_kernel.interrupted = "last"
    assert main(["record"]) == 130
    assert capsys.readouterr().err == "stopped; nothing unfinished was written\n"
    assert records(project) == ["early.ipynb", "tiny.ipynb"]
    assert old_record.read_bytes() == OLD
    assert leftovers(folder) == []


@pytest.mark.usefixtures("signals_heard")
@pytest.mark.parametrize(
    ("moment", "stop"), [("start", signal.SIGHUP), ("cell", signal.SIGINT), ("cell", signal.SIGTERM)]
)
def test_a_signal_leaves_the_older_record_and_no_kernel(
    project: Path,
    folder: Path,
    old_record: Path,
    write: Callable[..., None],
    tmp_path: Path,
    moment: str,
    stop: signal.Signals,
) -> None:
    # The command itself imports this Keras too.
    in_kernel = f'import os\nif "EXAMPLE_DATA" in os.environ:\n{indent(WAIT, "    ")}'
    packages = make_kernel_keras(tmp_path / "packages", in_kernel if moment == "start" else "")
    write(f"# %% all\n{WAIT}")
    write_npz(Path("mnist.npz"), make_arrays(2000))
    os.mkfifo(tmp_path / "pipe")
    pipe = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    # The output goes to a file, because a kernel that is left over would keep a pipe open.
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, project, digest(make_arrays(2000)), "record", "--data", "mnist.npz"],
            env=os.environ
            | {
                "PYTHONPATH": os.pathsep.join(map(str, (ROOT, packages))),
                "PIPE": str(tmp_path / "pipe"),
                "TMPDIR": str(folder.parent / "temporary"),
            },
            stdout=output,
            stderr=output,
        )
    number = None
    try:
        assert is_readable(pipe, TOO_LONG)
        number = int(os.read(pipe, 100))
        process.send_signal(stop)
        assert process.wait(TOO_LONG) == 128 + stop
        assert (tmp_path / "output").read_bytes() == b"stopped; nothing unfinished was written\n"
        assert old_record.read_bytes() == OLD
        assert leftovers(folder) == ["current/mnist.npz"]
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    finally:
        process.kill()
        process.wait()
        if number:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        os.close(pipe)
