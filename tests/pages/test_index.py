"""Every claim of the page `index`."""

import re
from collections.abc import Callable
from importlib.metadata import version
from xml.etree import ElementTree

import pytest

from docs.plugins.fences import Reference, parse_output
from tests.support.diagrams import DARK_GREY, SVG, WHITE, contrast, read_drawing
from tests.support.programs import Run
from tests.support.reading import LANGUAGES, bodies, page

ARTICLE = "http://trituenhantao.github.io/keras-la-gi-gioi-thieu-ve-keras"
LESSONS = ["install", "data", "sequential", "functional", "train", "errata", "glossary"]


@pytest.fixture
def drawing() -> ElementTree.Element:
    return read_drawing("keras-stack")


# TO TIE: claims("index", "2015")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_who_released_keras_and_when(language: str) -> None:
    first_paragraph = page("index", language).text.partition("{ #what }")[2].split("\n\n")[1]
    for name in ("François Chollet", "Google", "2015", "https://keras.io/"):
        assert name in first_paragraph


# TO TIE: claims("index", "2020")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_credits_the_article_of_2020_with_its_address(language: str) -> None:
    credit = page("index", language).text.partition("{ #credit }")[2]
    assert "“Giới thiệu tổng quan về keras” (2020)" in credit
    assert f"[Trí tuệ nhân tạo]({ARTICLE})" in credit


# TO TIE: claims("index", "3")
def test_the_keras_of_the_tests_is_keras_3() -> None:
    assert version("keras").split(".")[0] == "3"


# TO TIE: claims("index", "97")
def test_the_network_reads_over_97_percent_of_the_test_set(mnist_lesson: Callable[[str], Run]) -> None:
    assert mnist_lesson("train").names["test_accuracy"] >= 0.97


def test_the_network_is_almost_certain_of_the_nine_in_the_picture(mnist_lesson: Callable[[str], Run]) -> None:
    names = mnist_lesson("train").names
    assert names["labels"][1998] == names["answer"][0].argmax() == 9
    assert names["answer"][0].max() > 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_every_lesson_in_the_order_of_the_site(language: str) -> None:
    table = page("index", language).text.partition("{ #lessons }")[2].partition("\n## ")[0]
    assert re.findall(r"\]\((\w+)\.md\)", table) == LESSONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_picture_of_the_lesson_on_training(language: str) -> None:
    reference, alternative_text = parse_output("\n".join(bodies("index", language, "output")))
    assert reference == Reference("train", "show")
    assert alternative_text


def test_the_drawing_needs_nothing_from_outside(drawing: ElementTree.Element) -> None:
    text = ElementTree.tostring(drawing, encoding="unicode")
    assert re.findall(r"href|@import|@font-face|<(?:\w+:)?(?:image|style|script)", text) == []
    assert {element.get("font-family") for element in drawing.iter()} == {None, "sans-serif", "monospace"}


def test_the_drawing_has_the_size_of_its_view_box(drawing: ElementTree.Element) -> None:
    assert drawing.get("viewBox") == f"0 0 {drawing.get('width')} {drawing.get('height')}"


def test_the_drawing_shows_each_level(drawing: ElementTree.Element) -> None:
    levels: dict[str, list[str]] = {}
    for text in drawing.iter(f"{SVG}text"):
        levels.setdefault(text.attrib["y"], []).append(text.text or "")
    assert list(levels.values()) == [["model.fit(X, y)"], ["Keras"], ["TensorFlow", "JAX", "PyTorch"], ["CPU", "GPU"]]


def test_the_text_of_the_drawing_stands_out_from_its_boxes(drawing: ElementTree.Element) -> None:
    boxes, texts = list(drawing.iter(f"{SVG}rect")), list(drawing.iter(f"{SVG}text"))
    for box, text in zip(boxes, texts, strict=True):
        left, top, width, height = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert left < float(text.attrib["x"]) < left + width
        assert top < float(text.attrib["y"]) < top + height
        assert contrast(box.attrib["fill"], text.attrib["fill"]) >= 4.5, text.text


@pytest.mark.parametrize("paper", [WHITE, DARK_GREY])
def test_the_arrows_of_the_drawing_are_seen_in_both_themes(drawing: ElementTree.Element, paper: str) -> None:
    lines = [element.attrib["stroke"] for element in drawing.iter() if "stroke" in element.attrib]
    assert lines
    assert all(contrast(colour, paper) >= 3 for colour in lines)
