"""Where the layers of a network stand in its diagram: from top to bottom, each below those that it takes. Pure.

All lengths are in pixels. On a phone, the diagram is shown a tenth smaller.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docs.plugins.project.networks import Layer

WIDTH = 400
# The room for the shapes. The text of a layer stands to the right of it, or below its shape where two stand in a row.
ROOM = 184
BESIDE = 208
TEXT_BELOW = 42
GAP = 36
# From a shape to the text beside it.
SPACE = 16
# The room at the left of all for each connection that passes rows by.
LANE = 24
# The room around the drawing, without which half of a stroke at its edge would be cut off.
EDGE = 1
HEIGHT, NARROWEST = 28, 8
NUMBER_OF_TABLE = 4
# All tables and sheets of a network are together at most so high, or a long network would fill two screens.
TABLES_HEIGHT = 336
# A stack of tables is drawn as sheets, each so far above the one before it, and so far to its right.
MOST_SHEETS, SHEET_UP, SHEET_RIGHT = 5, 4, 3
# The titles of stacks are longer: they have three sizes.
WIDER_WITH_STACKS = 24
Row: TypeAlias = tuple[Layer, ...]


@dataclass(frozen=True)
class Box:
    """A shape by its middle from left to right, its top, its width and its height.

    Arrows begin at `foot`, which is below its text where that stands below it.
    """

    x: float
    top: float
    width: float
    height: float
    is_beside: bool

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def foot(self) -> float:
        return self.bottom + TEXT_BELOW * self.is_beside


@dataclass(frozen=True)
class Layout:
    """The boxes by the names of their layers, the connections to the next row, and those that pass rows by.

    The texts to the right of boxes begin at `text`.
    """

    width: float
    text: float
    boxes: Mapping[str, Box]
    straight: Sequence[tuple[Box, Box]]
    passing: Sequence[tuple[Box, Box]]


def layout_of(network: Sequence[Layer]) -> Layout:
    """The layout of a network of which `layout_problem` says nothing."""
    rows = _rows(network)
    passing = _passing(network, rows)
    boxes = _boxes(rows, _sizes(network), len(passing) * LANE)
    straight = [(name, layer.name) for layer in network for name in layer.takes if (name, layer.name) not in passing]
    left = len(passing) * LANE
    return Layout(
        WIDTH + left + (WIDER_WITH_STACKS if any(len(layer.shape) == 3 for layer in network) else 0),
        left + ROOM + SPACE,
        boxes,
        [(boxes[source], boxes[target]) for source, target in straight],
        [(boxes[source], boxes[target]) for source, target in passing],
    )


def sheets_of(layer: Layer) -> int:
    """How many sheets a layer's shape is drawn as: the more channels, the more; a row or a table is one."""
    return min(MOST_SHEETS, math.ceil(math.sqrt(layer.shape[2]))) if len(layer.shape) == 3 else 1


def layout_problem(network: Sequence[Layer]) -> str:
    """Why a network can't be drawn, and what to do; "" where it can."""
    return next(_problems(network), "")


def _problems(network: Sequence[Layer]) -> Iterator[str]:
    known: set[str] = set()
    for layer in network:
        if len(layer.shapes) != 1:
            yield f'"{layer.name}" has {len(layer.shapes)} outputs; show a model whose layers have one each'
        elif None in layer.shapes[0]:
            yield f'"{layer.name}" has a shape with an open size; give the model an Input without None'
        elif len(layer.shapes[0]) not in (1, 2, 3):
            size = "×".join(map(str, layer.shapes[0])) or "one number"
            yield (
                f'"{layer.name}" has the shape {size}, neither a row, a table nor a stack of tables (one to three '
                "sizes); show a model without such a layer"
            )
        if not known.issuperset(layer.takes):
            yield f'"{layer.name}" takes its own output; show a model that calls it once'
            return
        known.add(layer.name)
    rows = _rows(network)
    for row in rows:
        if len(row) > 2:
            names = ", ".join(f'"{layer.name}"' for layer in row)
            yield f"{names} stand side by side; show a model with two side by side at most"
    at_the_right = {layer.name for row in rows for layer in row[1:]}
    for connection in _passing(network, rows):
        for name in at_the_right.intersection(connection):
            yield f'a layer is in the way of a connection of "{name}" that passes rows by; show a model without it'


def _rows(network: Sequence[Layer]) -> list[Row]:
    """The layers of each row: each is in the first row that is below all those that it takes."""
    row_of: dict[str, int] = {}
    for layer in network:
        row_of[layer.name] = 1 + max((row_of[name] for name in layer.takes), default=-1)
    return [tuple(layer for layer in network if row_of[layer.name] == row) for row in range(max(row_of.values()) + 1)]


def _passing(network: Sequence[Layer], rows: Sequence[Row]) -> list[tuple[str, str]]:
    """The connections that pass rows by, as the names of their two layers."""
    row_of = {layer.name: number for number, row in enumerate(rows) for layer in row}
    connections = ((name, layer.name) for layer in network for name in layer.takes)
    return [(source, target) for source, target in connections if row_of[target] > row_of[source] + 1]


def _boxes(rows: Sequence[Row], sizes: Mapping[str, tuple[float, float]], left: float) -> dict[str, Box]:
    boxes = {}
    top: float = EDGE
    for row in rows:
        of_row = {
            layer.name: Box(left + EDGE + ROOM / 2 + column * BESIDE, top, *sizes[layer.name], len(row) > 1)
            for column, layer in enumerate(row)
        }
        top = max(box.foot for box in of_row.values()) + GAP
        boxes.update(of_row)
    return boxes


def _sizes(network: Sequence[Layer]) -> dict[str, tuple[float, float]]:
    """The width and the height of each layer, by its name.

    A row of numbers is as wide as the square root of its size, and the largest of the network takes all the room. By
    the sizes themselves, 10 would be nothing beside 16,384; by their logarithms, 784, 256 and 128 would look alike.
    """
    rows = [layer.shape[0] for layer in network if len(layer.shape) == 1]
    tables = [layer for layer in network if len(layer.shape) > 1]
    scale = ROOM / math.sqrt(max(rows, default=1))
    all_rows = max(1, sum(layer.shape[0] for layer in tables))
    fitting = ((ROOM - _behind(layer)[0]) / max(layer.shape[:2]) for layer in tables)
    number = min(NUMBER_OF_TABLE, TABLES_HEIGHT / all_rows, *fitting)

    def size(layer: Layer) -> tuple[float, float]:
        if layer in tables:
            height, width = (max(NARROWEST, number * size) for size in layer.shape[:2])
            right, up = _behind(layer)
            return width + right, height + up
        return max(NARROWEST, scale * math.sqrt(layer.shape[0])), HEIGHT

    return {layer.name: size(layer) for layer in network}


def _behind(layer: Layer) -> tuple[int, int]:
    """How far the sheets behind the first one stand out, at its right and above it."""
    behind = sheets_of(layer) - 1
    return SHEET_RIGHT * behind, SHEET_UP * behind
