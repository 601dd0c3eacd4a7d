"""A record is read as what its cells printed and drew."""

import codecs
import json
import re
from typing import Any

import pytest

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.records import Output, Picture, Value, digest, parse_record, parse_record_file
from docs.plugins.project.scripts import parse_script
from tests.support.tiny_project import PRINTED, RAISED, SCRIPT, drawn, png, record, sealed

AGAIN = f"make it again: {EXAMPLES} record add"
SCRIPT_READ = parse_script("add", SCRIPT)


def test_a_record_has_an_output_for_each_cell_by_its_name() -> None:
    read = parse_record(SCRIPT_READ, record({"sum": [PRINTED]}))
    assert read.path == "examples/notebooks/add.ipynb"
    assert read.hash == SCRIPT_READ.hash
    assert read.outputs == {"numbers": Output("", None), "sum": Output("3", None)}


def test_a_cell_may_print_and_draw() -> None:
    read = parse_record(SCRIPT_READ, record({"sum": [PRINTED, drawn(5, 3), PRINTED]}))
    assert read.outputs["sum"] == Output("3\n3", Picture(png(5, 3), 5, 3))


@pytest.mark.parametrize(
    ("before", "text"),
    [([], ""), ([PRINTED], "3\n"), ([{**PRINTED, "text": ["1/2 ━"]}], "1/2 ━\n"), ([PRINTED, drawn(5, 3)], "3\n")],
)
def test_the_text_of_a_cell_ends_with_its_error(before: list[dict[str, Any]], text: str) -> None:
    read = parse_record(SCRIPT_READ, record({"sum": [*before, RAISED]}))
    assert read.outputs["sum"].text == f"{text}ValueError: No loss to compute.\nProvide one."


def test_a_picture_may_be_split_into_lines_as_other_editors_save_it() -> None:
    notebook = json.loads(record({"sum": [drawn(5, 3)]}))
    data = notebook["cells"][-1]["outputs"][0]["data"]
    data["image/png"] = [data["image/png"][:8] + "\n", data["image/png"][8:] + "\n"]
    assert parse_record(SCRIPT_READ, json.dumps(notebook)).outputs["sum"].picture == Picture(png(5, 3), 5, 3)


def test_a_scripts_hash_is_another_once_its_text_is_another() -> None:
    assert SCRIPT_READ.hash == parse_script("subtract", SCRIPT).hash
    assert SCRIPT_READ.hash != parse_script("add", SCRIPT + "\n").hash


@pytest.mark.parametrize(
    ("language", "text"), [("vi", "Cộng hai số."), ("en", "Add two numbers."), ("fr", "Cộng hai số.")]
)
def test_the_title_of_a_record_is_the_one_in_that_language_or_the_sources(language: str, text: str) -> None:
    assert parse_record(SCRIPT_READ, record({})).title(language) == f"# add.py\n\n{text}"


@pytest.mark.parametrize("before", [b"", codecs.BOM_UTF8])
def test_a_byte_order_mark_that_an_editor_has_put_before_a_record_is_read_over(before: bytes) -> None:
    text = record({"sum": [PRINTED]})
    read = parse_record_file(before + text.encode(), SCRIPT_READ)
    assert read == parse_record(SCRIPT_READ, text)
    assert read.notebook == text


def test_the_letters_that_a_run_has_printed_stay_as_they_are() -> None:
    printed = {**PRINTED, "text": ["e\u0302\u0323"]}
    read = parse_record_file(record({"sum": [printed]}).encode(), SCRIPT_READ)
    assert read.outputs["sum"].text == "e\u0302\u0323"


# Values


VALUE = {"after": "sum", "expression": "a + b", "value": 3}


@pytest.fixture
def notebook() -> dict[str, Any]:
    """The record of a run that failed on purpose, printed, drew and left a named value."""
    notebook: dict[str, Any] = json.loads(record({"numbers": [RAISED], "sum": [PRINTED, drawn(5, 3)]}))
    notebook["metadata"]["record"]["values"] = {"total": VALUE}
    sealed(notebook)
    return notebook


def test_a_record_holds_the_named_values_of_the_run(notebook: dict[str, Any]) -> None:
    assert parse_record(SCRIPT_READ, json.dumps(notebook)).values == {"total": Value("sum", "a + b", 3)}
    assert parse_record(SCRIPT_READ, record({})).values == {}


