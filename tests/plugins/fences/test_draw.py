"""The board to draw on, as a fence makes it."""

import base64
import io
import re
from collections.abc import Sequence

import numpy as np
import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from docs.plugins.check import check
from docs.plugins.fences import draw
from docs.plugins.fences.digits import DIGITS
from docs.plugins.fences.draw import Sample, board, png
from docs.plugins.fences.named_networks import Network, parse
from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.languages import Language
from tests.plugins.rendering import fence, rendered
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import PRINTED, TinyProject, record, weights
from tests.support.views import view_of

VIETNAMESE = IN_LOCKSTEP[0]
ONE = Network("../examples/a/a.safetensors", "Mạng <A>", 235_146, 239_064)
TWO = Network("../examples/b/b.safetensors", "Mạng B", 27_562, 29_720)
# A dot of ink in a corner, and an answer that is not certain.
DOT = [[255, *[0] * 27], *[[0] * 28] * 27]
SAMPLE = Sample(DOT, 7, [0.01, 0, 0, 0, 0, 0, 0, 0.125, 0, 0.865])
VALUES = {"image": DOT, "label": 7, "probabilities": SAMPLE.probabilities}


def made(*networks: Network, language: Language = VIETNAMESE, sample: Sample | None = None) -> BeautifulSoup:
    return BeautifulSoup(board(networks, "../assets/draw.js", language, sample), "html.parser")


def board_of_record(project: TinyProject, body: str, values: dict[str, object]) -> BeautifulSoup:
    """The board of a fence, in the tiny project whose script's record holds these values."""
    project.write_bytes("examples/weights/add.safetensors", weights())
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, values=values))
    return BeautifulSoup(rendered(fence("draw", body), view_of("en", project.read())), "html.parser")


def choices(html: BeautifulSoup) -> list[tuple[str, str, bool]]:
    fields = html.select(".draw-networks input")
    labels = [field.find_parent("label") for field in fields]
    return [
        (str(field["value"]), label.get_text().replace("\xa0", " ").strip(), "checked" in field.attrs)
        for field, label in zip(fields, labels, strict=True)
        if isinstance(label, Tag)
    ]


def test_it_has_a_script_and_a_name_a_line() -> None:
    assert parse("add.py A  network\nsolutions/add.py B\n") == [("add", "A  network"), ("solutions/add", "B")]


@pytest.mark.parametrize("line", ["", "add.py", "add.py ", "add A network", "a b.py A"])
def test_what_has_no_script_or_no_name_is_for_no_board(line: str) -> None:
    assert set(parse(f"{line}\n")) <= {None}


def test_its_prose_is_the_names_of_the_networks() -> None:
    assert draw.prose("add.py A network\nadd\n") == ["A network", "", ""]


def test_it_leads_to_the_weights_of_its_networks_and_to_its_script(project: TinyProject) -> None:
    project.write_bytes("examples/weights/add.safetensors", weights())
    html = rendered(fence("draw", "add.py Mạng"), view_of("vi", project.read()))
    assert 'value="../examples/add/add.safetensors" checked> Mạng: 8\xa0tham\xa0số, tải về 0\xa0kB<' in html
    assert 'data-script="../assets/draw.js"' in html


def test_in_markdown_it_is_a_line_that_leads_to_the_page(project: TinyProject) -> None:
    view = view_of("en", project.read()).at("add/")
    said = "Here is a board to draw a digit on. It runs only on the website, in a browser with JavaScript."
    assert draw.markdown("add.py A network", view) == [f"[{said}](https://example.org/keras/en/add/)"]


def test_each_network_can_be_chosen_by_its_name_and_the_first_is() -> None:
    html = made(ONE, TWO)
    assert choices(html) == [
        (ONE.address, "Mạng <A>: 235.146 tham số, tải về 239 kB", True),
        (TWO.address, "Mạng B: 27.562 tham số, tải về 30 kB", False),
    ]
    assert "hidden" not in html.select_one("fieldset").attrs  # type: ignore[union-attr]


def test_there_is_no_choice_where_there_is_one_network() -> None:
    html = made(ONE)
    assert [address for address, _, _ in choices(html)] == [ONE.address]
    assert "hidden" in html.select_one("fieldset").attrs  # type: ignore[union-attr]


def test_the_board_names_the_script_that_makes_it_work_and_what_that_says() -> None:
    root = made(ONE).select_one(".draw")
    assert root is not None
    assert root["data-script"] == "../assets/draw.js"
    for message in ("empty", "loading", "answer", "failed", "lowered"):
        assert root[f"data-{message}"] == VIETNAMESE.labels[f"draw_{message}"]


def heights(html: BeautifulSoup) -> list[float]:
    return [float(str(bar["height"])) for bar in html.select(".draw-bars rect")]


def test_a_board_of_one_network_holds_the_digit_of_its_record_and_the_answer_to_it(project: TinyProject) -> None:
    html = board_of_record(project, "add.py A network", VALUES)
    said = "The network reads 9, with a probability of 87%."
    assert [root["data-sample"] for root in html.select(".draw")] == [said]
    assert [answer.get_text() for answer in html.select(".draw-answer")] == [said]
    assert [largest.get_text() for largest in html.select(".draw-digit")] == ["9"]
    assert html.select(".draw-traced") == []
    assert heights(html) == SAMPLE.probabilities
    assert [bar.get_text() for bar in html.select(".draw-bars [data-largest]")] == ["9 87%"]
    assert [bar.small.get_text() for bar in html.select(".draw-bars li") if bar.small][:2] == ["1%", "0%"]
    assert [str(picture["alt"]) for picture in html.select("img.draw-sample")] == [
        "An image of a handwritten 7, from MNIST",
        "The 28×28 image that the network sees",
    ]


