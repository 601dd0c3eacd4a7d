"""A form in which a reader's own photo is read in the browser, step by step, as the lesson's script reads it.

```photo
your-own.py#steps
What the recorded picture shows.
```

The network is the exported one of the picture's script, which must take images of 0 to 255. The steps are written again
in docs/assets/javascripts/photo/. Some of the photos that the project draws are there to try.
"""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename

from docs.plugins.fences.digits import PIXELS, bar
from docs.plugins.fences.figure import figure_html, figure_markdown, figure_problem
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.recorded import named, prose, shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.commands import PHOTOS, record_command
from docs.plugins.project.languages import Language
from docs.plugins.project.links import photo_address, weights_address
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.sample_photos import PATH, SAMPLES

__all__ = ["html", "markdown", "problems", "prose", "shown"]

SCRIPTS = (
    *(f"draw/{name}.js" for name in ("weights", "bars")),
    *(f"figures/{name}.js" for name in ("probabilities", "numbers", "slider_field")),
    "draw/network.js",
    *(f"photo/{name}.js" for name in ("refusing", "file_head", "decoding", "canvas_noise", "resizing", "ink_on_paper")),
    *(f"photo/{name}.js" for name in ("pieces", "placing", "step_pictures", "cropping", "answering", "offering")),
    "photo/photo.js",
)
# The pictures of the steps after the photo itself.
STEPS = ("ink", "mask", "digit")
# In the order of the numbers in the script.
EDGES = ("top", "right", "bottom", "left")
# Why a step may refuse a photo: each has a text that says what it saw, and what to do.
REFUSALS = (
    *("no_bytes", "heavy", "huge", "animated", "unreadable", "unknown", "damaged", "heic", "falsified", "unloaded"),
    *("small", "blank", "pale", "edge", "crumb", "several"),
)
# Of a field for files: the camera on the back of a phone.
CAMERA = ' capture="environment"'
TEXTS = ("reading", "automatic", "by_hand", "noise", *REFUSALS)


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture, photos or a network that are not there, and a network that takes other images."""
    for fence in fences:
        if problem := figure_problem(fence.body, (), project) or _network_problem(fence.body, project):
            yield fence.line, problem
        if not project.sample_photos:
            yield fence.line, f"no {PATH}; make it: {PHOTOS}"


def html(body: str, view: View) -> str:
    """The form, and the recorded picture."""
    texts = {name: view.label(f"photo_{name}") for name in TEXTS} | {"wrong": view.label("figure_wrong")}
    texts |= {name: view.label(f"draw_{name}") for name in ("answer", "loading", "failed")}
    weights = view.address(weights_address(view.project.scripts[named(body)[0].script]))
    # A form of this method sends nothing when Enter is pressed.
    content = f'<form class="photo-body" method="dialog" novalidate data-weights="{weights}">{_content(view)}</form>'
    return figure_html("photo", content, {"texts": texts}, body, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(body, view)


def _network_problem(body: str, project: Project) -> str:
    """Why the network of a script can't read photos; "" where it can."""
    script = project.scripts[named(body)[0].script]
    if script.name not in project.weights:
        return f"no weights of {script.path}; make them: {record_command(script)}"
    if not project.weights[script.name].rescales:
        return (
            f"the network of {script.path} takes images of 0 to 1, and a photo's are of 0 to 255; let it rescale them "
            "with a Rescaling layer"
        )
    return ""


def _content(view: View) -> str:
    """What the form holds; nothing can be set by hand before there is a photo."""
    labels = labels_in_html(view.language)
    bars = "".join(map(bar, range(10)))
    return (
        f'<div class="photo-files">{_file("choose", "", labels)}{_file("take", CAMERA, labels)}'
        f"<p>{labels['photo_private']}</p></div>"
        f'<div class="photo-samples" role="group" aria-label="{labels["photo_samples"]}">'
        f"<span>{labels['photo_samples']}</span>{_samples(view)}</div>"
        f"{_picture('whole', labels['photo_whole'], labels['photo_drop'])}"
        '<div class="photo-result"><b class="draw-digit" aria-hidden="true"></b>'
        f'<p class="photo-said">{labels["photo_empty"]}</p>'
        f'<ol class="draw-bars" aria-label="{labels["draw_bars"]}">{bars}</ol>'
        f'<button type="button" class="md-button photo-retry" hidden>{labels["draw_retry"]}</button></div>'
        f'<div class="photo-steps">{"".join(_picture(step, labels[f"photo_{step}"]) for step in STEPS)}'
        f"{_picture('image', labels['draw_seen'])}</div>{_by_hand(labels)}"
    )


def _file(name: str, attributes: str, labels: Mapping[str, str]) -> str:
    """A button for a field, which would speak the browser's language."""
    return (
        f'<button type="button" class="md-button photo-{name}">{labels[f"photo_{name}"]}</button>'
        f'<input type="file" accept="image/*"{attributes} hidden>'
    )


def _samples(view: View) -> str:
    labels = labels_in_html(view.language)
    return "".join(
        f'<button type="button" class="md-button" value="{view.address(photo_address(basename(file)))}">'
        f"{labels[f'photo_sample_{name}']}</button>"
        for name, file in SAMPLES.items()
    )


def _picture(name: str, caption: str, below: str = "") -> str:
    """A place for a picture, and words that stand there until there is one."""
    words = f"<p>{below}</p>" if below else ""
    canvas = f'<canvas width="{PIXELS}" height="{PIXELS}" role="img" aria-label="{caption}"></canvas>'
    sheet = f'<div class="photo-sheet">{words}{canvas}</div>'
    return f'<figure class="photo-{name}">{sheet}<figcaption>{caption}</figcaption></figure>'


def _by_hand(labels: Mapping[str, str]) -> str:
    """The level, the turns and the crop."""

    def button(name: str, label: str, attributes: str = "") -> str:
        return f'<button type="button" class="md-button photo-{name}"{attributes}>{labels[label]}</button>'

    level, edges = labels["photo_level"], "".join(_edge(labels[f"photo_edge_{edge}"]) for edge in EDGES)
    pressed = ' aria-pressed="true"'
    return (
        f'<fieldset class="photo-hand" disabled><legend>{labels["photo_hand"]}</legend><div class="photo-turns">'
        f"{button('turn-left', 'photo_turn_left')}{button('turn-right', 'photo_turn_right')}"
        f"{button('uncrop', 'photo_uncrop')}</div>"
        f'<div class="photo-level"><span>{level}</span>'
        f'<input type="range" min="1" max="99" value="50" aria-label="{level}" autocomplete="off">'
        f'<input type="text" inputmode="decimal" value="50" aria-label="{labels["figure_field"].format(label=level)}" '
        f'autocomplete="off">{button("automatic", "photo_set_automatic", pressed)}'
        '<p class="figure-error" role="alert"></p></div><details class="photo-edges">'
        f"<summary>{labels['photo_edges']}</summary><div>{edges}</div></details></fieldset>"
    )


def _edge(label: str) -> str:
    return f'<label>{label} <input type="range" min="0" max="95" value="0" autocomplete="off"></label>'
