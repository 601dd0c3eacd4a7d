"""A cell of a script, and where its links lead."""

import re

import pytest
from bs4 import BeautifulSoup

from docs.plugins.check import check
from docs.plugins.fences import example
from docs.plugins.fences.pieces import highlighted
from docs.plugins.fences.view import Code
from docs.plugins.project.references import Reference
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import PAGE, SCRIPT, TinyProject
from tests.support.views import view_of

REPOSITORY = "https://github.com/someone/something"
SUM = fence("example", "add.py#sum")


def test_it_names_a_cell() -> None:
    assert example.parse("solutions/add.py#sum\n") == Reference("solutions/add", "sum")


@pytest.mark.parametrize("body", ["", "add.py", "add.py#sum\nA picture."])
def test_what_names_no_cell_is_not_of_the_form(body: str) -> None:
    assert example.parse(body) is None


def test_a_cell_is_shown_highlighted_with_one_link_in_sight_and_its_files_in_a_fold(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read()))
    assert '<div class="highlight"><pre><span></span><code><span class="nb">print</span>' in html
    cell = '<span class="for-screen-readers"> › sum</span>'
    assert (
        f'<a href="../examples/add/#cell-id=sum">See it in add.py{cell}</a><details><summary>Download</summary>' in html
    )
    assert '<a href="../examples/add/add.py" title="add.py" download>.py file</a>' in html
    assert '<a href="../examples/add/add.ipynb" title="add.ipynb" download>Notebook</a>' in html
    assert "Colab" not in html


def test_what_has_the_colour_of_text_in_code_is_no_element() -> None:
    code = "total = max(weights.sum(), 1)  # a comment\n"
    html = highlighted(code, "python")
    assert re.findall(r'class="(\w+)">([^<]*)<', html.partition("<code>")[2]) == [
        ("nb", "max"),
        ("mi", "1"),
        ("c1", "# a comment"),
    ]
    assert BeautifulSoup(html, "html.parser").get_text() == code + "\n"


def test_where_pages_are_files_the_links_lead_to_files(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read(), directory_urls=False))
    assert '<a href="examples/add.html#cell-id=sum">' in html
    assert '<a href="examples/add/add.py" title="add.py" download>' in html
    # mkdocs-jupyter puts it beside the page.
    assert '<a href="examples/add.ipynb" title="add.ipynb" download>' in html


def test_the_links_are_in_the_pages_language(project: TinyProject) -> None:
    assert "Tệp .py" in rendered(SUM, view_of("vi", project.read()))


def test_with_a_repository_the_script_is_shown_there_at_the_cells_lines(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read(), repository=REPOSITORY))
    address = f"{REPOSITORY}/blob/main/examples/add.py#L9-L9"
    assert f'<a href="{address}" title="add.py › sum">.py file</a>' in html


def test_with_a_repository_there_is_colab_at_the_cell(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read(), repository=f"{REPOSITORY}.git"))
    address = "colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb#scrollTo=sum"
    assert f'<a href="https://{address}" title="add.ipynb › sum">Open in Colab</a>' in html


def test_a_repository_elsewhere_has_no_colab(project: TinyProject) -> None:
    html = rendered(SUM, view_of("en", project.read(), repository="https://example.org/someone/something"))
    assert "Colab" not in html
    assert "example.org" not in html


def test_in_markdown_a_cell_goes_on_with_its_scripts_program(project: TinyProject) -> None:
    cell = Code("print(a + b)", "python", "add.py", Reference("add", "sum"))
    assert example.markdown("add.py#sum", view_of("en", project.read())) == [cell]


# Programs for the reader's own folder


@pytest.fixture
def with_program(project: TinyProject) -> TinyProject:
    """The tiny project, whose lesson also shows a program of two cells."""
    project.write("examples/programs/add_up.py", SCRIPT)
    show(project, "numbers", "sum")
    return project


def show(project: TinyProject, *cells: str) -> None:
    """Let the lesson show these cells of the program after its own."""
    fences = "\n".join(fence("example", f"programs/add_up.py#{cell}") for cell in cells)
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", f"{PAGE}\n{fences}\n")
    project.confirm()


def test_a_cell_of_a_program_is_shown_with_the_file(with_program: TinyProject) -> None:
    assert check(with_program.read()) == []
    html = rendered(fence("example", "programs/add_up.py#sum"), view_of("en", with_program.read()))
    assert '<span class="nb">print</span>' in html
    link = '<a href="../examples/programs/add_up.py" title=".py file" download>add_up.py</a>'
    assert f'<div class="code-row" data-search-exclude>{link}</div>' in html


def test_in_markdown_a_cell_of_a_program_does_not_run(with_program: TinyProject) -> None:
    shown = example.markdown("programs/add_up.py#sum", view_of("en", with_program.read()))
    assert shown == [Code("print(a + b)", "python")]


def test_a_page_shows_a_program_whole_and_in_its_order(with_program: TinyProject) -> None:
    show(with_program, "sum")
    problem = 'the cell "numbers" of examples/programs/add_up.py is not shown; add it, in the script\'s order'
    assert check(with_program.read()) == [f"docs/{language}/add.md: {problem}" for language in ("vi", "en")]


def test_a_program_that_no_page_shows_is_found(with_program: TinyProject) -> None:
    show(with_program)
    problem = "no page shows this program; show its cells in example fences, or delete it"
    assert check(with_program.read()) == [f"examples/programs/add_up.py:1: {problem}"]
