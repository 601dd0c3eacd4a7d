"""Paper, light and a camera: all of a photograph but the ink. Pure, from a generator."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from examples.runner.photo_fields import Field, Size, blur, mix, noise, pixels, step
from examples.runner.photo_pens import ink
from examples.runner.photo_strokes import Points

# Red, green and blue, as shares of white.
WHITE, CREAM, RECYCLED = (0.97, 0.97, 0.965), (0.97, 0.94, 0.86), (0.82, 0.80, 0.75)
PAPERS = ("white", "cream", "grid", "ruled", "recycled")
LIGHTS = ("even", "gradient", "vignette", "phone-shadow", "hard-shadow")
# The least light in a shadow.
DEEPEST = 0.42


@dataclass(frozen=True)
class View:
    """From where a page is seen: a matrix that takes places on it to pixels, and its pixels a mm."""

    matrix: NDArray[np.float64]
    scale: float

    def seen(self, points: Points) -> Points:
        """Where points (n, 2) of the page are in the picture."""
        return _project(self.matrix, points)

    def places(self, size: Size) -> tuple[Field, Field]:
        """The x and the y, on the page, of what each pixel shows."""
        points = np.stack(pixels(size), axis=-1).reshape(-1, 2)
        back: NDArray[np.float64] = np.linalg.inv(self.matrix).astype(np.float64)
        places = _project(back, points).reshape(*size, 2)
        return places[..., 0], places[..., 1]


def _project(matrix: NDArray[np.float64], points: Points) -> Points:
    three = points @ matrix[:, :2].T + matrix[:, 2]
    result: Points = three[:, :2] / three[:, 2:]
    return result


def look(size: Size, scale: float, rng: np.random.Generator) -> View:
    """A phone held above a page, neither quite straight nor quite level; the page's unit is a pixel, without that."""
    turn, tilt = np.clip(rng.normal(0, 0.055), -0.13, 0.13), np.clip(rng.normal(0, 0.09, 2), -0.17, 0.17)
    middle = np.array([[1, 0, -size[1] / 2], [0, 1, -size[0] / 2], [0, 0, 1]])
    turned = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    tilted = np.array([[1, 0, 0], [0, 1, 0], [tilt[0] / size[1], tilt[1] / size[0], 1]])
    return View(np.linalg.inv(middle) @ tilted @ turned @ middle, scale)


def paper(kind: str, view: View, size: Size, rng: np.random.Generator) -> Field:
    """The page's colours as shares of white, without light; one of PAPERS."""
    x, y = view.places(size)
    base = {"cream": CREAM, "recycled": RECYCLED}.get(kind, WHITE)
    page = np.ones((*size, 3)) * base
    page *= (1 + 0.006 * noise(x, y, 0.5 * view.scale, rng))[..., None]
    # No page lies quite flat.
    page *= (1 + 0.012 * noise(x, y, 40 * view.scale, rng))[..., None]
    if kind == "grid":
        color = np.array([(0.60, 0.72, 0.88), (0.70, 0.72, 0.74)][rng.integers(2)])
        start = rng.uniform(0, 5, 2)
        lines = np.maximum(_lines(x, 5, start[0], 0.22, view), _lines(y, 5, start[1], 0.22, view))
        return mix(page, color * page, 0.85 * lines)
    if kind == "ruled":
        lines = _lines(y, rng.choice([7.0, 8.0]), rng.uniform(0, 8), 0.25, view)
        page = mix(page, np.array((0.58, 0.70, 0.88)) * page, 0.85 * lines)
        margin = np.abs(x - rng.uniform(-0.1, 0.25) * size[1]) / view.scale
        return mix(page, np.array((0.92, 0.55, 0.58)) * page, 0.85 * step(margin, 0.30, 0.10))
    if kind == "recycled":
        page *= (1 + 0.022 * noise(x, y, 0.35 * view.scale, rng) + 0.012 * noise(x, y, 3 * view.scale, rng))[..., None]
        page = mix(page, np.array((0.42, 0.38, 0.33)), 0.42 * _fibers(size, 140, view.scale, rng))
        return mix(page, np.array((0.93, 0.92, 0.90)), 0.5 * _fibers(size, 60, view.scale, rng))
    return page


def _lines(places: Field, spacing: float, start: float, width: float, view: View) -> Field:
    """Printed lines, in mm, as the share of each pixel that they cover."""
    mm = places / view.scale - start
    distance = np.abs(mm - spacing * np.round(mm / spacing)) * view.scale
    return np.clip(width * view.scale / 2 + 0.5 - distance, 0, min(1, width * view.scale))


def _fibers(size: Size, count: int, scale: float, rng: np.random.Generator) -> Field:
    """Short fibres and specks of recycled paper."""
    middles = rng.uniform(0, 1, (count, 1, 2)) * (size[1], size[0])
    lengths = rng.uniform(0.1, 1, (count, 1, 1)) ** 3 * 1.1 * scale
    angles = rng.uniform(0, 2 * np.pi, (count, 1))
    along = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    fibers = middles + lengths * along * np.array([[-0.5], [0.5]])
    return ink(list(fibers), max(0.14 * scale, 0.9), size, rng)[0]


