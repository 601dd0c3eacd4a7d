"""One weight that goes down the curve of its loss, a step at a time, with a learning rate to choose.

```descent
learn.py#rates
What the recorded picture shows.
```

The curve is that of a neuron with one input and no bias: loss = (weight · input − target)². The record's named values
are the `input`, the `target`, the `weight` to begin with, and three `learning-rates`: too small, good and too large.
"""

import math
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from docs.plugins.fences.descent_drawing import PLOT, REACH, Descent, chart
from docs.plugins.fences.figure import Values, WrongForm, figure_html, figure_markdown, figure_problem, values_of
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import prose, shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

__all__ = ["html", "markdown", "problems", "prose", "shown"]

SCRIPTS = tuple(f"figures/{name}.js" for name in ("numbers", "squared_loss", "slider_field", "descent"))
# The named values that it begins with.
VALUES = ("input", "target", "weight", "learning-rates")
LOWEST_RATE, HIGHEST_RATE = 0.001, 0.3
# What the script says, besides what stands on the page from the start.
TEXTS = ("state", "away", "creeps", "nears", "arrives", "crosses", "oscillates", "diverges", "converged", "enough")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture or a value that is not there, and a value of another form."""
    for fence in fences:
        if problem := figure_problem(fence.body, VALUES, project, _wrong_form):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The figure, and the recorded picture."""
    descent = Descent(*values_of(body, VALUES, view.project).values())
    settings = {
        "input": descent.input,
        "target": descent.target,
        "weight": descent.weight,
        "rates": descent.rates,
        "lowest": descent.best - REACH,
        "highest": descent.best + REACH,
        "highestLoss": descent.highest_loss,
        "plot": PLOT,
        "texts": {name: view.label(f"descent_{name}") for name in TEXTS} | {"wrong": view.label("figure_wrong")},
    }
    language = view.language
    content = (
        f'<div class="descent-parts">{chart(descent, language)}{_steps(language)}'
        f'<output class="descent-words">{_words(descent, language)}</output>'
        f'<div class="descent-choices">{_rates(descent, language)}{_start(descent, language)}</div></div>'
    )
    return figure_html("descent", content, settings, body, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(body, view)


def _steps(language: Language) -> str:
    labels = labels_in_html(language)
    buttons = "".join(
        f'<button type="button" class="md-button descent-{name}">{labels[f"descent_{name}"]}</button>'
        for name in ("one", "ten", "again")
    )
    return f'<div class="descent-row descent-steps">{buttons}</div>'


def _rates(descent: Descent, language: Language) -> str:
    """The learning rate, and a button for each that is recorded."""
    labels = labels_in_html(language)
    good = descent.rates[1]
    # Only their numbers: what each does is for the reader to guess, and to try.
    buttons = "".join(
        f'<button type="button" class="md-button" value="{rate}" aria-pressed="{"true" if rate == good else "false"}">'
        f"{_short(rate, language)}</button>"
        for rate in descent.rates
    )
    field = _field("rate", good, (LOWEST_RATE, HIGHEST_RATE, 0.001), language)
    return (
        f'{field}<fieldset class="descent-recorded"><legend>{labels["descent_rates"]}</legend>'
        f'<div class="descent-row">{buttons}</div></fieldset>'
    )


def _start(descent: Descent, language: Language) -> str:
    return _field("start", descent.weight, (descent.best - REACH, descent.best + REACH, 0.1), language)


def _field(name: str, value: float, bounds: tuple[float, float, float], language: Language) -> str:
    """A number to write or to slide, within bounds that are the lowest, the highest and the slider's step."""
    labels = labels_in_html(language)
    label = labels[f"descent_{name}"]
    field = labels["figure_field"].format(label=label)
    lowest, highest, step = bounds
    return (
        f'<div class="descent-field descent-{name}"><label>{label} '
        f'<input type="text" autocomplete="off" value="{_short(value, language)}" aria-label="{field}"></label>'
        f'<input type="range" min="{lowest:g}" max="{highest:g}" step="{step:g}" value="{value:g}" autocomplete="off" '
        f'aria-label="{label}"><p class="figure-error" role="alert"></p></div>'
    )


def _words(descent: Descent, language: Language) -> str:
    """As docs/assets/javascripts/figures/descent.js says it of the first weight and the good learning rate."""
    rate, slope = descent.rates[1], _rounded(descent.slope, language)
    move = -rate * descent.slope
    state = language.labels["descent_state"].format(
        step=0,
        weight=_rounded(descent.weight, language),
        loss=_rounded(descent.loss, language),
        slope=slope,
        rate=_short(rate, language),
        factor=f"({slope})" if slope.startswith("−") else slope,
        move="+" * (move >= 0.0005) + _rounded(move, language),
    )
    # What becomes of the weight is said after the first step: before it, the reader is to guess.
    return f'<span class="descent-state">{escape(state)}</span> <span class="descent-verdict"></span>'


def _rounded(number: float, language: Language) -> str:
    """A number to three places, of which the script rounds a half up too."""
    places = Decimal(number).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return language.written(f"{places or abs(places):,}")


def _short(number: float, language: Language) -> str:
    return language.written(f"{number:g}")


def _wrong_form(values: Values) -> WrongForm | None:
    first, target, weight, rates = values.values()
    if not _is_number(first) or first == 0:
        return "input", "a number other than 0"
    if not _is_number(target):
        return "target", "a number"
    if not _is_number(weight) or abs(weight - target / first) > REACH:
        return "weight", f"a number at most {REACH} from target / input, which is as far as the chart reaches"
    if not _are_rates(rates):
        return "learning-rates", f"three ascending numbers from {LOWEST_RATE} to {HIGHEST_RATE}"
    return None


def _are_rates(value: Any) -> bool:  # noqa: ANN401 (what a run has given)
    if not isinstance(value, list) or len(value) != 3 or not all(map(_is_number, value)):
        return False
    return value == sorted(set(value)) and all(LOWEST_RATE <= each <= HIGHEST_RATE for each in value)


def _is_number(value: Any) -> bool:  # noqa: ANN401 (what a run has given)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
