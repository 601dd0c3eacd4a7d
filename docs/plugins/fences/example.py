"""A cell of a script, with a row that leads to where it stands.

```example
sequential.py#build
```

A page also shows the cells of programs for the reader's own folder so, as `programs/service.py#read`: below them is the
file, and nothing of them was recorded.
"""

from collections.abc import Iterator, Mapping, Sequence

from docs.plugins.fences.cells import cell_code, cell_html
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.mistake_parts import cells_on
from docs.plugins.fences.view import Code, View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference, cell_problem, parse_reference
from docs.plugins.project.scripts import Cell, Script


def parse(body: str) -> Reference | None:
    """The cell; None where the body is not of the form above."""
    return parse_reference(body)


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A cell that is not there or belongs to another page, and what a page lacks of its own scripts."""
    own = [script for script in project.scripts.values() if script.page == page.name]
    shown: list[tuple[int, Reference]] = []
    for fence in fences:
        reference, problem = _checked(fence, project, own)
        if reference:
            shown.append((fence.line, reference))
        else:
            yield fence.line, problem
    shown = sorted([*shown, *cells_on(page, project)], key=lambda each: each[0])
    # A program belongs to any page that shows a cell of it.
    names = {each.script for _, each in shown}
    own += [program for name, program in project.whole_programs.items() if name in names]
    # Another language is left time to follow a script that has changed.
    for script in own if language.lockstep else []:
        yield from _cells_in_order(script, [(line, each.cell) for line, each in shown if each.script == script.name])


def html(body: str, view: View) -> str:
    """The cell, and the row under it."""
    return cell_html(*_cell(body, view), view)


def markdown(body: str, view: View) -> Sequence[Code]:
    """The cell, which continues the cells of its script before it; that of a program doesn't run on its own."""
    script, cell = _cell(body, view)
    if script.name in view.project.whole_programs:
        return [Code(cell.code, "python")]
    return [cell_code(script, cell)]


def _cell(body: str, view: View) -> tuple[Script, Cell]:
    reference = parse(body)
    assert reference is not None
    script = _shown_scripts(view.project)[reference.script]
    return script, script.cell(reference.cell)


def _shown_scripts(project: Project) -> Mapping[str, Script]:
    return {**project.scripts, **project.whole_programs}


def _checked(fence: Fence, project: Project, own: Sequence[Script]) -> tuple[Reference | None, str]:
    """The fence's reference, or None and what is wrong with it."""
    if problem := cell_problem(fence.body, _shown_scripts(project)):
        return None, problem
    reference = parse(fence.body)
    assert reference is not None
    script = project.scripts.get(reference.script)
    if script and script not in own:
        return None, f"{script.path} belongs to the page {script.page}; show it there"
    return reference, ""


def _cells_in_order(script: Script, shown: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    order = [cell.name for cell in script.cells]
    first_line: dict[str, int] = {}
    latest = ""
    for line, cell in shown:
        if cell in first_line:
            yield line, f'the cell "{cell}" of {script.path} is shown twice; first at line {first_line[cell]}'
            continue
        first_line[cell] = line
        if latest and order.index(cell) < order.index(latest):
            yield line, f'the cell "{cell}" comes after "{latest}", but before it in {script.path}'
        latest = cell
    for cell in order:
        if cell not in first_line:
            yield None, f'the cell "{cell}" of {script.path} is not shown; add it, in the script\'s order'
