"""What a record has of a cell, as a page shows it: what the cell printed and drew. Kinds of fences share this.

A fence names the cell in its first line, as `train.py#history`, and below it says what the picture shows.
"""

import re
from collections.abc import Sequence
from html import escape

from docs.plugins.fences.kind import Shown
from docs.plugins.fences.pieces import highlighted
from docs.plugins.fences.view import Code, View
from docs.plugins.project.commands import record_command
from docs.plugins.project.links import picture_address
from docs.plugins.project.project import Project
from docs.plugins.project.records import Picture
from docs.plugins.project.references import Reference, cell_problem, parse_reference
from docs.plugins.project.scripts import RAISES

# The pixels to an inch: of a picture, as examples/runner/record.mplstyle has it, and of a page.
PICTURE_DPI = 150
PAGE_DPI = 96
# What stands in columns, which would fall apart if its lines were wrapped: a table, an array.
COLUMNS = re.compile(r"[│┃]|^ *\[", re.MULTILINE)


def shown(body: str) -> Shown:
    """The cell, None where the first line is no reference, and the alternative text below it on one line."""
    first, _, rest = body.strip().partition("\n")
    return parse_reference(first), " ".join(rest.split())


def named(body: str) -> tuple[Reference, str]:
    """The same of a body in which `naming_problem` finds nothing."""
    reference, alternative_text = shown(body)
    assert reference is not None
    return reference, alternative_text


def prose(body: str) -> Sequence[str]:
    """The alternative text: all that stands below the reference."""
    lines = body.split("\n")
    reference = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return ["" if number <= reference else line for number, line in enumerate(lines)]


def recorded_html(reference: Reference, alternative_text: str, view: View, label: str = "") -> str:
    """What a cell printed and drew, under a label that says that it is output, an error, or what else it is."""
    output = view.project.records[reference.script].outputs[reference.cell]
    parts = [f"<p>{escape(view.label(label or _label(reference, view)))}</p>"]
    if output.text:
        parts.append(highlighted(output.text, "text"))
    if output.picture:
        parts.append(_picture(reference, output.picture, alternative_text, view))
    look = " error" if _raises(reference, view) else "" if COLUMNS.search(output.text) else " wraps"
    # Its numbers are nothing to search for.
    return f'<div class="lesson-output no-copy{look}" data-search-exclude>{"".join(parts)}</div>'


def recorded_markdown(reference: Reference, alternative_text: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown."""
    output = view.project.records[reference.script].outputs[reference.cell]
    text: list[str | Code] = ["", Code(output.text, "text")] if output.text else []
    picture = ["", f"![{alternative_text}]({view.absolute(picture_address(reference))})"] if output.picture else []
    return [f"{view.label(_label(reference, view))}:", *text, *picture]


def naming_problem(body: str, project: Project) -> str:
    """What is wrong with the first line of a body, which should name a cell; "" where nothing is."""
    return cell_problem(body.strip().partition("\n")[0], project.scripts)


def shown_problem(body: str, project: Project) -> str:
    """What is wrong with a body that names a cell, and describes the picture of one that draws; "" where nothing is."""
    if problem := naming_problem(body, project):
        return problem
    reference, alternative_text = named(body)
    script, record = project.scripts[reference.script], project.records[reference.script]
    output = record.outputs.get(reference.cell)
    if output is None:
        return f'no cell "{reference.cell}" in {record.path}; make it again: {record_command(script)}'
    if not (output.text or output.picture):
        return f'the cell "{reference.cell}" has no output in {record.path}; take the fence out'
    if output.picture and not alternative_text:
        return f'the cell "{reference.cell}" draws a picture; say below the reference what it shows'
    if alternative_text and not output.picture:
        return f'the cell "{reference.cell}" draws no picture; take its description out'
    return ""


def _label(reference: Reference, view: View) -> str:
    return "error" if _raises(reference, view) else "output"


def _raises(reference: Reference, view: View) -> bool:
    """Whether a cell is there to raise an error, with which its output ends."""
    return RAISES in view.project.scripts[reference.script].cell(reference.cell).tags


def _picture(reference: Reference, picture: Picture, alternative_text: str, view: View) -> str:
    address = view.address(picture_address(reference))
    width, height = (round(pixels * PAGE_DPI / PICTURE_DPI) for pixels in (picture.width, picture.height))
    return (
        f'<img src="{escape(address)}" alt="{escape(alternative_text)}" '
        f'width="{width}" height="{height}" loading="lazy">'
    )
