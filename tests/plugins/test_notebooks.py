"""A script's notebook: valid, a cell a cell, and in the repository as Colab opens it."""

import nbformat
import pytest

from docs.plugins.lessons import read_scripts
from docs.plugins.notebooks import notebook
from tests.programs import ROOT

SCRIPTS = read_scripts(ROOT)


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_committed_notebook_is_that_of_the_script(name: str) -> None:
    script = SCRIPTS[name]
    committed = (ROOT / script.notebook_path).read_text(encoding="utf-8")
    assert committed == notebook(script, tuple(script.descriptions)), "run: make notebooks"


def test_no_notebook_is_left_of_a_script_that_is_gone() -> None:
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "examples/notebooks").rglob("*.ipynb")}
    assert there == {script.notebook_path for script in SCRIPTS.values()}


def test_a_notebook_is_valid_and_has_the_scripts_cells_by_name() -> None:
    script = SCRIPTS["sequential"]
    book = nbformat.reads(notebook(script, ("vi", "en")), as_version=4)
    nbformat.validate(book)
    assert [(cell.id, cell.source) for cell in book.cells[1:]] == [(cell.name, cell.code) for cell in script.cells]


def test_a_notebook_says_what_it_shows_in_the_languages_asked_for() -> None:
    script = SCRIPTS["sequential"]
    title = nbformat.reads(notebook(script, ("en",)), as_version=4).cells[0].source
    assert title == f"# sequential.py\n\n{script.descriptions['en']}"
