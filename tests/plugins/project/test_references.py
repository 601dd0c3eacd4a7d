"""How a fence names a script, a cell and a named value, and what is said of a name that leads to nothing."""

import pytest

from docs.plugins.project.references import (
    Reference,
    ValueReference,
    cell_problem,
    parse_reference,
    parse_script_reference,
    parse_value_reference,
    script_problem,
)
from docs.plugins.project.scripts import parse_script
from tests.support.tiny_project import SCRIPT

SCRIPTS = {name: parse_script(name, SCRIPT) for name in ("add", "solutions/add")}


def test_a_reference_has_a_script_and_a_cell() -> None:
    assert parse_reference("solutions/add.py#sum\n") == Reference("solutions/add", "sum")


@pytest.mark.parametrize("body", ["", "add.py", "add#sum", "add.py#", "add.py#sum#sum"])
def test_what_is_not_of_that_form_is_no_reference(body: str) -> None:
    assert parse_reference(body) is None
    assert parse_value_reference(body) is None


def test_a_named_value_is_named_as_a_cell_is() -> None:
    assert parse_value_reference("solutions/add.py#network\n") == ValueReference("solutions/add", "network")


def test_a_script_is_named_by_its_file() -> None:
    assert parse_script_reference("solutions/add.py") == "solutions/add"


@pytest.mark.parametrize("text", ["", "add", "add.py#sum", "add.py ", "a b.py"])
def test_what_is_no_file_of_python_names_no_script(text: str) -> None:
    assert parse_script_reference(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("add.py#sum", ""),
        ("solutions/add.py#numbers\n", ""),
        ("add.py sum", '"add.py sum" is not of the form "sequential.py#build"'),
        ("\nadd\nsum", '"add sum" is not of the form "sequential.py#build"'),
        ("ad.py#sum", 'no script "ad.py" in examples (scripts: add, solutions/add)'),
        ("add.py#sun", 'no cell "sun" in examples/add.py (cells: numbers, sum)'),
    ],
)
def test_a_cell_that_is_not_there_is_named_with_those_there_are(text: str, problem: str) -> None:
    assert cell_problem(text, SCRIPTS) == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("add.py", ""),
        ("ad.py", 'no script "ad.py" in examples (scripts: add, solutions/add)'),
        ("add", 'no script "add" in examples (scripts: add, solutions/add)'),
    ],
)
def test_a_script_that_is_not_there_is_named_with_those_there_are(text: str, problem: str) -> None:
    assert script_problem(text, SCRIPTS) == problem
