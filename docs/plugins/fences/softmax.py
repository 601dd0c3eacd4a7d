"""Ten scores to change, the probabilities that softmax makes of them, and the loss for the right label.

```softmax
learn.py#bars
What the recorded picture shows.
```

It begins with the record's named values `scores`, ten numbers within the reach of the sliders, and `label`.
"""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from docs.plugins.fences.figure import Values, WrongForm, figure_html, figure_markdown, figure_problem, values_of
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import prose, shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

__all__ = ["html", "markdown", "problems", "prose", "shown"]

SCRIPTS = tuple(f"figures/{name}.js" for name in ("numbers", "probabilities", "slider_field", "softmax"))
# The named values that it begins with.
VALUES = ("scores", "label")
DIGITS = 10
# The reach of a slider, and its step. Keras takes no probability for less than 1e-7; with these bounds, none is.
LOWEST, HIGHEST, STEP = -6, 6, 0.1
# What the script says, and the buttons, by their labels.
TEXTS = ("value", "reads", "tied", "loss")
PRESETS = ("right", "wrong", "equal", "reset")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture or a value that is not there, and a value that the figure can't show."""
    for fence in fences:
        if problem := figure_problem(fence.body, VALUES, project, _wrong_form):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The figure, and the recorded picture."""
    scores, label = values_of(body, VALUES, view.project).values()
    texts = {name: view.label(f"softmax_{name}") for name in TEXTS} | {"wrong": view.label("figure_wrong")}
    settings = {"scores": scores, "label": label, "texts": texts}
    return figure_html("softmax", _content(scores, label, view.language), settings, body, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(body, view)


def softmax(scores: Sequence[float]) -> list[float]:
    """The probabilities that softmax makes of scores."""
    largest = max(scores)
    powers = [math.exp(score - largest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _content(scores: Sequence[float], label: int, language: Language) -> str:
    """What docs/assets/javascripts/figures/softmax.js would show of these scores."""
    labels, probabilities = labels_in_html(language), softmax(scores)
    read = scores.index(max(scores))
    options = "".join(f"<option{' selected' * (digit == label)}>{digit}</option>" for digit in range(DIGITS))
    heads = "".join(f"<span>{labels[f'softmax_{name}']}</span>" for name in ("digit", "score", "probability"))
    rows = "".join(
        f"<li{' data-largest' * (digit == read)}{' data-right' * (digit == label)}>"
        f"{_row(digit, scores[digit], probabilities[digit], language)}</li>"
        for digit in range(DIGITS)
    )
    presets = "".join(
        f'<button type="button" class="md-button softmax-{name}">{labels[f"softmax_{name}"]}</button>'
        for name in PRESETS
    )
    reads = labels["softmax_tied" if scores.count(max(scores)) > 1 else "softmax_reads"].format(digit=read)
    loss = labels["softmax_loss"].format(
        digit=label,
        probability=language.written(_probability(probabilities[label])),
        loss=language.written(f"{-math.log(probabilities[label]):.2f}"),
    )
    return (
        f'<label class="softmax-choice">{labels["softmax_label"]} <select autocomplete="off">{options}</select></label>'
        f'<p class="softmax-head" aria-hidden="true">{heads}</p><ol class="softmax-rows">{rows}</ol>'
        f'<output><span class="softmax-reads">{reads}</span> <span class="softmax-loss">{loss}</span></output>'
        f'<div class="softmax-presets">{presets}</div>'
    )


def _row(digit: int, score: float, probability: float, language: Language) -> str:
    """A digit's score and probability; the bar is a drawing, because no style attribute may give its width."""
    labels = labels_in_html(language)
    written, percent = _score(score, language), escape(language.written(_percent(probability)))
    slider = labels["softmax_slider"].format(digit=digit)
    field = labels["figure_field"].format(label=slider)
    value = labels["softmax_value"].format(score=written, percent=percent)
    return (
        f'<b>{digit}</b><input type="range" min="{LOWEST}" max="{HIGHEST}" step="{STEP}" value="{score}" '
        f'aria-label="{slider}" aria-valuetext="{value}" autocomplete="off">'
        # No keyboard of numbers alone on an iPhone has a minus.
        f'<input type="text" value="{written}" aria-label="{field}" autocomplete="off">'
        '<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{probability:.4g}" height="1"/></svg>'
        f'<span class="softmax-percent">{percent}</span><p class="figure-error" role="alert"></p>'
    )


def _score(score: float, language: Language) -> str:
    """With at least one decimal."""
    return language.written(max(f"{score:.1f}", f"{score:.6f}".rstrip("0"), key=len))


def _percent(probability: float) -> str:
    """With one decimal; softmax makes no probability of 0 or 1, and so none is written as such."""
    if probability < 0.0005:
        return "<0.1%"
    return ">99.9%" if probability >= 0.9995 else f"{100 * probability:.1f}%"


def _probability(probability: float) -> str:
    """With four digits after its zeros: the largest that the sliders can make is 0.9999."""
    return f"{Decimal(f'{probability:.3e}'):f}".rstrip("0")


def _wrong_form(values: Values) -> WrongForm | None:
    if not _are_scores(values["scores"]):
        return "scores", f"{DIGITS} numbers from {LOWEST} to {HIGHEST}"
    if not _is_label(values["label"]):
        return "label", f"a whole number from 0 to {DIGITS - 1}"
    return None


def _are_scores(value: Any) -> bool:  # noqa: ANN401 (what a run has given)
    if not isinstance(value, list) or len(value) != DIGITS:
        return False
    return all(isinstance(score, int | float) and LOWEST <= score <= HIGHEST for score in value)


def _is_label(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and 0 <= value < DIGITS
