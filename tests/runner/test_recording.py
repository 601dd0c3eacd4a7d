"""A record has what a script printed and drew on MNIST, and nothing of the machine's settings."""

import dataclasses
import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pytest

from docs.plugins.project.records import Output, Value, digest, parse_record
from docs.plugins.project.values import Declaration
from examples.runner.data import Data
from examples.runner.kernel import RunOptions
from examples.runner.recording import PACKAGES, FailedRecordError, record_of
from tests.runner.conftest import make_arrays, make_script
from tests.support.reading import IN_LOCKSTEP

NOT_DESCRIBED = dataclasses.replace(IN_LOCKSTEP[1], code="fr")
CELLS = """# %% names
print(*(name for name in dir() if not name.startswith("_")))

# %% imports
import importlib.util
import os
import warnings

import keras

# %% data
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
print(images.shape, images.dtype, images.max(), labels, len(test_images), len(test_labels))

# %% progress
print("1/2 ━", end="")
print("\\b" * 5 + "\\r2/2 ━━", flush=True)

# %% address
print(object())

# %% value
images

# %% warning
warnings.warn("careful")

# %% to-raise tags=["raises-exception"]
print("begun", end="")
with open("/no/such/file") as file:
    pass

# %% to-warn tags=["warns"]
print("begun", end="")
warnings.warn("careful")

# %% place
print(os.listdir(), importlib.util.find_spec("docs"))
import tempfile; tempfile.mkstemp();

# %% settings
import time
print(os.environ["COLUMNS"], os.environ["KERAS_BACKEND"], "theirs" in globals())
print(time.tzname[0], __debug__, os.path.exists(os.path.expanduser("~/.keras/keras.json")))

# %% silent
keras.datasets.mnist.load_data("mnist.npz")[0][0].sum();

# %% draw
import matplotlib.pyplot as plt
print("before")
plt.figure(figsize=(5, 3))
plt.imshow(images[0])
plt.show()
"""
SCRIPT = make_script(CELLS, "solutions/tiny")
# The names that IPython itself defines in every notebook.
NAMES_OF_IPYTHON = {"In", "Out", "exit", "get_ipython", "open", "quit"}
VALUES = (
    Declaration("shape", "data", "images.shape", 0),
    Declaration("drawn-by-then", "data", "'plt' in globals()", 0),
    Declaration("noisy", "silent", "print('noise') or np.mean(images)", 0.1),
    Declaration("drawn-in-the-end", "draw", "'plt' in globals()", 0),
)
# Settings that a user may have, and that must not affect a record: in variables, and in files below the home folder.
THEIR_SETTINGS = {
    "COLUMNS": "200",
    "KERAS_BACKEND": "jax",
    "MPLBACKEND": "Agg",
    "TZ": "Asia/Ho_Chi_Minh",
    "LC_ALL": "tr_TR.UTF-8",
    "PYTHONIOENCODING": "cp1252",
    "PYTHONOPTIMIZE": "2",
    "PYTHONWARNINGS": "error",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "JUPYTER_PATH": "/no/such/folder",
}
THEIR_FILES = {
    ".config/matplotlib/matplotlibrc": "figure.dpi: 200\nfigure.facecolor: black\ntext.usetex: True\n",
    ".config/matplotlib/stylelib/ggplot.mplstyle": "figure.dpi: 200\n",
    ".keras/keras.json": '{"floatx": "float16", "backend": "jax"}',
    ".ipython/profile_default/startup/theirs.py": "theirs = True\n",
    ".ipython/profile_default/ipython_config.py": "c.InlineBackend.rc = {'figure.dpi': 300}\n",
    ".local/share/jupyter/kernels/python3/kernel.json": '{"argv": ["no/such"], "display_name": "", "language": ""}',
    "startup.py": "theirs = True\n",
}


@dataclass(frozen=True)
class Recorded:
    """A record, and the cells for which `begins` was called, in their order."""

    text: str
    begun: list[str]

    @property
    def notebook(self) -> dict[str, Any]:
        """The record as a notebook."""
        notebook: dict[str, Any] = json.loads(self.text)
        return notebook

    @property
    def code_cells(self) -> list[dict[str, Any]]:
        """The cells of the script."""
        return [cell for cell in self.notebook["cells"] if cell["cell_type"] == "code"]

    def output(self, cell: str) -> Output:
        """What the cell printed and drew, as the pages show it."""
        return parse_record(SCRIPT, self.text).outputs[cell]


