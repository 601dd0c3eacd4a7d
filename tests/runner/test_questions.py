"""The answers of a page's questions are recorded with its script, and change with it."""

from pathlib import Path
from typing import NoReturn

import pytest

from docs.plugins.check import check
from docs.plugins.fences import question
from docs.plugins.project.commands import record_command
from docs.plugins.project.records import record_problem
from examples.runner import recording
from examples.runner.data import Data
from examples.runner.kernel import FailedValueError, RunOptions
from examples.runner.recording import FailedRecordError, record_of
from tests.runner.conftest import make_arrays, script_text
from tests.support.tiny_project import TinyProject, make_project
from tests.support.views import view_of

CELLS = "# %% build\ninputs, neurons = 784, 256"
RECORD = "examples/notebooks/add.ipynb"
QUESTION = """\
```question
parameters one add.py#build
# They forget the bias.
How many parameters are there?
+ {total: inputs * neurons + neurons} | One is the bias.
- {no-bias: inputs * neurons} | There is a bias, too.
- {half: 100_480} | That is half of them.
```
"""
PAGE = f"# Add {{ #add }}\n\n```example\nadd.py#build\n```\n\n{QUESTION}"
TRANSLATION = PAGE.replace("# They forget the bias.\n", "")
for declared in ("inputs * neurons + neurons", "inputs * neurons", "100_480"):
    TRANSLATION = TRANSLATION.replace(f": {declared}}}", "}")


def write_lesson(root: Path) -> TinyProject:
    """A lesson that asks a question, whose script is yet to be recorded."""
    project = make_project(root)
    project.write("examples/tolerances.yml", "{}")
    project.write("examples/add.py", script_text(CELLS))
    project.write("docs/vi/add.md", PAGE)
    project.write("docs/en/add.md", TRANSLATION)
    return project


def record_made(lesson: TinyProject) -> str:
    """Run the script in a kernel; return its record."""
    read = lesson.read()
    script = read.scripts["add"]
    options = RunOptions(60, lambda _: None, read.values(script))
    return record_of(script, read.languages, Data("mnist", make_arrays()), options)


@pytest.fixture(scope="module")
def first_record(kernel_keras: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The record of the lesson as it is before a test changes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(kernel_keras))
        return record_made(write_lesson(tmp_path_factory.mktemp("lesson")))


@pytest.fixture
def lesson(tmp_path: Path, first_record: str) -> TinyProject:
    """A lesson that asks a question, and its record."""
    project = write_lesson(tmp_path)
    project.write(RECORD, first_record)
    return project


def shown(lesson: TinyProject, language: str) -> set[str]:
    """The choices on the page in a language."""
    view = view_of(language, lesson.read())
    (fence,) = view.project.pages[language]["add"].fences_of("question")
    return set(question.markdown(fence.body, view)[2:])


@pytest.mark.usefixtures("in_a_kernel")
def test_a_change_of_the_script_changes_the_answers_once_it_is_recorded_again_and_no_page(lesson: TinyProject) -> None:
    assert check(lesson.read()) == []
    assert shown(lesson, "vi") == {"- 200.960", "- 200.704", "- 100.480"}
    assert shown(lesson, "en") == {"- 200,960", "- 200,704", "- 100,480"}
    lesson.replace("examples/add.py", "256", "128")
    lesson.write(RECORD, record_made(lesson))
    assert shown(lesson, "en") == {"- 100,480", "- 100,352"}
    assert check(lesson.read()) == [
        'docs/vi/add.md:13: the choice is "100.480", as is that 2 lines above; change one of them',
        'docs/en/add.md:12: the choice is "100,480", as is that 2 lines above; change one of them',
    ]


def test_a_record_is_outdated_once_a_question_asks_for_another_value(lesson: TinyProject) -> None:
    lesson.replace("docs/vi/add.md", "100_480", "100_481")
    read = lesson.read()
    script = read.scripts["add"]
    assert record_problem(script, read.record(script), read.values(script)) == (
        f'{RECORD} does not have the value "parameters-half" as docs/vi/add.md:13 declares it; '
        f"make it again: {record_command(script)}"
    )


@pytest.mark.usefixtures("in_a_kernel")
def test_an_expression_that_gives_a_matrix_is_told_with_the_pages_line(lesson: TinyProject) -> None:
    lesson.replace("docs/vi/add.md", "{no-bias: inputs * neurons}", "{no-bias: [[inputs], [neurons]]}")
    with pytest.raises(FailedRecordError) as error:
        record_made(lesson)
    assert str(error.value).startswith(
        'docs/vi/add.md:12: the value "parameters-no-bias" ([[inputs], [neurons]]) is no number, no text, and no shape'
    )


def test_an_expression_that_fails_is_told_with_the_pages_line(
    lesson: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def execute(notebook: object, arrays: object, options: RunOptions) -> NoReturn:
        raise FailedValueError(options.values[1], "NameError")

    monkeypatch.setattr(recording, "execute", execute)
    with pytest.raises(FailedRecordError, match=r"^docs/vi/add\.md:12: NameError$"):
        record_made(lesson)
