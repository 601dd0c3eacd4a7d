"""The board to draw on, as a fence makes it."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from docs.plugins.fences import draw
from docs.plugins.fences.draw import SAMPLES, Network, board
from docs.plugins.project.languages import Language
from tests.plugins.rendering import fence, rendered
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject, weights
from tests.support.views import view_of

VIETNAMESE = IN_LOCKSTEP[0]
ONE = Network("../examples/a/a.safetensors", "Mạng <A>", 235_146, 239_064)
TWO = Network("../examples/b/b.safetensors", "Mạng B", 27_562, 29_720)


def made(*networks: Network, language: Language = VIETNAMESE) -> BeautifulSoup:
    return BeautifulSoup(board(networks, "../assets/draw.js", language), "html.parser")


def choices(html: BeautifulSoup) -> list[tuple[str, str, bool]]:
    fields = html.select(".draw-networks input")
    labels = [field.find_parent("label") for field in fields]
    return [
        (str(field["value"]), label.get_text().replace("\xa0", " ").strip(), "checked" in field.attrs)
        for field, label in zip(fields, labels, strict=True)
        if isinstance(label, Tag)
    ]


def test_it_has_a_script_and_a_name_a_line() -> None:
    assert draw.parse("add.py A  network\nsolutions/add.py B\n") == [("add", "A  network"), ("solutions/add", "B")]


@pytest.mark.parametrize("line", ["", "add.py", "add.py ", "add A network", "a b.py A"])
def test_what_has_no_script_or_no_name_is_for_no_board(line: str) -> None:
    assert set(draw.parse(f"{line}\n")) <= {None}


def test_its_prose_is_the_names_of_the_networks() -> None:
    assert draw.prose("add.py A network\nadd\n") == ["A network", "", ""]


def test_it_leads_to_the_weights_of_its_networks_and_to_its_script(project: TinyProject) -> None:
    project.write_bytes("examples/weights/add.safetensors", weights())
    html = rendered(fence("draw", "add.py Mạng"), view_of("vi", project.read()))
    assert 'value="../examples/add/add.safetensors" checked> Mạng: 8\xa0tham\xa0số, 0\xa0kB<' in html
    assert 'data-script="../assets/draw.js"' in html


def test_in_markdown_it_is_a_line_that_leads_to_the_page(project: TinyProject) -> None:
    view = view_of("en", project.read()).at("add/")
    said = "Here is a board to draw a digit on. It runs only on the website, in a browser with JavaScript."
    assert draw.markdown("add.py A network", view) == [f"[{said}](https://example.org/keras/en/add/)"]


def test_each_network_can_be_chosen_by_its_name_and_the_first_is() -> None:
    html = made(ONE, TWO)
    assert choices(html) == [
        (ONE.address, "Mạng <A>: 235.146 tham số, 239 kB", True),
        (TWO.address, "Mạng B: 27.562 tham số, 30 kB", False),
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


def test_its_words_are_not_searched_for() -> None:
    assert made(ONE).select(".draw[data-search-exclude]")


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(language: Language) -> None:
    html = made(ONE, TWO, language=language)
    for label in ("undo", "clear", "empty", "retry", "seen", "networks", "keys", "private", "needs"):
        assert language.labels[f"draw_{label}"] in html.get_text(), label
    spoken = {str(element["aria-label"]) for element in html.select("[aria-label]")}
    assert spoken == {
        *(language.labels[f"draw_{label}"] for label in ("paper", "bars", "seen", "samples")),
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
    assert [len(sample.select("path")) for sample in samples] == [len(strokes) for strokes in SAMPLES]
