"""The tables can be read on 80 columns and in a pipe."""

import platform
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from docs.plugins.project.scripts import Script
from examples.runner.comparison import Difference
from examples.runner.data import Data
from examples.runner.execution import Outcome
from examples.runner.report import cells_shown, print_differences, print_examples, print_line, print_outcome
from tests.runner.conftest import make_arrays, make_script, rows

LONG = "Bốn lớp xếp chồng, học đọc chữ số viết tay trên bộ dữ liệu MNIST"
SCRIPTS = [
    Script("sequential", {"vi": LONG, "en": "Four stacked layers"}, (), ""),
    Script("solutions/sequential", {"en": "[old] :key: answers"}, (), ""),
]
ESCAPE_CODE = re.compile(r"\x1b\[[0-9;]*m")
DATA = Data("mnist", make_arrays())
TWO_CELLS = make_script("# %% load\n1\n\n# %% early-stopping\n2")
DIFFERENCES = [
    ("tiny", Difference("load", "[old] :key:", "–")),
    ("solutions/functional", Difference("two-outputs-fit", "no picture", "a picture of 5×3 pixels")),
]


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> pytest.CaptureFixture[str]:
    """Make standard output a terminal of 80 columns; return what captures it."""
    # It is set on the class, because pytest replaces the stream before the test.
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    return capsys


def test_in_a_pipe_an_example_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_examples(SCRIPTS)
    assert rows(capsys.readouterr().out) == [
        ["example", "vi", "en"],
        ["sequential", LONG, "Four stacked layers"],
        ["solutions/sequential", "–", "[old] :key: answers"],
    ]


def test_on_80_columns_the_lines_break_between_words_and_names_stay_whole(
    terminal: pytest.CaptureFixture[str],
) -> None:
    print_examples(SCRIPTS)
    output = ESCAPE_CODE.sub("", terminal.readouterr().out)
    assert max(map(len, output.splitlines())) <= 80
    assert "solutions/sequential" in output
    assert "…" not in output
    assert set(LONG.split()) <= set(output.split())


def test_a_name_stays_whole_on_a_narrow_terminal_too(
    terminal: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    print_examples(SCRIPTS)
    assert "solutions/sequential" in terminal.readouterr().out


def test_the_outcome_says_what_ran_on_what(keras: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    saved = [Path("outputs/a/b.png"), Path("outputs/a/c.keras")]
    print_outcome("a", Outcome({"val_accuracy": 0.98, "test_accuracy": 0.97655}, 12.34), DATA, keras, saved)
    assert rows(capsys.readouterr().out) == [
        ["example", "a"],
        ["validation accuracy", "0.9800"],
        ["test accuracy", "0.9766"],
        ["time", "12.3 s"],
        ["data", "mnist, 4 train and 3 test images"],
        ["backend", "numpy"],
        ["versions", f"keras 3.0, numpy {np.__version__}, python {platform.python_version()}"],
        ["files", "outputs/a/b.png"],
        ["outputs/a/c.keras"],
    ]


def test_without_files_there_is_a_dash_and_without_an_accuracy_no_row_of_it(
    keras: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    print_outcome("a", Outcome({}, 0), DATA, keras, [])
    table = rows(capsys.readouterr().out)
    assert ["files", "–"] in table
    assert "accuracy" not in str(table)


def test_a_path_that_looks_like_markup_stays_as_it_is(keras: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    print_outcome("a", Outcome({}, 0), Data("[old]/:key:.npz", DATA.arrays), keras, [])
    assert ["data", "[old]/:key:.npz, 4 train and 3 test images"] in rows(capsys.readouterr().out)


def test_on_80_columns_a_long_path_is_folded_not_cut(keras: ModuleType, terminal: pytest.CaptureFixture[str]) -> None:
    path = "/" + "x" * 150
    print_outcome("a", Outcome({}, 0), Data(path, DATA.arrays), keras, [])
    output = ESCAPE_CODE.sub("", terminal.readouterr().out)
    assert output.count("x") == 150 + "example".count("x")
    assert max(map(len, output.splitlines())) <= 80


def test_in_a_pipe_a_difference_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_differences(DIFFERENCES)
    assert rows(capsys.readouterr().out) == [
        ["example", "cell or value", "recorded", "found"],
        ["tiny", "load", "[old] :key:", "–"],
        ["solutions/functional", "two-outputs-fit", "no picture", "a picture of 5×3 pixels"],
    ]


def test_on_80_columns_a_long_difference_is_shown_whole_beside_its_cell(terminal: pytest.CaptureFixture[str]) -> None:
    words = [f"word-{number}" for number in range(20)]
    print_differences([("solutions/functional", Difference("two-outputs-fit", " ".join(words), "–"))])
    output = ESCAPE_CODE.sub("", terminal.readouterr().out)
    assert max(map(len, output.splitlines())) <= 80
    assert {"solutions/functional", "two-outputs-fit", *words} <= set(output.split())


def test_the_cell_that_differs_stays_whole_on_a_narrow_terminal_too(
    terminal: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    print_differences(DIFFERENCES)
    output = ESCAPE_CODE.sub("", terminal.readouterr().out)
    assert {"solutions/functional", "two-outputs-fit"} <= set(output.split())


def test_a_line_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_line("[old] :key: 12 s")
    assert capsys.readouterr() == ("[old] :key: 12 s\n", "")


def test_in_a_pipe_the_cells_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with cells_shown(TWO_CELLS) as begins:
        begins("load")
        begins("early-stopping")
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_cell_that_runs_is_named_and_the_cells_before_it_counted(
    terminal: pytest.CaptureFixture[str],
) -> None:
    with cells_shown(TWO_CELLS) as begins:
        begins("load")
        begins("early-stopping")
    output = ESCAPE_CODE.sub("", terminal.readouterr().out)
    assert "tiny › early-stopping" in output
    assert "1/2" in output


def test_the_cells_are_no_longer_shown_afterwards(terminal: pytest.CaptureFixture[str]) -> None:
    with cells_shown(TWO_CELLS) as begins:
        begins("load")
    # The last thing that is written erases the line.
    assert terminal.readouterr().out.endswith("\r\x1b[1A\x1b[2K")
