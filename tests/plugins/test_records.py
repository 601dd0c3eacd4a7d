"""A record is read as what its cells printed and drew."""

import json

from docs.plugins.lessons import parse_script
from docs.plugins.records import Output, Picture, parse_record
from tests.support.tiny_project import PRINTED, SCRIPT, drawn, png, record

SCRIPT_READ = parse_script("add", SCRIPT)


def test_a_record_has_an_output_for_each_cell_by_its_name() -> None:
    read = parse_record(SCRIPT_READ, record({"sum": [PRINTED]}))
    assert read.path == "examples/notebooks/add.ipynb"
    assert read.hash == SCRIPT_READ.hash
    assert read.outputs == {"numbers": Output("", None), "sum": Output("3", None)}


def test_a_cell_may_print_and_draw() -> None:
    read = parse_record(SCRIPT_READ, record({"sum": [PRINTED, drawn(5, 3), PRINTED]}))
    assert read.outputs["sum"] == Output("3\n3", Picture(png(5, 3), 5, 3))


def test_a_picture_may_be_split_into_lines_as_other_editors_save_it() -> None:
    notebook = json.loads(record({"sum": [drawn(5, 3)]}))
    data = notebook["cells"][-1]["outputs"][0]["data"]
    data["image/png"] = [data["image/png"][:8] + "\n", data["image/png"][8:] + "\n"]
    assert parse_record(SCRIPT_READ, json.dumps(notebook)).outputs["sum"].picture == Picture(png(5, 3), 5, 3)


def test_a_scripts_hash_is_another_once_its_text_is_another() -> None:
    assert SCRIPT_READ.hash == parse_script("subtract", SCRIPT).hash
    assert SCRIPT_READ.hash != parse_script("add", SCRIPT + "\n").hash
