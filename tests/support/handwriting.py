"""Digits as a person draws them with a mouse: strokes, of points in a box that is 0.6 as wide as it is high."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playwright.sync_api import FloatRect, Locator, Page

Point = tuple[float, float]
# The digits, and after them a letter.
X = 10
SHAPES: tuple[Sequence[Sequence[Point]], ...] = (
    [[(0.5, 0), (0.25, 0.1), (0.1, 0.35), (0.1, 0.65), (0.25, 0.9), (0.5, 1), (0.75, 0.9), (0.9, 0.6), (0.8, 0.1),
      (0.5, 0)]],
    [[(0.55, 0), (0.45, 1)]],
    [[(0.1, 0.25), (0.25, 0.05), (0.55, 0), (0.85, 0.15), (0.85, 0.4), (0.5, 0.7), (0.1, 1), (0.95, 1)]],
    [[(0.15, 0.08), (0.5, 0), (0.85, 0.15), (0.8, 0.38), (0.45, 0.48), (0.85, 0.62), (0.9, 0.85), (0.5, 1),
      (0.1, 0.92)]],
    [[(0.35, 0), (0.1, 0.6), (0.95, 0.6)], [(0.75, 0.3), (0.7, 1)]],
    [[(0.9, 0), (0.25, 0), (0.2, 0.42), (0.6, 0.4), (0.9, 0.6), (0.8, 0.9), (0.45, 1), (0.1, 0.92)]],
    [[(0.75, 0), (0.4, 0.2), (0.15, 0.6), (0.25, 0.95), (0.6, 1), (0.85, 0.8), (0.7, 0.58), (0.35, 0.6), (0.17, 0.75)]],
    [[(0.1, 0.05), (0.9, 0.05), (0.55, 0.5), (0.4, 1)]],
    [[(0.85, 0.15), (0.5, 0), (0.2, 0.15), (0.3, 0.4), (0.7, 0.6), (0.85, 0.85), (0.5, 1), (0.15, 0.85), (0.3, 0.6),
      (0.75, 0.38), (0.85, 0.15)]],
    [[(0.85, 0.2), (0.5, 0), (0.15, 0.2), (0.25, 0.45), (0.6, 0.5), (0.85, 0.25), (0.8, 0.6), (0.7, 1)]],
    [[(0.1, 0), (0.9, 1)], [(0.9, 0), (0.1, 1)]],
)  # fmt: skip
WIDTH = 0.6
# Scrolls to the paper and returns its place on the screen. Playwright's own method would wait until it is stable.
IN_SIGHT = """(paper) => {
  paper.scrollIntoViewIfNeeded();
  return paper.getBoundingClientRect().toJSON();
}"""


@dataclass(frozen=True)
class Place:
    """Where a digit is on the paper: its upper left corner and its height, as fractions of the paper's side."""

    left: float
    top: float
    height: float


MIDDLE = Place(0.26, 0.1, 0.8)
PLACES = {"in the middle": MIDDLE, "small, in a corner": Place(0.05, 0.05, 0.5), "smaller": Place(0.68, 0.6, 0.35)}


def write(shape: int, paper: Locator, place: Place = MIDDLE, steps: int = 1) -> None:
    """Draw a digit, or X, with the mouse, which moves from each point to the next in so many steps."""
    page = paper.page
    for points in on_screen(shape, paper, place):
        start(page, points[:1])
        for point in points[1:]:
            page.mouse.move(*point, steps=steps)
        page.mouse.up()


def start(page: Page, points: Iterable[Point]) -> None:
    """Press the mouse at the first point, and move it to the others."""
    for index, point in enumerate(points):
        page.mouse.move(*point)
        if not index:
            page.mouse.down()


def on_screen(shape: int, paper: Locator, place: Place = MIDDLE) -> list[list[Point]]:
    """The strokes of a digit, or of X, in pixels of the screen."""
    box = paper.evaluate(IN_SIGHT)
    return [[_on_screen(point, box, place) for point in stroke] for stroke in SHAPES[shape]]


def _on_screen(point: Point, box: FloatRect, place: Place) -> Point:
    x, y = point
    left, top = place.left + x * WIDTH * place.height, place.top + y * place.height
    return box["x"] + left * box["width"], box["y"] + top * box["height"]
