"""What a cell printed and drew, from its script's record. A picture is described below the reference.

```output
train.py#history
Two charts …
```
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import highlighted
from docs.plugins.fences.view import Code, View
from docs.plugins.project.commands import record_command
from docs.plugins.project.languages import Language
from docs.plugins.project.links import picture_address
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.records import Picture
from docs.plugins.project.references import Reference, cell_problem, parse_reference

# The pixels to an inch: of a picture, as examples/runner/record.mplstyle has it, and of a page.
PICTURE_DPI = 150
PAGE_DPI = 96
# What stands in columns, which would fall apart if its lines were wrapped: a table, an array.
COLUMNS = re.compile(r"[│┃]|^ *\[", re.MULTILINE)


def parse(body: str) -> tuple[Reference | None, str]:
    """The cell, None where the first line is no reference, and the alternative text below it on one line."""
    first, _, rest = body.strip().partition("\n")
    return parse_reference(first), " ".join(rest.split())


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A cell that is not there or has no output, a picture without its description, and a picture that is not shown."""
    for fence in fences:
        for problem in _problems(fence, project):
            yield fence.line, problem
    if language.lockstep:
        yield from _pictures_not_shown(page, fences, project)


def html(body: str, view: View) -> str:
    """The output under a label that says so."""
    reference, alternative_text = parse(body)
    assert reference is not None
    return recorded_html(reference, alternative_text, view)


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown."""
    reference, alternative_text = parse(body)
    assert reference is not None
    return recorded_markdown(reference, alternative_text, view)


def prose(body: str) -> Sequence[str]:
    """The alternative text: all that stands below the reference."""
    lines = body.split("\n")
    reference = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return ["" if number <= reference else line for number, line in enumerate(lines)]


def alternative_texts(pages: Iterable[Page]) -> Mapping[Reference, str]:
    """What the pages of one language say of each picture."""
    outputs = (parse(fence.body) for page in pages for fence in page.fences if fence.info == "output")
    return {reference: text for reference, text in outputs if reference and text}


def recorded_html(reference: Reference, alternative_text: str, view: View) -> str:
    """What a cell printed and drew, under a label that says that it is output."""
    output = view.project.records[reference.script].outputs[reference.cell]
    parts = [f"<p>{escape(view.label('output'))}</p>"]
    if output.text:
        parts.append(highlighted(output.text, "text"))
    if output.picture:
        parts.append(_picture(reference, output.picture, alternative_text, view))
    wraps = "" if COLUMNS.search(output.text) else " wraps"
    # Its numbers are nothing to search for.
    return f'<div class="lesson-output no-copy{wraps}" data-search-exclude>{"".join(parts)}</div>'


def recorded_markdown(reference: Reference, alternative_text: str, view: View) -> Sequence[str | Code]:
    """The same in Markdown."""
    output = view.project.records[reference.script].outputs[reference.cell]
    text: list[str | Code] = ["", Code(output.text, "text")] if output.text else []
    picture = ["", f"![{alternative_text}]({view.absolute(picture_address(reference))})"] if output.picture else []
    return [f"{view.label('output')}:", *text, *picture]


def _problems(fence: Fence, project: Project) -> Iterator[str]:
    reference, alternative_text = parse(fence.body)
    if problem := cell_problem(fence.body.strip().partition("\n")[0], project.scripts):
        yield problem
        return
    assert reference is not None
    script, record = project.scripts[reference.script], project.records[reference.script]
    output = record.outputs.get(reference.cell)
    if output is None:
        yield f'no cell "{reference.cell}" in {record.path}; make it again: {record_command(script)}'
    elif not (output.text or output.picture):
        yield f'the cell "{reference.cell}" has no output in {record.path}; take the fence out'
    elif output.picture and not alternative_text:
        yield f'the cell "{reference.cell}" draws a picture; say below the reference what it shows'
    elif alternative_text and not output.picture:
        yield f'the cell "{reference.cell}" draws no picture; leave only the reference in the fence'


def _pictures_not_shown(page: Page, fences: Sequence[Fence], project: Project) -> Iterator[Problem]:
    """The example's page takes a picture's alternative text from here."""
    shown = {parse(fence.body)[0] for fence in fences}
    for script in project.scripts.values():
        if script.page == page.name:
            for cell, output in project.records[script.name].outputs.items():
                if output.picture and Reference(script.name, cell) not in shown:
                    yield None, f'the picture of the cell "{cell}" of {script.path} is not shown; add an output fence'


def _picture(reference: Reference, picture: Picture, alternative_text: str, view: View) -> str:
    address = view.address(picture_address(reference))
    width, height = (round(pixels * PAGE_DPI / PICTURE_DPI) for pixels in (picture.width, picture.height))
    return (
        f'<img src="{escape(address)}" alt="{escape(alternative_text)}" '
        f'width="{width}" height="{height}" loading="lazy">'
    )
