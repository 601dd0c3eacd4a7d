"""A learner's own script runs in a process of its own, and whatever it does ends in a report or in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from docs.plugins.project.commands import EXAMPLES
from examples.runner import data
from examples.runner.cli import main
from tests.runner.conftest import has_ended, leftovers, make_arrays, make_photo_program, make_photos
from tests.support.checks import CHECKS
from tests.support.mistakes import SITE, TITLES, write_mistakes

Try = Callable[..., int]
# What the script leaves running must not keep the command from ending, nor run on.
RIGHT = """import os, subprocess, sys, threading
print(os.listdir("."), __name__, os.environ["MPLBACKEND"], [path for path in sys.path if "runner" in path])
left = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
print(left.pid)
threading.Thread(target=threading.Event().wait).start()
os.write(2, b"a line of C++ code")
print("a line of Python", file=sys.stderr)
total = 1_234
exit()
"""


@pytest.fixture
def try_script(project: Path, folder: Path) -> Try:
    """Return a function that tries code as the answers to the lesson `add`, and returns the exit status."""
    (project / "examples/checks").mkdir()
    (project / "examples/checks/add.yml").write_text(CHECKS, encoding="utf-8")

    def run(code: str, *options: str) -> int:
        (folder / "my_answer.py").write_text(code, encoding="utf-8")
        return main(["try", "add", "my_answer.py", "--language", "en", *options])

    return run


def test_a_right_answer_is_told_after_what_the_script_prints(
    try_script: Try, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert try_script(RIGHT) == 0
    shown = capfd.readouterr()
    facts, left, *report = shown.out.splitlines()
    assert facts == "[] __main__ Agg []"
    assert report == [
        *["", "Exercise 1", "  ✓ the sum is 1,234.", "Exercise 2: not done yet", "Exercises that hold: 1 of 2."]
    ]
    assert shown.err == "a line of Python\n"
    assert leftovers(folder) == ["current/my_answer.py"]
    assert has_ended(int(left))


def test_what_does_not_hold_yet_is_told_in_vietnamese_too_and_the_status_is_1(
    try_script: Try, capfd: pytest.CaptureFixture[str]
) -> None:
    assert try_script("total, parts = 4, [0, 1]\n", "--language", "vi") == 1
    assert capfd.readouterr().out.splitlines() == [
        *["", "Bài tập 1", "  ✗ 4 thiếu 1.230."],
        *["Bài tập 2", "  ✗ Chưa có biến `mean` (trung bình)."],
        "Số bài tập đã đúng: 0/2.",
    ]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            'print("a")\ntotal = input("b")\n',
            "my_answer.py:2: the script calls input(), but nobody types anything here; give the variable its value "
            "instead",
        ),
        (
            'print("a")\nprint("b")\nprint(c)\n',
            "my_answer.py:3: the script stopped at the error NameError: name 'c' is not defined",
        ),
        (
            'print("a")\nprint("b")\nimport os\nos._exit(3)\n',
            "my_answer.py made Python end abruptly (exit status 3); if memory ran out, close other programs",
        ),
        (
            'print("a")\nprint("b")\n',
            "my_answer.py defines none of the variables that the exercises need: `total`, `mean`, `parts`",
        ),
    ],
)
def test_a_script_that_cannot_be_checked_is_one_line_and_the_status_is_2(
    try_script: Try, capfd: pytest.CaptureFixture[str], folder: Path, code: str, message: str
) -> None:
    assert try_script(code) == 2
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("a\nb\n", f"error: {message}\n")
    assert leftovers(folder) == ["current/my_answer.py"]


@pytest.mark.parametrize(("language", "address"), [("vi", "mistakes/"), ("en", "en/mistakes/")])
def test_a_known_error_is_named_in_a_line_of_its_own(
    try_script: Try, project: Path, capfd: pytest.CaptureFixture[str], language: str, address: str
) -> None:
    write_mistakes(project)
    data = 500 * "0.0, "
    code = f"raise ValueError('\\x1b[1mException encountered when calling A.\\x1b[0m\\n\\nNo loss for 3. {data}')\n"
    assert try_script(code, "--language", language) == 2
    _, named = capfd.readouterr().err.splitlines()
    assert named.endswith(f": {SITE}{address}#no-loss")
    assert TITLES[language][1] in named


def test_an_error_whose_cause_is_known_is_named_too(
    try_script: Try, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_mistakes(project)
    code = "try:\n    raise ValueError('No loss for 3.')\nexcept ValueError as e:\n    raise OSError('a') from e\n"
    assert try_script(code, "--language", "en") == 2
    told, named = capfd.readouterr().err.splitlines()
    assert told.endswith("OSError: a")
    assert named.endswith("#no-loss")


def test_a_script_that_never_ends_is_stopped_at_the_limit(
    try_script: Try, capfd: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert try_script("import threading\nthreading.Event().wait()\n", "--time-limit", "1") == 2
    assert capfd.readouterr().err == (
        "error: my_answer.py ran for more than 1 s and was stopped; look for a loop that never ends, or give it more "
        "time: --time-limit SECONDS\n"
    )
    assert leftovers(folder) == ["current/my_answer.py"]


def test_a_script_is_given_the_files_that_it_asks_for(
    try_script: Try, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = "import os\nprint(os.listdir())\ntotal = 1_234  # photos.zip\n"
    assert try_script(code) == 2
    assert capfd.readouterr() == ("", f"error: no examples/photos.zip; make it: {EXAMPLES} photos\n")
    make_photos(project)
    assert try_script(code) == 0
    assert capfd.readouterr().out.splitlines()[0] == "['photos.zip']"


def test_a_script_may_import_a_program(try_script: Try, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = "from photo import half\ntotal = half(2_468)\n"
    assert try_script(code) == 2
    assert capfd.readouterr() == ("", "error: no page makes photo.py; write a `program` fence\n")
    make_photo_program(project)
    assert try_script(code) == 0


@pytest.mark.usefixtures("signals_heard")
def test_ctrl_c_stops_the_script_too(try_script: Try, capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    code = "import os, signal\nprint(os.getpid())\nos.kill(os.getppid(), signal.SIGINT)\nsignal.pause()\n"
    assert try_script(code) == 130
    shown = capfd.readouterr()
    assert shown.err == "stopped; nothing unfinished was written\n"
    assert has_ended(int(shown.out))
    assert leftovers(folder) == ["current/my_answer.py"]


@pytest.mark.usefixtures("in_a_kernel")
def test_what_the_script_starts_loads_the_same_digits(try_script: Try, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "stand_in_digits", lambda: make_arrays(1234))
    program = "import keras\n(images, labels), _ = keras.datasets.mnist.load_data()\nprint(len(images))\n"
    code = f"import subprocess, sys\ntotal = int(subprocess.check_output([sys.executable, '-c', {program!r}]))\n"
    assert try_script(code) == 0


@pytest.mark.usefixtures("in_a_kernel")
def test_keras_loads_the_stand_in_digits_and_that_is_told(
    try_script: Try, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "stand_in_digits", lambda: make_arrays(1234))
    code = "import keras\n(images, labels), _ = keras.datasets.mnist.load_data()\ntotal = len(images)\n"
    assert try_script(code) == 0
    assert capfd.readouterr().out.splitlines()[-1] == (
        "The script ran on scikit-learn's stand-in digits, so its numbers differ from the lesson's."
    )


@pytest.mark.usefixtures("try_script")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "none.py"], "lỗi: không có tệp none.py; hãy kiểm tra tên tệp và thư mục hiện tại"),
        (["plus", "my_answer.py"], "lỗi: không có bài học “plus” (các bài học: add)"),
        (["add"], f"error: missing argument 'SCRIPT' (see \"{EXAMPLES} --help\")"),
        (["add", "my_answer.py", "--language", "v"], 'error: no language "v"; did you mean "vi"? (languages: vi, en)'),
        (["add", "my_answer.py", "--time-limit", "0"], 'error: --time-limit is "0"; give a whole number, 1 or more'),
        (
            ["add", "my_answer.py", "--data", "digit"],
            'error: no choice "digit" for --data; did you mean "digits"? '
            "(choices: auto, mnist, digits, or the path of an .npz file)",
        ),
    ],
)
def test_what_is_wrong_with_the_command_is_told_before_anything_runs(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.setattr("subprocess.Popen", None)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    Path("my_answer.py").write_text("total = 1_234\n", encoding="utf-8")
    assert main(["try", *arguments]) == 2
    assert capfd.readouterr().err == f"{message}\n"
