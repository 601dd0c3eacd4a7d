"""The diagram of a network as SVG. Pure.

It has no colours, which docs/assets/stylesheets/diagram.css has for both themes, and no ids, which the diagrams of a
page would share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from docs.plugins.fences.diagram_layout import EDGE, GAP, LANE, SHEET_RIGHT, SHEET_UP, Box, layout_of, sheets_of
from docs.plugins.fences.digits import DIGITS, PIXELS
from docs.plugins.project.networks import Layer, outputs_of

# A table of this shape, or a stack of only one, is an image, and shows a digit: the nine, because the last bar of an
# output is the highest. Of ten bars, the last is the nine's; and the only bar of an output for odd digits is high, as a
# nine is odd.
IMAGE = (PIXELS, PIXELS)
(NINE,) = DIGITS[9]
# An output of this many numbers at most has a bar for each.
MOST_BARS = 10
TURN = GAP / 3
BAR, BAR_STEP, LOW_BAR, HIGH_BAR = 8, 12, 6, 28


@dataclass(frozen=True)
class Text:
    """The two lines of a layer; the second may be ""."""

    title: str
    detail: str


def draw(network: Sequence[Layer], texts: Mapping[str, Text], attributes: str) -> str:
    """The drawing, with the text of each layer by its name; its root has these attributes."""
    layout = layout_of(network)
    boxes = layout.boxes
    bars = {layer.name: _bars_box(layer, boxes[layer.name]) for layer in outputs_of(network) if _has_bars(layer)}
    height = max(box.foot for box in [*boxes.values(), *bars.values()]) + EDGE
    parts = [
        *(_down(source, target) for source, target in layout.straight),
        *(_past(lane, source, target) for lane, (source, target) in enumerate(layout.passing)),
        *(_down(boxes[name], box) for name, box in bars.items()),
        *(_shape(layer, boxes[layer.name]) for layer in network),
        *map(_bars, bars.values()),
        *(_text(texts[name], box, layout.text) for name, box in boxes.items()),
    ]
    size = f'viewBox="0 0 {layout.width:g} {height:g}" width="{layout.width:g}" height="{height:g}"'
    return f"<svg {size} {attributes}>{''.join(parts)}</svg>"


def _down(source: Box, target: Box) -> str:
    """An arrow to the next row; to another column, it turns nearer to that than to a text above."""
    turn = f"V{target.top - TURN:.4g}H{target.x:.4g}" if source.x != target.x else ""
    end = target.top - 3
    return f'<path d="M{source.x:.4g} {source.foot + 3:.4g}{turn}V{end:.4g}m-5-6l5 6 5-6"/>'


def _past(lane: int, source: Box, target: Box) -> str:
    """An arrow at the left that passes rows by."""
    return (
        f'<path class="past" d="M{source.left - 3:.4g} {source.middle:.4g}H{EDGE + lane * LANE}'
        f'V{target.middle:.4g}H{target.left - 3:.4g}m-6-5l6 5-6 5"/>'
    )


def _shape(layer: Layer, box: Box) -> str:
    """A box, filled where there is something to learn; a table is squared paper, and a stack of them several sheets."""
    sheets = _sheets(layer, box)
    classes = " ".join(["sheet"] * (len(sheets) > 1) + ["learns"] * bool(layer.parameters))
    attributes = f' class="{classes}"' if classes else ""
    rectangles = "".join(f'<rect {_place(sheet)} rx="4"{attributes}/>' for sheet in sheets)
    front = sheets[-1]
    squares = _squares(front, *layer.shape[:2]) if len(layer.shape) > 1 else ""
    digit = _digit(front) if layer.is_input and layer.shape in (IMAGE, (*IMAGE, 1)) else ""
    return f"{rectangles}{squares}{digit}"


def _sheets(layer: Layer, box: Box) -> list[Box]:
    """The sheets within a layer's box, of which the last is in front, at the left and at the bottom."""
    behind = sheets_of(layer) - 1
    width, height = box.width - SHEET_RIGHT * behind, box.height - SHEET_UP * behind
    return [
        Box(
            box.left + SHEET_RIGHT * each + width / 2,
            box.bottom - SHEET_UP * each - height,
            width,
            height,
            is_beside=False,
        )
        for each in range(behind, -1, -1)
    ]


def _place(box: Box) -> str:
    return f'x="{box.left:.4g}" y="{box.top:.4g}" width="{box.width:.4g}" height="{box.height:.4g}"'


def _squares(box: Box, rows: int, columns: int) -> str:
    """The lines between the numbers of a table, within its edge."""
    step, left, top = box.width / columns, box.left + EDGE, box.top + EDGE
    width, height = box.width - 2 * EDGE, box.height - 2 * EDGE
    down = "".join(f"M{box.left + step * each:.4g} {top:.4g}v{height:.4g}" for each in range(1, columns))
    across = "".join(f"M{left:.4g} {box.top + step * each:.4g}h{width:.4g}" for each in range(1, rows))
    return f'<path class="squares" d="{down}{across}"/>'


def _digit(box: Box) -> str:
    place = f"translate({box.left:.4g} {box.top:.4g}) scale({box.width / IMAGE[1]:.4g})"
    return f'<path class="digit" transform="{place}" d="{NINE}"/>'


def _has_bars(layer: Layer) -> bool:
    return len(layer.shape) == 1 and layer.shape[0] <= MOST_BARS


def _bars_box(layer: Layer, box: Box) -> Box:
    width = (layer.shape[0] - 1) * BAR_STEP + BAR
    return Box(box.x, box.foot + GAP, width, HIGH_BAR, is_beside=False)


def _bars(box: Box) -> str:
    """A bar for each number, of which the last is the largest."""
    lefts = [box.left + each for each in range(0, round(box.width), BAR_STEP)]
    *low, high = [f'x="{left:.4g}" width="{BAR}"' for left in lefts]
    lows = "".join(f'<rect class="bar" {bar} y="{box.bottom - LOW_BAR:.4g}" height="{LOW_BAR}"/>' for bar in low)
    return f'{lows}<rect class="bar largest" {high} y="{box.top:.4g}" height="{HIGH_BAR}"/>'


def _text(text: Text, box: Box, right: float) -> str:
    """The text below a box that has another beside it, and to the right of one that has not."""
    if box.is_beside:
        x, baseline, anchor = box.x, box.bottom + 20, ' text-anchor="middle"'
    else:
        x, baseline, anchor = right, box.middle - 3 if text.detail else box.middle + 5, ""
    title = f'<text x="{x:.4g}" y="{baseline:.4g}"{anchor}>{escape(text.title)}</text>'
    detail = f'<text class="detail" x="{x:.4g}" y="{baseline + 18:.4g}"{anchor}>{escape(text.detail)}</text>'
    return title + detail if text.detail else title
