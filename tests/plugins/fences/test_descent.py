"""The weight on the curve of its loss, as a fence makes it."""

import json

import pytest
from bs4 import BeautifulSoup

from docs.plugins.check import check
from docs.plugins.project.languages import Language
from tests.plugins.fences import figures
from tests.plugins.fences.figures import CORRECT, DECLARE, RECORD, only, problems_of, write_record
from tests.plugins.rendering import fence
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

BODY = "add.py#sum\nThree curves."
VALUES = {"input": 2, "target": 4, "weight": 0.0, "learning-rates": [0.005, 0.05, 0.26]}


def made(project: TinyProject, language: str = "en", **values: object) -> BeautifulSoup:
    """The HTML of the fence, where the record holds the values above, but for these."""
    write_record(project, VALUES | {name.replace("_", "-"): value for name, value in values.items()})
    return figures.made(project, "descent", BODY, language)


def test_the_axes_reach_four_to_both_sides_of_the_best_weight_and_as_high_as_the_loss_is_there(
    project: TinyProject,
) -> None:
    assert [text.get_text() for text in made(project).select("svg text")] == [
        *("−2", "0", "2", "4", "6"),
        *("0", "16", "32", "48", "64"),
        *("weight", "loss"),
    ]
    other = made(project, "vi", input=-0.5, target=0.75, weight=-1)
    assert [text.get_text() for text in other.select("svg text")] == [
        *("−5,5", "−3,5", "−1,5", "0,5", "2,5"),
        *("0", "1", "2", "3", "4"),
        *("trọng số", "giá trị mất mát"),
    ]
    slider = only(other, ".descent-start [type=range]")
    assert (slider["min"], slider["max"], slider["value"]) == ("-5.5", "2.5", "-1")


def test_the_curve_is_the_parabola_from_one_upper_corner_over_the_bottom_to_the_other(project: TinyProject) -> None:
    assert only(made(project), ".descent-curve")["d"] == "M52 28Q199 368 346 28"


def test_the_first_weight_stands_on_the_curve_with_its_slope(project: TinyProject) -> None:
    html = made(project)
    # A quarter of the plot's width from the left, and a quarter of its height, 16 of 64, from the bottom.
    assert only(html, ".descent-point")["transform"] == "translate(125.5 155.5)"
    # To the right by a plot's eighth, 36.75, is down by 16 of 64, 42.5: both times 30 / 56.19.
    assert only(html, ".descent-tangent")["d"] == "M105.9 132.8L145.1 178.2"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Step 0. Weight 0.000, loss 16.000, slope −16.000. The next step moves the weight by "
            "−0.05 · (−16.000) = +0.800. ",
        ),
        (
            "vi",
            "Bước 0. Trọng số 0,000, giá trị mất mát 16,000, độ dốc −16,000. Bước tiếp theo: trọng số thay đổi "
            "−0,05 · (−16,000) = +0,800. ",
        ),
    ],
)
def test_its_first_words_are_the_state_before_the_first_step_and_not_what_becomes_of_it(
    project: TinyProject, language: str, said: str
) -> None:
    assert only(made(project, language), "output").get_text() == said


def test_a_weight_at_the_bottom_is_said_to_stay(project: TinyProject) -> None:
    html = made(project, weight=2)
    assert "slope 0.000. The next step moves the weight by −0.05 · 0.000 = 0.000." in html.get_text()


def test_a_number_halfway_between_two_is_rounded_up_as_the_script_does_it(project: TinyProject) -> None:
    assert "Weight 0.063," in made(project, weight=0.0625).get_text()


def test_the_recorded_rates_are_buttons_and_the_good_one_is_chosen(project: TinyProject) -> None:
    html = made(project)
    buttons = [
        (each["value"], each["aria-pressed"], each.get_text()) for each in html.select(".descent-recorded button")
    ]
    assert buttons == [
        ("0.005", "false", "0.005"),
        ("0.05", "true", "0.05"),
        ("0.26", "false", "0.26"),
    ]
    assert [each["value"] for each in html.select(".descent-rate input")] == ["0.05", "0.05"]


def test_the_script_finds_all_that_it_needs_in_the_settings(project: TinyProject) -> None:
    settings = json.loads(str(only(made(project), ".descent")["data-settings"]))
    assert [settings[name] for name in ("input", "target", "weight", "rates")] == list(VALUES.values())
    assert [settings[name] for name in ("lowest", "highest", "highestLoss")] == [-2, 6, 64]
    assert settings["texts"]["converged"] == IN_LOCKSTEP[1].labels["descent_converged"]


def test_no_id_could_be_there_twice(project: TinyProject) -> None:
    assert made(project).select(".descent [id]") == []


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(project: TinyProject, language: Language) -> None:
    html = made(project, language.code)
    for label in ("weight", "loss", "now", "slope", "past", "one", "ten", "again", "rate", "rates", "start"):
        assert language.labels[f"descent_{label}"] in html.get_text(), label
    spoken = [str(element["aria-label"]) for element in html.select("[aria-label]")]
    rate, start = (language.labels[f"descent_{label}"] for label in ("rate", "start"))
    fields = [language.labels["figure_field"].format(label=label) for label in (rate, start)]
    assert spoken == [language.labels["descent_chart"], fields[0], rate, fields[1], start]


RATES = "three ascending numbers from 0.001 to 0.3"


@pytest.mark.parametrize(
    ("name", "values", "form"),
    [
        ("input", [0, "2", [2], True, None], "a number other than 0"),
        ("target", ["4", [4], False], "a number"),
        (
            "weight",
            ["0", -2.1, 6.1, [0]],
            "a number at most 4 from target / input, which is as far as the chart reaches",
        ),
        ("learning-rates", [0.05, [], [0.005, 0.05], [0.005, 0.05, 0.26, 0.28]], RATES),
        ("learning-rates", [[0.05, 0.005, 0.26], [0.05, 0.05, 0.26], ["0", 0.05, 0.26]], RATES),
        ("learning-rates", [[0, 0.05, 0.26], [0.005, 0.05, 0.31]], RATES),
    ],
    ids=["input", "target", "weight", "not three rates", "no ascending numbers", "out of reach"],
)
def test_a_value_of_another_form_is_a_problem_with_its_remedy(
    project: TinyProject, name: str, values: list[object], form: str
) -> None:
    problem = f'the value "{name}" in {RECORD} is not {form}; {CORRECT}'
    for value in values:
        write_record(project, VALUES | {name: value})
        assert problems_of(project, "descent", BODY) == [problem], value


def test_a_value_that_is_missing_is_a_problem(project: TinyProject) -> None:
    write_record(project, {name: value for name, value in VALUES.items() if name != "target"})
    assert problems_of(project, "descent", BODY) == [
        f'no value "target" in {RECORD}, which the figure begins with; {DECLARE}'
    ]


def test_the_check_finds_a_problem_on_the_page_and_none_in_right_values(project: TinyProject) -> None:
    for language in ("vi", "en"):
        block = fence("descent", BODY)
        project.replace(f"docs/{language}/add.md", "# Add { #add }\n", f"# Add {{ #add }}\n\n{block}\n")
    write_record(project, VALUES)
    assert check(project.read()) == []
    write_record(project, VALUES | {"target": "4"})
    problem = f'the value "target" in {RECORD} is not a number; {CORRECT}'
    assert check(project.read()) == [f"docs/{code}/add.md:3: {problem}" for code in ("vi", "en")]
