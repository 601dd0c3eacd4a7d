"""One neuron of a trained network on a digit that the reader draws: pixels, weights, products, sum, bias and ReLU.

```neuron
learn.py#one-neuron
learn.py One-layer network
sequential.py Sequential network
What the recorded picture shows.
```

Below the picture's cell stand the networks to choose from, each by its script, and a name for the reader. The neuron is
one of the first layer that has weights, which must be a Dense layer. No line of the description may begin with a
script, such as `train.py`: it would name a network, here and for examples/runner/exporting.py.
"""

from collections.abc import Iterator, Mapping, Sequence

from docs.plugins.fences.digits import PIXELS, sample_buttons
from docs.plugins.fences.figure import figure_html, figure_markdown, figure_problem
from docs.plugins.fences.kind import Problem, Shown
from docs.plugins.fences.named_networks import names_of, network_choices, network_problem, networks_of
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import prose as recorded_prose
from docs.plugins.fences.recorded import shown as recorded_shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import parse_script_reference

SCRIPTS = (
    *("draw/weights.js", "draw/ink.js", "draw/shortcut.js", "draw/samples.js"),
    *(f"figures/{name}.js" for name in ("numbers", "neuron_sums", "pixel_paper", "paint_pixels", "neuron")),
)
# The neuron, and the digit, to begin with.
FIRST = 3
# What the script says, and of what follows the neuron, by the activation of its layer.
TEXTS = ("range", "wrong", "pixel", "positive", "negative")
ACTIVATIONS = ("softmax", "relu")
# The numbers below the pictures.
SUMS = ("added", "taken", "sum", "bias", "total", "relu")


def shown(body: str) -> Shown:
    """The cell of the picture, and what it shows."""
    return recorded_shown(_without_networks(body))


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture or a network that is not there, a fence without networks, and a network without the neuron."""
    for fence in fences:
        if problem := figure_problem(_without_networks(fence.body), (), project):
            yield fence.line, problem
        lines = [(line, script) for line in fence.body.splitlines() if (script := _script_of(line))]
        if not lines:
            yield fence.line, "the fence names no network; write one a line below the cell, such as: learn.py A name"
        for line, script in lines:
            if problem := network_problem(line, project) or _layer_problem(script, project):
                yield fence.line, problem


def html(body: str, view: View) -> str:
    """The figure, and the recorded picture."""
    texts: dict[str, object] = {name: view.label(f"neuron_{name}") for name in TEXTS}
    texts["after"] = {name: view.label(f"neuron_after_{name}") for name in ACTIVATIONS}
    texts["lowered"] = view.label("draw_lowered")
    return figure_html("neuron", _content(body, view), {"texts": texts}, _without_networks(body), view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(_without_networks(body), view)


def prose(body: str) -> Sequence[str]:
    """The names of the networks, and what the picture shows."""
    lines = zip(names_of(body), recorded_prose(_without_networks(body)), strict=True)
    return [name or description for name, description in lines]


def _script_of(line: str) -> str | None:
    """The script that a line begins with, which so should name its network; None where it begins with none."""
    return parse_script_reference(line.split()[0]) if line.strip() else None


def _without_networks(body: str) -> str:
    """The body with an empty line in the place of each that should name a network."""
    return "\n".join("" if _script_of(line) else line for line in body.split("\n"))


def _layer_problem(name: str, project: Project) -> str:
    """Why the network of a script has no neuron to show; "" where it has."""
    script, layer = project.scripts[name], project.weights[name].first_layer
    if layer == "Dense":
        return ""
    return (
        f"the first layer with weights of {script.path} is a {layer} layer, and not a Dense layer, of which the figure "
        "shows a neuron; take its line out"
    )


def _content(body: str, view: View) -> str:
    """What the figure holds, in a form: so its choice of a network is its own, and not one with another figure's."""
    labels = labels_in_html(view.language)
    networks = networks_of(body, view)
    return (
        # A form of this method sends nothing when Enter is pressed.
        '<form class="neuron-body" data-network="loading" method="dialog" novalidate>'
        f'<fieldset class="neuron-networks"{" hidden" * (len(networks) == 1)}>'
        f"<legend>{labels['neuron_networks']}</legend>{network_choices(networks, view.language)}</fieldset>"
        f'<div class="neuron-choice"><label>{labels["neuron_number"]} '
        f'<input class="neuron-number" type="number" min="0" value="{FIRST}"> '
        '<span class="neuron-range"></span></label><p class="figure-error" role="alert"></p></div>'
        f'<div class="neuron-failed" role="alert"><p>{labels["draw_failed"]}</p>'
        f'<button type="button" class="md-button neuron-retry">{labels["draw_retry"]}</button></div>'
        f"{_pictures(labels)}"
        f'<div class="neuron-samples"><span>{labels["draw_samples"]}</span>'
        f'<div role="toolbar" aria-label="{labels["draw_samples"]}">{sample_buttons(view.language)}</div>'
        f'<button type="button" class="md-button neuron-clear">{labels["draw_clear"]}</button></div>'
        f'<div class="neuron-words"><output class="neuron-pixel">{labels["neuron_point"]}</output>'
        f'<p>{labels["neuron_legend"]}</p><p class="neuron-keys">{labels["draw_keys"]}</p></div>'
        f'<p class="neuron-loading" role="status">{labels["draw_loading"]}</p>'
        f'<div class="neuron-result"><dl>{_sums(labels)}</dl>'
        '<output class="neuron-answer"></output><p class="neuron-note"></p></div></form>'
    )


def _pictures(labels: Mapping[str, str]) -> str:
    """The pixels, which can be drawn on, the weights and the products."""
    paper = f'tabindex="0" role="application" aria-label="{labels["neuron_paper"]} {labels["draw_keys"]}"'
    pictures = (
        ("pixels", "", paper),
        ("weights", "× ", f'role="img" aria-label="{labels["neuron_weights"]}"'),
        ("products", "= ", f'role="img" aria-label="{labels["neuron_products"]}"'),
    )
    return "".join(
        f'<figure class="neuron-{name}"><div class="neuron-sheet">'
        f'<canvas width="{PIXELS}" height="{PIXELS}" {attributes}></canvas>'
        '<span class="neuron-cursor" hidden></span></div>'
        f"<figcaption>{sign}{labels[f'neuron_{name}']}</figcaption></figure>"
        for name, sign, attributes in pictures
    )


def _sums(labels: Mapping[str, str]) -> str:
    return "".join(f'<div><dt>{labels[f"neuron_{name}"]}</dt><dd class="neuron-{name}">–</dd></div>' for name in SUMS)
