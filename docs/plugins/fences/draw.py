"""A board to draw a digit on, which networks read in the browser: each whose weights are exported, under a name.

```draw
sequential.py The Sequential network
```

A board of one network holds a sample and its answer before any script runs, and where none does: the record's named
values `image`, of 28×28 pixels from 0 to 255, `label` and `probabilities`. An `image` needs the other two.
"""

import base64
import math
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from docs.plugins.fences.digits import DIGITS, PIXELS, bar, paths, sample_buttons
from docs.plugins.fences.kind import Problem, bundle_of
from docs.plugins.fences.named_networks import Network, names_of, network_choices, network_problem, networks_of, parse
from docs.plugins.fences.named_values import missing_values, wrong_value
from docs.plugins.fences.pieces import labels_in_html
from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

SCRIPTS = (
    *("draw/weights.js", "figures/probabilities.js", "draw/network.js", "draw/bars.js"),
    *("draw/digit.js", "draw/ink.js", "draw/shortcut.js", "draw/paper.js", "draw/samples.js", "draw/draw.js"),
)
# The digit that lies dotted on an empty paper, to be traced.
TRACED = 3
# The side of the paper, in pixels.
PAPER = 280
# The named values of a record that make a sample, in the order of its fields.
SAMPLE_VALUES = ("image", "label", "probabilities")


@dataclass(frozen=True)
class Sample:
    """A digit of MNIST and a network's answer to it: rows of pixels, 0 for paper and 255 for ink, and probabilities."""

    image: Sequence[Sequence[int]]
    label: int
    probabilities: Sequence[float]


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A line of another form, a script that is not there, one without weights, and a sample that can't be shown."""
    for fence in fences:
        if not fence.body.split():
            yield fence.line, "the fence names no network; write one a line, such as: sequential.py A name"
        for line in fence.body.strip().splitlines():
            if problem := network_problem(line, project):
                yield fence.line, problem
        if problem := _sample_problem(fence.body, project):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The board, with the choice of the networks."""
    return board(networks_of(body, view), view.address(bundle_of("draw")), view.language, _sample(body, view.project))


def markdown(body: str, view: View) -> Sequence[str]:
    """A link to the page: one can't draw in Markdown."""
    return [f"[{view.label('draw_needs')}]({view.absolute(view.page)})"]


def prose(body: str) -> Sequence[str]:
    """The names of the networks."""
    return names_of(body)


def board(networks: Iterable[Network], script: str, language: Language, sample: Sample | None = None) -> str:
    """The board in HTML; `script` is the address of what docs/assets/javascripts/draw_loader.js loads for it.

    What is `draw-live` is of use only where scripts run.
    """
    labels = labels_in_html(language)
    messages = "".join(
        f' data-{name}="{labels[f"draw_{name}"]}"' for name in ("empty", "loading", "answer", "failed", "lowered")
    )
    answer = escape(_answer(sample, language)) if sample else ""
    of_sample = f' data-sample="{answer}"' if sample else ""
    drawn = escape(language.labels["draw_drawn"].format(digit=sample.label)) if sample else ""
    return (
        f'<div class="draw" data-script="{escape(script)}"{messages}{of_sample} data-search-exclude>'
        f"{_networks(list(networks), language)}"
        f'<div class="draw-sheet">{_picture(sample, drawn) if sample else _traced()}'
        f'<canvas class="draw-paper draw-live" width="{PAPER}" height="{PAPER}" tabindex="0" '
        f'role="application" aria-label="{labels["draw_paper"]}" aria-describedby="draw-keys"></canvas>'
        '<span class="draw-cursor" hidden></span></div>'
        '<div class="draw-tools draw-live">'
        f'<button type="button" class="md-button draw-undo">{labels["draw_undo"]}</button> '
        f'<button type="button" class="md-button draw-clear">{labels["draw_clear"]}</button></div>'
        f'<div class="draw-result"><b class="draw-digit" aria-hidden="true">{_largest(sample) if sample else ""}</b>'
        f'<p class="draw-answer">{answer or labels["draw_empty"]}</p>'
        f'<button type="button" class="md-button draw-retry draw-live" hidden>{labels["draw_retry"]}</button>'
        f'<ol class="draw-bars" aria-label="{labels["draw_bars"]}">{_bars(sample)}</ol></div>'
        f'<div class="draw-samples draw-live"><span id="draw-samples">{labels["draw_samples"]}</span>'
        f'<div role="toolbar" aria-labelledby="draw-samples">{sample_buttons(language)}</div></div>'
        f'<figure class="draw-seen"><div>{_picture(sample, labels["draw_seen"]) if sample else ""}'
        f'<canvas width="{PIXELS}" height="{PIXELS}" role="img" aria-label="{labels["draw_seen"]}"></canvas></div>'
        f"<figcaption>{labels['draw_seen']}</figcaption></figure>"
        f'<div class="draw-notes draw-live"><p id="draw-keys">{labels["draw_keys"]}</p>'
        f"<p>{labels['draw_private']}</p></div></div>"
        f'<p class="draw-needs" hidden>{labels["draw_needs"]}</p>'
    )


