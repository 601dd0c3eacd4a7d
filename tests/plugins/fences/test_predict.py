"""An output behind a line that asks what it will be."""

import pytest

from docs.plugins.check import check
from docs.plugins.fences import predict
from docs.plugins.fences.view import Code
from docs.plugins.project.references import Reference
from tests.plugins.fences.figures import made, only, problems_of
from tests.support.tiny_project import PAGE, PRINTED, TinyProject, drawn, record
from tests.support.views import view_of

RECORD = "examples/notebooks/add.ipynb"
BODY = "add.py#sum\nWhat *is* `a + b`?"
PICTURE = f"{BODY}\nA three,\nin black."


def test_the_output_is_in_a_fold_whose_line_asks_what_it_will_be(project: TinyProject) -> None:
    html = made(project, "predict", BODY)
    assert str(only(html, "details.predict:not([open]) > summary")) == (
        '<summary>What <em>is</em> <code>a + b</code>? <span class="predict-show">See the output</span></summary>'
    )
    assert only(html, "details > .lesson-output code").get_text() == "3\n"


def test_a_button_that_a_script_shows_is_for_who_wants_every_output_at_once(project: TinyProject) -> None:
    button = only(made(project, "predict", BODY), "details > .predict-always:last-child")
    assert (button["type"], button["aria-pressed"], "hidden" in button.attrs) == ("button", "false", True)
    assert button.get_text() == "Always show outputs"


def test_a_picture_has_its_description_from_below_the_line(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [drawn(5, 3)]}))
    assert only(made(project, "predict", PICTURE), "img")["alt"] == "A three, in black."
    assert predict.shown(PICTURE) == (Reference("add", "sum"), "A three, in black.")
    assert predict.shown(BODY) == (Reference("add", "sum"), "")


def test_in_markdown_the_output_follows_the_line(project: TinyProject) -> None:
    assert predict.markdown(BODY, view_of("en", project.read())) == [
        *("What *is* `a + b`?", "", "Output:", ""),
        Code("3", "text"),
    ]


def test_its_prose_is_the_line_and_the_description() -> None:
    assert predict.prose(PICTURE) == ["", "What *is* `a + b`?", "A three,", "in black."]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("add.py#sun\nWhat?", 'no cell "sun" in examples/add.py (cells: numbers, sum)'),
        ("add.py#numbers\nWhat?", f'the cell "numbers" has no output in {RECORD}; take the fence out'),
        ("add.py#sum", "nothing is asked; write below the reference, in one line, what readers are to guess"),
        ("add.py#sum\nA <b>?", '"<b>" would be shown as it is; a text here may have `code` and *emphasis* alone'),
        (PICTURE, 'the cell "sum" draws no picture; take its description out'),
    ],
)
def test_what_is_wrong_is_named(project: TinyProject, body: str, problem: str) -> None:
    assert problems_of(project, "predict", body) == [problem]


def test_a_picture_without_a_description_is_named(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [drawn(5, 3)]}))
    assert problems_of(project, "predict", BODY) == [
        'the cell "sum" draws a picture; say below the reference what it shows'
    ]


def test_a_picture_that_is_to_be_guessed_is_shown(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [PRINTED, drawn(5, 3)]}))
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", f"{PAGE}\n```predict\n{PICTURE}\n```\n")
    assert check(project.read()) == []
