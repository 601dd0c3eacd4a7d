"""Pens: what strokes look like in ink. Pure, from a generator."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from examples.runner.photo_fields import Field, Size, noise, pixels, step
from examples.runner.photo_strokes import Points


@dataclass(frozen=True)
class Pen:
    """`colors` of which one is taken, red, green and blue from 0 to 255; from and to what `width` its lines, and what
    `height` its digits have, in mm.
    """

    colors: tuple[tuple[int, int, int], ...]
    width: tuple[float, float]
    height: tuple[float, float]
    # The share of the paper that the ink covers, and how much that changes along a stroke and with the paper's grain.
    strength: float
    uneven: float
    grain: float


PENS = {
    "blue-ballpoint": Pen(((34, 52, 134), (46, 62, 160), (30, 40, 105)), (0.6, 0.9), (13, 26), 0.88, 0.14, 0.10),
    "black-ballpoint": Pen(((38, 38, 44), (52, 50, 56)), (0.6, 0.9), (13, 26), 0.88, 0.14, 0.10),
    "red-pen": Pen(((196, 38, 44), (206, 52, 62)), (0.6, 1.0), (13, 26), 0.88, 0.10, 0.08),
    "pencil": Pen(((70, 70, 74), (86, 85, 88)), (0.7, 1.1), (13, 28), 0.72, 0.18, 0.75),
    "felt-tip": Pen(((28, 30, 40), (36, 60, 150), (24, 100, 78)), (1.3, 2.2), (20, 45), 0.94, 0.05, 0.02),
    "marker": Pen(((24, 24, 28), (28, 44, 128), (150, 30, 40)), (4.0, 6.0), (38, 80), 0.93, 0.05, 0.04),
}


def ink(strokes: Sequence[Points], width: float, size: Size, rng: np.random.Generator) -> tuple[Field, Field]:
    """How much of each pixel strokes cover, from 0 to 1, and how hard the pen pressed there, around 0.

    The strokes' points, and the width, are in pixels.
    """
    distance, pressed = np.full(size, np.inf), np.zeros(size)
    x, y = pixels(size)
    for stroke in strokes:
        lengths = np.sqrt((np.diff(stroke, axis=0) ** 2).sum(axis=1))
        along = np.concatenate([[0], np.cumsum(lengths)])
        pressure = noise(along, np.zeros(len(along)), max(along[-1] / 5, 1), rng)
        # A pen lands and leaves with less of its weight.
        ends = np.minimum(along, along[-1] - along)
        radii = width / 2 * (1 + 0.08 * pressure) * (0.72 + 0.28 * step(ends, 0, 1.5 * width))
        for start in range(len(stroke) - 1):
            _draw(distance, pressed, x, y, stroke[start : start + 2], radii[start : start + 2], pressure[start])
    return np.clip(0.5 - distance, 0, 1), pressed


def _draw(distance: Field, pressed: Field, x: Field, y: Field, ends: Points, radii: Field, pressure: float) -> None:
    """Take a piece of a stroke, with its ends' radii, into the distances of pixels from the ink's edge."""
    reach = radii.max() + 2
    low, high = np.floor(ends.min(axis=0) - reach).astype(int), np.ceil(ends.max(axis=0) + reach).astype(int)
    window = (slice(max(low[1], 0), max(high[1], 0)), slice(max(low[0], 0), max(high[0], 0)))
    (x0, y0), (dx, dy) = ends[0], ends[1] - ends[0]
    length = max(dx * dx + dy * dy, 1e-12)
    t = np.clip(((x[window] - x0) * dx + (y[window] - y0) * dy) / length, 0, 1)
    far = np.sqrt((x[window] - x0 - t * dx) ** 2 + (y[window] - y0 - t * dy) ** 2)
    far -= radii[0] + t * (radii[1] - radii[0])
    nearer = far < distance[window]
    distance[window][nearer] = far[nearer]
    pressed[window][nearer] = pressure


def inked(cover: Field, pressed: Field, pen: Pen, scale: float, rng: np.random.Generator) -> Field:
    """The share of each pixel that the pen's colour takes, at `scale` pixels a mm."""
    x, y = pixels((cover.shape[0], cover.shape[1]))
    grain = 0.6 * noise(x, y, max(0.12 * scale, 1), rng) + 0.4 * noise(x, y, max(0.3 * scale, 1.5), rng)
    share = pen.strength * (1 + pen.uneven * pressed - pen.grain * np.maximum(grain, -0.5))
    return cover * np.clip(share, 0, 1)
