"""Every claim of the page `index`."""

import ast
import re
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from docs.plugins.project.languages import Language
from examples.runner.quiet import import_keras
from tests.support.claims import claims
from tests.support.diagrams import DARK_PAPER, SVG, WHITE, contrast, read_drawing
from tests.support.programs import PROJECT, ROOT, script
from tests.support.prose import prose_of
from tests.support.reading import (
    EPOCH_SECONDS,
    IN_LOCKSTEP,
    LANGUAGES,
    LESSONS,
    PAGES,
    PROGRAMMED,
    as_keras_prints,
    page,
    record,
    recorded,
    recorded_value,
    section,
)

# Of prose. For English, Brysbaert, "How many words do we read per minute?" (2019), finds 238 for adults; here one reads
# to learn. Vietnamese is written in syllables, of which a page has about as many as its English one has words.
WORDS_PER_MINUTE = 200


def links_of_the_table(language: str, id_: str) -> list[str]:
    """The pages to which the rows of a section's table link."""
    return re.findall(r"^\| \[[^]]+\]\(([\w-]+)\.md\)", section("index", language, id_), re.MULTILINE)


def backends_that_train() -> set[str]:
    """The backends of Keras whose `fit` does more than raise an error."""
    keras = find_spec("keras")
    assert keras
    assert keras.origin
    trainers = list((Path(keras.origin).parent / "src/backend").glob("*/trainer.py"))
    assert len(trainers) > 3
    return {path.parent.name for path in trainers if not only_raises(path)}


