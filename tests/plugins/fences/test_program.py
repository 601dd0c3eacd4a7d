"""A program for the reader's own folder, and the sections that explain its code."""

import pytest

from docs.plugins.check import check
from docs.plugins.fences import program
from docs.plugins.fences.view import Code
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import PAGE, PRINTED, SCRIPT, TinyProject, record
from tests.support.views import view_of

BODY = "adding.py\nadd.py#numbers\nadd.py#sum"
# Another lesson, whose cells stand below two headings.
MORE = f"{SCRIPT}\n# %% again\nprint(b)\n"
PAGES = {
    "vi": PAGE.replace("## Code {", "## Hai `số` {") + "\n## Thêm { #more }\n",
    "en": PAGE.replace("## Code {", "## Two `numbers` {") + "\n## More { #more }\n",
}


@pytest.fixture
def made(project: TinyProject) -> TinyProject:
    """The tiny project, in which another page makes a program of cells that stand in two sections."""
    project.write("examples/add.py", MORE)
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, MORE))
    for language, page in PAGES.items():
        project.write(f"docs/{language}/add.md", f"{page}\n{fence('example', 'add.py#again')}\n")
        add(project, language, f"{BODY}\nadd.py#again")
    return project


def add(project: TinyProject, language: str, body: str) -> None:
    """Add a program to the home page."""
    project.replace(
        f"docs/{language}/index.md", "# Home { #index }\n", f"# Home {{ #index }}\n\n{fence('program', body)}\n"
    )


def problems(project: TinyProject) -> list[str]:
    return [problem for problem in check(project.read()) if problem.startswith("docs/vi/index.md")]


def test_it_has_a_link_to_the_file_and_to_each_section_with_its_cells(made: TinyProject) -> None:
    assert check(made.read()) == []
    html = rendered(fence("program", f"{BODY}\nadd.py#again"), view_of("en", made.read()))
    assert html == (
        '<p data-search-exclude><a href="../examples/programs/adding.py" download>Download <code>adding.py</code></a>. '
        'It has the code of these sections: <a href="./#code">Two <code>numbers</code></a>, '
        '<a href="./#more">More</a>.</p>'
    )


def test_it_is_in_the_pages_language(made: TinyProject) -> None:
    html = rendered(fence("program", BODY), view_of("vi", made.read()))
    assert ">Tải <code>adding.py</code> về</a>. Tệp này gồm mã của các mục: <a" in html
    assert ">Hai <code>số</code></a>.</p>" in html


def test_where_a_translation_does_not_show_a_cell_yet_its_section_is_named_as_in_the_source(made: TinyProject) -> None:
    made.replace("docs/en/add.md", "add.py#again", "add.py#sum")
    html = rendered(fence("program", f"{BODY}\nadd.py#again"), view_of("en", made.read()))
    assert '<a href="./#more">Thêm</a>.' in html


def test_in_markdown_the_code_stands_below_the_links_and_is_not_run(made: TinyProject) -> None:
    line, blank, code = program.markdown(BODY, view_of("en", made.read()))
    assert line == (
        "[Download `adding.py`](https://example.org/keras/en/examples/programs/adding.py). It has the code of these "
        "sections: [Two `numbers`](https://example.org/keras/en/add/index.md#code)."
    )
    assert blank == ""
    assert code == Code("a, b = 1, 2\n\n\nprint(a + b)\n", "python")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", '"" is no name of a program; write one such as: photo.py'),
        (
            "my-photo.py\nadd.py#sum",
            '"my-photo.py" is no name of a program; write one such as: photo.py',
        ),
        (
            "adding.py",
            "adding.py has no cells; write one a line below the name, such as: sequential.py#build",
        ),
        ("adding.py\nadd.py#sun", 'no cell "sun" in examples/add.py (cells: numbers, sum)'),
        ("adding.py\nadd.py", '"add.py" is not of the form "sequential.py#build"'),
        (
            "adding.py\nadd.py#sum\nadd.py#sum",
            'adding.py has the cell "sum" twice; leave one out',
        ),
    ],
)
def test_what_is_no_program_is_named(project: TinyProject, body: str, problem: str) -> None:
    add(project, "vi", body)
    assert problems(project) == [f"docs/vi/index.md:3: {problem}"]


def test_a_name_is_that_of_one_program(project: TinyProject) -> None:
    add(project, "vi", BODY)
    add(project, "vi", BODY)
    assert problems(project) == []
    add(project, "vi", "adding.py\nadd.py#sum")
    assert problems(project) == [
        f"docs/vi/index.md:{line}: another fence makes adding.py of other cells; give one of them another name"
        for line in (8, 14)
    ]


def test_a_file_that_is_there_already_is_named(project: TinyProject) -> None:
    add(project, "vi", BODY)
    project.write("examples/programs/adding.py", SCRIPT)
    assert problems(project) == [
        "docs/vi/index.md:3: examples/programs/adding.py is a file already; give this program another name"
    ]