def table(page: Field, view: View, size: Size, rng: np.random.Generator) -> Field:
    """The page with its edge in the picture, and beyond that the dark table on which it lies."""
    x, y = view.places(size)
    # How far each pixel is inside the page, from its one or two edges that are seen.
    across = (x, size[1] - x)[rng.integers(2)] - rng.uniform(0.05, 0.09) * size[1]
    down = (y, size[0] - y)[rng.integers(2)] - rng.uniform(0.04, 0.07) * size[0]
    inside = [across, down, np.minimum(across, down)][rng.integers(3)]
    wood = np.array([(0.30, 0.20, 0.13), (0.20, 0.19, 0.19), (0.36, 0.27, 0.20)][rng.integers(3)])
    streaks = 0.10 * noise(x, 0.06 * y, 5, rng) + 0.08 * noise(x, 0.1 * y, 22, rng)
    board = wood * (1 + streaks)[..., None]
    # The page's own narrow shadow on the table.
    board *= (1 - 0.45 * step(inside, -8, 0))[..., None]
    return mix(board, page, np.clip(inside + 0.5, 0, 1))


def light(kind: str, size: Size, rng: np.random.Generator) -> Field:
    """How much light falls on each pixel, by colour, around 1; one of LIGHTS."""
    x, y = pixels(size)
    across, down = x / size[1] - 0.5, y / size[0] - 0.5
    angle = rng.uniform(0, 2 * np.pi)
    toward = np.cos(angle) * across + np.sin(angle) * down
    tint = np.array([(1, 0.985, 0.95), (1, 0.95, 0.86), (0.95, 0.975, 1), (1, 0.97, 0.90)][rng.integers(4)])
    # Even the most even light falls from somewhere.
    amount = rng.uniform(0.84, 0.97) * (1 + rng.uniform(0.02, 0.10) * toward)
    if kind == "gradient":
        amount *= 1 + rng.uniform(0.45, 0.75) * toward - 0.1
    elif kind == "vignette":
        out = np.sqrt((across - rng.uniform(-0.12, 0.12)) ** 2 + (down - rng.uniform(-0.12, 0.12)) ** 2)
        amount *= 1 - rng.uniform(0.4, 0.6) * step(out, 0.12, 0.85)
    elif kind == "phone-shadow":
        amount *= 1 - rng.uniform(0.28, 0.48) * _phone(x, y, size, rng)
    elif kind == "hard-shadow":
        edge = toward + rng.uniform(-0.18, 0.18) + 0.012 * noise(x, y, 160, rng)
        amount *= 1 - rng.uniform(0.25, 0.42) * step(edge, 0, rng.uniform(0.008, 0.035))
    return np.asarray(np.maximum(amount, DEEPEST)[..., None] * tint)


def _phone(x: Field, y: Field, size: Size, rng: np.random.Generator) -> Field:
    """The soft shadow of a phone and of the hand that holds it, which reaches in from below, at a side."""
    unit = size[0]
    side = rng.choice([-1, 1])
    middle = np.array([size[1] / 2 + side * rng.uniform(0.10, 0.34) * unit, rng.uniform(0.52, 0.85) * unit])
    turn = side * rng.uniform(-0.35, 0.15)
    u = side * (np.cos(turn) * (x - middle[0]) + np.sin(turn) * (y - middle[1]))
    v = np.cos(turn) * (y - middle[1]) - np.sin(turn) * (x - middle[0])
    half = np.array([0.19, 0.36]) * unit * rng.uniform(0.8, 1.1)
    corner = 0.07 * unit
    over = [np.abs(along) - each + corner for along, each in zip((u, v), half, strict=True)]
    phone = np.sqrt(np.maximum(over[0], 0) ** 2 + np.maximum(over[1], 0) ** 2) - corner
    # The arm: from the phone's lower half, down and outwards. The fingers: around the phone's inner edge.
    parts = [_rod(u, v, (0.1 * unit, 0.3 * unit), (0.5 * unit, 1.1 * unit)) - 0.17 * unit]
    for finger in range(4):
        height = (0.02 + 0.085 * finger + rng.uniform(-0.01, 0.01)) * unit
        tip = -half[0] - rng.uniform(0.02, 0.045) * unit
        parts.append(_rod(u, v, (0, height), (tip, height - 0.03 * unit)) - 0.038 * unit)
    for part in parts:
        phone = _union(phone, part, 0.06 * unit)
    soft = rng.uniform(14, 44)
    return step(phone, soft, -soft)


def _rod(u: Field, v: Field, start: tuple[float, float], end: tuple[float, float]) -> Field:
    """The distance from a line between two places."""
    du, dv = end[0] - start[0], end[1] - start[1]
    t = np.clip(((u - start[0]) * du + (v - start[1]) * dv) / (du * du + dv * dv), 0, 1)
    return np.sqrt((u - start[0] - t * du) ** 2 + (v - start[1] - t * dv) ** 2)


def _union(one: Field, other: Field, width: float) -> Field:
    """The distance from the nearer of two shapes, which flow into each other where they meet."""
    near = np.maximum(width - np.abs(one - other), 0)
    return np.minimum(one, other) - near * near / (4 * width)


def photograph(colors: Field, rng: np.random.Generator) -> NDArray[np.uint8]:
    """What a phone's camera makes of colours, shares of white: a blur, noise, sharpening, whole numbers to 255."""
    size = (colors.shape[0], colors.shape[1])
    seen = blur(colors, rng.uniform(0.55, 1.1))
    strength = rng.uniform(0.004, 0.011)
    bright = rng.normal(0, 1, (*size, 1))
    seen = seen + strength * (0.5 * bright + blur(bright, 0.8) + 1.2 * blur(rng.normal(0, 1, (*size, 3)), 1.5))
    seen = seen + rng.uniform(0.1, 0.5) * (seen - blur(seen, 1.3))
    return np.rint(np.clip(255 * seen, 0, 255)).astype(np.uint8)
