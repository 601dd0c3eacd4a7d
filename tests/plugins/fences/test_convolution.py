"""The figure of a kernel on a digit, as a fence makes it."""

import json
from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences.convolution import LARGEST, PRESETS, START, convolved
from tests.plugins.fences import figures
from tests.plugins.fences.figures import CORRECT, DECLARE, RECORD, only, problems_of, write_record
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of

BODY = "add.py#sum\nA digit and its map."
# Black from the sixth column on: only there are edges.
DIGIT = [[0] * 6 + [255] * 22 for _ in range(28)]
KERNEL = [[-1, 0, 1]] * 3
FILTERS = [[[0.5, -0.25, 0.125]] * 3, KERNEL]
VALUES: Mapping[str, object] = {"digit": DIGIT, "kernel": KERNEL, "filters": FILTERS, "filter-biases": [0.5, -2]}


def made(project: TinyProject, values: Mapping[str, object] = VALUES, language: str = "en") -> BeautifulSoup:
    """The figure that begins with these values."""
    write_record(project, values)
    return figures.made(project, "convolution", BODY, language)


def texts(html: BeautifulSoup, selector: str) -> list[str]:
    return [element.get_text() for element in html.select(selector)]


def attributes(html: BeautifulSoup, selector: str, name: str) -> list[str]:
    return [str(element[name]) for element in html.select(selector)]


def test_a_kernel_is_not_turned_and_its_sums_are_those_of_each_place_that_it_fits_on() -> None:
    image = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
    assert convolved(image, [[1, 0, 0], [0, 0, 0], [0, 0, -2]]) == [[1 - 22, 2 - 24]]


def test_it_begins_with_the_nine_products_of_the_recorded_kernel_and_their_sum(project: TinyProject) -> None:
    html = made(project)
    assert START == (10, 5)
    assert texts(html, ".convolution-pixel") == ["0.000", "1.000", "1.000"] * 3
    assert attributes(html, "[type=text]", "value") == ["−1", "0", "1"] * 3
    # No product is −0.
    assert texts(html, ".convolution-product") == ["0.000", "0.000", "1.000"] * 3
    assert texts(html, "dt") == ["sum of products", "bias", "sum with bias", "ReLU"]
    assert texts(html, "dd") == ["3.000", "0.000", "3.000", "–"]
    assert texts(html, ".convolution-note")[0].endswith("farthest from 0: 3.000.")
    slider = only(html, "[role=slider]")
    assert slider["aria-valuetext"] == "row 11, column 6: 3.000 on the map"
    assert (slider["aria-valuenow"], slider["aria-valuemax"]) == (str(10 * 26 + 6), "676")


def test_numbers_are_written_as_the_language_writes_them(project: TinyProject) -> None:
    html = made(project, {**VALUES, "kernel": [[-0.25, 0, 1 / 9]] * 3}, "vi")
    assert attributes(html, "[type=text]", "value") == ["−0,25", "0", "0,111"] * 3
    assert texts(html, ".convolution-product") == ["0,000", "0,000", "0,111"] * 3
    assert texts(html, ".convolution-sum") == ["0,333"]


def test_its_kernels_and_its_filters_are_offered_and_the_recorded_kernel_is_chosen(project: TinyProject) -> None:
    html = made(project)
    assert attributes(html, "[value][aria-pressed]", "value") == ["vertical", *PRESETS]
    assert attributes(html, "[value][aria-pressed]", "aria-pressed") == ["true", *["false"] * len(PRESETS)]
    assert texts(html, ".convolution-filter option:not([disabled])") == ["0", "1"]
    settings = json.loads(str(only(html, ".figure")["data-settings"]))
    assert settings["filters"] == [[0.5, -0.25, 0.125] * 3, [-1, 0, 1] * 3]
    assert settings["biases"] == [0.5, -2]
    assert settings["presets"]["vertical"] == [-1, 0, 1] * 3
    assert settings["presets"]["blur"] == [1 / 9] * 9
    assert settings["largest"] == LARGEST
    assert settings["digit"] == DIGIT[0] * 28


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_weight_and_picture_and_choice_has_a_name(project: TinyProject, language: str) -> None:
    html = made(project, VALUES, language)
    labels = view_of(language, project.read()).language.labels
    assert attributes(html, "[type=text]", "aria-label") == [
        labels["convolution_weight"].format(row=row, column=column) for row in (1, 2, 3) for column in (1, 2, 3)
    ]
    assert only(html, "[role=slider]")["aria-label"] == labels["convolution_window"]
    assert only(html, "[role=img]")["aria-label"] == labels["convolution_map"]
    assert labels["convolution_filter"] in only(html, "label:has(select)").get_text()
    assert labels["neuron_relu"] in only(html, "label:has([type=checkbox])").get_text()


@pytest.mark.parametrize(
    ("name", "values", "form"),
    [
        (
            "digit",
            [3, DIGIT[1:], [[0] * 27, *DIGIT[1:]], [["0"] * 28, *DIGIT[1:]], [[256] * 28, *DIGIT[1:]]],
            "28 rows of 28 numbers from 0 to 255",
        ),
        (
            "kernel",
            [[1] * 9, KERNEL[1:], [[1, 2], *KERNEL[1:]], [[100.5, 0, 0], *KERNEL[1:]], [[True] * 3, *KERNEL[1:]]],
            "3 rows of 3 numbers from -100 to 100",
        ),
        (
            "filters",
            [{}, [], KERNEL, [*FILTERS, [[1, 2, 3]]], [[[float("nan")] * 3] * 3]],
            "a list of filters, each 3 rows of 3 numbers from -100 to 100",
        ),
        ("filter-biases", [0, [1], [1, 2, 3], [1, "2"], [1, float("inf")]], "a number for each of the 2 filters"),
    ],
    ids=["digit", "kernel", "filters", "filter-biases"],
)
def test_a_value_of_another_form_is_a_problem_with_its_remedy(
    project: TinyProject, name: str, values: list[object], form: str
) -> None:
    problem = f'the value "{name}" in {RECORD} is not {form}; {CORRECT}'
    for value in values:
        write_record(project, {**VALUES, name: value})
        assert problems_of(project, "convolution", BODY) == [problem], value


def test_right_values_are_no_problem_and_missing_ones_are(project: TinyProject) -> None:
    write_record(project, VALUES)
    assert problems_of(project, "convolution", BODY) == []
    write_record(project, {"digit": DIGIT, "filters": FILTERS})
    problem = f'no value "kernel" and no "filter-biases" in {RECORD}, which the figure begins with; {DECLARE}'
    assert problems_of(project, "convolution", BODY) == [problem]
