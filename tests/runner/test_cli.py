"""Every command ends with a result, or with one line that says what to do."""

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from docs.plugins.project.commands import EXAMPLES
from examples.runner import cli
from examples.runner.cli import main
from examples.runner.npz import write_npz
from examples.runner.quiet import import_keras
from tests.runner.conftest import full_disk, leftovers, make_arrays, make_photo_program, make_photos
from tests.support.mistakes import SITE, write_mistakes
from tests.support.programs import PROJECT, ROOT

SCRIPTS = ", ".join(PROJECT.scripts)
DRAW = "import matplotlib.pyplot as plt\nplt.figure('samples')\nplt.show()\n"
RunScript = Callable[..., int]


@pytest.fixture
def no_keras(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test if Keras is imported."""

    def fail() -> ModuleType:
        raise AssertionError("Keras was imported")

    monkeypatch.setattr(cli, "import_keras", fail)


@pytest.mark.usefixtures("no_keras")
def test_list_shows_every_example_in_every_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    output = capsys.readouterr().out
    assert output.split()[:3] == ["example", "vi", "en"]
    for name in SCRIPTS.split(", "):
        assert name in output.split()
    assert "Mạng Sequential: bốn lớp xếp chồng, học đọc chữ số viết tay." in output
    assert "A Sequential network: four stacked layers that learn to read handwritten digits." in output


def test_list_works_where_standard_output_cannot_encode_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.BytesIO()
    stream = io.TextIOWrapper(output, encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["list"]) == 0
    assert b"M?ng Sequential" in output.getvalue()


@pytest.mark.usefixtures("no_keras")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], f'missing command (see "{EXAMPLES} --help")'),
        (["lst"], f"no such command 'lst'. Did you mean 'list'? (see \"{EXAMPLES} --help\")"),
        (["list", "x"], f'got unexpected extra argument(s) (x) (see "{EXAMPLES} --help")'),
        (["run"], f"missing argument 'NAME' (see \"{EXAMPLES} --help\")"),
        (
            ["run", "data", "--epoch", "1"],
            f'no such option: --epoch (Possible options: --epochs) (see "{EXAMPLES} --help")',
        ),
        (["run", "data", "--data"], f"option '--data' requires an argument (see \"{EXAMPLES} --help\")"),
        (["run", "data", "--epochs", "0"], '--epochs is "0"; give a whole number, 1 or more'),
        (["run", "data", "--epochs", "-1"], '--epochs is "-1"; give a whole number, 1 or more'),
        (["run", "data", "--epochs", "1.5"], '--epochs is "1.5"; give a whole number, 1 or more'),
        (["run", "data", "--epochs", "ten"], '--epochs is "ten"; give a whole number, 1 or more'),
        (["run", "sequental"], f'no example "sequental"; did you mean "sequential"? (examples: {SCRIPTS})'),
        (["record", "data", "sequental"], f'no example "sequental"; did you mean "sequential"? (examples: {SCRIPTS})'),
        (["verify", "xyz"], f'no example "xyz" (examples: {SCRIPTS})'),
        (["record", "data", "--time-limit", "0"], '--time-limit is "0"; give a whole number, 1 or more'),
        (["verify", "data", "--time-limit", "1m"], '--time-limit is "1m"; give a whole number, 1 or more'),
        (["run", "xyz"], f'no example "xyz" (examples: {SCRIPTS})'),
        (["run", "a\nb"], f'no example "a b" (examples: {SCRIPTS})'),
        (
            ["run", "data", "--data", "digit"],
            'no choice "digit" for --data; did you mean "digits"? '
            "(choices: auto, mnist, digits, or the path of an .npz file)",
        ),
        (
            ["run", "data", "--data", "no.npz"],
            "no file no.npz; give the path of an mnist.npz",
        ),
    ],
)
def test_a_mistake_is_one_line_before_keras_is_imported(
    folder: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"error: {message}\n")
    assert leftovers(folder) == []


@pytest.mark.usefixtures("no_keras")
def test_a_folder_that_cannot_be_written_is_refused_before_keras_is_imported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "outputs").write_text("mine", encoding="utf-8")
    assert main(["run", "data"]) == 2
    assert capsys.readouterr() == (
        "",
        "error: cannot write to outputs/data: outputs is a file; move it away\n",
    )
    assert leftovers(folder) == ["current/outputs"]


@pytest.mark.usefixtures("no_keras")
def test_a_script_that_cannot_be_parsed_is_named(
    run_script: RunScript, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "examples" / "bad.py").write_text("x = 1\n", encoding="utf-8")
    assert run_script("pass") == 2
    assert capsys.readouterr() == (
        "",
        'error: examples/bad.py:1: no cells; begin each with a line such as "# %% imports"\n',
    )


def test_a_run_saves_its_files_and_ends_with_its_table(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script(DRAW + "test_accuracy = 0.5") == 0
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny", "current/outputs/tiny/all.png"]
    output, error = capsys.readouterr()
    assert error == ""
    for words in ("tiny", "0.5000", "mnist, 4 train and 3 test images", "outputs/tiny/all.png"):
        assert words in output


def test_a_run_that_saves_nothing_leaves_no_folder(run_script: RunScript, folder: Path) -> None:
    assert run_script("pass") == 0
    assert leftovers(folder) == []


def test_a_run_is_given_the_files_that_it_asks_for_and_saves_only_its_own(
    run_script: RunScript, project: Path, folder: Path
) -> None:
    make_photos(project)
    code = "import shutil\nshutil.unpack_archive('photos.zip', 'photos')\nshutil.copy('photos/practice/3/a.jpg', '.')\n"
    assert run_script(code) == 0
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny", "current/outputs/tiny/a.jpg"]


def test_a_run_may_import_a_program_and_saves_nothing_of_it(
    run_script: RunScript, project: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_photo_program(project)
    assert run_script("from photo import half\nprint(half(4))\n") == 0
    assert capsys.readouterr().out.startswith("2.0\n")
    assert leftovers(folder) == []


@pytest.mark.usefixtures("no_keras")
def test_a_file_that_a_script_asks_for_and_is_not_there_is_one_line_before_keras_is_imported(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script("open('photos.zip')") == 2
    assert capsys.readouterr() == ("", f"error: no examples/photos.zip; make it: {EXAMPLES} photos\n")
    assert leftovers(folder) == []


def test_a_run_takes_the_data_and_the_epochs_that_it_is_given(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_npz(folder / "mine.npz", make_arrays(2000))
    code = "import keras\n(x, _), _ = keras.datasets.mnist.load_data()\nprint(len(x), keras.Model().fit(epochs=5))"
    assert run_script(code, "--data", "mine.npz", "--epochs", "2") == 0
    output = capsys.readouterr().out
    assert output.startswith("2000 2\n")
    assert "mine.npz, 2,000 train and 1,999 test images" in output


@pytest.mark.usefixtures("no_network")
def test_a_run_without_a_network_continues_with_the_stand_in(
    run_script: RunScript, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script("pass") == 0
    output, error = capsys.readouterr()
    assert error == (
        "MNIST could not be loaded (Name or service not known): continuing with scikit-learn's stand-in digits, "
        "whose accuracy is not MNIST's.\n"
    )
    assert "stand-in digits, 3,000 train and 2,079 test images" in output


@pytest.mark.usefixtures("no_network")
def test_mnist_without_a_network_is_an_error(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script(DRAW, "--data", "mnist") == 2
    assert capsys.readouterr() == (
        "",
        "error: MNIST could not be loaded (Name or service not known); "
        "use --data digits, or --data PATH with the path of an mnist.npz\n",
    )
    assert leftovers(folder) == []


def test_a_script_that_fails_leaves_none_of_its_temporary_files(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script("import tempfile\ntempfile.mkstemp()\n1 / 0") == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert leftovers(folder) == []


def test_a_script_that_fails_leaves_nothing(
    run_script: RunScript, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_script(DRAW + "1 / 0") == 1
    output, error = capsys.readouterr()
    assert output == ""
    assert error.endswith("ZeroDivisionError: division by zero\n")
    assert leftovers(folder) == []


@pytest.mark.parametrize(("locale", "address"), [("vi_VN.UTF-8", "mistakes/"), ("C", "en/mistakes/")])
def test_a_known_error_is_named_in_the_terminals_language_after_its_traceback(
    run_script: RunScript,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    locale: str,
    address: str,
) -> None:
    write_mistakes(project)
    monkeypatch.setenv("LC_ALL", locale)
    assert run_script("raise ValueError('No loss for 3.')") == 1
    *_, error, named = capsys.readouterr().err.splitlines()
    assert error == "ValueError: No loss for 3."
    assert named.endswith(f": {SITE}{address}#no-loss")


def test_a_disk_full_at_the_end_is_one_line_and_leaves_nothing(
    run_script: RunScript, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "copyfile", full_disk)
    assert run_script(DRAW) == 2
    assert capsys.readouterr() == (
        "",
        "error: cannot write to outputs/tiny (No space left on device); make room, or check its permissions\n",
    )
    assert leftovers(folder) == []


@pytest.mark.parametrize("moment", ["import", "download", "training"])
def test_ctrl_c_is_one_line_and_leaves_nothing(
    run_script: RunScript,
    folder: Path,
    keras: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    moment: str,
) -> None:
    def interrupt(_self: object = None, epochs: int = 1) -> None:
        raise KeyboardInterrupt

    if moment == "import":
        monkeypatch.setattr(cli, "import_keras", interrupt)
    elif moment == "download":
        keras.datasets.mnist.load_data = interrupt
    else:
        monkeypatch.setattr(keras.Model, "fit", interrupt)
    assert run_script(DRAW + "import keras\nkeras.Model().fit()", "--epochs", "1") == 130
    assert capsys.readouterr() == ("", "stopped; nothing unfinished was written\n")
    assert leftovers(folder) == []


@pytest.mark.usefixtures("signals_heard")
def test_ctrl_c_while_the_files_are_written_comes_too_late(
    run_script: RunScript, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copyfile = shutil.copyfile

    def interrupted_copy(path: Path, copy: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        copyfile(path, copy)

    monkeypatch.setattr(shutil, "copyfile", interrupted_copy)
    assert run_script(DRAW) == 0
    assert "current/outputs/tiny/all.png" in leftovers(folder)


@pytest.mark.keras
def test_an_example_learns_from_the_stand_in_within_its_capped_epochs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fit = import_keras().Model.fit
    assert main(["run", "sequential", "--data", "digits", "--epochs", "2"]) == 0
    output = capsys.readouterr().out
    assert "Epoch 2/2" in output
    accuracy = next(line.split()[-1] for line in output.splitlines() if line.split()[:2] == ["validation", "accuracy"])
    assert float(accuracy) > 0.8
    assert import_keras().Model.fit is fit
    assert leftovers(folder) == []


# What Python runs as it starts: no system knows the user, as in a container with a user's number of its own.
NOBODY = """import pwd
def getpwuid(number):
    raise KeyError(f"getpwuid(): uid not found: {number}")
pwd.getpwuid = getpwuid
"""


def test_standard_error_of_a_whole_run_is_empty_even_without_a_home_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "start").mkdir()
    (tmp_path / "start/sitecustomize.py").write_text(NOBODY, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path / "start")])}
    del environment["HOME"]
    result = subprocess.run(
        [sys.executable, "-m", "examples", "run", "data", "--data", "digits"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "stand-in digits, 3,000 train and 2,079 test images" in result.stdout
    assert (folder / "outputs" / "data" / "samples.png").read_bytes().startswith(b"\x89PNG")
