"""The figure on softmax and the loss, as a fence makes it."""

import math
from collections.abc import Mapping, Sequence

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences.softmax import HIGHEST, LOWEST, softmax
from tests.plugins.fences import figures
from tests.plugins.fences.figures import CORRECT, DECLARE, RECORD, problems_of, write_record
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of

# The smallest probability that Keras takes as it is: keras.config.epsilon().
KERAS_EPSILON = 1e-7
SCORES = [-2.1, -0.25, 1, 1.8, -1.7, 1.9, 0, -6, 2.6, -1.5]
VALUES: Mapping[str, object] = {"scores": SCORES, "label": 5}
BODY = "add.py#sum\nTen bars."


def made(project: TinyProject, values: Mapping[str, object], language: str = "en") -> BeautifulSoup:
    """The figure that begins with these values."""
    write_record(project, values)
    return figures.made(project, "softmax", BODY, language)


def texts(html: BeautifulSoup, selector: str) -> list[str]:
    return [element.get_text() for element in html.select(selector)]


def attributes(html: BeautifulSoup, selector: str, name: str) -> list[str]:
    return [str(element[name]) for element in html.select(selector)]


def test_it_begins_with_the_recorded_scores_their_probabilities_and_the_loss(project: TinyProject) -> None:
    html = made(project, VALUES)
    assert [float(value) for value in attributes(html, "[type=range]", "value")] == SCORES
    assert attributes(html, "[type=text]", "value")[:4] == ["−2.1", "−0.25", "1.0", "1.8"]
    widths = [float(width) for width in attributes(html, "rect", "width")]
    assert widths == pytest.approx(softmax(SCORES), rel=1e-3)
    assert texts(html, ".softmax-percent")[5:9] == ["21.4%", "3.2%", "<0.1%", "43.1%"]
    assert attributes(html, "[type=range]", "aria-valuetext")[8] == "2.6, probability 43.1%"
    assert texts(html, "option[selected]") == ["5"]
    assert texts(html, "output") == [
        "The network reads 8. The right label 5 has the probability 0.2141, so the loss is −ln\xa00.2141 ≈\xa01.54."
    ]


def test_the_largest_bar_and_the_right_label_are_marked(project: TinyProject) -> None:
    html = made(project, VALUES)
    assert texts(html, "li[data-largest] b") == ["8"]
    assert texts(html, "li[data-right] b") == ["5"]


def test_numbers_are_written_as_the_language_writes_them(project: TinyProject) -> None:
    html = made(project, VALUES, "vi")
    assert attributes(html, "[type=text]", "value")[1] == "−0,25"
    assert texts(html, ".softmax-percent")[8] == "43,1%"
    assert texts(html, ".softmax-loss") == [
        "Nhãn đúng là 5, có xác suất 0,2141, nên giá trị mất mát là −ln\xa00,2141 ≈\xa01,54."
    ]


def test_of_equal_scores_the_first_is_read(project: TinyProject) -> None:
    html = made(project, {"scores": [0, 1, 1, *[0] * 7], "label": 2})
    assert texts(html, ".softmax-reads") == ["Of equally long bars, the first counts: the network reads 1."]
    assert texts(html, "li[data-largest] b") == ["1"]


@pytest.mark.parametrize(
    ("scores", "percents", "probability", "loss"),
    [
        ([HIGHEST, *[LOWEST] * 9], [">99.9%", "<0.1%"], "0.9999", "0.00"),
        ([LOWEST, *[HIGHEST] * 9], ["<0.1%", "11.1%"], "0.0000006827", "14.20"),
        ([0] * 10, ["10.0%", "10.0%"], "0.1", "2.30"),
    ],
    ids=["sure and right", "sure and wrong", "no idea"],
)
def test_no_probability_is_written_as_none_or_as_certain(
    project: TinyProject, scores: Sequence[float], percents: list[str], probability: str, loss: str
) -> None:
    html = made(project, {"scores": scores, "label": 0})
    assert texts(html, ".softmax-percent")[:2] == percents
    (said,) = texts(html, ".softmax-loss")
    assert f"the probability {probability}, so the loss is −ln\xa0{probability} ≈\xa0{loss}." in said


def test_within_the_sliders_no_probability_is_so_small_that_keras_would_take_a_larger_one() -> None:
    # A probability falls with its own score, and as any other rises: no scores make a smaller one than these.
    smallest = softmax([LOWEST, *[HIGHEST] * 9])[0]
    assert smallest == pytest.approx(1 / (1 + 9 * math.exp(HIGHEST - LOWEST)))
    assert smallest > 6 * KERAS_EPSILON
    # Nor does Keras take one for certain: it holds them to 1 less that number.
    assert softmax([HIGHEST, *[LOWEST] * 9])[0] < 1 - KERAS_EPSILON


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_slider_and_field_and_the_choice_of_the_label_has_a_name(project: TinyProject, language: str) -> None:
    html = made(project, VALUES, language)
    labels = view_of(language, project.read()).language.labels
    sliders = [labels["softmax_slider"].format(digit=digit) for digit in range(10)]
    assert attributes(html, "[type=range]", "aria-label") == sliders
    assert attributes(html, "[type=text]", "aria-label") == [
        labels["figure_field"].format(label=slider) for slider in sliders
    ]
    assert [labels["softmax_label"] in text for text in texts(html, "label:has(select)")] == [True]
    buttons = [labels[f"softmax_{name}"] for name in ("right", "wrong", "equal", "reset")]
    assert texts(html, ".softmax-presets button") == buttons


@pytest.mark.parametrize(
    ("name", "values", "form"),
    [
        (
            "scores",
            [3, SCORES[:9], [*SCORES, 0], ["1", *SCORES[1:]], [6.1, *SCORES[1:]], [-7, *SCORES[1:]]],
            "10 numbers from -6 to 6",
        ),
        ("label", ["8", 8.5, -1, 10], "a whole number from 0 to 9"),
    ],
    ids=["scores", "label"],
)
def test_a_value_of_another_form_is_a_problem_with_its_remedy(
    project: TinyProject, name: str, values: list[object], form: str
) -> None:
    problem = f'the value "{name}" in {RECORD} is not {form}; {CORRECT}'
    for value in values:
        write_record(project, {**VALUES, name: value})
        assert problems_of(project, "softmax", BODY) == [problem], value


def test_right_values_are_no_problem_and_a_missing_one_is(project: TinyProject) -> None:
    write_record(project, VALUES)
    assert problems_of(project, "softmax", BODY) == []
    write_record(project, {"scores": SCORES})
    problem = f'no value "label" in {RECORD}, which the figure begins with; {DECLARE}'
    assert problems_of(project, "softmax", BODY) == [problem]
