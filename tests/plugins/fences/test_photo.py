"""The form in which a reader's own photo is read, as a fence makes it."""

import json
from posixpath import basename

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences import photo
from docs.plugins.project.commands import PHOTOS, record_command
from docs.plugins.project.languages import Language
from docs.plugins.project.links import photo_address
from docs.plugins.project.references import Reference
from docs.plugins.project.sample_photos import PATH, SAMPLES
from tests.plugins.fences import figures
from tests.plugins.fences.figures import ADD, only, problems_of, write_record
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject, photos, weights
from tests.support.views import view_of

BODY = "add.py#sum\nThe steps\nas small pictures."


@pytest.fixture
def with_network(project: TinyProject) -> TinyProject:
    """The tiny project, whose script has drawn a picture and trained a network that rescales, and an archive."""
    write_record(project, {})
    project.write_bytes(ADD.weights_path, weights(before=["Rescaling"]))
    project.write_bytes(PATH, photos())
    return project


def made(project: TinyProject, language: str = "en") -> BeautifulSoup:
    """The HTML of the fence."""
    return figures.made(project, "photo", BODY, language)


def test_what_stands_below_the_cell_describes_the_recorded_picture(with_network: TinyProject) -> None:
    assert photo.shown(BODY) == (Reference("add", "sum"), "The steps as small pictures.")
    assert photo.prose(BODY) == ["", "The steps", "as small pictures."]
    picture = only(made(with_network), ".figure.photo + .figure-recorded img")
    assert picture["alt"] == "The steps as small pictures."
    assert photo.markdown(BODY, view_of("en", with_network.read()))[-1] == (
        "![The steps as small pictures.](https://example.org/keras/en/examples/add/sum.webp)"
    )


def test_it_has_the_weights_of_the_scripts_network_and_samples_to_try(with_network: TinyProject) -> None:
    html = made(with_network)
    assert str(only(html, ".photo-body")["data-weights"]).endswith("../examples/add/add.safetensors")
    addresses = [str(sample["value"]) for sample in html.select(".photo-samples button")]
    assert len(addresses) == 3
    for address, file in zip(addresses, SAMPLES.values(), strict=True):
        assert address.endswith(f"../{photo_address(basename(file))}")


def test_a_phone_offers_its_camera_and_nothing_can_be_set_by_hand_before_there_is_a_photo(
    with_network: TinyProject,
) -> None:
    html = made(with_network)
    choose, take = html.select("input[type=file]")
    assert choose["accept"] == take["accept"] == "image/*"
    assert "capture" not in choose.attrs
    assert take["capture"] == "environment"
    assert "disabled" in only(html, ".photo-hand").attrs
    assert len(html.select(".photo-hand[disabled] [type=range]")) == 5


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_everything_is_said_in_the_language(with_network: TinyProject, language: Language) -> None:
    html = made(with_network, language.code)
    labels = language.labels
    texts = json.loads(str(only(html, ".photo")["data-settings"]))["texts"]
    shared = {"answer": "draw_answer", "loading": "draw_loading", "failed": "draw_failed", "wrong": "figure_wrong"}
    assert texts == {name: labels[shared.get(name, f"photo_{name}")] for name in (*photo.TEXTS, *shared)}
    said = [
        each.get_text() for each in html.select(".photo-files button, .photo-files p, .photo-said, legend, summary")
    ]
    assert said == [labels[f"photo_{name}"] for name in ("choose", "take", "private", "empty", "hand", "edges")]
    captions = [*(labels[f"photo_{name}"] for name in ("whole", "ink", "mask", "digit")), labels["draw_seen"]]
    assert [caption.get_text() for caption in html.select("figcaption")] == captions
    assert [canvas["aria-label"] for canvas in html.select("canvas[role=img]")] == captions


def test_it_is_in_order_with_a_network_that_rescales_its_images(with_network: TinyProject) -> None:
    assert problems_of(with_network, "photo", BODY) == []


def test_a_network_for_images_of_0_to_1_is_a_problem(with_network: TinyProject) -> None:
    with_network.write_bytes(ADD.weights_path, weights())
    assert problems_of(with_network, "photo", BODY) == [
        "the network of examples/add.py takes images of 0 to 1, and a photo's are of 0 to 255; let it rescale them "
        "with a Rescaling layer"
    ]


def test_what_is_missing_is_said_with_the_command_that_makes_it(with_network: TinyProject) -> None:
    (with_network.root / ADD.weights_path).unlink()
    (with_network.root / PATH).unlink()
    assert problems_of(with_network, "photo", BODY) == [
        f"no weights of examples/add.py; make them: {record_command(ADD)}",
        f"no examples/photos.zip; make it: {PHOTOS}",
    ]
    assert problems_of(with_network, "photo", "add.py#sum")[0] == (
        'the cell "sum" draws a picture; say below the reference what it shows'
    )
