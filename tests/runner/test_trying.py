"""A learner's script that can't be checked is told so in a line of the terminal's language."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.plugins.project.errors import UserError
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from docs.plugins.project.languages import Language
from docs.plugins.project.project import Project
from examples.runner import trying
from examples.runner.trying import (
    Answer,
    UnfitAnswerError,
    checks_need_keras,
    exercises_of,
    is_right,
    read_answer,
    report,
    terminal_language,
)
from tests.runner.conftest import make_arrays
from tests.support.checks import CHECKS, PATH, write_checks
from tests.support.programs import PROJECT
from tests.support.tiny_project import make_project

EN, VI = PROJECT.language("en"), PROJECT.language("vi")
RIGHT = {"number": 1, "results": [{"check": "sum", "holds": True, "text": "the sum is\n 3."}]}
WRONG = {
    "number": 2,
    "results": [
        {"check": "a", "holds": True, "text": "a holds."},
        {"check": "b", "holds": False, "text": "b does not."},
    ],
}
LEFT = {"number": 3, "results": []}


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The tiny project, with checks of its lesson `add` and none of its lesson `look`."""
    project = make_project(tmp_path_factory.mktemp("lessons"))
    write_checks(project)
    return project.read()


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, EN),
        ({"LANG": "C.UTF-8"}, EN),
        ({"LANG": "vi_VN.UTF-8"}, VI),
        ({"LANG": "vi"}, VI),
        ({"LANG": "VI@x"}, VI),
        ({"LANG": "viet"}, EN),
        ({"LANG": "vi_VN", "LC_MESSAGES": "en_GB.UTF-8"}, EN),
        ({"LANG": "vi_VN", "LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "vi"}, VI),
        ({"LANG": "vi_VN", "LC_ALL": ""}, VI),
        ({"LANG": "fr_FR"}, EN),
    ],
)
def test_the_terminals_language_is_its_locales_and_else_english(
    environment: dict[str, str], language: Language
) -> None:
    assert terminal_language([VI, EN], environment) == language


def test_where_the_course_has_no_english_its_source_stands_in() -> None:
    assert terminal_language([VI], {"LANG": "fr"}) == VI


def test_a_lessons_exercises_are_those_of_its_checks(lessons: Project) -> None:
    assert list(exercises_of(lessons, "add", EN)) == [1, 2]


@pytest.mark.parametrize(
    ("name", "language", "message"),
    [
        ("ad", EN, "no lesson “ad”; did you mean “add”? (lessons: add, look)"),
        ("ad", VI, "không có bài học “ad”; có phải bạn muốn gõ “add”? (các bài học: add, look)"),
        ("xyz", EN, "no lesson “xyz” (lessons: add, look)"),
        ("look", EN, "the lesson “look” has no exercises (lessons with exercises: add)"),
    ],
)
def test_a_lesson_that_is_not_there_or_has_no_exercises_is_told(
    lessons: Project, name: str, language: Language, message: str
) -> None:
    with pytest.raises(UnfitAnswerError, match=f"^{re.escape(message)}$"):
        exercises_of(lessons, name, language)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.py", None, "no file {script}; check its name and the current folder"),
        ("a.ipynb", b"{}", "{script} is a notebook; save your answer as a .py file"),
        ("a.py", b"a = '\xe9'\n", "{script} is not text in UTF-8; save the file as UTF-8"),
        ("a.py", "a = 1".encode("utf-16"), "{script} is not text in UTF-8; save the file as UTF-8"),
        ("a.py", b"a = 1\0\n", "{script} is not text in UTF-8; save the file as UTF-8"),
        ("a.py", b"a = 1\nb = (\n", "{script}:2: syntax error: '(' was never closed"),
        ("a.py", b"if a:\nb = 1\n", "{script}:2: syntax error: expected an indented block after 'if' statement on"),
        ("a.py", b"%pip install keras\n", "{script}:1: syntax error: invalid syntax"),
        ("a.py", b"a = " + 3000 * b"(" + b"1" + 3000 * b")", "{script}:1: syntax error: too many nested parentheses"),
        ("a.py", b"a = " + 99999 * b"-" + b"1", "{script}"),
    ],
)
def test_a_file_that_is_no_script_is_told_before_anything_runs(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    script = tmp_path / name
    if content is not None:
        script.write_bytes(content)
    with pytest.raises(UnfitAnswerError) as error:
        read_answer(script, EN)
    assert str(error.value).startswith(message.format(script=script))


def test_a_folder_and_what_is_no_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnfitAnswerError, match=r"is a folder; name a \.py file$"):
        read_answer(tmp_path, EN)
    if sys.platform != "win32":
        with pytest.raises(UnfitAnswerError, match=r"^no file /dev/zero;"):
            read_answer(Path("/dev/zero"), EN)


@pytest.mark.parametrize(
    ("content", "uses"),
    [(b"import keras\n", True), (b"from tensorflow.keras import layers\n", True), (b"a = 1  # kerass\n", False)],
)
def test_keras_is_needed_where_the_script_has_the_word(tmp_path: Path, content: bytes, uses: bool) -> None:
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbf" + content)
    answer = read_answer(tmp_path / "a.py", EN)
    assert answer == Answer(tmp_path / "a.py", b"\xef\xbb\xbf" + content)
    assert answer.uses_keras == uses


@pytest.mark.parametrize(("holds", "need"), [("total == 1_234", False), ("isinstance(total, keras.Model)", True)])
def test_keras_is_needed_where_a_check_uses_it(holds: str, need: bool) -> None:
    exercises = parse_exercise_checks(CHECKS.replace("total == 1_234", holds), PATH, PROJECT.languages)
    assert checks_need_keras(exercises) == need


def test_an_exercise_is_right_if_it_is_done_and_all_of_it_holds() -> None:
    assert [is_right(exercise) for exercise in (RIGHT, WRONG, LEFT)] == [True, False, False]


def test_the_report_goes_through_the_exercises_and_sums_up() -> None:
    assert list(report([RIGHT, WRONG, LEFT], EN, "utf-8")) == [
        *["Exercise 1", "  ✓ the sum is 3."],
        *["Exercise 2", "  ✓ a holds.", "  ✗ b does not."],
        *["Exercise 3: not done yet", "Exercises that hold: 1 of 3."],
    ]


def test_the_marks_differ_on_a_terminal_that_cannot_show_them_too() -> None:
    assert list(report([WRONG], VI, "cp1252")) == [
        *["Bài tập 2", "  + a holds.", "  - b does not."],
        "Số bài tập đã đúng: 0/1.",
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "a.py").touch()
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnfitAnswerError, match=r"a\.py cannot be read \(Permission denied\)"):
        read_answer(tmp_path / "a.py", EN)


def test_where_there_is_no_room_for_the_digits_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(trying, "write_npz", fill)
    with pytest.raises(UserError, match="No space left on device"):
        trying.outcome_of(Answer(tmp_path / "a.py", b""), {}, EN, make_arrays(), [], 1)


def test_on_windows_only_the_process_itself_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        monkeypatch.setattr(sys, "platform", "win32")
        trying._kill(process)
        assert process.returncode


def test_how_python_ended_is_said() -> None:
    assert (trying._said(-11, EN), trying._said(3, EN)) == ("signal SIGSEGV", "exit status 3")


def test_keras_that_cannot_be_imported_is_told() -> None:
    error = trying._failure({"error": "no_keras", "reason": "ImportError: a"}, Path("a.py"), EN)
    assert str(error).startswith("Keras cannot be imported (ImportError: a); install ")
