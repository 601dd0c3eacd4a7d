"""A 3×3 kernel to edit, which moves over a digit: the nine products under it, their sum, and the map of all sums.

```convolution
cnn.py#slide
What the recorded picture shows.
```

The record's named values are the `digit` and the `kernel` to begin with, and the `filters` of a network's first Conv2D
layer to choose from, with their biases in `filter-biases`.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from docs.plugins.fences.digits import PIXELS, sample_buttons
from docs.plugins.fences.figure import Values, WrongForm, figure_html, figure_markdown, figure_problem, values_of
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import prose, shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

__all__ = ["html", "markdown", "problems", "prose", "shown"]

Matrix: TypeAlias = Sequence[Sequence[float]]

SCRIPTS = (
    *("draw/ink.js", "draw/shortcut.js", "draw/samples.js"),
    *(f"figures/{name}.js" for name in ("numbers", "pixel_paper", "paint_pixels", "convolve")),
    *(f"figures/{name}.js" for name in ("kernel_fields", "sliding_window", "convolution")),
)
# The named values that it begins with.
VALUES = ("digit", "kernel", "filters", "filter-biases")
SIDE = 3
MAP_SIDE = PIXELS - SIDE + 1
BRIGHTEST, LARGEST = 255, 100
# The window's first row and column: where the lesson's cell `kernel` computes one sum.
START = (10, 5)
# The kernels to choose from besides the recorded one, which finds vertical edges.
PRESETS: Mapping[str, Matrix] = {
    "horizontal": [[-1, -1, -1], [0, 0, 0], [1, 1, 1]],
    "blur": [[1 / SIDE**2] * SIDE] * SIDE,
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
}
# What the script says.
TEXTS = ("place", "scale", "zero", "blank", "none", "relu", "empty", "even")
# The numbers below the kernel.
SUMS = ("sum", "bias", "total", "relu")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture or a value that is not there, and a value of another form."""
    for fence in fences:
        if problem := figure_problem(fence.body, VALUES, project, _wrong_form):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The figure, and the recorded picture."""
    digit, kernel, filters, biases = values_of(body, VALUES, view.project).values()
    texts = {name: view.label(f"convolution_{name}") for name in TEXTS}
    texts["wrong"] = _wrong(view.language)
    texts["lowered"] = view.label("draw_lowered")
    settings = {
        "digit": _flat(digit),
        "start": START,
        "largest": LARGEST,
        "presets": {name: _flat(each) for name, each in {"vertical": kernel, **PRESETS}.items()},
        "filters": [_flat(each) for each in filters],
        "biases": biases,
        "texts": texts,
    }
    return figure_html("convolution", _content(digit, kernel, len(filters), view.language), settings, body, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(body, view)


def convolved(image: Matrix, kernel: Matrix) -> list[list[float]]:
    """The sums of the products of a kernel (side, side) with each part of an image (rows, columns) that it fits on.

    They are (rows - side + 1, columns - side + 1).
    """
    side = range(len(kernel))
    return [
        [
            sum(kernel[down][right] * image[row + down][column + right] for down in side for right in side)
            for column in range(len(image[0]) - len(side) + 1)
        ]
        for row in range(len(image) - len(side) + 1)
    ]


def _content(digit: Matrix, kernel: Matrix, filters: int, language: Language) -> str:
    """What docs/assets/javascripts/figures/convolution.js would show of this digit and this kernel."""
    labels = labels_in_html(language)
    pixels = [[pixel / BRIGHTEST for pixel in row] for row in digit]
    sums = convolved(pixels, kernel)
    row, column = START
    here = _thousandths(sums[row][column], language)
    scale = labels["convolution_scale"].format(largest=_thousandths(max(map(abs, _flat(sums))), language))
    return (
        f'<div class="convolution-parts">{_pictures(here, labels)}<output class="convolution-note">{scale}</output>'
        f'{_choices(filters, labels)}<div class="convolution-numbers">{_kernel(pixels, kernel, language)}'
        f"{_sums(here, language)}</div>{_tools(language)}</div>"
    )


def _pictures(here: str, labels: Mapping[str, str]) -> str:
    """The digit with the window, which the arrow keys move, and the map; a paper lies on the digit while one draws."""
    row, column = START
    place = labels["convolution_place"].format(row=row + 1, column=column + 1, value=here)
    window = (
        f'tabindex="0" role="slider" aria-label="{labels["convolution_window"]}" aria-valuemin="1" '
        f'aria-valuemax="{MAP_SIDE**2}" aria-valuenow="{MAP_SIDE * row + column + 1}" aria-valuetext="{place}"'
    )
    paper = (
        '<div class="convolution-paper" tabindex="0" role="application" '
        f'aria-label="{labels["draw_paper"]}. {labels["draw_keys"]}" hidden></div>'
    )
    pictures = (
        ("digit", PIXELS, window, paper),
        ("map", MAP_SIDE, f'role="img" aria-label="{labels["convolution_map"]}"', ""),
    )
    return "".join(
        f'<figure class="convolution-{name}"><div class="convolution-sheet">'
        f'<canvas width="{side}" height="{side}" {attributes}></canvas><span class="convolution-mark"></span>{more}'
        f"</div><figcaption>{labels[f'convolution_{name}']}</figcaption></figure>"
        for name, side, attributes, more in pictures
    )


def _choices(filters: int, labels: Mapping[str, str]) -> str:
    """The kernels to choose from, and whether ReLU follows."""
    presets = "".join(
        f'<button type="button" class="md-button" value="{name}" aria-pressed="{pressed}">'
        f"{labels[f'convolution_{name}']}</button>"
        for name, pressed in (("vertical", "true"), *((name, "false") for name in PRESETS))
    )
    options = "".join(f'<option value="{number}">{number}</option>' for number in range(filters))
    return (
        '<div class="convolution-choices"><fieldset class="convolution-presets">'
        f'<legend>{labels["convolution_presets"]}</legend><div class="descent-row">{presets}</div></fieldset>'
        f'<label>{labels["convolution_filter"]} <select class="convolution-filter" autocomplete="off">'
        f'<option value="" disabled hidden selected>–</option>{options}</select></label>'
        f'<label><input type="checkbox" class="convolution-activation"> {labels["neuron_relu"]}'
        "</label></div>"
    )


def _kernel(pixels: Matrix, kernel: Matrix, language: Language) -> str:
    """The nine weights, each below its pixel and above their product."""
    labels = labels_in_html(language)
    top, left = START
    cells = "".join(
        f'<div><span class="convolution-pixel">{_thousandths(pixels[top + row][left + column], language)}</span> × '
        # No keyboard of numbers alone on an iPhone has a minus.
        f'<input type="text" value="{_short(kernel[row][column], language)}" autocomplete="off" '
        f'aria-label="{labels["convolution_weight"].format(row=row + 1, column=column + 1)}"> = '
        '<span class="convolution-product">'
        f"{_thousandths(pixels[top + row][left + column] * kernel[row][column], language)}</span></div>"
        for row in range(SIDE)
        for column in range(SIDE)
    )
    return (
        f'<fieldset class="convolution-kernel"><legend>{labels["convolution_products"]}</legend>'
        f'<div class="convolution-cells">{cells}</div>'
        '<div class="convolution-hint"><p class="figure-error" role="alert"></p>'
        f"<p>{labels['convolution_rounded']}</p></div></fieldset>"
    )


def _sums(here: str, language: Language) -> str:
    """Of the nine products; the recorded kernel has no bias, and no ReLU follows it."""
    labels = labels_in_html(language)
    values = dict(zip(SUMS, (here, _thousandths(0, language), here, "–"), strict=True))
    items = "".join(
        f'<div><dt>{labels[f"neuron_{name}"]}</dt><dd class="convolution-{name}">{value}</dd></div>'
        for name, value in values.items()
    )
    return f'<dl class="convolution-sums">{items}</dl>'


def _tools(language: Language) -> str:
    """Other digits, and back to the beginning."""
    labels = labels_in_html(language)
    return (
        f'<div class="convolution-tools"><span>{labels["draw_samples"]}</span>'
        f'<div role="toolbar" aria-label="{labels["draw_samples"]}">{sample_buttons(language)}</div>'
        '<div class="descent-row">'
        f'<button type="button" class="md-button convolution-draw" aria-pressed="false">{labels["convolution_draw"]}'
        f'</button><button type="button" class="md-button convolution-clear">{labels["draw_clear"]}</button>'
        f'<button type="button" class="md-button convolution-reset">{labels["softmax_reset"]}</button></div></div>'
    )


def _wrong(language: Language) -> str:
    """What is said of a field in which no number of the right size stands."""
    lowest, highest = (language.written(f"{number}") for number in (-LARGEST, LARGEST))
    return language.labels["convolution_wrong"].format(lowest=lowest, highest=highest)


def _thousandths(number: float, language: Language) -> str:
    # What is added makes 0 of −0.
    return language.written(f"{round(number, 3) + 0.0:.3f}")


def _short(number: float, language: Language) -> str:
    return language.written(f"{round(number, 3) + 0.0:g}")


def _flat(matrix: Matrix) -> list[float]:
    """Row by row."""
    return [number for row in matrix for number in row]


def _wrong_form(values: Values) -> WrongForm | None:
    digit, kernel, filters, biases = values.values()
    if not _is_matrix(digit, PIXELS, 0, BRIGHTEST):
        return "digit", f"{PIXELS} rows of {PIXELS} numbers from 0 to {BRIGHTEST}"
    form = f"{SIDE} rows of {SIDE} numbers from {-LARGEST} to {LARGEST}"
    if not _is_matrix(kernel, SIDE, -LARGEST, LARGEST):
        return "kernel", form
    if not (
        isinstance(filters, list) and filters and all(_is_matrix(each, SIDE, -LARGEST, LARGEST) for each in filters)
    ):
        return "filters", f"a list of filters, each {form}"
    if not _are_numbers(biases, len(filters), -math.inf, math.inf):
        return "filter-biases", f"a number for each of the {len(filters)} filters"
    return None


def _is_matrix(value: Any, side: int, lowest: float, highest: float) -> bool:  # noqa: ANN401 (what a run has given)
    if not isinstance(value, list) or len(value) != side:
        return False
    return all(_are_numbers(row, side, lowest, highest) for row in value)


def _are_numbers(value: Any, count: int, lowest: float, highest: float) -> bool:  # noqa: ANN401
    if not isinstance(value, list) or len(value) != count:
        return False
    return all(isinstance(each, int | float) and not isinstance(each, bool) for each in value) and all(
        math.isfinite(each) and lowest <= each <= highest for each in value
    )
