"""Cells run as in a record: after the errors that they are there to show, the run goes on."""

from pathlib import Path

import pytest
from coverage import Coverage

from docs.plugins.project.mistakes import PAGE
from docs.plugins.project.scripts import RAISES, STARTS_PROCESSES, WARNS, Cell
from tests.support.programs import OF_LESSONS, PROJECT, ROOT, RUN, Run, run_cells, run_codes

TAGS = {"raises": (RAISES,), "warns": (WARNS,)}


def run(**codes: str) -> Run:
    compiled = {name: compile(code, name, "exec") for name, code in codes.items()}
    return run_codes(compiled, tags=TAGS)


@pytest.mark.keras
def test_what_a_cell_is_there_to_show_stands_after_what_it_prints() -> None:
    warns = "import warnings\nfor _ in range(2):\n    warnings.warn('careful')\nprint('on')"
    found = run(raises="print('begun')\nraise ValueError('No loss')", warns=warns, after="print('done')")
    assert found.printed == {
        "raises": "begun\nValueError: No loss\n",
        "warns": "on\nUserWarning: careful\n",
        "after": "done\n",
    }


@pytest.mark.keras
@pytest.mark.parametrize("cell", TAGS)
def test_a_cell_that_does_not_show_what_it_is_there_for_fails(cell: str) -> None:
    with pytest.raises(AssertionError):
        run(**{cell: "print('begun')"})


@pytest.mark.keras
def test_an_error_of_another_cell_ends_the_run() -> None:
    with pytest.raises(ZeroDivisionError):
        run(warns="1 / 0")


@pytest.mark.keras
def test_a_cell_that_starts_processes_is_left_out() -> None:
    cells = (Cell("one", 1, "print(1)"), Cell("two", 2, "1 / 0", (STARTS_PROCESSES,)), Cell("three", 3, "print(3)"))
    assert run_cells("examples/sequential.py", cells).printed == {"one": "1\n", "three": "3\n"}


def test_the_lines_of_a_cell_that_starts_processes_are_not_to_be_covered(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(
        '# %% one\na = 1\n\n# %% two tags=["starts-processes"]\nb = 2\nif b:\n    c = [\n        3]\n\n\n'
        '# %% three\n"starts-processes"\nd = 4\n# %% four tags=["warns", "starts-processes"]\ne = 5\n',
        encoding="utf-8",
    )
    coverage = Coverage(data_file=None, config_file=ROOT / "pyproject.toml")
    _, statements, excluded, _, _ = coverage.analysis2(str(path))
    assert statements == [2, 12, 13]
    assert {5, 6, 7, 15} <= set(excluded) <= {*range(4, 11), *range(14, 17)}


def test_of_the_mistakes_only_those_without_an_error_are_left_out_of_the_runs() -> None:
    left_out = set(PROJECT.scripts).difference(RUN)
    assert left_out == {name for name in PROJECT.scripts if name.startswith(f"{PAGE}/silent")}
    assert set(OF_LESSONS) == {name for name in PROJECT.scripts if not name.startswith(f"{PAGE}/")}
