"""A template is found in the message of its own mistake alone; one that would lead elsewhere is told with both."""

import json

import pytest

from docs.plugins.check import check
from docs.plugins.fences.mistake_templates import template_problems
from docs.plugins.project.mistakes import PATH
from docs.plugins.project.records import digest
from tests.support.mistakes import MISTAKES, write_mistakes
from tests.support.programs import PROJECT
from tests.support.tiny_project import SCRIPT, TinyProject, record

CELLS = SCRIPT.replace("# %% numbers", '# %% no-loss tags=["raises-exception"]').replace("# %% sum", "# %% no-labels")
OTHER = MISTAKES.replace("no-loss:", "no-labels:").replace("No loss for {n}.", "No labels.")
TOO = 'is found in the message of "no-labels", too; write down more of its own message'
TRANSCRIPT = "\n```mistake\nno-labels\n$ python a.py\nValueError: {message}\n$ python b.py\n```\n"


def raised(message: str) -> dict[str, object]:
    return {"output_type": "error", "ename": "E", "evalue": message, "traceback": [f"ValueError: {message}"]}


@pytest.fixture
def mistakes(project: TinyProject) -> TinyProject:
    """A project of two mistakes, whose messages a script raises."""
    write_mistakes(project.root)
    project.write(PATH, MISTAKES + OTHER)
    project.write("examples/mistakes/fit.py", CELLS)
    outputs = {"no-loss": [raised("No loss for 3.")], "no-labels": [raised("No labels.")]}
    project.write("examples/notebooks/mistakes/fit.ipynb", record(outputs, CELLS, "mistakes/fit"))
    return project


def problems(project: TinyProject) -> list[str]:
    return list(template_problems(project.read()))


def test_this_projects_templates_lead_to_their_own_mistakes() -> None:
    assert list(template_problems(PROJECT)) == []


def test_without_mistakes_there_is_nothing_to_tell(project: TinyProject) -> None:
    assert problems(project) == []


def test_a_template_that_another_mistakes_recorded_message_has_is_told_with_its_line(mistakes: TinyProject) -> None:
    assert problems(mistakes) == []
    mistakes.replace(PATH, "No loss for {n}.", "ValueError: No l")
    assert problems(mistakes) == [f'{PATH}:3: this template of "no-loss" {TOO}']
    mistakes.replace(PATH, '"ValueError: No l"', '"No losses"\n  also: ["No more zeros", "No labels"]')
    assert problems(mistakes) == [f'{PATH}:4: this template of "no-loss" {TOO}']


def test_a_template_that_another_mistakes_terminal_has_is_told_too(mistakes: TinyProject) -> None:
    mistakes.replace("examples/mistakes/fit.py", "# %% no-labels", "# %% other")
    read = json.loads((mistakes.root / "examples/notebooks/mistakes/fit.ipynb").read_text(encoding="utf-8"))
    read["cells"][-1]["id"] = "other"
    read["metadata"]["record"]["digest"] = digest(read)
    mistakes.write("examples/notebooks/mistakes/fit.ipynb", json.dumps(read))
    page = (mistakes.root / "docs/vi/mistakes.md").read_text(encoding="utf-8")
    mistakes.write("docs/vi/mistakes.md", page + TRANSCRIPT.format(message="No labels."))
    assert problems(mistakes) == []
    mistakes.write("docs/vi/mistakes.md", page + TRANSCRIPT.format(message="No labels. No loss for 3."))
    assert problems(mistakes) == [f'{PATH}:3: this template of "no-loss" {TOO}']


def test_a_cell_that_is_not_recorded_yet_says_nothing(mistakes: TinyProject) -> None:
    mistakes.replace("examples/mistakes/fit.py", "# %% no-labels", "# %% more\n1\n\n# %% no-labels")
    mistakes.replace(PATH, "no-labels:", "more:")
    assert problems(mistakes) == []


@pytest.mark.parametrize(
    ("number", "messages"),
    [
        (2, 'the messages of "other-0" and "other-1"'),
        (3, 'the messages of "other-0", "other-1" and 1 more'),
        (5, 'the messages of "other-0", "other-1" and 3 more'),
    ],
)
def test_a_template_that_many_messages_have_is_told_in_one_line(
    mistakes: TinyProject, number: int, messages: str
) -> None:
    ids = [f"other-{each}" for each in range(number)]
    mistakes.write(PATH, MISTAKES + "".join(OTHER.replace("no-labels:", f"{id_}:") for id_ in ids))
    others = (TRANSCRIPT.replace("no-labels", id_).format(message=f"No labels. No loss for {id_}.") for id_ in ids)
    page = (mistakes.root / "docs/vi/mistakes.md").read_text(encoding="utf-8")
    mistakes.write("docs/vi/mistakes.md", page + "".join(others))
    mistakes.replace(PATH, "No loss for {n}.", "No loss for")
    (said, *_) = problems(mistakes)
    assert (
        said == f'{PATH}:3: this template of "no-loss" is found in {messages}, too; write down more of its own message'
    )
    assert not [each for each in problems(mistakes)[1:] if f"{PATH}:3:" in each]


def test_the_check_tells_of_a_template_and_of_a_bad_file(mistakes: TinyProject) -> None:
    mistakes.replace(PATH, "No loss for {n}.", "ValueError: No l")
    assert f'{PATH}:3: this template of "no-loss" {TOO}' in check(mistakes.read())
    mistakes.write(PATH, "[]\n")
    (said,) = check(mistakes.read())
    assert said.startswith(f"{PATH}:1: not a list of mistakes; ")