def png(image: Sequence[Sequence[int]]) -> bytes:
    """A picture of black ink on nothing, in the PNG format: each pixel is a grey, which is 0, and how opaque it is."""
    rows = b"".join(b"\0" + bytes(byte for ink in row for byte in (0, ink)) for row in image)
    header = struct.pack(">IIBBBBB", len(image[0]), len(image), 8, 4, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _only_script(body: str) -> str:
    """The script of a board of one network, whose sample is shown; "" where several can be chosen, or none."""
    scripts = [script for script, _ in filter(None, parse(body))]
    return scripts[0] if len(scripts) == 1 else ""


def _sample(body: str, project: Project) -> Sample | None:
    """The sample of a board; None where several networks can be chosen, or where the record holds none."""
    script = _only_script(body)
    if not script or "image" not in project.records[script].values:
        return None
    return Sample(*(project.records[script].values[name].value for name in SAMPLE_VALUES))


def _answer(sample: Sample, language: Language) -> str:
    """What the script would say of the sample."""
    percent = _percent(max(sample.probabilities))
    return language.labels["draw_answer"].format(digit=_largest(sample), percent=percent)


def _largest(sample: Sample) -> int:
    """The digit that the network reads."""
    return sample.probabilities.index(max(sample.probabilities))


def _percent(probability: float) -> str:
    """As docs/assets/javascripts/draw/bars.js writes it."""
    return f"{'>99' if probability > 0.995 else math.floor(100 * probability + 0.5)}%"


def _picture(sample: Sample, description: str) -> str:
    encoded = base64.b64encode(png(sample.image)).decode()
    return (
        f'<img class="draw-sample" src="data:image/png;base64,{encoded}" alt="{description}" '
        f'width="{PIXELS}" height="{PIXELS}">'
    )


def _networks(networks: list[Network], language: Language) -> str:
    """The choice of a network; it is hidden where there is only one."""
    hidden = " hidden" * (len(networks) == 1)
    legend = escape(language.labels["draw_networks"])
    choices = network_choices(networks, language)
    return f'<fieldset class="draw-networks draw-live"{hidden}><legend>{legend}</legend>{choices}</fieldset>'


def _bars(sample: Sample | None) -> str:
    if not sample:
        return "".join(map(bar, range(10)))
    largest = max(sample.probabilities)
    return "".join(
        bar(digit, probability, escape(_percent(probability)), largest=probability == largest)
        for digit, probability in enumerate(sample.probabilities)
    )


def _traced() -> str:
    """The digit that shows where to draw; a decoration, which the first stroke removes."""
    strokes = paths(DIGITS[TRACED])
    return f'<svg class="draw-traced" viewBox="0 0 {PIXELS} {PIXELS}" aria-hidden="true">{strokes}</svg>'


def _sample_problem(body: str, project: Project) -> str:
    """Why the sample of a board can't be shown; "" where it can, and where the board has none."""
    name = _only_script(body)
    if name not in project.scripts or "image" not in project.records[name].values:
        return ""
    script, record = project.scripts[name], project.records[name]
    if problem := missing_values(SAMPLE_VALUES, 'which the board shows beside "image"', script, record):
        return problem
    if not _is_image(record.values["image"].value):
        return wrong_value("image", f"{PIXELS}×{PIXELS} whole numbers from 0 to 255", script, record)
    return ""


def _is_image(value: Any) -> bool:  # noqa: ANN401 (what a run has given)
    def has_pixels(each: Any) -> bool:  # noqa: ANN401
        return isinstance(each, list) and len(each) == PIXELS

    if not has_pixels(value) or not all(map(has_pixels, value)):
        return False
    return all(isinstance(ink, int) and 0 <= ink <= 255 for row in value for ink in row)