@pytest.fixture(scope="module")
def recorded(kernel_keras: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """The record of the script above, made by a user with settings of their own."""
    theirs = tmp_path_factory.mktemp("home")
    for name, text in THEIR_FILES.items():
        (theirs / name).parent.mkdir(parents=True, exist_ok=True)
        (theirs / name).write_text(text, encoding="utf-8")
    begun: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(kernel_keras))
        patch.setenv("HOME", str(theirs))
        patch.setenv("IPYTHONDIR", str(theirs / ".ipython"))
        patch.setenv("PYTHONSTARTUP", str(theirs / "startup.py"))
        patch.setenv("MATPLOTLIBRC", str(theirs / ".config/matplotlib/matplotlibrc"))
        for name, value in THEIR_SETTINGS.items():
            patch.setenv(name, value)
        data, languages = Data("mnist", make_arrays()), [*IN_LOCKSTEP, NOT_DESCRIBED]
        yield Recorded(record_of(SCRIPT, languages, data, RunOptions(60, begun.append, VALUES)), begun)


def test_the_beginning_of_each_cell_is_reported_in_the_scripts_order(recorded: Recorded) -> None:
    assert recorded.begun == [cell.name for cell in SCRIPT.cells]


def test_a_record_is_a_notebook_that_ends_in_a_line_break(recorded: Recorded) -> None:
    nbformat.validate(nbformat.reads(recorded.text, as_version=4))
    assert recorded.text.endswith("}\n")


def test_the_code_cells_are_the_scripts_by_their_names(recorded: Recorded) -> None:
    assert {cell["id"]: "".join(cell["source"]) for cell in recorded.code_cells} == {
        cell.name: cell.code for cell in SCRIPT.cells
    }


def test_a_title_in_each_language_comes_first_and_is_tagged_with_it(recorded: Recorded) -> None:
    titles = recorded.notebook["cells"][: len(IN_LOCKSTEP)]
    assert [(title["cell_type"], title["metadata"]) for title in titles] == [
        ("markdown", {"tags": [language.code]}) for language in IN_LOCKSTEP
    ]
    assert [title["id"] for title in titles] == [f"title-{language.code}" for language in IN_LOCKSTEP]


def test_a_language_in_which_the_script_is_not_described_has_no_title(recorded: Recorded) -> None:
    titles = [cell["id"] for cell in recorded.notebook["cells"] if cell["cell_type"] == "markdown"]
    assert titles == [f"title-{language.code}" for language in IN_LOCKSTEP]


def test_a_title_has_the_scripts_name_its_description_and_the_versions(recorded: Recorded) -> None:
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    for language, title in zip(IN_LOCKSTEP, recorded.notebook["cells"], strict=False):
        heading, description, made = "".join(title["source"]).split("\n\n")
        assert heading == "# solutions/tiny.py"
        assert description == SCRIPT.descriptions[language.code]
        assert made == language.labels["recorded"].format(versions=f"{versions}, python {platform.python_version()}")


def test_the_record_names_its_script_its_data_and_the_packages(recorded: Recorded) -> None:
    assert recorded.notebook["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "record": {
            "script": "examples/solutions/tiny.py",
            "hash": SCRIPT.hash,
            "data": "mnist",
            "versions": {package: version(package) for package in PACKAGES} | {"python": platform.python_version()},
            "values": {
                "shape": {"after": "data", "expression": "images.shape", "value": [4, 28, 28]},
                "drawn-by-then": {"after": "data", "expression": "'plt' in globals()", "value": False},
                "noisy": {"after": "silent", "expression": "print('noise') or np.mean(images)", "value": 200 * 27 / 28},
                "drawn-in-the-end": {"after": "draw", "expression": "'plt' in globals()", "value": True},
            },
            "digest": digest(recorded.notebook),
        },
    }


def test_the_named_values_are_read_from_the_record(recorded: Recorded) -> None:
    values = parse_record(SCRIPT, recorded.text).values
    assert list(values) == sorted(value.name for value in VALUES)
    assert values["shape"] == Value("data", "images.shape", [4, 28, 28])


def test_named_values_leave_no_trace_in_the_cells_and_their_counts(recorded: Recorded) -> None:
    assert [cell["execution_count"] for cell in recorded.code_cells] == list(range(1, len(SCRIPT.cells) + 1))
    assert "noise" not in json.dumps([cell["outputs"] for cell in recorded.code_cells])


def test_no_name_is_there_before_the_first_cell_but_ipythons_own(recorded: Recorded) -> None:
    assert set(recorded.output("names").text.split()) <= NAMES_OF_IPYTHON


def test_a_cell_has_the_tags_of_its_errors_alone_and_does_not_say_when_it_ran(recorded: Recorded) -> None:
    tagged = {"to-raise": {"tags": ["raises-exception"]}, "to-warn": {"tags": ["warns"]}}
    assert [cell["metadata"] for cell in recorded.code_cells] == [tagged.get(cell.name, {}) for cell in SCRIPT.cells]


