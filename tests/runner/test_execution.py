"""A script runs as it would on its own, except for its data, its epochs and the folder of its files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import RAISES, Cell
from examples.runner.execution import FailedScriptError, Outcome, epochs_capped, execute
from tests.runner.conftest import FakeModel, make_arrays

Run = Callable[..., Outcome]
# The code of the cells that a script has, each with its tags.
Cells = list[tuple[str, tuple[str, ...]]]


@pytest.fixture
def run(tmp_path: Path, keras: ModuleType) -> Run:
    """Return a function that runs code in the folder `work`."""
    (tmp_path / "work").mkdir()

    def run(code: str, epochs: int | None = None) -> Outcome:
        script = tmp_path / "script.py"
        script.write_text(code, encoding="utf-8")
        return execute(script, [Cell("all", 1, code)], keras, make_arrays(), epochs, tmp_path / "work")

    return run


@pytest.fixture
def run_cells(tmp_path: Path, keras: ModuleType) -> Callable[[Cells], Outcome]:
    """Return a function that runs cells, which are called "1", "2" and so on, as a script in the folder `work`."""
    (tmp_path / "work").mkdir()

    def run(codes: Cells) -> Outcome:
        cells, text = [], ""
        for number, (code, tags) in enumerate(codes, start=1):
            text += f"# %% {number}\n"
            cells.append(Cell(str(number), text.count("\n") + 1, code, tags))
            text += f"{code}\n\n"
        script = tmp_path / "script.py"
        script.write_text(text, encoding="utf-8")
        return execute(script, cells, keras, make_arrays(), None, tmp_path / "work")

    return run


def test_a_script_is_the_main_program(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("print(__name__)")
    assert capsys.readouterr().out == "__main__\n"


def test_a_script_works_in_the_folder(run: Run, tmp_path: Path) -> None:
    before = Path.cwd()
    run("open('a.txt', 'w').close()")
    assert (tmp_path / "work" / "a.txt").exists()
    assert Path.cwd() == before


def test_a_figure_is_saved_there_by_the_name_of_the_cell_that_shows_it(tmp_path: Path, keras: ModuleType) -> None:
    cells = [
        Cell("set-up", 2, "import matplotlib.pyplot as plt\n\ndef draw():\n    plt.figure('a label')\n    plt.show()"),
        Cell("samples", 8, "draw()"),
        Cell("wrong", 10, "for _ in range(2):\n    plt.figure()\nplt.show()"),
        Cell("end", 14, "draw()"),
    ]
    script = tmp_path / "script.py"
    script.write_text("".join(f"# %% {cell.name}\n{cell.code}\n" for cell in cells), encoding="utf-8")
    (tmp_path / "work").mkdir()
    execute(script, cells, keras, make_arrays(), None, tmp_path / "work")
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == [
        "end.png",
        "samples.png",
        "wrong.png",
        "wrong_2.png",
    ]


@pytest.mark.parametrize(
    "call",
    [
        "keras.datasets.mnist.load_data()",
        "mnist.load_data()",
        "mnist.load_data('other.npz')",
        "mnist.load_data(path='a')",
    ],
)
def test_load_data_gives_the_arrays_however_it_is_called(
    run: Run, call: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(f"import keras; mnist = keras.datasets.mnist\n(a, b), (c, d) = {call}\nprint(len(a), len(b), len(c), len(d))")
    assert capsys.readouterr().out == "4 4 3 3\n"


def test_load_data_gives_fresh_arrays_at_each_call(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(
        "from sys import modules; load = modules['keras'].datasets.mnist.load_data\n"
        "for part in load():\n    for array in part: array[:] = 9\n"
        "print(sorted({int(array.max()) for part in load() for array in part}))"
    )
    assert capsys.readouterr().out == "[2, 3, 200]\n"


def test_load_data_and_fit_are_keras_own_afterwards(run: Run, keras: ModuleType) -> None:
    load_data, fit = keras.datasets.mnist.load_data, keras.Model.fit
    with pytest.raises(KeyboardInterrupt):
        run("raise KeyboardInterrupt", epochs=1)
    assert keras.datasets.mnist.load_data is load_data
    assert keras.Model.fit is fit


@pytest.mark.parametrize(
    ("code", "accuracies"),
    [
        ("test_accuracy = 0.5; val_accuracy = 0.4; accuracy = 0.3", {"val_accuracy": 0.4, "test_accuracy": 0.5}),
        ("pass", {}),
    ],
    ids=["with two", "without one"],
)
def test_the_accuracies_are_the_script_s(run: Run, code: str, accuracies: Mapping[str, float]) -> None:
    assert run(code).accuracies == accuracies


def test_epochs_are_capped_in_the_script(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run("import keras\nprint(keras.Model().fit(epochs=5))", epochs=2)
    assert capsys.readouterr().out == "2\n"


@pytest.mark.parametrize(("asked", "most", "run_epochs"), [(5, 2, 2), (2, 5, 2), (5, None, 5)])
def test_epochs_are_the_fewer_of_what_is_asked_and_the_cap(asked: int, most: int | None, run_epochs: int) -> None:
    with epochs_capped(FakeModel, most):
        assert FakeModel().fit(epochs=asked) == run_epochs
        assert FakeModel().fit(np.zeros(1), np.zeros(1), 32, asked) == run_epochs


@pytest.mark.parametrize(("first", "last"), [(0, 2), (1, 3), (3, 5), (4, 5)])
def test_where_training_goes_on_the_epochs_before_do_not_count(first: int, last: int) -> None:
    with epochs_capped(FakeModel, 2):
        assert FakeModel().fit(initial_epoch=first, epochs=5) == last


def test_epochs_that_are_not_asked_for_stay_one() -> None:
    with epochs_capped(FakeModel, 3):
        assert FakeModel().fit() == 1


def test_epochs_of_a_subclass_are_capped_too() -> None:
    class Sequential(FakeModel):
        pass

    with epochs_capped(FakeModel, 2):
        assert Sequential().fit(epochs=5) == 2


def test_a_script_that_fails_shows_its_own_traceback_only(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FailedScriptError):
        run("def divide():\n    return 1 / 0\n\ndivide()")
    lines = capsys.readouterr().err.splitlines()
    assert [line for line in lines if line.startswith("  File ")] == [
        f'  File "{tmp_path / "script.py"}", line 4, in <module>',
        f'  File "{tmp_path / "script.py"}", line 2, in divide',
    ]
    assert lines[-1] == "ZeroDivisionError: division by zero"


def test_a_script_that_is_no_python_shows_where(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FailedScriptError):
        run("x = (")
    error = capsys.readouterr().err
    assert f'File "{tmp_path / "script.py"}", line 1' in error
    assert "runpy" not in error


def test_a_folder_that_is_full_is_one_line_and_not_the_scripts_fault(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UserError) as error:
        run("raise OSError(28, 'No space left on device', 'model.keras')")
    assert str(error.value) == (
        f"cannot write to {tmp_path / 'work'} (No space left on device); make room, or set TMPDIR"
    )
    assert capsys.readouterr() == ("", "")


def test_a_setting_of_the_users_that_stops_a_script_is_named_after_its_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "matplotlibrc").write_text("text.usetex: True\n", encoding="utf-8")
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MPLBACKEND", raising=False)
    code = "import matplotlib\nmatplotlib.rcParams['no.such.setting']"
    with pytest.raises(FailedScriptError):
        run(code)
    *_, last, said = capsys.readouterr().err.splitlines()
    assert last.startswith("KeyError")
    assert said == f"your settings are in force ({tmp_path / 'matplotlibrc'}); try without them"


def test_a_script_goes_on_after_an_error_that_a_cell_is_there_to_raise(
    run_cells: Callable[[Cells], Outcome], capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = run_cells(
        [
            ("test_accuracy = 0.5", ()),
            ("raise ValueError('\\x1b[1mNo loss\\x1b[0m\\nto compute at 0x7f3a5c0b1d90')", (RAISES,)),
            ("print(__name__, test_accuracy)", ()),
        ]
    )
    printed = capsys.readouterr()
    assert printed.out == "__main__ 0.5\n"
    assert printed.err == 'The cell "2" is there to fail:\nValueError: No loss\nto compute at 0x…\n'
    assert outcome.accuracies == {"test_accuracy": 0.5}


def test_a_cell_that_does_not_raise_the_error_that_it_is_there_for_ends_the_script(
    run_cells: Callable[[Cells], Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FailedScriptError):
        run_cells([("a = 1", ()), ("print(a)", (RAISES,)), ("print('after')", ())])
    printed = capsys.readouterr()
    assert printed.out == "1\n"
    message = 'the cell "2" raised no error; correct it, or its tag'
    assert printed.err == f"error: {tmp_path / 'script.py'}:5: {message}\n"


def test_an_error_of_another_cell_ends_the_script_with_its_traceback(
    run_cells: Callable[[Cells], Outcome], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FailedScriptError):
        run_cells([("0 / 0", (RAISES,)), ("\n1 / 0", ()), ("print('after')", ())])
    printed = capsys.readouterr()
    assert printed.out == ""
    told, expected, *lines = printed.err.splitlines()
    assert (told, expected) == ('The cell "1" is there to fail:', "ZeroDivisionError: division by zero")
    place = f'  File "{tmp_path / "script.py"}", line 6, in <module>'
    assert [line for line in lines if line.startswith("  File ")] == [place]
    assert lines[-1] == "ZeroDivisionError: division by zero"


def test_a_figure_is_called_after_its_cell_beside_cells_that_raise_errors(
    run_cells: Callable[[Cells], Outcome], tmp_path: Path
) -> None:
    draw = "import matplotlib.pyplot as plt\nplt.figure()\nplt.show()"
    run_cells([("0 / 0", (RAISES,)), (draw, ())])
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["2.png"]
