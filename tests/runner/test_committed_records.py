"""The committed records match the scripts as they are, have no noise, and run anywhere."""

import json
import math
import re
from collections.abc import Mapping
from importlib.metadata import version

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from safetensors import safe_open

from docs.plugins.project.commands import record_command
from docs.plugins.project.records import TEXTS
from docs.plugins.project.scripts import RAISES, WARNS
from examples.runner.exporting import drawn_networks
from examples.runner.kernel import RunOptions, execute
from examples.runner.packages import OPTIONAL
from examples.runner.recording import PACKAGES
from examples.runner.stand_in import stand_in_digits
from tests.support.programs import PROJECT, ROOT, RUN, run_of
from tests.support.reading import IN_LOCKSTEP, plain, record, recorded

SCRIPTS = PROJECT.scripts
SUMMARIZED = [name for name, script in SCRIPTS.items() if any(cell.name == "summary" for cell in script.cells)]
NETWORKS = drawn_networks(PROJECT)
TIME_LIMIT = 300


def read(name: str) -> NotebookNode:
    return nbformat.read(ROOT / SCRIPTS[name].record_path, as_version=4)


def code_cells(notebook: NotebookNode) -> Mapping[str, NotebookNode]:
    return {cell.id: cell for cell in notebook.cells if cell.cell_type == "code"}


def texts(cell: NotebookNode) -> list[str]:
    return ["".join(output[TEXTS[output.output_type]]) for output in cell.outputs if output.output_type in TEXTS]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_is_of_the_script_as_it_is(name: str) -> None:
    script = SCRIPTS[name]
    assert read(name).metadata.record.hash == script.hash, f"{script.path} has changed; run: {record_command(script)}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_is_of_todays_keras(name: str) -> None:
    versions = read(name).metadata.record.versions
    today = {package: version(package) for package in ("keras", "tensorflow")}
    assert {package: versions[package] for package in today} == today, f"run: {record_command(SCRIPTS[name])}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_is_a_valid_notebook_of_the_scripts_cells_in_their_order_made_on_mnist(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    cells = [(cell.id, cell.source, cell.execution_count) for cell in code_cells(notebook).values()]
    expected = enumerate(SCRIPTS[name].cells, start=1)
    assert cells == [(cell.name, cell.code, number) for number, cell in expected]
    assert notebook.metadata.record.data == "mnist"


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_has_a_title_in_each_language_tagged_with_it(name: str) -> None:
    notebook = read(name)
    versions = notebook.metadata.record.versions
    optional = [package for package in OPTIONAL if package in versions]
    listed = ", ".join(f"{package} {versions[package]}" for package in (*PACKAGES, *optional, "python"))
    titles = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [cell.metadata.tags for cell in titles] == [[language.code] for language in IN_LOCKSTEP]
    for cell, language in zip(titles, IN_LOCKSTEP, strict=True):
        heading, description, about = cell.source.split("\n\n")
        assert heading == f"# {name}.py"
        assert description == SCRIPTS[name].descriptions[language.code]
        assert about == language.labels["recorded"].format(versions=listed)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_weights_that_pages_load_are_of_the_run_that_is_recorded(name: str) -> None:
    script = SCRIPTS[name]
    with safe_open(ROOT / script.weights_path, "numpy") as file:
        network = json.loads(file.metadata()["network"])
    del network["layers"]
    about = {key: value for key, value in read(name).metadata.record.items() if key != "values"}
    assert network == about, f"run: {record_command(script)}"


def test_there_are_no_other_weights() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/weights").rglob("*.*")}
    assert there == {SCRIPTS[name].weights_path for name in NETWORKS}


def test_no_record_is_left_of_a_script_that_is_gone() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/notebooks").rglob("*.*")}
    assert there == {script.record_path for script in SCRIPTS.values()}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_holds_text_and_pictures_and_no_noise(name: str) -> None:
    for cell in code_cells(read(name)).values():
        tags = SCRIPTS[name].cell(cell.id).tags
        assert cell.metadata == ({"tags": list(tags)} if {RAISES, WARNS}.intersection(tags) else {})
        kinds_there = {output.output_type for output in cell.outputs}
        assert kinds_there <= {"stream", "display_data", "error"}
        assert ("error" in kinds_there) == (RAISES in tags)
        for text in texts(cell):
            assert not re.search(r"[\x00-\x09\x0b-\x1f]|0x[0-9a-f]{6}|INFO:|[a-z]/(?:\.venv|lib|tmp)/", text), text
        assert bool(re.search("warning", "\n".join(texts(cell)), re.IGNORECASE)) == (WARNS in tags), cell.id


