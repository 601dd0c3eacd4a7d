"""A new lesson's skeleton: all that a lesson has, what is left to write marked, and nothing half written."""

import importlib.util
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docs.plugins import cli
from docs.plugins.check import check
from docs.plugins.lessons.checking import check_lessons
from docs.plugins.lessons.new_lesson import FILES, SKELETON, WRONG_ANSWERS, changed_files, create
from docs.plugins.project.errors import ProjectError, UserError
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from docs.plugins.project.scripts import fitted, parse_script
from docs.plugins.translations.checking import check_translations
from tests.plugins.lessons.test_checking import finished_lesson
from tests.support.calls import compiled, differences
from tests.support.programs import PROJECT, ROOT, run_codes
from tests.support.reading import LANGUAGES
from tests.support.tiny_project import TinyProject, record, sealed

TODAY = date(2026, 11, 26)


@pytest.fixture
def lesson(project: TinyProject) -> TinyProject:
    """The tiny project with one finished lesson, `add`."""
    finished_lesson(project)
    project.write("tests/pages/calls/add.py", "")
    project.write(WRONG_ANSWERS, "WRONG = {\n}\n")
    project.confirm()
    return project


def write_everything(project: TinyProject, name: str) -> None:
    """Put words in the place of each mark, and record the scripts."""
    for path in project.root.rglob("*.*"):
        if path.is_file() and "TODO" in (text := path.read_text(encoding="utf-8")):
            long = re.sub(r'(description: ")TODO: [^"]*', r"\1Words that describe a lesson, and are long enough.", text)
            path.write_text(re.sub(r"TODO: ", "words, ", long), encoding="utf-8")
    printed = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
    for script in (name, f"solutions/{name}"):
        text = (project.root / f"examples/{script}.py").read_text(encoding="utf-8")
        parsed = parse_script(script, text)
        notebook = json.loads(record({cell.name: [printed] for cell in parsed.cells}, text, script))
        notebook["metadata"]["record"]["values"] = {
            value.name: {"after": value.after, "expression": value.expression, "value": number}
            for number, value in enumerate(project.read().values(parsed))
        }
        project.write(f"examples/notebooks/{script}.ipynb", sealed(notebook))


def test_once_its_marks_are_replaced_a_lesson_lacks_only_the_way_to_it(lesson: TinyProject) -> None:
    paths = create(lesson.read(), "more", TODAY)
    assert all((lesson.root / path).is_file() for path in paths)
    assert "mkdocs.yml" in paths
    left = check(lesson.read())
    assert [problem.partition(":")[0] for problem in left][:2] == [
        "examples/notebooks/more.ipynb",
        "examples/notebooks/solutions/more.ipynb",
    ]
    marked = {problem.partition(":")[0] for problem in left[2:]}
    assert marked == set(paths) - {"mkdocs.yml"}
    write_everything(lesson, "more")
    lesson.confirm()
    project = lesson.read()
    assert check(project) == []
    assert check_translations(project) == []
    assert [re.sub(r":\d+:", ":", problem) for problem in check_lessons(project)] == [
        f"docs/{code}/add.md: the section #next does not lead to more.md; link to it there" for code in ("vi", "en")
    ]
    assert project.navigation.lessons == ("add", "more")
    assert project.lessons["more"].needs == ["add"]
    assert [change.id for change in project.changes] == ["more", "published"]


def test_the_command_says_what_it_has_made_and_what_to_do_next(
    lesson: TinyProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lesson.root)
    assert cli.main(["new-lesson", "more"]) == 0
    *paths, record_them, check_it = capsys.readouterr().out.splitlines()
    assert all((lesson.root / path).is_file() for path in paths)
    assert record_them.endswith("-m examples record more solutions/more")
    assert check_it == "What is left: make check-lesson NAME=more"


