"""What a cell printed and drew, from its script's record. A picture is described below the reference.

```output
train.py#history
Two charts …
```
"""

from collections.abc import Iterator, Sequence

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.recorded import named, prose, recorded_html, recorded_markdown, shown, shown_problem
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

__all__ = ["html", "markdown", "problems", "prose", "shown"]


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A cell that is not there or has no output, and a picture without its description."""
    for fence in fences:
        if problem := shown_problem(fence.body, project):
            yield fence.line, problem


def html(body: str, view: View) -> str:
    """The output under a label that says so."""
    return recorded_html(*named(body), view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown."""
    return recorded_markdown(*named(body), view)
