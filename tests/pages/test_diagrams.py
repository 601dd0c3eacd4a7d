"""The drawings of the networks: each shows the model that its lesson builds, and can be read everywhere."""

import re
from xml.etree import ElementTree

import pytest

from tests.support.claims import claims
from tests.support.diagrams import DARK_GREY, SVG, WHITE, contrast, read_drawing
from tests.support.programs import run_of
from tests.support.reading import LANGUAGES, page

pytestmark = pytest.mark.keras

# The lesson that shows a drawing, and what its script calls the model.
LESSONS = {
    "stack": ("sequential", "model"),
    "two-outputs": ("functional", "model"),
    "skip": ("functional", "article"),
}


@pytest.fixture(params=LESSONS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def drawing(name: str) -> ElementTree.Element:
    return read_drawing(name)


def texts(drawing: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def test_the_drawing_shows_the_model_s_layers_with_their_shapes_in_its_order(
    name: str, drawing: ElementTree.Element
) -> None:
    lesson, variable = LESSONS[name]
    model = run_of(lesson).names[variable]
    named = model.output if len(model.outputs) > 1 else ()
    layers = [
        f"{layer.name}: " * (layer.name in named) + f"{type(layer).__name__} {shape(layer.output)}"
        for layer in model.layers
    ]
    # A Sequential model doesn't count its input as a layer.
    after_the_input = [layer for layer in layers if not layer.startswith("InputLayer")]
    assert texts(drawing) == [f"Input {shape(model.inputs[0])}", *after_the_input]


def shape(tensor: object) -> str:
    return "×".join(map(str, tensor.shape[1:]))  # type: ignore[attr-defined]


def test_the_drawing_fits_a_phone_and_fetches_nothing(drawing: ElementTree.Element) -> None:
    assert drawing.get("viewBox") == f"0 0 {drawing.get('width')} {drawing.get('height')}"
    assert int(drawing.get("width", "")) <= 328
    text = ElementTree.tostring(drawing, encoding="unicode")
    assert not re.search(r"href|@import|url\((?!#)|<script", text)


def test_each_text_stands_out_from_its_box(drawing: ElementTree.Element) -> None:
    boxes, texts = list(drawing.iter(f"{SVG}rect")), list(drawing.iter(f"{SVG}text"))
    for box, text in zip(boxes, texts, strict=True):
        top = float(box.get("y", ""))
        assert top < float(text.get("y", "")) < top + float(box.get("height", ""))
        assert contrast(box.get("fill", ""), text.get("fill", "")) >= 4.5


def test_the_lines_stand_out_on_white_and_on_dark_grey(drawing: ElementTree.Element) -> None:
    lines = {element.get("stroke", "") for element in drawing.iter()} - {""}
    tips = {path.get("fill", "") for path in drawing.iterfind(f".//{SVG}marker/{SVG}path")}
    assert lines == tips
    for colour in lines:
        assert min(contrast(colour, WHITE), contrast(colour, DARK_GREY)) >= 3


@claims(
    "sequential",
    vi="Mạng là một chồng lớp, từ trên xuống: Input 28×28, Flatten 784, Dense 256, Dense 128, Dense 10",
    en="The network is a stack of layers, from top to bottom: Input 28×28, Flatten 784, Dense 256, Dense 128, Dense 10",
)
@claims(
    "functional",
    vi="Đồ thị của mạng có hai đầu ra, từ trên xuống: Input 28×28, Flatten 784, Dense 256, Dense 128. Dưới cùng là"
    " digit: Dense 10 và odd: Dense 1",
    en="The graph of the network with two outputs, from top to bottom: Input 28×28, Flatten 784, Dense 256, Dense 128."
    " At the bottom, side by side, are digit: Dense 10 and odd: Dense 1",
)
@claims(
    "functional",
    vi="Đồ thị của mạng trong bài gốc, từ trên xuống: Input 28×28, Flatten 784, Dense 16384, Dense 512, Dense 784,"
    " Reshape 28×28, Concatenate 28×56, Flatten 1568, Dense 10",
    en="The graph of the article's network, from top to bottom: Input 28×28, Flatten 784, Dense 16384, Dense 512,"
    " Dense 784, Reshape 28×28, Concatenate 28×56, Flatten 1568, Dense 10",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_s_alternative_text_names_each_layer(
    name: str, drawing: ElementTree.Element, language: str
) -> None:
    match = re.search(rf"!\[([^\]]+)\]\(assets/images/{name}\.svg\)", page(LESSONS[name][0], language).text)
    assert match
    assert re.search(".*".join(map(re.escape, texts(drawing))), match[1])
