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

# The light palette of docs/assets/stylesheets/colors.css: ink on squared paper.
PAPER, SQUARES = "#ffffff", "#eef0fb"
TITLE, DESCRIPTION, SITE = "#1c2130", "#565d70", "#3346b8"
# The squares of the paper in pixels, which are as many as an image of MNIST has.
SQUARE = 28
# The mark of docs/assets/images/favicon.svg: the colour of each sheet, from the bottom up, and its middle.
SHEETS = (("#5363c0", 22.5), ("#8c98dc", 16), ("#f2b000", 9.5))
# How many pixels one unit of the mark's drawing has, and where the drawing begins.
SCALE, MARK = 10, (840, 155)
# The text's left edge and width in pixels; the mark begins to the right of it.
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
    """The picture without words: squared paper with the site's mark."""
    width, height = SIZE
    paper = Image.new("RGB", SIZE, PAPER)
    drawing = ImageDraw.Draw(paper)
    for x in range(SQUARE, width, SQUARE):
        drawing.line([(x, 0), (x, height)], SQUARES, 2)
    for y in range(SQUARE, height, SQUARE):
        drawing.line([(0, y), (width, y)], SQUARES, 2)
    image = paper.resize((width * OVERSAMPLING, height * OVERSAMPLING), Image.Resampling.NEAREST)
    drawing = ImageDraw.Draw(image)
    for colour, middle in SHEETS:
        drawing.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in _sheet(middle)], fill=colour)
    return image.resize(SIZE, Image.Resampling.BOX)


@cache
def _palette() -> Image.Image:
    """The colours that all pictures share, so that their files are small and their backgrounds the same."""
    return _draw(Words("Keras", "Keras", "Keras")).quantize(COLOURS)


def _sheet(middle: float) -> Sequence[tuple[float, float]]:
    """The corners of a sheet of the mark, whose drawing is 32 units wide and high."""
    left, top = MARK
    corners = [(16, middle - 7), (30, middle), (16, middle + 7), (2, middle)]
    return [(left + x * SCALE, top + y * SCALE) for x, y in corners]


def _hash(words: Words) -> str:
    return hashlib.sha256("\0".join([_renderer_hash(), *astuple(words)]).encode()).hexdigest()


@cache
def _renderer_hash() -> str:
    """The hash of all that shapes a picture but its words."""
    parts = [Path(__file__).read_bytes(), BOLD.read_bytes(), REGULAR.read_bytes(), PIL.__version__.encode()]
    return hashlib.sha256(b"".join(parts)).hexdigest()