@pytest.mark.parametrize("name", SUMMARIZED)
def test_no_column_of_a_recorded_summary_is_cut(name: str) -> None:
    assert "…" not in recorded(name)["summary"].text


def test_the_tolerances_are_of_cells_that_are_there() -> None:
    assert set(PROJECT.tolerances) <= set(SCRIPTS)


# The named values


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_record_holds_the_named_values_that_are_declared(name: str) -> None:
    script = SCRIPTS[name]
    declared = {value.name: (value.after, value.expression) for value in PROJECT.values(script)}
    held = {key: (value.after, value.expression) for key, value in record(name).values.items()}
    assert held == declared, f"run: {record_command(script)}"


def test_no_values_are_declared_of_a_script_that_is_gone() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/values").rglob("*.*")}
    assert there <= {script.values_path for script in SCRIPTS.values()}


def kind(value: object) -> object:
    """The part of a value that is the same in every run: types and names, but no numbers and lengths."""
    if isinstance(value, list):
        return [kind(each) for each in value[:1]]
    if isinstance(value, dict):
        return {key: kind(each) for key, each in value.items()}
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value)


@pytest.mark.keras
@pytest.mark.parametrize("name", RUN)
def test_each_named_value_is_of_the_same_kind_on_the_stand_in_digits(name: str) -> None:
    tested = {cell.name for cell in SCRIPTS[name].cells if cell.is_tested}
    recorded_values = {key: kind(each.value) for key, each in record(name).values.items() if each.after in tested}
    assert {key: kind(value) for key, value in run_of(name).values.items()} == recorded_values


# On the stand-in digits, in this process


@pytest.mark.keras
@pytest.mark.parametrize("name", RUN)
def test_a_cell_prints_something_exactly_where_the_record_has_text(name: str) -> None:
    printed = {cell: bool(text.strip()) for cell, text in run_of(name).printed.items()}
    there = {cell.name: bool(recorded(name)[cell.name].text) for cell in SCRIPTS[name].cells if cell.is_tested}
    # Where anything may be printed, that may also be nothing.
    anything = {cell for cell, tolerance in PROJECT.tolerances.get(name, {}).items() if tolerance == math.inf}
    assert printed.keys() == there.keys()
    assert {cell for cell in printed if printed[cell] != there[cell]} <= anything


@pytest.mark.keras
@pytest.mark.parametrize("name", SUMMARIZED)
def test_a_summary_does_not_depend_on_the_data(name: str) -> None:
    assert plain(run_of(name).printed["summary"]).rstrip("\n") == recorded(name)["summary"].text


# In a kernel that cannot import this project, with a notebook that both draws and prints


# A cell after the last one, which prints those of these packages that can be imported.
FIND = """
from importlib.util import find_spec

def is_there(name):
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False

# Packages of others have modules in `examples` and `tests`, too.
print(*filter(is_there, ("examples.runner", "docs.plugins", "tests.support", "keras.layers")))
"""
IN_A_KERNEL = "data"


@pytest.fixture(scope="module")
def run() -> Mapping[str, NotebookNode]:
    """The cells of that record, and FIND, run again on the stand-in digits."""
    notebook = read(IN_A_KERNEL)
    for cell in code_cells(notebook).values():
        cell.outputs = []
    notebook.cells.append(new_code_cell(FIND, id="find"))
    execute(notebook, stand_in_digits(), RunOptions(TIME_LIMIT, lambda _: None))
    return code_cells(notebook)


def kinds(cell: NotebookNode) -> list[str]:
    return [output.output_type for output in cell.outputs]


def test_a_notebook_runs_from_top_to_bottom_on_the_stand_in_digits(run: Mapping[str, NotebookNode]) -> None:
    for name, cell in code_cells(read(IN_A_KERNEL)).items():
        assert kinds(run[name]) == kinds(cell), name
        assert run[name].execution_count == cell.execution_count


def test_nothing_of_this_project_is_on_the_path_of_a_notebook(run: Mapping[str, NotebookNode]) -> None:
    assert texts(run["find"]) == ["keras.layers\n"]