def test_load_data_gives_the_arrays_that_were_chosen(recorded: Recorded) -> None:
    assert recorded.output("data") == Output("(4, 28, 28) uint8 200 [0 1 2 3] 3 3", None)


def test_progress_that_was_overwritten_is_not_kept(recorded: Recorded) -> None:
    assert recorded.output("progress") == Output("2/2 ━━", None)


def test_a_memory_address_is_masked(recorded: Recorded) -> None:
    assert recorded.output("address") == Output("<object object at 0x…>", None)


@pytest.mark.parametrize("cell", ["value", "silent", "imports"])
def test_what_a_script_does_not_print_is_not_there(recorded: Recorded, cell: str) -> None:
    assert recorded.output(cell) == Output("", None)


def test_a_warning_is_not_kept(recorded: Recorded) -> None:
    assert recorded.output("warning") == Output("", None)


def test_an_error_is_kept_where_a_cell_is_there_to_raise_it_and_the_run_goes_on(recorded: Recorded) -> None:
    error = "FileNotFoundError: [Errno 2] No such file or directory: '/no/such/file'"
    assert recorded.output("to-raise") == Output(f"begun\n{error}", None)


def test_a_warning_is_kept_where_a_cell_is_there_to_warn(recorded: Recorded) -> None:
    assert recorded.output("to-warn") == Output("begun\nUserWarning: careful", None)


def test_a_script_runs_in_an_empty_folder_without_this_project(recorded: Recorded) -> None:
    assert recorded.output("place") == Output("[] None", None)


def test_the_users_settings_are_not_the_scripts(recorded: Recorded) -> None:
    assert recorded.output("settings") == Output("80 tensorflow False\nUTC True False", None)


def test_a_picture_is_kept_without_its_description(recorded: Recorded) -> None:
    output = recorded.output("draw")
    assert output.text == "before"
    assert output.picture is not None
    # 5 × 3 inches of 150 pixels, cut to the square that is drawn on them: the user's settings would make it larger.
    assert 400 < output.picture.height < 3 * 150 + 20
    assert output.picture.width == pytest.approx(output.picture.height, rel=0.1)
    assert [set(each["data"]) for each in recorded.code_cells[-1]["outputs"] if "data" in each] == [{"image/png"}]


@pytest.mark.usefixtures("in_a_kernel")
@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ('tags=["raises-exception"]\nprint(1)', "it raised no error; correct it, or remove its tag raises-exception"),
        ('tags=["warns"]\nprint(1)', "it warned of nothing; correct it, or remove its tag warns"),
        ('tags=["warns"]\n1 / 0', "ZeroDivisionError: division by zero"),
    ],
)
def test_a_cell_that_is_not_as_its_tag_says_fails(cell: str, reason: str) -> None:
    script = make_script(f"# %% first\nimport sys\n\n# %% second {cell}")
    with pytest.raises(FailedRecordError) as error:
        record_of(script, IN_LOCKSTEP, Data("mnist", make_arrays()), RunOptions(60, lambda _: None))
    assert str(error.value) == f'examples/tiny.py:9: the cell "second" failed: {reason}'


SAVES = """# %% build
class Model:
    def save(self, path):
        with open(path, "w") as file:
            file.write("saved")

model = Model()

# %% fit
print("trained")
"""


@pytest.mark.usefixtures("in_a_kernel")
def test_a_model_is_saved_at_the_end_and_leaves_no_trace_in_the_record(tmp_path: Path) -> None:
    script, begun = make_script(SAVES), list[str]()
    options = RunOptions(60, begun.append, models={"model": tmp_path / "model.keras"})
    text = record_of(script, IN_LOCKSTEP[:1], Data("mnist", make_arrays()), options)
    assert (tmp_path / "model.keras").read_text(encoding="utf-8") == "saved"
    assert begun == ["build", "fit"]
    assert [cell["id"] for cell in json.loads(text)["cells"]] == ["title-vi", "build", "fit"]
    assert parse_record(script, text).outputs["fit"] == Output("trained", None)


@pytest.mark.usefixtures("in_a_kernel")
def test_a_model_that_is_not_there_is_an_error_of_the_last_cell(tmp_path: Path) -> None:
    options = RunOptions(60, lambda _: None, models={"network": tmp_path / "model.keras"})
    with pytest.raises(FailedRecordError) as error:
        record_of(make_script(SAVES), [], Data("mnist", make_arrays()), options)
    assert str(error.value).endswith(""": the cell "fit" failed: NameError: name 'network' is not defined""")
