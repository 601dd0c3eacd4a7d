"""The steps of the form that reads a photo are those of the lesson's script, and its network answers as Keras does."""

import base64
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ImageOps
from playwright.sync_api import Error, Page

from examples.runner.exporting import exported
from tests.support.boards import layer_outputs
from tests.support.figures import at_figure
from tests.support.photos import picture, practice, saved, with_a_mark
from tests.support.programs import run_of, script

LESSON = "your-own"
# The cells that define the steps.
CELLS = ("tools", "open", "resize", "ink", "level", "find", "place", "thicken")
# In grey levels, of which there are 256. One would do; the steps compute in the same order with the same numbers.
TOLERANCE = 0.01
# What the browser's steps make of a file: the level, and each picture as numbers of 32 bits.
STEPS = """async (encoded) => {
  const file = new Blob([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))]);
  const small = shrunk(await decodedPhoto(file));
  const ink = inkOnPaper(small);
  const level = automaticLevel(ink);
  refuseBlank(level);
  const mask = darkerThan(ink, level);
  const digit = foundDigit(mask);
  const image = placedDigit(thickened(digit));
  const inBase64 = ({ values }) => {
    const bytes = new Uint8Array(Float32Array.from(values).buffer);
    let letters = "";
    for (const byte of bytes) letters += String.fromCharCode(byte);
    return btoa(letters);
  };
  const pictures = { small, ink, mask, digit, image };
  const entries = Object.entries(pictures).map(([name, each]) => [name, [each.rows, each.columns, inBase64(each)]]);
  return { level, pictures: Object.fromEntries(entries) };
}"""


@pytest.fixture(scope="module")
def steps() -> Mapping[str, Any]:
    """The functions of the script, which need no Keras."""
    names: dict[str, Any] = {}
    for cell in CELLS:
        exec(script(LESSON).cell(cell).code, names)
    return names


@pytest.fixture(scope="module")
def at_form(used_tab: Page, address: str) -> Page:
    """A page with the form."""
    return at_figure(used_tab, address, "photo", name=LESSON).page


def in_browser(page: Page, file: bytes) -> tuple[float, dict[str, NDArray[np.float32]]]:
    """The level and the pictures of the browser's steps."""
    made = page.evaluate(STEPS, base64.b64encode(file).decode())
    return made["level"], {
        name: np.frombuffer(base64.b64decode(encoded), np.float32).reshape(rows, columns)
        for name, (rows, columns, encoded) in made["pictures"].items()
    }


def in_script(names: Mapping[str, Any], file: bytes) -> tuple[float, dict[str, NDArray[Any]]]:
    """The same of the script's."""
    small = names["shrink"](names["open_photo"](io.BytesIO(file)))
    ink = names["find_ink"](small)
    level = names["choose_level"](ink)
    mask = ink > level
    digit = names["find_digit"](mask)
    image = names["place"](names["thicken"](digit))
    return level, {"small": small, "ink": ink, "mask": mask, "digit": digit, "image": image}


def expect_the_same(page: Page, names: Mapping[str, Any], file: bytes, tolerance: float = TOLERANCE) -> None:
    """Each step in the browser makes what it makes in the script."""
    level, pictures = in_browser(page, file)
    expected_level, expected = in_script(names, file)
    assert level == pytest.approx(expected_level, abs=tolerance / 255)
    for name, picture_ in pictures.items():
        # These are shares, and the others greys.
        in_greys = 255 if name in ("ink", "mask", "digit") else 1
        assert picture_.shape == expected[name].shape
        assert np.abs(picture_ - expected[name].astype(float)).max() * in_greys <= tolerance, name


@pytest.mark.parametrize("name", practice())
def test_from_the_same_pixels_each_step_makes_what_it_makes_in_the_script(
    at_form: Page, steps: Mapping[str, Any], name: str
) -> None:
    # Browsers may decode a JPEG in another way than Pillow, but never a PNG.
    expect_the_same(at_form, steps, saved(ImageOps.exif_transpose(picture(name)), compress_level=1))


def test_transparent_pixels_become_as_white_as_in_the_script_within_a_grey_level(
    at_form: Page, steps: Mapping[str, Any]
) -> None:
    # A canvas keeps less of the colour of a pixel the more transparent it is.
    expect_the_same(at_form, steps, saved(picture("odd/transparent.png")), tolerance=1)


def test_photos_of_other_sizes_make_the_same_too(at_form: Page, steps: Mapping[str, Any]) -> None:
    part = picture().crop((0, 60, 475, 571))
    for size in ((475, 511), (333, 358), (101, 109)):
        expect_the_same(at_form, steps, saved(part.resize(size)))


def test_a_mark_lower_than_20_pixels_is_a_crumb_in_both(at_form: Page, steps: Mapping[str, Any]) -> None:
    expect_the_same(at_form, steps, with_a_mark(20))
    with pytest.raises(Error, match="crumb"):
        in_browser(at_form, with_a_mark(19))
    with pytest.raises(ValueError, match="crumb"):
        in_script(steps, with_a_mark(19))


@pytest.mark.keras
def test_the_network_gives_for_the_photos_what_it_does_in_keras(at_form: Page) -> None:
    names = run_of(LESSON).names
    model, prepared = names["model"], names["prepared"].astype("float32")
    *_, in_page = layer_outputs(at_form, exported(model, {}), prepared)
    of_keras = model.predict(prepared[..., None], verbose=0)
    assert np.ptp(of_keras) > 0.5
    # The weights of eight bits are off by up to a 254th of the largest.
    assert in_page == pytest.approx(of_keras, abs=0.05)
    assert np.sum(in_page.argmax(axis=1) != of_keras.argmax(axis=1)) <= 1