def test_before_a_lesson_is_made_what_there_is_has_its_records(
    lesson: TinyProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lesson.root)
    (lesson.root / "examples/notebooks/add.ipynb").unlink()
    before = everything(lesson.root)
    assert cli.main(["new-lesson", "more"]) == 2
    said = capsys.readouterr().err
    assert "examples/notebooks/add.ipynb: no such record; make it: " in said
    assert said.endswith("; then run this again: nothing of the new lesson is written yet\n")
    assert everything(lesson.root) == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("add", r"^examples/add\.py: there already; choose another name$"),
        ("More", r'^the name "More" is part of addresses; write it in kebab-case, as in "batch-size"$'),
    ],
)
def test_a_name_that_is_taken_or_no_name_of_a_page_is_refused_and_nothing_is_written(
    lesson: TinyProject, name: str, said: str
) -> None:
    before = everything(lesson.root)
    with pytest.raises(UserError, match=said):
        create(lesson.read(), name, TODAY)
    assert everything(lesson.root) == before


def test_a_project_without_lessons_is_told_where_they_are_listed(project: TinyProject) -> None:
    with pytest.raises(UserError, match=r'^mkdocs\.yml: no "lessons" in nav to add a lesson to; add them$'):
        create(project.read(), "more", TODAY)


def test_lessons_on_one_line_are_to_be_written_on_several(lesson: TinyProject) -> None:
    lesson.replace("mkdocs.yml", "lessons:\n      - add.md", "lessons: [add.md]")
    with pytest.raises(ProjectError, match=r'^mkdocs\.yml:3: "lessons" is on one line; write a line for each$'):
        create(lesson.read(), "more", TODAY)


def test_where_a_file_cannot_be_written_none_is_left(lesson: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(lesson.root)
    project = lesson.read()
    write = type(project.files).write

    def failing(files: object, path: str, text: str) -> None:
        if path == "docs/changes.yml" and "more" in text:
            raise ProjectError(f"{path}: cannot be written (No space left on device); make room")
        write(files, path, text)  # type: ignore[arg-type]

    monkeypatch.setattr(type(project.files), "write", failing)
    with pytest.raises(ProjectError, match="No space left"):
        create(project, "more", TODAY)
    assert everything(lesson.root) == before


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_every_file_of_the_skeleton_is_used() -> None:
    others = {f"page.{code}.md" for code in LANGUAGES}
    assert {path.name for path in SKELETON.iterdir() if path.is_file()} == {
        *FILES,
        *others,
        "change.yml",
        "lesson.yml",
        "tolerances.yml",
        "wrong_answers.txt",
    }


def test_the_checks_of_the_skeleton_have_a_wrong_answer_for_each_hint() -> None:
    names: dict[str, Any] = {}
    exec(changed_files(PROJECT, "new", TODAY)[WRONG_ANSWERS], names)
    checks = parse_exercise_checks(
        (SKELETON / "checks.yml").read_text(encoding="utf-8"), "examples/checks/new.yml", PROJECT.languages
    )
    assert {
        number: {check: len(codes) for check, codes in answers.items()}
        for number, answers in names["WRONG"]["new"].items()
    } == {number: {check.name: len(check.hints) for check in each.checks} for number, each in checks.items()}
    assert names["WRONG"].keys() > {"data", "new"}


@pytest.mark.keras
@pytest.mark.parametrize(("script", "calls"), [("script.py", "calls.py"), ("solutions.py", "calls_of_solutions.py")])
def test_the_scripts_of_the_skeleton_run_and_call_what_its_expectations_say(script: str, calls: str) -> None:
    text = (SKELETON / script).read_text(encoding="utf-8")
    run = run_codes({cell.name: compiled(str(SKELETON / script), cell) for cell in parse_script("new", text).cells})
    specification = importlib.util.spec_from_file_location("expected_calls", SKELETON / calls)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert differences(run.calls, module.expected(run)) == []


@pytest.mark.parametrize("script", ["script.py", "solutions.py"])
def test_the_scripts_of_the_skeleton_have_the_form_of_examples(script: str) -> None:
    text = (SKELETON / script).read_text(encoding="utf-8")
    for command in ("check", "format --check"):
        ruff = [sys.executable, "-m", "ruff", *command.split(), "--stdin-filename", "examples/new.py", "-"]
        done = subprocess.run(ruff, input=text, text=True, capture_output=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
    assert ("keras.utils.set_random_seed(42)" in text) == bool(fitted(parse_script("new", text)))


def test_the_skeleton_is_of_the_languages_in_lockstep() -> None:
    assert {path.name.split(".")[1] for path in SKELETON.glob("page.*.md")} == set(LANGUAGES)
