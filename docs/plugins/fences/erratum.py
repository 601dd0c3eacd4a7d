"""A wrong line of the article, what Keras says to it, and the right line, from `docs/errata.yml`, by its id.

```erratum
W1
```
"""

from collections.abc import Iterator, Mapping, Sequence

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import code_row, highlighted, is_error, is_highlighted
from docs.plugins.fences.view import Code, View
from docs.plugins.project.errata import Erratum
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project


def parse(body: str) -> str:
    """The id of the erratum."""
    return " ".join(body.split())


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """An erratum that is not there."""
    for fence in fences:
        if parse(fence.body) not in project.errata:
            known = ", ".join(project.errata)
            yield fence.line, f'no erratum "{parse(fence.body)}" in docs/errata.yml (errata: {known})'
        elif not is_highlighted(project.errata[parse(fence.body)].language):
            erratum = project.errata[parse(fence.body)]
            yield fence.line, f'Pygments knows no language "{erratum.language}", in which {erratum.id} is written'


def html(body: str, view: View) -> str:
    """The article's line, the answer to it, and the right line, each under its label."""
    blocks = "".join(_block(label, code, view) for label, code in _parts(body, view).items())
    return f'<div class="erratum">{blocks}</div>'


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown, where the right line runs, after the code ahead of it, which stands in a comment."""
    erratum, parts = view.project.errata[parse(body)], _parts(body, view)
    before: list[str | Code] = []
    if erratum.before and parts["right"].program:
        before = ["<!--", Code(erratum.before, erratum.language, parts["right"].program), "-->"]
    lines: list[str | Code] = []
    for label, code in parts.items():
        lines += [*([""] if lines else []), f"{view.label(label)}:", ""]
        lines += [*(before if label == "right" else []), code]
    return lines


def _block(label: str, code: Code, view: View) -> str:
    kind = " error" if label == "says" and is_error(code.text) else ""
    shown = f"{code_row(view.label(label))}{highlighted(code.text, code.language)}"
    return f'<div class="erratum-{label}{kind}">{shown}</div>'


def _parts(body: str, view: View) -> Mapping[str, Code]:
    """The three parts by their labels."""
    erratum = view.project.errata[parse(body)]
    return {
        "wrong": Code(erratum.wrong, erratum.language),
        "says": Code(erratum.says, "text"),
        "right": Code(erratum.right, erratum.language, _program(erratum)),
    }


def _program(erratum: Erratum) -> str:
    """The name of the program that the right line is: none, where it is not Python."""
    return f"erratum {erratum.id}" if erratum.language == "python" else ""
