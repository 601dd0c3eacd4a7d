"""A program for the reader's own folder, to download: it is made of cells of scripts, in the order in which they stand.

```program
photo.py
your-own.py#open
your-own.py#shrink
```

The site publishes it beside the examples. Its Markdown has the code.
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.view import Code, View, section_address
from docs.plugins.project.inline import inline_of
from docs.plugins.project.languages import Language
from docs.plugins.project.links import program_address
from docs.plugins.project.pages import Fence, Page, Section
from docs.plugins.project.programs import NAME, Program, composed, parse_program
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference, cell_problem, parse_reference


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A name that no file can have, cells that are not there or not shown, and a second program of the same name."""
    for fence in fences:
        name, *lines = fence.body.strip().splitlines() or [""]
        if not NAME.fullmatch(name):
            yield fence.line, f'"{name}" is no name of a program; write one such as: photo.py'
            continue
        if not lines:
            yield fence.line, f"{name} has no cells; write one a line below the name, such as: sequential.py#build"
        wrong = list(filter(None, (cell_problem(line, project.scripts) for line in lines)))
        yield from ((fence.line, problem) for problem in wrong)
        program = parse_program(fence.body)
        if program and not wrong:
            yield from ((fence.line, problem) for problem in _problems(program, project))


def _problems(program: Program, project: Project) -> Iterator[str]:
    for cell in program.cells:
        if program.cells.count(cell) > 1:
            yield f'{program.name} has the cell "{cell.cell}" twice; leave one out'
            return
    if project.programs.get(program.name, program) != program:
        yield f"another fence makes {program.name} of other cells; give one of them another name"
    if (project.root / program_address(program.name)).exists():
        yield f"{program_address(program.name)} is a file already; give this program another name"


def html(body: str, view: View) -> str:
    """The link to the file, and the sections that explain its code."""
    program = _program(body)
    name = f"<code>{escape(program.name)}</code>"
    address = escape(view.address(program_address(program.name)))
    link = f'<a href="{address}" download>{escape(view.label("program_download")).format(name=name)}</a>'
    sections = ", ".join(
        f'<a href="{escape(view.address(view.links.page(page.name)))}#{section.id}">'
        f"{inline_html(inline_of(section.title))}</a>"
        for page, section in _sections(program, view)
    )
    return f"<p data-search-exclude>{link}. {escape(view.label('program_sections')).format(sections=sections)}</p>"


def markdown(body: str, view: View) -> Sequence[str | Code]:
    """The same, and the code."""
    program = _program(body)
    link = f"[{view.label('program_download').format(name=f'`{program.name}`')}]"
    sections = ", ".join(
        f"[{inline_markdown(inline_of(section.title))}]({section_address(view.markdown_address(page.name), section)})"
        for page, section in _sections(program, view)
    )
    return [
        f"{link}({view.absolute(program_address(program.name))}). "
        f"{view.label('program_sections').format(sections=sections)}",
        "",
        Code(composed(program, view.project.scripts), "python"),
    ]


def _program(body: str) -> Program:
    program = parse_program(body)
    assert program is not None
    return program


def _sections(program: Program, view: View) -> list[tuple[Page, Section]]:
    """The sections that show the program's cells, each once and in the order of the cells."""
    shown = [_section(cell, view) for cell in program.cells]
    return list({(page.name, section.id): (page, section) for page, section in shown}.values())


def _section(cell: Reference, view: View) -> tuple[Page, Section]:
    """The section that shows a cell, on its page in the language, or in one that stands in for it."""
    name = view.project.scripts[cell.script].page
    pages = [view.project.pages[language.code].get(name) for language in (view.language, *view.originals)]
    return next(
        (page, section)
        for page in filter(None, pages)
        for fence in page.fences_of("example")
        if parse_reference(fence.body) == cell
        for section in page.sections
        if section.line < fence.line <= section.last_line
    )