@pytest.mark.parametrize(
    "values", [None, [], {"total": 3}, {"total": {}}, {"total": VALUE | {"unit": "s"}}, {"total": {"value": 3}}]
)
def test_values_of_another_form_make_no_record(notebook: dict[str, Any], values: object) -> None:
    notebook["metadata"]["record"]["values"] = values
    with pytest.raises(ProjectError) as error:
        parse_record(SCRIPT_READ, sealed(notebook))
    assert str(error.value) == (f"examples/notebooks/add.ipynb: not a record; {AGAIN}")


@pytest.mark.parametrize("key", ["values", "digest"])
def test_a_record_of_the_time_before_values_is_none(notebook: dict[str, Any], key: str) -> None:
    del notebook["metadata"]["record"][key]
    with pytest.raises(ProjectError, match=rf": not a record; {re.escape(AGAIN)}$"):
        parse_record(SCRIPT_READ, json.dumps(notebook))


# The digest


def code_cells(notebook: dict[str, Any]) -> dict[str, Any]:
    return {cell["id"]: cell for cell in notebook["cells"] if cell["cell_type"] == "code"}


def edit_text(notebook: dict[str, Any]) -> None:
    code_cells(notebook)["sum"]["outputs"][0]["text"] = ["4\n"]


def edit_error(notebook: dict[str, Any]) -> None:
    code_cells(notebook)["numbers"]["outputs"][0]["traceback"] = ["ValueError: No loss."]


def edit_picture(notebook: dict[str, Any]) -> None:
    code_cells(notebook)["sum"]["outputs"][1] = drawn(6, 3)


def edit_value(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["record"]["values"]["total"]["value"] = 4


def edit_expression(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["record"]["values"]["total"]["expression"] = "a - b"


def rename_value(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["record"]["values"] = {"sum": VALUE}


def drop_output(notebook: dict[str, Any]) -> None:
    code_cells(notebook)["sum"]["outputs"].pop()


def swap_outputs(notebook: dict[str, Any]) -> None:
    cells = code_cells(notebook)
    cells["numbers"]["outputs"], cells["sum"]["outputs"] = cells["sum"]["outputs"], cells["numbers"]["outputs"]


def rename_cell(notebook: dict[str, Any]) -> None:
    code_cells(notebook)["sum"]["id"] = "total"


def edit_digest(notebook: dict[str, Any]) -> None:
    notebook["metadata"]["record"]["digest"] = "0" * 64


@pytest.mark.parametrize(
    "edit",
    [
        edit_text,
        edit_error,
        edit_picture,
        edit_value,
        edit_expression,
        rename_value,
        drop_output,
        swap_outputs,
        rename_cell,
        edit_digest,
    ],
)
def test_a_record_that_was_edited_is_refused_in_one_line(notebook: dict[str, Any], edit: Any) -> None:  # noqa: ANN401
    edit(notebook)
    with pytest.raises(ProjectError) as error:
        parse_record(SCRIPT_READ, json.dumps(notebook))
    assert str(error.value) == (f"examples/notebooks/add.ipynb: it was changed after the run that it is of; {AGAIN}")


def test_the_digest_is_the_same_however_an_editor_breaks_the_lines(notebook: dict[str, Any]) -> None:
    before = digest(notebook)
    text, picture = code_cells(notebook)["sum"]["outputs"]
    assert text["text"] == ["3\n"]
    text["text"] = "3\n"
    encoded = picture["data"]["image/png"]
    picture["data"]["image/png"] = [encoded[:8] + "\n", encoded[8:] + "\n"]
    reordered = dict(reversed(notebook.items()))
    assert digest(reordered) == before
    text["text"] = ["3", "\n"]
    assert digest(notebook) == before


def test_the_digest_leaves_out_the_titles_and_the_code(notebook: dict[str, Any]) -> None:
    before = digest(notebook)
    notebook["cells"][0]["source"] = ["# Another"]
    code_cells(notebook)["sum"]["source"] = ["1"]
    assert digest(notebook) == before


@pytest.mark.parametrize("text", ["[" * 100_000, f'{{"a": {"1" * 5_000}}}'])
def test_what_python_refuses_to_read_is_no_record(text: str) -> None:
    with pytest.raises(ProjectError, match=r"^examples/notebooks/add\.ipynb: not a record \(.+\); make it again: "):
        parse_record(SCRIPT_READ, text)


def test_a_record_without_a_title_is_refused(notebook: dict[str, Any]) -> None:
    notebook["cells"] = list(code_cells(notebook).values())
    with pytest.raises(ProjectError, match=rf": not a record; {re.escape(AGAIN)}$"):
        parse_record(SCRIPT_READ, sealed(notebook))
