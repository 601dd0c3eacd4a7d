"""A cell of a script as several kinds of fences show it: its code and a row of links, or a piece of Markdown. Pure."""

from collections.abc import Iterator
from html import escape
from textwrap import indent

from docs.plugins.fences.pieces import download, highlighted, link
from docs.plugins.fences.script_links import notebook, script_file
from docs.plugins.fences.view import Code, View
from docs.plugins.project.links import cell_id, program_address
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import RAISES, Cell, Script

# A program that says which error it has met.
GOING_ON = """\
try:
{code}
except Exception as error:
    print(error)"""


def cell_html(script: Script, cell: Cell, view: View) -> str:
    """A cell, and under it the row, in which its button for copying has room."""
    return f'<div class="lesson-cell">{highlighted(cell.code, "python")}{_row(script, cell, view)}</div>'


def cell_code(script: Script, cell: Cell) -> Code:
    """A cell as a piece of a page's Markdown: where one raises an error, what comes after it runs too."""
    code = GOING_ON.format(code=indent(cell.code, "    ")) if RAISES in cell.tags else cell.code
    return Code(code, "python", f"{script.name}.py", Reference(script.name, cell.name))


def _row(script: Script, cell: Cell, view: View) -> str:
    """One link in sight. The files are behind a disclosure: the lesson's head and the example's page have them too."""
    if script.name in view.project.whole_programs:
        name = f"{script.stem}.py"
        file = download(view.address(program_address(name)), name, view.label("script"))
        return f'<div class="code-row" data-search-exclude>{file}</div>'
    page = view.address(view.links.page(f"examples/{script.name}"))
    # On their own page, the folder of the mistakes goes without saying.
    see_in = escape(view.label("see_in").format(script=f"{script.name.removeprefix(f'{script.page}/')}.py"))
    # A screen reader lists the links of a page without what stands around them.
    named = f'{see_in}<span class="for-screen-readers"> › {escape(cell.name)}</span>'
    files = f"<summary>{escape(view.label('files'))}</summary>{' '.join(_files(script, cell, view))}"
    return (
        f'<div class="code-row" data-search-exclude><a href="{escape(page)}#{cell_id(cell.name)}">{named}</a>'
        f"<details>{files}</details></div>"
    )


def _files(script: Script, cell: Cell, view: View) -> Iterator[str]:
    """The script, the notebook and Colab, at the cell where they can be opened at one."""
    if address := view.links.script(script, cell):
        yield link(address, view.label("script"), f"{script.stem}.py › {cell.name}")
    else:
        yield script_file(script, view)
    yield notebook(script, view)
    if address := view.links.colab(script, cell):
        yield link(address, view.label("colab"), f"{script.stem}.ipynb › {cell.name}")
