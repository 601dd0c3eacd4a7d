"""Pictures of one digit each, which look like photographs and are drawings. Pure, from a generator."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from examples.runner.photo_fields import Field, mix
from examples.runner.photo_pens import PENS, Pen, ink, inked
from examples.runner.photo_scene import LIGHTS, PAPERS, View, light, look, paper, photograph, table
from examples.runner.photo_strokes import Points, write

# Rows and columns: a phone's picture, made smaller.
SIZE = (640, 480)
# The least and the most of the picture's height that a digit takes, and the most of its width.
HEIGHTS, WIDEST = (0.16, 0.58), 0.7
# What stays free at each side of the picture where the digit leaves as much, as a share of the width.
MARGIN = 0.18
# Pixels a mm: a phone that is held nearer takes no sharp picture.
NEAREST = 16
MOST_BYTES = 19_000
QUALITIES = range(86, 30, -4)
# EXIF's tag of how a picture is to be turned, and that value of it which turns a quarter to the right.
ORIENTATION, QUARTER_RIGHT = 0x0112, 6

Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Setting:
    """How one picture of a digit is taken: the names of its pen, paper and light."""

    digit: int
    pen: str
    paper: str
    light: str
    has_table: bool = False
    is_turned: bool = False

    @property
    def name(self) -> str:
        """The name of its file."""
        return "-".join([self.pen, self.paper, self.light, *["table"] * self.has_table, *["turned"] * self.is_turned])


def settings(digits: Sequence[int], rng: np.random.Generator) -> list[Setting]:
    """One for each of the digits: each pen, paper and light about as often as another."""
    pens, papers, lights = (_dealt(list(choices), len(digits), rng) for choices in (PENS, PAPERS, LIGHTS))
    tables, turned = (_dealt([True, *[False] * 5], len(digits), rng) for _ in range(2))
    return [Setting(*each) for each in zip(digits, pens, papers, lights, tables, turned, strict=True)]


def _dealt(choices: Sequence[Choice], count: int, rng: np.random.Generator) -> list[Choice]:
    """As many as `count` of them, in any order: one after another, shuffled as cards are."""
    return [choices[number % len(choices)] for number in rng.permutation(count)]


def render(setting: Setting, rng: np.random.Generator) -> bytes:
    """The JPEG file of a picture."""
    return jpeg(take(setting, rng), is_turned=setting.is_turned)


def take(setting: Setting, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The picture, upright."""
    pen = PENS[setting.pen]
    height = rng.uniform(*HEIGHTS) * SIZE[0]
    strokes = enlarge(write(setting.digit, rng), height)
    scale = min(np.ptp(np.concatenate(strokes)[:, 1]) / rng.uniform(*pen.height), NEAREST)
    view = look(SIZE, scale, rng)
    page = paper(setting.paper, view, SIZE, rng)
    if setting.has_table:
        page = table(page, view, SIZE, rng)
    strokes = place(strokes, rng)
    return photograph(light(setting.light, SIZE, rng) * written(page, strokes, pen, view, rng), rng)


def written(page: Field, strokes: Sequence[Points], pen: Pen, view: View, rng: np.random.Generator) -> Field:
    """The page with strokes, whose points are in its pixels, in a pen's ink."""
    color = np.array(pen.colors[rng.integers(len(pen.colors))]) / 255
    size = (page.shape[0], page.shape[1])
    cover, pressed = ink([view.seen(stroke) for stroke in strokes], rng.uniform(*pen.width) * view.scale, size, rng)
    return mix(page, color * page, inked(cover, pressed, pen, view.scale, rng))


def enlarge(strokes: Sequence[Points], height: float) -> list[Points]:
    """Strokes of the height 1 in pixels: as high as `height`, or lower where they would be too wide."""
    height = min(height, WIDEST * SIZE[1] / np.ptp(np.concatenate(strokes)[:, 0]))
    return [height * stroke for stroke in strokes]


def place(strokes: Sequence[Points], rng: np.random.Generator) -> list[Points]:
    """The strokes somewhere in the picture, away from its edge."""
    middle = np.array([SIZE[1], SIZE[0]]) / 2
    room = np.maximum(middle - np.abs(np.concatenate(strokes)).max(axis=0) - MARGIN * SIZE[1], 0)
    middle += np.clip(rng.normal(0, 0.5, 2), -1, 1) * room
    return [stroke + middle for stroke in strokes]


def jpeg(picture: NDArray[np.uint8], *, is_turned: bool = False) -> bytes:
    """A JPEG file of at most MOST_BYTES where a quality of QUALITIES allows that.

    With `is_turned` it holds the picture lying on its side, as a phone that was held so saves it, and the EXIF tag that
    says how to turn it upright.
    """
    exif = Image.Exif()
    if is_turned:
        picture = np.rot90(picture)
        exif[ORIENTATION] = QUARTER_RIGHT
    for quality in QUALITIES:
        file = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(picture)).save(file, "JPEG", quality=quality, exif=exif)
        if len(file.getvalue()) <= MOST_BYTES:
            break
    return file.getvalue()
