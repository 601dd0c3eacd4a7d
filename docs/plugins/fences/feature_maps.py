"""The feature maps of what a reader draws on the board before it on the page: what each Conv2D layer gives out.

```feature_maps
cnn.py#maps
What the recorded picture shows.
```

The board offers the network of the picture's script. The figure has room for that network's maps: another network of
the board has as many of the same size, or none.
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.figure import figure_html, figure_markdown, figure_problem
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.named_networks import parse
from docs.plugins.fences.recorded import named, prose, shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.weights import FeatureMaps

__all__ = ["html", "markdown", "problems", "prose", "shown"]

SCRIPTS = ("trainer/tiles.js", "figures/feature_maps.js")
# In each row.
COLUMNS = 8
# What the script says, by its labels: without a drawing, with one, and of a network without such a layer.
TEXTS = ("empty", "shown", "none")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A picture that is not there, no board before the fence, and networks whose maps it can't show."""
    for fence in fences:
        if problem := figure_problem(fence.body, (), project) or _board_problem(fence, page, project):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The figure, and the recorded picture."""
    layers = view.project.weights[named(body)[0].script].feature_maps
    texts = {name: view.label(f"feature_maps_{name}") for name in TEXTS}
    texts |= {name: view.label(f"draw_{name}") for name in ("loading", "failed")}
    settings = {"columns": COLUMNS, "layers": [[each.count, each.side] for each in layers], "texts": texts}
    canvases = "".join(_canvas(each, view) for each in layers)
    words = f'<p class="feature_maps-words">{escape(texts["empty"])}</p>'
    content = f'<div class="feature_maps-body">{words}{canvases}</div>'
    return figure_html("feature_maps", content, settings, body, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return figure_markdown(body, view)


def _canvas(maps: FeatureMaps, view: View) -> str:
    """As large as docs/assets/javascripts/trainer/tiles.js makes it: a gap of one pixel is between tiles."""
    width, height = ((maps.side + 1) * tiles - 1 for tiles in (COLUMNS, -(-maps.count // COLUMNS)))
    label = escape(view.label("feature_maps_layer").format(count=maps.count, side=maps.side))
    canvas = f'<canvas width="{width}" height="{height}" role="img" aria-label="{label}"></canvas>'
    return f"<figure>{canvas}<figcaption>{label}</figcaption></figure>"


def _board_problem(fence: Fence, page: Page, project: Project) -> str:
    """Why the board before a fence has no feature maps that the fence can show; "" where it has."""
    script = project.scripts[named(fence.body)[0].script]
    boards = [board for board in page.fences_of("draw") if board.line < fence.line]
    if not boards:
        return 'no board stands before it on the page; write a "draw" fence above it'
    # Of a line that names no network, the board's own kind says what is wrong.
    offered = [name for name, _ in filter(None, parse(boards[-1].body)) if name in project.weights]
    if script.name not in offered:
        return f"the board before it does not offer the network of {script.path}; add a line for it there"
    maps = project.weights[script.name].feature_maps
    if not maps:
        return f"the network of {script.path} has no Conv2D layer; name a cell of a script whose network has one"
    for name in offered:
        if project.weights[name].feature_maps not in ((), maps):
            other = project.scripts[name].path
            return (
                f"the feature maps of {other} are not as many and as large as those of {script.path}; take it off there"
            )
    return ""
