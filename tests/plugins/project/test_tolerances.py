"""Tolerances are read by script and cell, and what can't be one is named."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import parse_script
from docs.plugins.project.text import text_of
from docs.plugins.project.tolerances import parse_tolerances
from tests.support.tiny_project import SCRIPT, TinyProject

PATH = "examples/tolerances.yml"
SCRIPTS = {
    "add": parse_script("add", SCRIPT),
    "solutions/add": parse_script("solutions/add", SCRIPT.replace("%% sum", "%% total")),
}


def test_tolerances_are_by_script_and_cell() -> None:
    text = "# Why.\nadd:\n  sum: 0.03\n  numbers: 80\nsolutions/add:\n  total: .inf\n"
    assert parse_tolerances(text, SCRIPTS) == {
        "add": {"sum": 0.03, "numbers": 80},
        "solutions/add": {"total": float("inf")},
    }


def test_a_tolerance_may_be_0() -> None:
    assert parse_tolerances("add: {sum: 0}", SCRIPTS) == {"add": {"sum": 0}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ad: {sum: 1}", '1: no example "ad"; take its entry out'),
        ("add: {sun: 1}", '1: no cell "sun" in examples/add.py (cells: numbers, sum)'),
        (
            "add: {sum: 1}\nsolutions/add: {sum: 1}",
            '2: no cell "sum" in examples/solutions/add.py (cells: numbers, total)',
        ),
        ("add: {sum: -0.1}", '1: the tolerance of "sum" of add is -0.1; give a number from 0 up'),
        ("add: {sum: -.inf}", '1: the tolerance of "sum" of add is -inf; give a number from 0 up'),
        ("add: {sum: .nan}", '1: the tolerance of "sum" of add is nan; give a number from 0 up'),
        ("add: {sum: much}", '1: the tolerance of "sum" of add is much; give a number from 0 up'),
        ('add: {sum: "0.1"}', '1: the tolerance of "sum" of add is 0.1; give a number from 0 up'),
        ("add: {sum: }", '1: the tolerance of "sum" of add is None; give a number from 0 up'),
        ("add: {sum: [1]}", '1: the tolerance of "sum" of add is [1]; give a number from 0 up'),
    ],
)
def test_an_entry_that_cannot_be_meant_is_named(text: str, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_tolerances(text, SCRIPTS)
    assert str(error.value) == f"{PATH}:{message}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("add:\n", ':1: "add" has nothing below it; fill it in, or delete the line'),
        ("add: 0.1\n", ':1: not of the form "sequential: {fit: 0.03}"; give each example its cells'),
        ("- add\n", ':1: not of the form "sequential: {fit: 0.03}"; give each example its cells'),
        ("add: {sum: 1\n", ":2: not YAML: while parsing a flow mapping, expected ',' or '}', but got '<stream end>'"),
        ("add: {sum: yes}\n", ':1: the tolerance of "sum" of add is True; give a number from 0 up'),
        ("add: \x07", ":1: not YAML: special characters are not allowed"),
    ],
)
def test_a_file_of_another_form_is_named(text: str, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_tolerances(text, SCRIPTS)
    assert str(error.value) == f"{PATH}{message}"


def test_a_file_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(ProjectError) as error:
        parse_tolerances(text_of(PATH, b"add: {}\n\xff"), SCRIPTS)
    assert str(error.value) == f"{PATH}:2: not UTF-8 (invalid start byte); save the file as UTF-8"


def test_a_file_without_an_entry_gives_no_tolerance() -> None:
    assert parse_tolerances("# None is needed.\n", SCRIPTS) == {}


def test_a_missing_file_is_named(project: TinyProject) -> None:
    (project.root / PATH).unlink()
    with pytest.raises(ProjectError) as error:
        _ = project.read().tolerances
    assert str(error.value) == f"{PATH}: no such file; restore it"
