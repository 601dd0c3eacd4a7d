"""A cell's output behind a line that asks what it will be. A picture is described below that line.

```predict
sequential.py#summary
How many parameters has this network?
```
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.fences.kind import Problem, Shown
from docs.plugins.fences.recorded import named, prose, recorded_html, recorded_markdown, shown_problem
from docs.plugins.fences.recorded import shown as recorded_shown
from docs.plugins.fences.view import Code, View
from docs.plugins.project.inline import inline_of, markdown_problem
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

__all__ = ["html", "markdown", "problems", "prose", "shown"]


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """What is wrong with the output, as in an output fence, and with the line that asks."""
    for fence in fences:
        asked, body = _parted(fence.body)
        if problem := shown_problem(body, project):
            yield fence.line, problem
        elif not asked:
            yield fence.line, "nothing is asked; write below the reference, in one line, what readers are to guess"
        elif problem := markdown_problem(asked):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The output in a fold. docs/assets/javascripts/predict.js opens all of them for who prefers that."""
    asked, recorded = _parted(body)
    return (
        f'<details class="predict"><summary>{inline_html(inline_of(asked))} '
        f'<span class="predict-show">{escape(view.label("predict_show"))}</span></summary>'
        f"{recorded_html(*named(recorded), view)}"
        f'<button type="button" class="predict-always" aria-pressed="false" hidden>'
        f"{escape(view.label('predict_always'))}</button></details>"
    )


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The line, and then the output."""
    asked, recorded = _parted(body)
    return [inline_markdown(inline_of(asked)), "", *recorded_markdown(*named(recorded), view)]


def shown(body: str) -> Shown:
    """The cell, and the description of its picture."""
    return recorded_shown(_parted(body)[1])


def _parted(body: str) -> tuple[str, str]:
    """The line that asks, and the rest, which is the body of an output fence."""
    reference, _, rest = body.strip().partition("\n")
    asked, _, description = rest.strip().partition("\n")
    return asked.strip(), f"{reference}\n{description}"
