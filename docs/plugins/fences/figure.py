"""A figure to play with, and the recorded picture that stands in its place in print, and where no script runs.

A kind of figure says which picture that is, as the kind `output` does: a cell that draws one, and below it what the
picture shows. What the figure begins with are named values of the same script's record.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any, TypeAlias

from docs.plugins.fences.kind import bundle_of
from docs.plugins.fences.named_values import missing_values, wrong_value
from docs.plugins.fences.recorded import named, naming_problem, recorded_html, recorded_markdown, shown_problem
from docs.plugins.fences.view import Code, View
from docs.plugins.project.project import Project

# What a run has given, by the names of the values.
Values: TypeAlias = Mapping[str, Any]
# The name of a value, and the form that it should have.
WrongForm: TypeAlias = tuple[str, str]


def figure_problem(
    body: str,
    values: Sequence[str],
    project: Project,
    wrong_form: Callable[[Values], WrongForm | None] = lambda _: None,
) -> str:
    """What is wrong with the picture of a figure, or with the named values that it begins with; "" where nothing is.

    Once all values are there, `wrong_form` says which of them is the first of another form than the figure can show.
    """
    if problem := naming_problem(body, project):
        return problem
    reference, _ = named(body)
    script, record = project.scripts[reference.script], project.records[reference.script]
    output = record.outputs.get(reference.cell)
    if output and not output.picture:
        return f'the cell "{reference.cell}" draws no picture; name one that does, and say below it what it shows'
    if problem := shown_problem(body, project):
        return problem
    if problem := missing_values(values, "which the figure begins with", script, record):
        return problem
    wrong = wrong_form(values_of(body, values, project))
    return wrong_value(*wrong, script, record) if wrong else ""


def values_of(body: str, values: Sequence[str], project: Project) -> Values:
    """The recorded values that a figure begins with."""
    reference, _ = named(body)
    return {value: project.records[reference.script].values[value].value for value in values}


def figure_html(kind: str, content: str, settings: Mapping[str, object], body: str, view: View) -> str:
    """A figure of a kind, and after it the recorded picture.

    docs/assets/javascripts/script_loader.js loads the kind's scripts. They find the settings, such as what they are to
    say, in the element's attribute `data-settings`, as JSON.
    """
    failed, retry = escape(view.label("figure_failed")), escape(view.label("draw_retry"))
    return (
        f'<div class="figure {kind}" data-script="{escape(view.address(bundle_of(kind)))}" '
        f'data-settings="{escape(json.dumps(settings, ensure_ascii=False))}" data-search-exclude>{content}'
        f'<div class="figure-failed" role="alert" hidden><p>{failed}</p>'
        f'<button type="button" class="md-button figure-retry">{retry}</button></div></div>'
        f'<div class="figure-recorded">{recorded_html(*named(body), view)}</div>'
    )


def figure_markdown(body: str, view: View) -> Sequence[str | Code]:
    """The recorded picture."""
    return recorded_markdown(*named(body), view)