@pytest.mark.parametrize(
    ("body", "values"),
    [("add.py A network\nadd.py Another", VALUES), ("add.py A network", {"label": 7})],
    ids=["a choice of networks", "no image"],
)
def test_a_board_whose_answer_would_be_nobodys_is_empty(
    project: TinyProject, body: str, values: dict[str, object]
) -> None:
    html = board_of_record(project, body, values)
    assert html.select("[data-sample], img, [data-largest]") == []
    assert [answer.get_text()[:18] for answer in html.select(".draw-answer")] == ["The board is empty"]
    assert [largest.get_text() for largest in html.select(".draw-digit")] == [""]
    assert heights(html) == [0] * 10


def test_on_an_empty_paper_lies_a_dotted_three_that_no_screen_reader_reads() -> None:
    (traced,) = made(ONE, TWO).select(".draw-sheet .draw-traced")
    assert [str(path["d"]) for path in traced.select("path")] == list(DIGITS[3])
    assert traced["aria-hidden"] == "true"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"image": DOT, "label": 7},
            'no value "probabilities" in examples/notebooks/add.ipynb, which the board shows beside "image"; '
            f"declare what is missing in examples/values/add.yml, then: {EXAMPLES} record add",
        ),
        (
            {"image": DOT},
            'no value "label" and no "probabilities" in examples/notebooks/add.ipynb, which the board shows beside '
            f'"image"; declare what is missing in examples/values/add.yml, then: {EXAMPLES} record add',
        ),
        *(
            (
                VALUES | {"image": image},
                'the value "image" in examples/notebooks/add.ipynb is not 28×28 whole numbers from 0 to 255; '
                f"correct its expression in examples/values/add.yml, then: {EXAMPLES} record add",
            )
            for image in (7, DOT[:27], [DOT[0][:27], *DOT[1:]], [7] * 28, [[0.5] * 28] * 28, [[256] * 28] * 28)
        ),
    ],
    ids=[
        *("no probabilities", "neither label nor probabilities", "a number", "too few rows", "a short row"),
        *("numbers for rows", "fractions", "more ink than there is"),
    ],
)
def test_a_sample_that_is_not_whole_is_a_problem_with_its_line_and_the_remedy(
    project: TinyProject, values: dict[str, object], problem: str
) -> None:
    project.write_bytes("examples/weights/add.safetensors", weights())
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, values=values))
    for language in ("vi", "en"):
        project.replace(f"docs/{language}/add.md", "# Add { #add }\n", "# Add { #add }\n\n```draw\nadd.py A\n```\n")
    assert check(project.read()) == [f"docs/{language}/add.md:3: {problem}" for language in ("vi", "en")]


@pytest.mark.parametrize(("largest", "written"), [(0.996, ">99%"), (0.994, "99%"), (0.125, "13%"), (0.004, "0%")])
def test_a_probability_is_written_as_the_script_writes_it(largest: float, written: str) -> None:
    html = made(ONE, sample=Sample(DOT, 7, [largest, *[0.0] * 9]))
    assert html.select(".draw-bars small")[0].get_text() == written


def test_its_picture_is_black_ink_on_nothing() -> None:
    image: Sequence[Sequence[int]] = [[0, 3], [200, 255], [1, 0]]
    pixels = np.array(Image.open(io.BytesIO(png(image))))
    assert pixels[..., 0].tolist() == [[0, 0]] * 3
    assert pixels[..., 1].tolist() == image
    on_the_page = made(ONE, sample=SAMPLE).select("img")
    assert {str(picture["src"]) for picture in on_the_page} == {
        f"data:image/png;base64,{base64.b64encode(png(DOT)).decode()}"
    }


def test_what_is_of_no_use_without_scripts_is_marked_as_such() -> None:
    html = made(ONE, TWO)
    controls = html.select("button, input, [tabindex], #draw-keys")
    assert len(controls) > 10
    live = html.select(".draw-live, .draw-live *")
    assert [control for control in controls if control not in live] == []
    assert [part for part in html.select(".draw-answer, .draw-bars, .draw-seen") if part in live] == []


def test_its_words_are_not_searched_for() -> None:
    assert made(ONE).select(".draw[data-search-exclude]")


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(language: Language) -> None:
    html = made(ONE, TWO, language=language)
    for label in ("undo", "clear", "empty", "retry", "seen", "networks", "samples", "keys", "private", "needs"):
        assert language.labels[f"draw_{label}"] in html.get_text(), label
    spoken = {str(element["aria-label"]) for element in html.select("[aria-label]")}
    assert spoken == {
        *(language.labels[f"draw_{label}"] for label in ("paper", "bars", "seen")),
        *(language.labels["draw_sample"].format(digit=digit) for digit in range(10)),
    }


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_the_answer_names_the_digit_and_its_probability(language: Language) -> None:
    assert re.findall(r"\{\w+\}", language.labels["draw_answer"]) == ["{digit}", "{percent}"]


def test_there_is_a_bar_and_a_sample_a_digit_and_the_tab_key_leads_to_the_first_sample() -> None:
    html = made(ONE)
    assert [bar.get_text().strip() for bar in html.select(".draw-bars li")] == [str(digit) for digit in range(10)]
    samples = html.select(".draw-samples button")
    assert [sample["tabindex"] for sample in samples] == ["0", *["-1"] * 9]
    assert [len(sample.select("path")) for sample in samples] == [len(strokes) for strokes in DIGITS]
