"""The chart of a `descent`: the curve of the loss, and on it the weight that the figure begins with. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.project.languages import Language

# How far the chart reaches from the best weight, to both sides.
REACH = 4
# In the chart's own pixels: its size, and where the plot is within it. A phone may show it at 0.7 of this size.
WIDTH, HEIGHT = 360, 246
LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 52, 28, 294, 170
# Half the length of the line that shows the slope.
TANGENT = 30
# The same for the script.
PLOT = {"left": LEFT, "top": TOP, "width": PLOT_WIDTH, "height": PLOT_HEIGHT, "tangent": TANGENT}
# The marks of the drawing, by the names of their labels.
KEY = {"now": "●", "slope": "╱", "past": "•"}


@dataclass(frozen=True)
class Descent:
    """What a figure begins with; `rates` are too small, good and too large."""

    input: float
    target: float
    weight: float
    rates: Sequence[float]

    @property
    def best(self) -> float:
        """The weight whose loss is 0."""
        return self.target / self.input

    @property
    def highest_loss(self) -> float:
        """The loss at both ends of the chart."""
        return float((REACH * self.input) ** 2)

    @property
    def loss(self) -> float:
        """The loss at the first weight."""
        return (self.weight * self.input - self.target) ** 2

    @property
    def slope(self) -> float:
        """The slope of the curve there."""
        return 2 * (self.weight * self.input - self.target) * self.input

    def place(self, weight: float, loss: float) -> tuple[float, float]:
        """Where a weight and a loss are in the chart."""
        across = (weight - self.best + REACH) / (2 * REACH)
        return LEFT + PLOT_WIDTH * across, TOP + PLOT_HEIGHT * (1 - loss / self.highest_loss)


def chart(descent: Descent, language: Language) -> str:
    """The curve, the first weight on it with the slope there, and a key to the drawing."""
    labels = labels_in_html(language)
    bottom, right, middle = TOP + PLOT_HEIGHT, LEFT + PLOT_WIDTH, LEFT + PLOT_WIDTH / 2
    x, y = descent.place(descent.weight, descent.loss)
    keys = " ".join(
        f'<span class="descent-key-{name}"><b>{mark}</b> {labels[f"descent_{name}"]}</span>'
        for name, mark in KEY.items()
    )
    return (
        f'<figure class="descent-chart"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{labels["descent_chart"]}">'
        f'<path class="descent-axes" d="M{LEFT} {TOP}V{bottom}H{right}{_tick_marks(descent)}"/>'
        f"{_tick_numbers(descent, language)}"
        f'<text x="{middle:g}" y="{HEIGHT - 5}" text-anchor="middle">{labels["descent_weight"]}</text>'
        f'<text transform="rotate(-90)" x="{-TOP - PLOT_HEIGHT / 2:g}" y="14" text-anchor="middle">'
        f"{labels['descent_loss']}</text>"
        # A parabola is a quadratic Bézier curve: its middle point is as far below the bottom as its ends are above it.
        f'<path class="descent-curve" d="M{LEFT} {TOP}Q{middle:g} {bottom + PLOT_HEIGHT} {right} {TOP}"/>'
        '<path class="descent-trail"/><path class="descent-past"/>'
        f'<path class="descent-tangent" d="{_tangent(descent)}"/>'
        f'<g class="descent-point" transform="translate({x:.1f} {y:.1f})"><circle r="6.5"/>'
        '<path class="descent-arrow" d="M3 -9L8 -24M2 -19L8 -24L12 -17"/></g></svg>'
        f'<figcaption aria-hidden="true">{keys}</figcaption></figure>'
    )


def _tick_marks(descent: Descent) -> str:
    across = "".join(f"M{x:g} {TOP + PLOT_HEIGHT}v5" for x, _ in (descent.place(each, 0) for each in _weights(descent)))
    up = "".join(f"M{LEFT} {y:g}h-5" for _, y in (descent.place(0, each) for each in _losses(descent)))
    return across + up


def _tick_numbers(descent: Descent, language: Language) -> str:
    across = "".join(
        f'<text x="{descent.place(weight, 0)[0]:g}" y="{TOP + PLOT_HEIGHT + 20}" text-anchor="middle">'
        f"{language.written(f'{weight:g}')}</text>"
        for weight in _weights(descent)
    )
    up = "".join(
        f'<text x="{LEFT - 8}" y="{descent.place(0, loss)[1] + 5:g}" text-anchor="end">'
        f"{language.written(f'{loss:g}')}</text>"
        for loss in _losses(descent)
    )
    return across + up


def _weights(descent: Descent) -> list[float]:
    return [descent.best + REACH * quarter / 2 for quarter in range(-2, 3)]


def _losses(descent: Descent) -> list[float]:
    return [descent.highest_loss * quarter / 4 for quarter in range(5)]


def _tangent(descent: Descent) -> str:
    """As docs/assets/javascripts/figures/descent.js draws it."""
    x, y = descent.place(descent.weight, descent.loss)
    right, down = PLOT_WIDTH / (2 * REACH), -descent.slope * PLOT_HEIGHT / descent.highest_loss
    scale = TANGENT / math.hypot(right, down)
    right, down = right * scale, down * scale
    return f"M{x - right:.1f} {y - down:.1f}L{x + right:.1f} {y + down:.1f}"
