"""The figure of the feature maps of what is drawn on the board, as a fence makes it."""

import json
from collections.abc import Mapping, Sequence

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences import feature_maps
from docs.plugins.fences.registry import kinds
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import parse_page
from docs.plugins.project.references import Reference
from tests.plugins.fences import figures
from tests.plugins.fences.figures import only, write_record
from tests.plugins.rendering import fence
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import SCRIPT, TinyProject, convolutional_weights, record, weights
from tests.support.views import view_of

BODY = "add.py#sum\nFour pictures\nof a digit."
BOARD = "add.py A network"
# The maps of each layer, and the rows of its kernel.
LAYERS = ((9, 3), (4, 5))


def with_network(project: TinyProject, layers: Sequence[tuple[int, int]] = LAYERS) -> TinyProject:
    """The tiny project, whose script has drawn a picture and trained a network of these Conv2D layers."""
    write_record(project, {})
    project.write_bytes("examples/weights/add.safetensors", convolutional_weights(*layers))
    return project


def with_another(project: TinyProject, content: bytes) -> TinyProject:
    """The same with a second script, whose network has these weights."""
    with_network(project)
    project.write("examples/more.py", SCRIPT)
    project.write("examples/notebooks/more.ipynb", record({}, name="more"))
    project.write_bytes("examples/weights/more.safetensors", content)
    return project


def made(project: TinyProject, language: str = "en") -> BeautifulSoup:
    """The HTML of the fence."""
    return figures.made(with_network(project), "feature_maps", BODY, language)


def problems_of(project: TinyProject, body: str = BODY, board: str = BOARD, after: str = "") -> list[str]:
    """What is wrong with the fence on a page with a board, none if it is "", before it, and one after it."""
    read = project.read()
    boards = [fence("draw", networks) if networks else "" for networks in (board, after)]
    page = parse_page("docs/en/add.md", f"{boards[0]}\n\n{fence('feature_maps', body)}\n\n{boards[1]}\n")
    (line,) = [each.line for each in page.fences_of("feature_maps")]
    found = list(kinds()["feature_maps"].problems(page, page.fences_of("feature_maps"), read, read.languages[0]))
    assert {each for each, _ in found} <= {line}
    return [problem for _, problem in found]


def test_what_stands_below_the_cell_describes_the_recorded_picture(project: TinyProject) -> None:
    assert feature_maps.shown(BODY) == (Reference("add", "sum"), "Four pictures of a digit.")
    assert feature_maps.prose(BODY) == ["", "Four pictures", "of a digit."]
    picture = only(made(project), ".figure.feature_maps + .figure-recorded img")
    assert picture["alt"] == "Four pictures of a digit."
    assert feature_maps.markdown(BODY, view_of("en", project.read()))[-1] == (
        "![Four pictures of a digit.](https://example.org/keras/en/examples/add/sum.webp)"
    )


def test_each_layer_has_a_picture_as_large_as_its_maps_with_gaps_between_them(project: TinyProject) -> None:
    html = made(project)
    # Of 28 by 28 numbers, a kernel of 3 by 3 leaves 26 by 26, of which pooling leaves 13 by 13.
    assert json.loads(str(only(html, ".feature_maps")["data-settings"]))["layers"] == [[9, 26], [4, 9]]
    sizes = [(int(str(canvas["width"])), int(str(canvas["height"]))) for canvas in html.select("canvas")]
    assert sizes == [(8 * 27 - 1, 2 * 27 - 1), (8 * 10 - 1, 10 - 1)]
    labels = ["Conv2D: 9 maps of 26×26", "Conv2D: 4 maps of 9×9"]
    assert [canvas["aria-label"] for canvas in html.select("canvas[role=img]")] == labels
    assert [caption.get_text() for caption in html.select("figcaption")] == labels


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(project: TinyProject, language: Language) -> None:
    html = made(project, language.code)
    labels = language.labels
    assert only(html, ".feature_maps-words").get_text() == labels["feature_maps_empty"]
    own = {name: labels[f"feature_maps_{name}"] for name in ("empty", "shown", "none")}
    shared = {name: labels[f"draw_{name}"] for name in ("loading", "failed")}
    assert json.loads(str(only(html, ".feature_maps")["data-settings"]))["texts"] == own | shared
    captions = [labels["feature_maps_layer"].format(count=count, side=side) for count, side in ((9, 26), (4, 9))]
    assert [caption.get_text() for caption in html.select("figcaption")] == captions


def test_it_is_in_order_below_a_board_that_offers_its_network_and_others_without_maps(project: TinyProject) -> None:
    with_another(project, weights(name="more"))
    assert problems_of(project, board=f"more.py One\n{BOARD}") == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"body": "add.py#sum"}, 'the cell "sum" draws a picture; say below the reference what it shows'),
        (
            {"board": "", "after": BOARD},
            'no board stands before it on the page; write a "draw" fence above it',
        ),
        (
            {"board": "more.py One"},
            "the board before it does not offer the network of examples/add.py; add a line for it there",
        ),
        # That is the board's own problem.
        ({"board": f"sum.py None\n{BOARD}"}, ""),
    ],
    ids=["no description", "the board comes after it", "another network", "a network that is not there"],
)
def test_what_is_wrong_is_said_with_the_line_and_the_remedy(
    project: TinyProject, changes: Mapping[str, str], problem: str
) -> None:
    with_another(project, weights(name="more"))
    assert problems_of(project, **changes) == ([problem] if problem else [])


def test_a_network_without_such_a_layer_is_a_problem(project: TinyProject) -> None:
    write_record(project, {})
    project.write_bytes("examples/weights/add.safetensors", weights())
    assert problems_of(project) == [
        "the network of examples/add.py has no Conv2D layer; name a cell of a script whose network has one"
    ]


@pytest.mark.parametrize(("layers", "fits"), [(LAYERS, True), (LAYERS[:1], False), (((9, 3), (4, 3)), False)])
def test_the_maps_of_every_network_of_the_board_must_fit_into_the_room(
    project: TinyProject, layers: tuple[tuple[int, int], ...], fits: bool
) -> None:
    with_another(project, convolutional_weights(*layers, name="more"))
    problem = (
        "the feature maps of examples/more.py are not as many and as large as those of examples/add.py; take it off "
        "there"
    )
    assert problems_of(project, board=f"{BOARD}\nmore.py Another") == ([] if fits else [problem])
