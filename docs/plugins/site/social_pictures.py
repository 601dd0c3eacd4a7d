"""The picture that other sites show beside a link to a page: the names of the site and the page, and its description.

Drawn at the build with a font from a package, so no request leaves; kept in a folder, so a picture is drawn once.
"""

import hashlib
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize

import font_source_sans_pro
import PIL
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageText import Text

from docs.plugins.site.cache import kept

SIZE = (1200, 630)
FONTS = Path(font_source_sans_pro.font_directory)
BOLD, REGULAR = FONTS / "SourceSansPro-Bold.ttf", FONTS / "SourceSansPro-Regular.ttf"

BACKGROUND = "#1b2258"
TITLE, DESCRIPTION, SITE = "#ffffff", "#c5cae9", "#ffca28"
# The colours of each layer, from the bottom up: its top, its left side, its right side.
LAYERS = (
    ("#5c6bc0", "#303f9f", "#3949ab"),
    ("#7986cb", "#3f4db0", "#4c5bbd"),
    ("#9fa8da", "#5663b8", "#6673c6"),
    ("#ffca28", "#c79100", "#e0a800"),
)
# The text's left edge and width in pixels; the layers begin to the right of it.
LEFT, WIDTH = 80, 700
# Pillow draws shapes without smooth edges: so they are drawn this many times as large, and made smaller.
OVERSAMPLING = 4
COLOURS = 64


@dataclass(frozen=True)
class Words:
    """What a picture says."""

    site_name: str
    title: str
    description: str


def picture(words: Words, folder: Path) -> bytes:
    """The picture, a PNG of `SIZE`, which is kept in `folder`; it is drawn where it is not there yet."""
    return kept(folder / _hash(words), lambda: draw(words))


def draw(words: Words) -> bytes:
    """The picture as a PNG."""
    stream = io.BytesIO()
    _draw(words).quantize(palette=_palette(), dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _draw(words: Words) -> Image.Image:
    image = _background().copy()
    _write(image, words.site_name, BOLD, 40, (76, 48), SITE)
    start = 44 + _write(image, words.title, BOLD, 84, (150, 240), TITLE)
    _write(image, words.description, REGULAR, 36, (start, 560 - start), DESCRIPTION)
    return image


def _write(image: Image.Image, words: str, font: Path, size: int, rows: tuple[int, int], colour: str) -> int:
    """Write into `rows` (the first, and how many), smaller where it would not fit; return the row where it ends."""
    top, height = rows
    # A space at the end would count as what didn't fit.
    text = _fitted(normalize("NFC", words.strip()), font, size, height)
    ImageDraw.Draw(image).text((LEFT, top), text, fill=colour)
    return round(text.get_bbox((LEFT, top))[3])


def _fitted(words: str, font: Path, largest: int, height: int) -> Text[str]:
    """The words in lines, as large as they fit; raises ValueError where they never do."""
    # Not by the `scaling` of Pillow 13: it measures small lines as far apart as the largest.
    for size in range(largest, 0, -2):
        face = ImageFont.truetype(font, size, layout_engine=ImageFont.Layout.BASIC)
        text = Text(words, face, spacing=size * 0.36)
        # Raised for a word that is wider than a line: a smaller size may do.
        with suppress(ValueError):
            if text.wrap(WIDTH, height) is None:
                return text
    raise ValueError(f"{words[:20]}… is too long for a picture: shorten the page's title or its description")


@cache
def _background() -> Image.Image:
    """The picture without words: a stack of layers."""
    width, height = SIZE
    image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), BACKGROUND)
    drawing = ImageDraw.Draw(image)
    for number, colours in enumerate(LAYERS):
        for shape, colour in zip(_layer(980, 410 - 76 * number), colours, strict=True):
            drawing.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in shape], fill=colour)
    return image.resize(SIZE, Image.Resampling.LANCZOS)


@cache
def _palette() -> Image.Image:
    """The colours that all pictures share, so that their files are small and their backgrounds the same."""
    return _draw(Words("Keras", "Keras", "Keras")).quantize(COLOURS)


def _layer(x: int, y: int) -> Sequence[Sequence[tuple[int, int]]]:
    """The corners of a slab's top, around (x, y), and of its two sides that are seen."""
    wide, deep, thick = 150, 75, 28
    left, right, front, back = (x - wide, y), (x + wide, y), (x, y + deep), (x, y - deep)
    return (
        (left, back, right, front),
        (left, front, (front[0], front[1] + thick), (left[0], left[1] + thick)),
        (front, right, (right[0], right[1] + thick), (front[0], front[1] + thick)),
    )


def _hash(words: Words) -> str:
    return hashlib.sha256("\0".join([_renderer_hash(), *astuple(words)]).encode()).hexdigest()


@cache
def _renderer_hash() -> str:
    """The hash of all that shapes a picture but its words."""
    parts = [Path(__file__).read_bytes(), BOLD.read_bytes(), REGULAR.read_bytes(), PIL.__version__.encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()
