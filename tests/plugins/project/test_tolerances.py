"""Tolerances are read by script and cell, and what can't be one is named."""

from pathlib import Path

import pytest
from examples.runner.tolerances import read_tolerances

from docs.plugins.project.errors import UserError
from tests.runner.conftest import make_script

SCRIPTS = {
    "tiny": make_script("# %% load\n1\n\n# %% fit\n2\n\n# %% end\n3"),
    "solutions/tiny": make_script("# %% stop\n1", "solutions/tiny"),
}


def read(root: Path, text: str) -> dict[str, dict[str, float]]:
    """The tolerances of a project whose file says this."""
    (root / "examples").mkdir()
    (root / "examples" / "tolerances.yml").write_text(text, encoding="utf-8")
    return read_tolerances(root, SCRIPTS)


def test_tolerances_are_by_script_and_cell(tmp_path: Path) -> None:
    text = "# Why.\ntiny:\n  fit: 0.03\n  load: 80\nsolutions/tiny:\n  stop: .inf\n"
    assert read(tmp_path, text) == {"tiny": {"fit": 0.03, "load": 80}, "solutions/tiny": {"stop": float("inf")}}


def test_a_tolerance_may_be_0(tmp_path: Path) -> None:
    assert read(tmp_path, "tiny: {fit: 0}") == {"tiny": {"fit": 0}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tinny: {fit: 1}", 'no example "tinny"; take its entry out'),
        ("tiny: {fitt: 1}", 'no cell "fitt" in examples/tiny.py (cells: end, fit, load)'),
        ("tiny: {fit: 1}\nsolutions/tiny: {fit: 1}", 'no cell "fit" in examples/solutions/tiny.py (cells: stop)'),
        ("tiny: {fit: -0.1}", 'the tolerance of "fit" of tiny is -0.1; give a number from 0 up'),
        ("tiny: {fit: -.inf}", 'the tolerance of "fit" of tiny is -inf; give a number from 0 up'),
        ("tiny: {fit: .nan}", 'the tolerance of "fit" of tiny is nan; give a number from 0 up'),
        ("tiny: {fit: much}", 'the tolerance of "fit" of tiny is much; give a number from 0 up'),
        ('tiny: {fit: "0.1"}', 'the tolerance of "fit" of tiny is 0.1; give a number from 0 up'),
        ("tiny: {fit: }", 'the tolerance of "fit" of tiny is None; give a number from 0 up'),
        ("tiny: {fit: [1]}", 'the tolerance of "fit" of tiny is [1]; give a number from 0 up'),
    ],
)
def test_an_entry_that_cannot_be_meant_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UserError) as error:
        read(tmp_path, text)
    assert str(error.value) == f"examples/tolerances.yml: {message}"


@pytest.mark.parametrize(
    "text", ["tiny:\n", "tiny: 0.1\n", "- tiny\n", "tiny: {fit: 1\n", "tiny: {fit: yes}\n", "tiny: \x07"]
)
def test_a_file_of_another_form_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match=r"^examples/tolerances\.yml\b"):
        read(tmp_path, text)


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/tolerances.yml").write_bytes(b"\xff")
    with pytest.raises(UserError, match=r"^examples/tolerances\.yml: not YAML \('utf-8' codec can't decode"):
        read_tolerances(tmp_path, SCRIPTS)


def test_a_file_without_an_entry_gives_no_tolerance(tmp_path: Path) -> None:
    assert read(tmp_path, "# None is needed.\n") == {}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^examples/tolerances\.yml\b"):
        read_tolerances(tmp_path, SCRIPTS)
