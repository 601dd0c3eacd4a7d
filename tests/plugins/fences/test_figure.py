"""What figures to play with have in common: their place on the page, and the recorded picture behind them."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.fences.figure import figure_html, figure_markdown, figure_problem, values_of
from docs.plugins.project.commands import record_command
from tests.plugins.rendering import relative
from tests.support.tiny_project import PRINTED, TinyProject, drawn, record
from tests.support.views import view_of

RECORD = "examples/notebooks/add.ipynb"
BODY = 'add.py#sum\nA "three",\nand a sum.'


@pytest.fixture
def drawing(project: TinyProject) -> TinyProject:
    """The tiny project, whose cell `sum` draws."""
    project.write(RECORD, record({"sum": [drawn(825, 450)]}, values={"scores": [1, 2.5], "label": 1}))
    return project


def parts(project: TinyProject, settings: dict[str, object], content: str = "") -> tuple[LexborNode, LexborNode]:
    """A figure on the page `add`, and what stands behind it."""
    view = view_of("en", project.read())
    html = LexborHTMLParser(relative(figure_html("kind", content, settings, BODY, view), view), is_fragment=True)
    figure, behind = html.css(".figure, .figure + .figure-recorded")
    return figure, behind


def within(node: LexborNode, selector: str) -> LexborNode:
    """The element in another that a selector finds."""
    found = node.css_first(selector)
    assert found is not None
    return found


def test_a_figure_says_where_its_scripts_are_as_seen_from_its_page(drawing: TinyProject) -> None:
    figure, _ = parts(drawing, {}, "<p>It.</p>")
    assert figure.attrs["class"] == "figure kind"
    assert figure.attrs["data-script"] == "../assets/kind.js"
    assert within(figure, "p").text() == "It."


def test_its_settings_are_json_in_which_quotes_and_markup_survive(drawing: TinyProject) -> None:
    settings: dict[str, object] = {"says": "\"Số\" 'a' <b> & {x} \\", "scores": [1, -2.5], "step": None}
    figure, _ = parts(drawing, settings)
    assert json.loads(figure.attrs.sget("data-settings")) == settings


def test_a_failure_and_its_button_wait_out_of_sight(drawing: TinyProject) -> None:
    figure, _ = parts(drawing, {})
    failed = within(figure, ".figure-failed")
    assert "hidden" in failed.attrs
    assert failed.attrs["role"] == "alert"
    assert within(failed, "p").text().startswith("This figure can't be loaded.")
    assert within(failed, "button.figure-retry").text() == "Try again"


def test_behind_a_figure_stands_the_recorded_picture_with_its_description(drawing: TinyProject) -> None:
    _, behind = parts(drawing, {})
    picture = within(behind, ".lesson-output img")
    assert picture.attrs["src"] == "../examples/add/sum.webp"
    assert picture.attrs["alt"] == 'A "three", and a sum.'


def test_the_search_finds_neither_a_figure_nor_what_stands_behind_it(drawing: TinyProject) -> None:
    figure, behind = parts(drawing, {})
    assert "data-search-exclude" in figure.attrs
    assert "data-search-exclude" in within(behind, ".lesson-output").attrs


def test_in_markdown_it_is_the_recorded_picture_at_its_absolute_address(drawing: TinyProject) -> None:
    assert figure_markdown(BODY, view_of("en", drawing.read())) == [
        "Output:",
        "",
        '![A "three", and a sum.](https://example.org/keras/en/examples/add/sum.webp)',
    ]


def test_its_values_are_those_of_the_pictures_script(drawing: TinyProject) -> None:
    assert values_of(BODY, ["label", "scores"], drawing.read()) == {"label": 1, "scores": [1, 2.5]}


def test_a_figure_that_has_all_it_needs_is_in_order(drawing: TinyProject) -> None:
    assert figure_problem(BODY, ["label", "scores"], drawing.read()) == ""


@pytest.mark.parametrize("outputs", [[PRINTED], []], ids=["it prints", "it does nothing"])
@pytest.mark.parametrize("description", ["", "\nA three."])
def test_a_cell_that_draws_nothing_can_not_stand_behind_a_figure(
    project: TinyProject, outputs: list[dict[str, object]], description: str
) -> None:
    project.write(RECORD, record({"sum": outputs}))
    assert figure_problem(f"add.py#sum{description}", [], project.read()) == (
        'the cell "sum" draws no picture; name one that does, and say below it what it shows'
    )


def test_a_picture_behind_a_figure_needs_its_description(drawing: TinyProject) -> None:
    assert figure_problem("add.py#sum", [], drawing.read()) == (
        'the cell "sum" draws a picture; say below the reference what it shows'
    )


@pytest.mark.parametrize("body", ["", "add.py", "sub.py#sum\nA three.", "add.py#son\nA three."])
def test_a_cell_that_is_not_there_is_named_before_all_else(drawing: TinyProject, body: str) -> None:
    problem = figure_problem(body, ["step"], drawing.read())
    assert problem
    assert "step" not in problem


def test_values_that_are_not_recorded_are_named_with_the_file_that_declares_them(drawing: TinyProject) -> None:
    read = drawing.read()
    assert figure_problem(BODY, ["label", "step", "rate"], read) == (
        'no value "step" and no "rate" in examples/notebooks/add.ipynb, which the figure begins with; declare what is '
        f"missing in examples/values/add.yml, then: {record_command(read.scripts['add'])}"
    )


def test_a_value_of_another_form_is_named_with_the_form_that_it_should_have(drawing: TinyProject) -> None:
    read = drawing.read()
    wrong = figure_problem(BODY, ["label"], read, lambda values: ("label", f"more than {values['label']}"))
    assert wrong == (
        'the value "label" in examples/notebooks/add.ipynb is not more than 1; '
        f"correct its expression in examples/values/add.yml, then: {record_command(read.scripts['add'])}"
    )
    assert figure_problem(BODY, ["label"], read, lambda _: None) == ""


def test_the_form_of_values_is_looked_at_only_where_all_are_there(drawing: TinyProject) -> None:
    asked: list[object] = []
    assert figure_problem(BODY, ["label", "step"], drawing.read(), asked.append).startswith('no value "step"')
    assert asked == []
