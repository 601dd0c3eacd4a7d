"""Files over which a program that reads digits may stumble: odd pictures, and what is no picture. Pure."""

import io
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from examples.runner.photo_digits import SIZE, jpeg, written
from examples.runner.photo_fields import Field, mix, noise, pixels, step
from examples.runner.photo_pens import PENS, ink
from examples.runner.photo_scene import light, look, paper, photograph
from examples.runner.photo_strokes import Points, write

# Its pixels in a row and in a column: in the file a few kB, opened 81 million pixels.
HUGE = 9000
# How a picture of an iPhone begins, which Pillow and most browsers don't open. Nothing follows.
HEIC = (24).to_bytes(4, "big") + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(64)


def odd_files(seed: int) -> Iterator[tuple[str, bytes]]:
    """Their names and contents."""
    makers: dict[str, Callable[[np.random.Generator], bytes]] = {
        "blank.jpg": lambda rng: jpeg(_page([], rng)),
        "two-digits.jpg": lambda rng: jpeg(_page([(4, 260, (150, 320)), (2, 250, (325, 330))], rng)),
        "edge.jpg": lambda rng: jpeg(_page([(5, 300, (352, 300))], rng)),
        "turned.jpg": lambda rng: jpeg(_page([(7, 330, (240, 320))], rng), is_turned=True),
        "face.jpg": lambda rng: jpeg(_face(rng)),
        "animated.gif": _animated,
        "transparent.png": _transparent,
        "huge.png": lambda _: _png(Image.new("1", (HUGE, HUGE), 1)),
        "photo.heic": lambda _: HEIC,
        "text.jpg": lambda _: b"This is a text, although its name ends as that of a picture does.\n",
    }
    for number, (name, make) in enumerate(makers.items()):
        yield name, make(np.random.default_rng((seed, number)))


def _page(digits: Sequence[tuple[int, float, tuple[float, float]]], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A photograph of a sheet with digits, each with its height and its middle in pixels."""
    view = look(SIZE, 7, rng)
    strokes = [stroke * height + middle for digit, height, middle in digits for stroke in write(digit, rng)]
    page = paper("white", view, SIZE, rng)
    if strokes:
        page = written(page, strokes, PENS["felt-tip"], view, rng)
    return photograph(light("even", SIZE, rng) * page, rng)


def _face(rng: np.random.Generator) -> NDArray[np.uint8]:
    """A portrait, drawn of ellipses: a head with hair before a wall, lit from one side."""
    x, y = pixels(SIZE)

    def oval(cx: float, cy: float, rx: float, ry: float, soft: float = 2.0) -> Field:
        out = np.sqrt(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2)
        return step((1 - out) * min(rx, ry), -soft, soft)

    def paint(below: Field, color: tuple[float, float, float], share: Field) -> Field:
        return mix(below, np.array(color), share)

    picture = np.ones((*SIZE, 3)) * (0.62, 0.70, 0.72) * (1.1 - 0.3 * x / SIZE[1])[..., None]
    picture = paint(picture, (0.17, 0.11, 0.08), oval(240, 270, 152, 190, 6))
    picture = paint(picture, (0.22, 0.34, 0.52), oval(240, 680, 250, 175))
    picture = paint(picture, (0.72, 0.52, 0.40), oval(240, 470, 56, 90))
    skin = np.maximum(oval(240, 305, 120, 160), np.maximum(oval(120, 310, 18, 32), oval(360, 310, 18, 32)))
    picture = paint(picture, (0.86, 0.66, 0.53), skin)
    # Hair over the forehead, parted at a side.
    strands = 0.03 * noise(x, 0.2 * y, 6, rng)[..., None]
    fringe = oval(205, 165, 130, 75, 5) + oval(330, 190, 60, 70, 5)
    picture = mix(picture, np.array((0.19, 0.12, 0.09)) + strands, np.clip(fringe, 0, 1))
    for side in (-1, 1):
        middle = 240 + 52 * side
        picture = paint(picture, (0.22, 0.14, 0.10), oval(middle, 262, 30, 6))
        picture = paint(picture, (0.97, 0.96, 0.94), oval(middle, 295, 24, 13))
        picture = paint(picture, (0.25, 0.16, 0.10), oval(middle, 295, 12, 12))
        picture = paint(picture, (0.03, 0.03, 0.03), oval(middle, 295, 6, 6))
        picture = paint(picture, (1, 1, 1), oval(middle + 4, 291, 2.5, 2.5, 1))
        picture = paint(picture, (0.92, 0.58, 0.50), 0.4 * oval(240 + 70 * side, 360, 34, 24, 20))
        picture = paint(picture, (0.55, 0.34, 0.27), oval(240 + 11 * side, 365, 6, 4))
    picture = paint(picture, (0.70, 0.48, 0.38), 0.5 * oval(252, 335, 10, 36, 8))
    picture = paint(picture, (0.70, 0.30, 0.30), oval(240, 405, 44, 13))
    picture = paint(picture, (0.50, 0.18, 0.19), oval(240, 403, 42, 3))
    shade = 1 - 0.45 * step(x + 0.2 * (y - 300), 230, 400)
    return photograph(picture * shade[..., None], rng)


def _animated(rng: np.random.Generator) -> bytes:
    """A GIF of three frames, which count."""
    frames = []
    for digit in (1, 2, 3):
        cover, _ = ink(_in_the_middle(digit, (320, 240), rng), 12, (320, 240), rng)
        frames.append(Image.fromarray(np.rint(15 * (1 - cover)).astype(np.uint8) * 17).quantize(16))
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=600, loop=0)
    return file.getvalue()


def _transparent(rng: np.random.Generator) -> bytes:
    """A PNG of dark ink on nothing; nothing is black too, as most programs save it."""
    cover, _ = ink(_in_the_middle(6, SIZE, rng), 22, SIZE, rng)
    colors = np.where(cover[..., None] > 0, (22, 26, 48), 0)
    alpha = np.rint(255 * cover)[..., None]
    return _png(Image.fromarray(np.concatenate([colors, alpha], axis=-1).astype(np.uint8), "RGBA"))


def _in_the_middle(digit: int, size: tuple[int, int], rng: np.random.Generator) -> list[Points]:
    return [0.6 * size[0] * stroke + np.array([size[1], size[0]]) / 2 for stroke in write(digit, rng)]


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
