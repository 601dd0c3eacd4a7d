"""The named values that a script's record is to hold are declared in a file, and what can't be meant there is named."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import parse_script
from docs.plugins.project.text import text_of
from docs.plugins.project.values import Declaration, parse_values
from tests.support.tiny_project import SCRIPT, TinyProject

ADD = parse_script("add", SCRIPT)
SOLUTION = parse_script("solutions/add", SCRIPT)
PATH = "examples/values/add.yml"


def parse(text: str) -> tuple[Declaration, ...]:
    return parse_values(text, ADD)


def test_a_scripts_file_has_its_name() -> None:
    assert [script.values_path for script in (ADD, SOLUTION)] == [PATH, "examples/values/solutions/add.yml"]


def test_a_script_without_a_file_has_no_values(project: TinyProject) -> None:
    assert project.read().values(ADD) == ()


def test_a_scripts_own_file_is_read_and_no_other(project: TinyProject) -> None:
    project.write(PATH, "sum: {one: 1}")
    assert project.read().values(ADD) == (Declaration("one", "sum", "1", 0),)
    assert project.read().values(SOLUTION) == ()


@pytest.mark.parametrize("text", ["", "# None is needed.\n", "{}"])
def test_a_file_may_declare_nothing(text: str) -> None:
    assert parse(text) == ()


def test_a_value_is_an_expression_or_an_expression_and_a_tolerance() -> None:
    text = """
        # Why.
        sum:
          epochs: len(history.epoch)
          loss: {expression: 'history.history["loss"]', tolerance: 0.05}
          accuracy: {expression: "max(accuracies)"}
        numbers:
          best: {tolerance: .inf, expression: first}
          seed: 42
    """
    assert parse(text) == (
        Declaration("epochs", "sum", "len(history.epoch)", 0),
        Declaration("loss", "sum", 'history.history["loss"]', 0.05),
        Declaration("accuracy", "sum", "max(accuracies)", 0),
        Declaration("best", "numbers", "first", float("inf")),
        Declaration("seed", "numbers", "42", 0),
    )


def test_a_name_may_be_a_number_in_yaml_and_is_a_text_here() -> None:
    assert parse("sum: {5: five}") == (Declaration("5", "sum", "five", 0),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sumt: {one: 1}", ':1: no cell "sumt" in examples/add.py (cells: numbers, sum)'),
        ("sum: {val_loss: 1}", ':1: the value "val_loss" is not named in kebab-case, as in "val-loss"'),
        ("sum: {Loss: 1}", ':1: the value "Loss" is not named in kebab-case, as in "val-loss"'),
        ("sum: {yes: 1}", ':1: the value "True" is not named in kebab-case, as in "val-loss"'),
        (
            "sum: {one: {expression: 1, tolerence: 1, unit: s}}",
            ':1: the value "one" has the unknown tolerence, unit; it may have expression, tolerance',
        ),
        ("sum: {one: {1: 1}}", ':1: the value "one" has the unknown 1; it may have expression, tolerance'),
        ("sum: {one: }", ':1: the value "one" has no expression; say what it is, as in len(history.epoch)'),
        ("sum: {one: {}}", ':1: the value "one" has no expression; say what it is, as in len(history.epoch)'),
        (
            "sum: {one: {tolerance: 1}}",
            ':1: the value "one" has no expression; say what it is, as in len(history.epoch)',
        ),
        ("sum: {one: 1 +}", ':1: the value "one" is not a Python expression (invalid syntax): 1 +'),
        ("sum: {one: x = 1}", ':1: the value "one" is not a Python expression (invalid syntax): x = 1'),
        ("sum: {one: ''}", ':1: the value "one" is not a Python expression (invalid syntax): '),
        *(
            (
                f"sum: {{one: {{expression: 1, tolerance: {given}}}}}",
                f':1: the value "one" has the tolerance {shown}; give a number from 0 up',
            )
            for given, shown in [
                ("-0.1", "-0.1"),
                ("-.inf", "-inf"),
                (".nan", "nan"),
                ("yes", "True"),
                ("much", "much"),
                ("'0.1'", "0.1"),
                ("", "None"),
                ("[1]", "[1]"),
            ]
        ),
        (
            "sum: {one: 1}\nnumbers: {one: 2}",
            ':2: the value "one" is a second one of that name; give one of them another',
        ),
        ("sum: {one: 1}\nnumber: {two: 2}", ':2: no cell "number" in examples/add.py (cells: numbers, sum)'),
        ("sum:\n  one: 1\n  one: 2", ':3: not YAML: a second "one"; the first is at line 2'),
        ("sum: {one: 1", ":1: not YAML: while parsing a flow mapping, expected ',' or '}', but got '<stream end>'"),
        ("\x07", ":1: not YAML: special characters are not allowed"),
        ("sum: 1", ':1: not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
        ("sum:", ':1: "sum" has nothing below it; fill it in, or delete the line'),
        ("- sum", ':1: not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
        ("one", ':1: not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_named(text: str, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse(text)
    assert str(error.value) == PATH + message


def test_a_file_that_is_not_utf_8_is_named_with_its_line() -> None:
    with pytest.raises(ProjectError) as error:
        parse_values(text_of(PATH, b"sum:\n  one: '\xff'\n"), ADD)
    assert str(error.value) == f"{PATH}:2: not UTF-8 (invalid start byte); save the file as UTF-8"


def test_a_file_that_cannot_be_read_is_named(project: TinyProject) -> None:
    (project.root / PATH).mkdir(parents=True)
    with pytest.raises(ProjectError) as error:
        project.read().values(ADD)
    assert str(error.value) == f"{PATH}: cannot be read (Is a directory); check its permissions"