def only_raises(trainer: Path) -> bool:
    (fit,) = [
        node
        for node in ast.walk(ast.parse(trainer.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "fit"
    ]
    return isinstance(fit.body[0], ast.Raise)


@pytest.fixture
def drawing() -> ElementTree.Element:
    return read_drawing("keras-stack")


@claims(
    "index",
    vi="François Chollet công bố Keras năm 2015, cũng là năm ông vào làm ở Google. Tài liệu chính thức ở keras.io",
    en="François Chollet released it in 2015, the year in which he joined Google. Its documentation is at keras.io",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_who_released_keras_and_when(language: str) -> None:
    first_paragraph = page("index", language).text.partition("{ #what }")[2].split("\n\n")[1]
    for name in ("François Chollet", "Google", "2015", "https://keras.io/"):
        assert name in first_paragraph


@claims(
    "index",
    vi="Keras 3, phiên bản hiện nay, huấn luyện mạng trên một trong ba backend: TensorFlow, JAX hoặc PyTorch",
    en="Keras 3, today's version, trains networks on one of three: TensorFlow, JAX or PyTorch",
)
def test_keras_3_trains_on_one_of_three_backends() -> None:
    assert version("keras").split(".")[0] == "3"
    assert backends_that_train() == {"tensorflow", "jax", "torch"}


@claims(
    "index",
    vi="đọc đúng hơn 97% chữ số của MNIST mà mạng chưa từng thấy",
    en="correctly reads over 97% of the MNIST digits it has never seen",
)
def test_the_network_reads_over_97_percent_of_the_test_set() -> None:
    accuracy = recorded_value("train", "test-accuracy")
    assert accuracy > 0.97
    in_the_log = re.search(r"- accuracy: (\S+)", recorded("train")["evaluate"].text)
    assert in_the_log
    assert in_the_log[1] == as_keras_prints(accuracy)
    assert "model.evaluate(X_test, y_test)" in script("train").cell("evaluate").code


@claims(
    "index",
    vi="trả lời bằng một xác suất (probability) cho mỗi chữ số. Lúc đầu, trên bảng có sẵn một chữ số của MNIST",
    en="answers with a probability (xác suất) for each digit. At first, the board holds a digit of MNIST",
)
def test_the_board_holds_a_nine_that_the_network_reads_with_near_certainty() -> None:
    probabilities = recorded_value("sequential", "probabilities")
    assert len(probabilities) == 10
    assert 0.95 < probabilities[9] <= 1
    assert recorded_value("sequential", "label") == 9
    image = np.array(recorded_value("sequential", "image"))
    assert image.shape == (28, 28)
    assert (image.min(), image.max()) == (0, 255)
    # The network was trained on other images: this one is of the test set.
    expressions = {name: value.expression for name, value in record("sequential").values.items()}
    assert "[1998]" in expressions["image"]
    assert "[1998]" in expressions["label"]


@claims("index", vi="layers.Dense(10) là một lớp có mười nơ-ron", en="layers.Dense(10) is a layer of ten neurons")
def test_a_dense_10_has_ten_neurons_each_with_its_bias() -> None:
    *_, last = re.findall(r"\(Dense\) +│ \(None, (\d+)\) +│ +([\d,]+) │", recorded("sequential")["summary"].text)
    assert "Dense(10, " in script("sequential").cell("build").code
    assert last == ("10", f"{10 * 128 + 10:,}")


@claims("index", vi="Hai cách xây dựng mô hình", en="Two ways to build a model")
@claims("index", vi="Có hai cách thường dùng", en="There are two usual ways to build one")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_two_ways_to_build_a_model_are_in_the_table(language: str) -> None:
    assert links_of_the_table(language, "two-ways") == ["sequential", "functional"]


@claims(
    "index",
    vi="Với một chồng lớp đơn giản, hai cách cho cùng một mô hình",
    en="For a plain stack of layers, both ways give the same model",
)
def test_both_ways_give_a_stack_the_same_parameters() -> None:
    stacked = re.search(r"Total params: ([\d,]+)", recorded("sequential")["summary"].text)
    assert stacked
    assert recorded("functional")["stack"].text == f"{stacked[1]} parameters"


@claims(
    "index",
    vi="Khi mạng rẽ nhánh, hoặc một lớp cần nhận dữ liệu từ hai nơi, hãy dùng Functional API",
    en="When the network branches, or a layer needs data from two places, use the Functional API",
)
@pytest.mark.keras
def test_branches_and_a_layer_with_data_from_two_places_are_refused_by_sequential_and_not_by_the_functional_api() -> (
    None
):
    keras = import_keras()
    one, other = keras.Input((4,)), keras.Input((3,))
    assert keras.Model([one, other], keras.layers.Concatenate()([one, other])).output_shape == (None, 7)
    with pytest.raises(ValueError, match="should be called on a list"):
        keras.Sequential([one, keras.layers.Concatenate()])
    branches = [keras.layers.Dense(1), keras.layers.Dense(2)]
    assert keras.Model(one, [branch(one) for branch in branches]).output_shape == [(None, 1), (None, 2)]
    with pytest.raises(ValueError, match=r"Only instances of `keras\.Layer` can be added"):
        keras.Sequential([one, branches])


@claims("index", vi="tra mỗi thuật ngữ bằng hai thứ tiếng", en="look up each term in two languages")
@claims("index", vi="Mỗi trang có cả tiếng Việt lẫn tiếng Anh", en="Each page is in Vietnamese and in English")
def test_every_page_and_every_term_is_in_two_languages() -> None:
    assert LANGUAGES == ("vi", "en")
    assert all(page(name, language).text for name in PAGES for language in LANGUAGES)
    terms = PROJECT.terms
    assert [term.id for term in terms if not set(LANGUAGES) <= set(term.names)] == []


@claims(
    "index",
    vi="Nút “Song ngữ” cạnh đó cho xem hai thứ tiếng cùng một lúc",
    en="The button “Both” beside them shows both languages side by side",
)
@pytest.mark.parametrize("language", IN_LOCKSTEP)
def test_the_button_has_the_name_that_the_page_gives_it(language: Language) -> None:
    assert f"“{language.labels['both']}”" in section("index", language.code, "languages")


@claims(
    "index", vi="Số phút là thời gian để đọc bài và chạy mã", en="The minutes are the time to read a lesson and run"
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_says_how_long_each_lesson_takes_to_within_five_minutes(language: str) -> None:
    assert list(PROJECT.lessons) == list(LESSONS)
    for name, lesson in PROJECT.lessons.items():
        takes = minutes_of_reading(name, language) + minutes_of_running(name)
        assert lesson.minutes % 5 == 0, name
        assert abs(lesson.minutes - takes) < 5, f"{name} takes {takes:.0f} minutes, and the map says {lesson.minutes}"


def minutes_of_reading(name: str, language: str) -> float:
    return len(prose_of(page(name, language)).text.split()) / WORDS_PER_MINUTE


def minutes_of_running(name: str) -> float:
    """As long as the record says of its epochs; what prints none takes seconds."""
    outputs = recorded(name).values() if name in PROGRAMMED else ()
    return sum(int(seconds) for output in outputs for seconds in EPOCH_SECONDS.findall(output.text)) / 60


def test_the_drawing_needs_nothing_from_outside(drawing: ElementTree.Element) -> None:
    text = ElementTree.tostring(drawing, encoding="unicode")
    assert re.findall(r"href|@import|@font-face|<(?:\w+:)?(?:image|style|script)", text) == []
    assert {element.get("font-family") for element in drawing.iter()} == {
        None,
        "system-ui, sans-serif",
        "ui-monospace, monospace",
    }


def test_the_drawing_has_the_size_of_its_view_box(drawing: ElementTree.Element) -> None:
    assert drawing.get("viewBox") == f"0 0 {drawing.get('width')} {drawing.get('height')}"


@claims(
    "index",
    vi="Sơ đồ bốn tầng: mã của bạn gọi Keras; Keras gọi một trong ba backend TensorFlow",
    en="A drawing of four levels: your code calls Keras; Keras calls one of the three backends TensorFlow",
)
def test_the_drawing_shows_each_of_the_four_levels_with_three_backends(drawing: ElementTree.Element) -> None:
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
        # A box without a fill is as white as the paper.
        assert contrast(box.get("fill", WHITE), text.attrib["fill"]) >= 4.5, text.text


def test_the_lines_of_the_drawing_are_seen_in_both_themes(drawing: ElementTree.Element) -> None:
    lines = [element.attrib["stroke"] for element in drawing.iter() if "stroke" in element.attrib]
    assert lines
    for colour in lines:
        assert contrast(colour, WHITE) >= 3
        assert contrast(in_the_dark(colour), DARK_PAPER) >= 3


def in_the_dark(colour: str) -> str:
    """A colour after `invert(1) hue-rotate(180deg)`, which https://drafts.fxtf.org/filter-effects/ defines."""
    red, green, blue = (255 - int(colour[start : start + 2], 16) for start in (1, 3, 5))
    grey = 0.213 * red + 0.715 * green + 0.072 * blue
    return "#" + "".join(f"{round(min(255, max(0, 2 * grey - each))):02x}" for each in (red, green, blue))


def test_a_drawing_is_turned_to_light_lines_in_the_dark() -> None:
    styles = (ROOT / "docs/assets/stylesheets/code.css").read_text(encoding="utf-8")
    assert re.search(r'\[data-theme="dark"\] .*\.svg"\]\) \{\s+filter: invert\(1\) hue-rotate\(180deg\);', styles)
    assert in_the_dark("#ffffff") == "#000000"
    assert in_the_dark("#3346b8") == "#9eb1ff"
