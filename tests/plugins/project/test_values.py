"""The named values that a script's record is to hold are declared in a file, and what can't be meant there is named."""

from pathlib import Path

import pytest
from examples.runner.values import Declaration, read_values, values_path

from docs.plugins.project.errors import UserError
from tests.runner.conftest import make_script

SCRIPT = make_script("# %% load\n1\n\n# %% fit\n2")
SOLUTION = make_script("# %% load\n1", "solutions/tiny")
PATH = "examples/values/tiny.yml"


def write(root: Path, text: str | bytes) -> Path:
    """Write the file of the values of `tiny`; return its path."""
    path = root / PATH
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(root: Path, text: str) -> tuple[Declaration, ...]:
    """The declarations of a project whose file says this."""
    write(root, text)
    return read_values(root, SCRIPT)


def test_a_scripts_file_has_its_name() -> None:
    assert [values_path(script) for script in (SCRIPT, SOLUTION)] == [PATH, "examples/values/solutions/tiny.yml"]


def test_a_script_without_a_file_has_no_values(tmp_path: Path) -> None:
    assert read_values(tmp_path, SCRIPT) == ()


def test_another_scripts_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "load: {one: 1}")
    assert read_values(tmp_path, SOLUTION) == ()


@pytest.mark.parametrize("text", ["", "# None is needed.\n", "{}"])
def test_a_file_may_declare_nothing(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == ()


def test_a_value_is_an_expression_or_an_expression_and_a_tolerance(tmp_path: Path) -> None:
    text = """
        # Why.
        fit:
          epochs: len(history.epoch)
          loss: {expression: 'history.history["loss"]', tolerance: 0.05}
          accuracy: {expression: "max(accuracies)"}
        load:
          best: {tolerance: .inf, expression: first}
          seed: 42
    """
    assert read(tmp_path, text) == (
        Declaration("epochs", "fit", "len(history.epoch)", 0),
        Declaration("loss", "fit", 'history.history["loss"]', 0.05),
        Declaration("accuracy", "fit", "max(accuracies)", 0),
        Declaration("best", "load", "first", float("inf")),
        Declaration("seed", "load", "42", 0),
    )


def test_a_name_may_be_a_number_in_yaml_and_is_a_text_here(tmp_path: Path) -> None:
    assert read(tmp_path, "fit: {5: five}") == (Declaration("5", "fit", "five", 0),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fitt: {one: 1}", ': no cell "fitt" in examples/tiny.py (cells: load, fit)'),
        ("fit: {val_loss: 1}", ': the value "val_loss" is not named in kebab-case, as in "val-loss"'),
        ("fit: {Loss: 1}", ': the value "Loss" is not named in kebab-case, as in "val-loss"'),
        ("fit: {yes: 1}", ': the value "True" is not named in kebab-case, as in "val-loss"'),
        (
            "fit: {one: {expression: 1, tolerence: 1, unit: s}}",
            ': the value "one" has the unknown tolerence, unit; it may have expression, tolerance',
        ),
        ("fit: {one: {1: 1}}", ': the value "one" has the unknown 1; it may have expression, tolerance'),
        ("fit: {one: }", ': the value "one" has no expression; say what it is, as in len(history.epoch)'),
        ("fit: {one: {}}", ': the value "one" has no expression; say what it is, as in len(history.epoch)'),
        ("fit: {one: {tolerance: 1}}", ': the value "one" has no expression; say what it is, as in len(history.epoch)'),
        ("fit: {one: 1 +}", ': the value "one" is no Python expression (invalid syntax): 1 +'),
        ("fit: {one: x = 1}", ': the value "one" is no Python expression (invalid syntax): x = 1'),
        ("fit: {one: ''}", ': the value "one" is no Python expression (invalid syntax): '),
        *(
            (
                f"fit: {{one: {{expression: 1, tolerance: {given}}}}}",
                f': the value "one" has the tolerance {shown}; give a number from 0 up',
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
        ("fit: {one: 1}\nload: {one: 2}", ': two values are called "one"; give one of them another name'),
        ("fit: 1", ': not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
        ("fit:", ': not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
        ("- fit", ': not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
        ("one", ': not of the form "fit: {epochs: len(history.epoch)}"; give each cell its values'),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        read(tmp_path, text)
    assert str(error.value) == PATH + message


@pytest.mark.parametrize("text", ["fit: {one: 1", "\x07", b"\xff"])
def test_a_file_that_is_not_yaml_is_named_in_one_line(tmp_path: Path, text: str | bytes) -> None:
    write(tmp_path, text)
    with pytest.raises(UserError) as error:
        read_values(tmp_path, SCRIPT)
    message = str(error.value)
    assert message.startswith(f"{PATH}: not YAML (")
    assert message.endswith("); correct it")
    assert "\n" not in message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    with pytest.raises(UserError) as error:
        read_values(tmp_path, SCRIPT)
    assert str(error.value) == f"{PATH} cannot be read (Is a directory); check its permissions"
