"""Networks, drawn from what is recorded of them."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from docs.plugins.check import check
from docs.plugins.fences import diagram
from docs.plugins.fences.diagram_layout import MOST_SHEETS, NARROWEST, ROOM, SHEET_RIGHT, SHEET_UP
from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.references import ValueReference
from tests.plugins.rendering import fence, rendered
from tests.support.diagrams import contrast
from tests.support.programs import PROJECT, ROOT
from tests.support.tiny_project import PRINTED, TinyProject, record
from tests.support.views import view_of

BODY = "add.py#network"
# The room of a page on a phone of 320 pixels, and the smallest text there.
PHONE, SMALLEST = 288, 10
# How wide a letter is on average as a part of the font's size: at most so much.
BOLD_LETTER, LETTER = 0.64, 0.6
# The height of a screen at a desk, which a network of a lesson does not exceed.
SCREEN = 800


def layer(name: str, kind: str, *shape: int | None, parameters: int = 0, takes: str = "") -> dict[str, Any]:
    """A layer with one output, as it is recorded; `takes` has names between spaces."""
    return {"name": name, "class": kind, "shapes": [shape], "parameters": parameters, "from": takes.split()}


IMAGE = layer("input_layer", "InputLayer", 28, 28)
FLATTEN = layer("flatten", "Flatten", 784, takes="input_layer")


def dense(units: int, before: int, name: str = "dense", takes: str = "flatten") -> dict[str, Any]:
    """A Dense layer of so many units, which takes as many numbers as there were before."""
    return layer(name, "Dense", units, parameters=units * before + units, takes=takes)


STACK = [IMAGE, FLATTEN, dense(256, 784), dense(10, 256, "dense_1", "dense")]
FORK = [*STACK[:3], dense(10, 256, "digit", "dense"), dense(1, 256, "odd", "dense")]
SKIP = [IMAGE, FLATTEN, layer("table", "Reshape", 28, 28, takes="flatten")]
SKIP += [layer("concatenate", "Concatenate", 28, 56, takes="input_layer table")]


def stacks(*shapes: tuple[int, int, int]) -> list[dict[str, Any]]:
    """An image, and Conv2D layers of these shapes, one after the other."""
    names = ["input_layer", *(f"conv2d_{number}" for number in range(len(shapes)))]
    made = [layer(name, "Conv2D", *shape, parameters=1) for name, shape in zip(names[1:], shapes, strict=True)]
    return [IMAGE, *(each | {"from": [before]} for each, before in zip(made, names, strict=False))]


CONVOLUTIONAL = [
    IMAGE,
    layer("reshape", "Reshape", 28, 28, 1, takes="input_layer"),
    layer("conv2d", "Conv2D", 26, 26, 16, parameters=160, takes="reshape"),
    layer("max_pooling2d", "MaxPooling2D", 13, 13, 16, takes="conv2d"),
    layer("conv2d_1", "Conv2D", 11, 11, 32, parameters=4_640, takes="max_pooling2d"),
    layer("max_pooling2d_1", "MaxPooling2D", 5, 5, 32, takes="conv2d_1"),
    layer("flatten", "Flatten", 800, takes="max_pooling2d_1"),
    dense(10, 800),
]


def with_network(project: TinyProject, network: object) -> TinyProject:
    """The tiny project, whose record holds this and what is no network."""
    values = {"network": network, "sum": 3, "rows": [{"name": "sum"}]}
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, values=values))
    return project


def drawn(project: TinyProject, network: object, language: str = "en") -> Tag:
    html = rendered(fence("diagram", BODY), view_of(language, with_network(project, network).read()))
    figure = BeautifulSoup(html, "html.parser").figure
    assert figure
    return figure


def said(figure: Tag) -> list[str]:
    return [text.get_text() for text in figure.select("text")]


def described(figure: Tag) -> str:
    return str(figure.select("svg[role=img]")[0]["aria-label"])


def widths(figure: Tag) -> list[float]:
    """The widths of the layers, in their order."""
    return [float(str(box["width"])) for box in figure.select("rect:not(.bar)")]


def test_it_names_a_script_and_a_value() -> None:
    assert diagram.parse("add.py#network\n") == ValueReference("add", "network")
    assert diagram.parse("add.py network") is None


def test_each_layer_has_its_class_its_shape_and_its_parameters_as_the_language_writes_them(
    project: TinyProject,
) -> None:
    assert said(drawn(project, STACK)) == [
        "Input 28×28",
        *("Flatten 784", "no parameters"),
        *("Dense 256", "200,960 parameters"),
        *("Dense 10", "2,570 parameters"),
    ]
    large = [IMAGE, FLATTEN, dense(16_384, 784)]
    assert said(drawn(project, large, "vi"))[-2:] == ["Dense 16.384", "12.861.440 tham số"]


def test_a_name_that_the_script_gives_is_shown_and_one_that_keras_makes_is_not(project: TinyProject) -> None:
    network = [layer("image", "InputLayer", 9), layer("max_pooling1d_12", "MaxPooling1D", 3, takes="image")]
    network += [layer("dense_like", "Dense", 1, takes="max_pooling1d_12")]
    assert said(drawn(project, network))[::2] == ["image: Input 9", "no parameters", "no parameters"]
    assert said(drawn(project, network))[1::2] == ["MaxPooling1D 3", "dense_like: Dense 1"]


def test_another_size_in_the_model_is_another_drawing(project: TinyProject) -> None:
    smaller = [IMAGE, FLATTEN, dense(128, 784), dense(10, 128, "dense_1", "dense")]
    before, after = drawn(project, STACK), drawn(project, smaller)
    assert "Dense 256" in said(before)
    assert "Dense 256" not in said(after)
    assert widths(before)[2] > widths(after)[2]
    assert described(before).replace("256", "128") == described(after)


def test_the_more_numbers_a_layer_gives_out_the_wider_it_is_and_the_widest_has_all_the_room(
    project: TinyProject,
) -> None:
    sizes = [1, 10, 128, 256, 784, 1_568, 16_384, 1_000_000]
    network = [layer(f"dense_{size}", "Dense", size) for size in [9, *sizes]]
    for before, after in pairwise(network):
        after["from"] = [before["name"]]
    _, *wide = widths(drawn(project, network))
    assert wide == sorted(wide)
    assert wide[-1] == ROOM
    assert widths(drawn(project, STACK))[1:] == pytest.approx(
        [ROOM, ROOM * 16 / 28, ROOM * (10 / 784) ** 0.5], rel=0.01
    )


def test_a_layer_is_filled_where_it_has_parameters(project: TinyProject) -> None:
    figure = drawn(project, STACK)
    assert ["learns" in (box.get("class") or []) for box in figure.select("rect:not(.bar)")] == [
        False,
        False,
        True,
        True,
    ]


def test_a_nine_goes_into_an_image_of_28_by_28_and_each_answer_has_a_bar(project: TinyProject) -> None:
    figure = drawn(project, FORK)
    assert len(figure.select(".digit")) == 1
    assert len(figure.select(".bar")) == 10 + 1
    assert len(figure.select(".largest")) == 2
    # A table further down is no image.
    assert len(drawn(project, SKIP).select(".digit")) == 1
    # A network that reads no image and answers with many numbers.
    other = drawn(project, [layer("words", "InputLayer", 28), layer("dense", "Dense", 11, takes="words")])
    assert other.select(".digit, .bar") == []


def test_a_table_has_as_many_squares_as_numbers(project: TinyProject) -> None:
    *_, squares = drawn(project, SKIP).select(".squares")
    assert len(re.findall("v", str(squares["d"]))) == 56 - 1
    assert len(re.findall("h", str(squares["d"]))) == 28 - 1


def test_a_stack_of_tables_has_its_three_sizes_in_words_and_in_the_list(project: TinyProject) -> None:
    figure = drawn(project, CONVOLUTIONAL)
    assert said(figure)[3:7] == ["Conv2D 26×26×16", "160 parameters", "MaxPooling2D 13×13×16", "no parameters"]
    assert "Reshape 28×28×1 → Conv2D 26×26×16 → MaxPooling2D 13×13×16 → Conv2D 11×11×32 → " in described(figure)
    listed = diagram.markdown(BODY, view_of("en", project.read()))
    assert "- Conv2D 11×11×32 (4,640 parameters)" in listed


def test_more_channels_are_more_sheets_up_to_a_few_and_one_channel_is_one_square(project: TinyProject) -> None:
    sheets = [
        len(drawn(project, stacks((9, 9, channels))).select("rect")) - 1 for channels in (1, 2, 3, 8, 16, 32, 64, 512)
    ]
    assert sheets == [1, 2, 2, 3, 4, 5, 5, MOST_SHEETS]


def test_the_sheets_of_a_stack_are_alike_and_each_stands_out_behind_the_next(project: TinyProject) -> None:
    *_, front = sheets = drawn(project, stacks((26, 20, 512))).select(".sheet")
    assert len(sheets) == MOST_SHEETS
    assert all(sheet["class"] == ["sheet", "learns"] for sheet in sheets)
    assert {(sheet["width"], sheet["height"]) for sheet in sheets} == {(front["width"], front["height"])}
    assert float(str(front["height"])) / float(str(front["width"])) == pytest.approx(26 / 20, rel=0.01)
    for behind, before in pairwise(sheets):
        assert float(str(behind["x"])) - float(str(before["x"])) == pytest.approx(SHEET_RIGHT, abs=0.2)
        assert float(str(before["y"])) - float(str(behind["y"])) == pytest.approx(SHEET_UP, abs=0.2)


def test_squares_of_the_same_network_are_to_one_scale(project: TinyProject) -> None:
    boxes = drawn(project, CONVOLUTIONAL).select("rect:not(.bar)")
    sides = list(dict.fromkeys(float(str(box["width"])) for box in boxes if box["width"] == box["height"]))
    assert [side / sides[0] for side in sides] == pytest.approx([1, 26 / 28, 13 / 28, 11 / 28, 5 / 28], rel=0.01)
    # One that would be a dot.
    *_, smallest = widths(drawn(project, stacks((28, 28, 8), (1, 1, 8))))
    assert smallest == NARROWEST


def test_a_network_of_many_stacks_is_not_higher_than_a_screen(project: TinyProject) -> None:
    assert float(str(drawn(project, CONVOLUTIONAL).select("svg")[0]["height"])) <= SCREEN
    # As on a page that has no stack: a table of 28 rows is 4 pixels a number.
    assert widths(drawn(project, STACK))[0] == 28 * 4


def test_a_stack_stands_in_the_middle_of_its_room_and_within_it(project: TinyProject) -> None:
    sheets = drawn(project, stacks((10, 224, 64))).select(".sheet")
    begins = min(float(str(sheet["x"])) for sheet in sheets)
    ends = max(float(str(sheet["x"])) + float(str(sheet["width"])) for sheet in sheets)
    assert [begins, ends] == pytest.approx([1, 1 + ROOM], abs=0.1)


def test_an_image_of_one_channel_shows_a_nine_and_one_of_three_does_not(project: TinyProject) -> None:
    assert len(drawn(project, [layer("image", "InputLayer", 28, 28, 1)]).select(".digit")) == 1
    assert drawn(project, [layer("photo", "InputLayer", 28, 28, 3)]).select(".digit") == []


def test_two_outputs_stand_side_by_side_and_an_arrow_goes_to_each_of_them(project: TinyProject) -> None:
    figure = drawn(project, FORK)
    digit, odd = figure.select("rect:not(.bar)")[-2:]
    assert digit["y"] == odd["y"]
    (turning,) = [str(path["d"]) for path in figure.select("path:not([class])") if "H" in str(path["d"])]
    assert turning.partition("H")[2].partition("V")[0] == f"{float(str(odd['x'])) + float(str(odd['width'])) / 2:g}"
    assert described(figure).endswith(" → digit: Dense 10; odd: Dense 1, from Dense 256")


def test_a_connection_that_passes_layers_by_goes_at_the_left_of_them_all(project: TinyProject) -> None:
    figure = drawn(project, SKIP)
    (path,) = [str(path["d"]) for path in figure.select(".past")]
    lane = float(path.partition("H")[2].partition("V")[0])
    assert lane < min(float(str(box["x"])) for box in figure.select("rect"))
    middles = [float(str(box["y"])) + float(str(box["height"])) / 2 for box in figure.select("rect")]
    begins, ends = path.partition("H")[0].partition(" ")[2], path.partition("V")[2].partition("H")[0]
    assert [float(begins), float(ends)] == pytest.approx([middles[0], middles[-1]], abs=0.1)
    assert described(drawn(project, SKIP, "vi")) == (
        "Sơ đồ mạng, từ trên xuống: Input 28×28 → Flatten 784 → table: Reshape 28×28; "
        "Concatenate 28×56, nhận từ Input 28×28, table: Reshape 28×28"
    )


def test_in_markdown_it_is_a_list_of_the_layers(project: TinyProject) -> None:
    view = view_of("en", with_network(project, FORK).read())
    assert diagram.markdown(BODY, view) == [
        "Diagram of the network, from top to bottom:",
        "",
        "- Input 28×28",
        "- Flatten 784 (no parameters)",
        "- Dense 256 (200,960 parameters)",
        "- digit: Dense 10 (2,570 parameters)",
        "- odd: Dense 1, from Dense 256 (257 parameters)",
    ]


def test_its_names_are_no_markup(project: TinyProject) -> None:
    figure = drawn(project, [layer('"<b>', "InputLayer", 3), layer("dense", "Dense", 2, takes='"<b>')])
    assert said(figure)[0] == '"<b>: Input 3'
    assert described(figure).endswith(': "<b>: Input 3 → Dense 2')


def test_the_search_passes_it_by_and_it_needs_no_style_and_no_id(project: TinyProject) -> None:
    figure = drawn(project, FORK)
    assert "data-search-exclude" in figure.attrs
    assert figure.select("[style], [id], style, script, image, use") == []


# Each diagram of the pages, by its reference.
SHOWN = sorted(
    {fence.body for page in PROJECT.pages["vi"].values() for fence in page.fences if fence.info == "diagram"}
)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("body", SHOWN)
def test_a_phone_shows_all_of_a_diagram_of_the_pages_in_letters_that_can_be_read(body: str, language: str) -> None:
    svg = BeautifulSoup(diagram.html(body, view_of(language)), "html.parser").select("svg")[0]
    width, height = int(str(svg["width"])), float(str(svg["height"]))
    assert svg["viewbox"] == f"0 0 {width} {height:g}"
    (size,) = map(int, re.findall(r"font-size: (\d+)px", STYLES))
    assert width <= 560
    assert size * PHONE / width >= SMALLEST
    for text in svg.select("text"):
        long = len(text.get_text()) * size * (LETTER if "detail" in (text.get("class") or []) else BOLD_LETTER)
        begins = float(str(text["x"])) - (long / 2 if "text-anchor" in text.attrs else 0)
        assert begins >= 0
        assert begins + long <= width, text
        assert 0 < float(str(text["y"])) < height


STYLES = (ROOT / "docs/assets/stylesheets/diagram.css").read_text(encoding="utf-8")
COLOURS = (ROOT / "docs/assets/stylesheets/colors.css").read_text(encoding="utf-8")


def theme(name: str) -> Mapping[str, str]:
    """The colours of a theme by the names of their properties."""
    light, dark = (
        dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", part)) for part in COLOURS.split("@media screen", 1)
    )
    return light | dark if name == "dark" else light


@pytest.mark.parametrize("name", ["light", "dark"])
def test_its_lines_and_boxes_stand_out_in_both_themes(name: str) -> None:
    colours = theme(name)
    paper = colours["--md-default-bg-color"].replace("#fff", "#ffffff")
    # The squares only fill a box, whose edge shows where it is, and filled sheets are parted by lines of paper.
    standing_out = re.sub(r"\.diagram \.(squares|sheet\.learns) \{.*?\}", "", STYLES, flags=re.DOTALL)
    strokes = re.findall(r"stroke: var\((--[\w-]+)\)", standing_out)
    assert len(set(strokes)) == 4
    for stroke in strokes:
        assert contrast(colours[stroke], paper) >= 3


AGAIN = f"then: {EXAMPLES} record add"
RECORD = "examples/notebooks/add.ipynb"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("add.py network", '"add.py network" is not of the form "sequential.py#network"'),
        ("ad.py#network", 'no script "ad.py" in examples (scripts: add)'),
        (
            "add.py#model",
            f'no value "model" in {RECORD} (networks: network); name one of them, or declare a model in '
            f"examples/values/add.yml, such as network: model, {AGAIN}",
        ),
        *(
            (
                f"add.py#{name}",
                f'the value "{name}" in {RECORD} is no network (networks: network); name one of them, or let its '
                f"expression in examples/values/add.yml be a model, {AGAIN}",
            )
            for name in ("sum", "rows")
        ),
    ],
)
def test_what_names_no_network_is_told_with_the_networks_there_are(
    project: TinyProject, body: str, problem: str
) -> None:
    assert problem_of(project, STACK, body) == problem


@pytest.mark.parametrize(
    ("network", "problem"),
    [
        (
            [layer("words", "InputLayer", None)],
            '"words" has a shape with an open size; give the model an Input without None',
        ),
        (
            [layer("film", "InputLayer", 9, 32, 32, 3)],
            '"film" has the shape 9×32×32×3, neither a row, a table nor a stack of tables (one to three sizes); show a '
            "model without such a layer",
        ),
        (
            [layer("loss", "InputLayer")],
            '"loss" has the shape one number, neither a row, a table nor a stack of tables (one to three sizes); show '
            "a model without such a layer",
        ),
        (
            [IMAGE | {"shapes": [[1], [2]]}],
            '"input_layer" has 2 outputs; show a model whose layers have one each',
        ),
        (
            [IMAGE, layer("again", "Dense", 3, takes="input_layer again")],
            '"again" takes its own output; show a model that calls it once',
        ),
        (
            [*FORK, dense(3, 256, "third", "dense")],
            '"digit", "odd", "third" stand side by side; show a model with two side by side at most',
        ),
        (
            [*FORK, layer("late", "Add", 1, takes="odd"), layer("later", "Add", 1, takes="late odd")],
            'a layer is in the way of a connection of "odd" that passes rows by; show a model without it',
        ),
    ],
)
def test_a_network_that_can_t_be_drawn_is_told_with_the_reason(
    project: TinyProject, network: object, problem: str
) -> None:
    assert problem_of(project, network) == f'the network "network" in {RECORD} can\'t be drawn: {problem}'


def problem_of(project: TinyProject, network: object, body: str = BODY) -> str:
    """What is wrong with a fence of this body, in each language alike."""
    with_network(project, network)
    # No file declares the values, as they are of no real run.
    for language in ("vi", "en"):
        project.replace(
            f"docs/{language}/add.md", "# Add { #add }\n", f"# Add {{ #add }}\n\n{fence('diagram', body)}\n"
        )
    problems = check(project.read())
    assert [problem.partition(": ")[0] for problem in problems] == ["docs/vi/add.md:3", "docs/en/add.md:3"]
    (only,) = {problem.partition(": ")[2] for problem in problems}
    return only
