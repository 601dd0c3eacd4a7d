"""The figure of one neuron, as a fence makes it."""

import json
import struct

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences import neuron
from docs.plugins.project.languages import Language
from docs.plugins.project.references import Reference
from tests.plugins.fences import figures
from tests.plugins.fences.figures import only, write_record
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject, weights
from tests.support.views import view_of

BODY = "add.py#sum\nadd.py One <layer>\nadd.py Another\nThree pictures\nof squares."
WEIGHTS = "examples/weights/add.safetensors"


def with_picture(project: TinyProject, content: bytes = b"") -> TinyProject:
    """The tiny project, whose script has drawn a picture and trained a network: a Dense layer, or what is given."""
    write_record(project, {})
    project.write_bytes(WEIGHTS, content or weights())
    return project


def made(project: TinyProject, body: str = BODY, language: str = "en") -> BeautifulSoup:
    """The HTML of the fence."""
    return figures.made(with_picture(project), "neuron", body, language)


def problems_of(project: TinyProject, body: str) -> list[str]:
    """What is wrong with a fence of this body."""
    return figures.problems_of(project, "neuron", body)


def test_the_networks_stand_below_the_cell_and_the_rest_describes_the_picture() -> None:
    assert neuron.shown(BODY) == (Reference("add", "sum"), "Three pictures of squares.")


def test_its_prose_is_the_names_of_the_networks_and_the_description() -> None:
    assert neuron.prose(BODY) == ["", "One <layer>", "Another", "Three pictures", "of squares."]


@pytest.mark.parametrize("body", ["\nadd.py#sum\nadd.py A\nA three.", "add.py A\nadd.py#sum\nA three."])
def test_the_reference_is_no_prose_wherever_it_stands(body: str) -> None:
    assert neuron.shown(body) == (Reference("add", "sum"), "A three.")
    assert list(filter(None, neuron.prose(body))) == ["A", "A three."]


def test_the_recorded_picture_is_described_without_the_networks(project: TinyProject) -> None:
    picture = only(made(project), ".figure.neuron + .figure-recorded img")
    assert picture["alt"] == "Three pictures of squares."
    assert neuron.markdown(BODY, view_of("en", project.read()))[-1] == (
        "![Three pictures of squares.](https://example.org/keras/en/examples/add/sum.webp)"
    )


def test_each_network_can_be_chosen_by_its_name_and_the_first_is(project: TinyProject) -> None:
    html = made(project)
    labels = [label.get_text().replace("\xa0", " ").strip() for label in html.select(".neuron-networks label")]
    assert labels == ["One <layer>: 8 parameters, 0 kB to download", "Another: 8 parameters, 0 kB to download"]
    fields = html.select(".neuron-networks input")
    assert {str(field["value"]) for field in fields} == {"../examples/add/add.safetensors"}
    assert ["checked" in field.attrs for field in fields] == [True, False]
    assert "hidden" not in only(html, ".neuron-networks").attrs


def test_there_is_no_choice_where_there_is_one_network(project: TinyProject) -> None:
    html = made(project, "add.py#sum\nadd.py A\nThree pictures.")
    assert "hidden" in only(html, ".neuron-networks").attrs


def test_its_form_is_its_own_and_sends_nothing_so_that_two_figures_do_not_share_a_choice(project: TinyProject) -> None:
    html = made(project)
    assert only(html, "form")["method"] == "dialog"
    assert [field for field in html.select("input") if field.find_parent("form") is None] == []
    assert html.select("[id], [for]") == []


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(project: TinyProject, language: Language) -> None:
    html = made(project, language=language.code)
    said = (
        html.get_text()
        + str(only(html, ".neuron")["data-settings"])
        + " ".join(str(element["aria-label"]) for element in html.select("[aria-label]"))
    )
    own = [name for name in language.labels if name.startswith("neuron_")]
    shared = [f"draw_{name}" for name in ("keys", "clear", "lowered", "loading", "failed", "retry", "samples")]
    assert [name for name in own + shared if language.labels[name] not in said] == []


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("add.py A\nThree pictures.", '"Three pictures." is not of the form "sequential.py#build"'),
        ("add.py#sum\nadd.py A", 'the cell "sum" draws a picture; say below the reference what it shows'),
        (
            "add.py#sum\nThree pictures.",
            "the fence names no network; write one a line below the cell, such as: learn.py A name",
        ),
        ("add.py#sum\nadd.py\nThree pictures.", '"add.py" is not of the form "sequential.py A name"'),
        ("add.py#sum\nsum.py A\nThree pictures.", 'no script "sum.py" in examples (scripts: add)'),
    ],
    ids=["no cell", "no description", "no network", "no name", "no script"],
)
def test_what_is_wrong_is_said_with_the_line_and_the_remedy(project: TinyProject, body: str, problem: str) -> None:
    assert problems_of(with_picture(project), body) == [problem]


def test_a_script_without_weights_is_a_problem(project: TinyProject) -> None:
    write_record(project, {})
    body = "add.py#sum\nadd.py A\nThree pictures."
    assert problems_of(project, body) == ["no weights of examples/add.py (weights: none)"]


def with_layers(*layers: str) -> bytes:
    """Weights whose network has these layers; the last is the one that has weights."""
    content = weights()
    (length,) = struct.unpack_from("<Q", content)
    header, tensors = json.loads(content[8 : 8 + length]), content[8 + length :]
    network = json.loads(header["__metadata__"]["network"])
    network["layers"] = [{"layer": layer} for layer in layers]
    named = {name.replace("0.", f"{len(layers) - 1}."): value for name, value in header.items()}
    text = json.dumps({**named, "__metadata__": {"network": json.dumps(network)}}).encode()
    return struct.pack("<Q", len(text)) + text + tensors


def test_a_network_that_begins_with_no_dense_layer_is_a_problem(project: TinyProject) -> None:
    body = "add.py#sum\nadd.py A\nThree pictures."
    assert problems_of(with_picture(project, with_layers("Reshape", "Conv2D")), body) == [
        "the first layer with weights of examples/add.py is a Conv2D layer, and not a Dense layer, of which the figure "
        "shows a neuron; take its line out"
    ]
    assert problems_of(with_picture(project, with_layers("Flatten", "Dense")), body) == []
