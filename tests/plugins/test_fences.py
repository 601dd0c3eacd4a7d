"""What a fence renders as, and where its links lead."""

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from docs.plugins.fences import Links, Reference, Renderer, parse_reference, read_library
from tests.plugins.conftest import Project

REPOSITORY = "https://github.com/someone/something"


def rendered(project: Project, text: str, language: int = 1, repository: str | None = None) -> str:
    library = read_library(project.root)
    renderer = Renderer(library, library.languages[language], Links(repository))
    renderer.page_url = "add/"
    fences = {"pymdownx.superfences": {"custom_fences": renderer.custom_fences}}
    return Markdown(extensions=["pymdownx.superfences"], extension_configs=fences).convert(text)


def test_a_reference_has_a_script_and_a_cell() -> None:
    assert parse_reference("solutions/add.py#sum\n") == Reference("solutions/add", "sum")


@pytest.mark.parametrize("body", ["", "add.py", "add#sum", "add.py#", "add.py#sum#sum"])
def test_what_is_not_of_that_form_is_no_reference(body: str) -> None:
    assert parse_reference(body) is None


def test_a_cell_is_shown_highlighted_with_its_links(project: Project) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```")
    assert '<div class="highlight"><pre><span></span><code><span class="nb">print</span>' in html
    assert '<a href="../examples/add/#cell-id=sum" title="Example page">add.py › sum</a>' in html
    assert '<a href="../examples/add/add.py" title="add.py" download>.py file</a>' in html
    assert '<a href="../examples/add/add.ipynb" title="add.ipynb" download>Notebook</a>' in html
    assert "Colab" not in html


def test_the_links_are_in_the_pages_language(project: Project) -> None:
    assert "Tệp .py" in rendered(project, "```example\nadd.py#sum\n```", language=0)


def test_with_a_repository_there_is_colab_at_the_cell(project: Project) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```", repository=f"{REPOSITORY}.git")
    address = "colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb#scrollTo=sum"
    assert f'<a href="https://{address}" title="add.ipynb › sum">Open in Colab</a>' in html


def test_a_repository_elsewhere_has_no_colab(project: Project) -> None:
    html = rendered(project, "```example\nadd.py#sum\n```", repository="https://example.org/someone/something")
    assert "Colab" not in html
    assert "example.org" not in html


def test_an_erratum_is_shown_in_three_parts(project: Project) -> None:
    html = rendered(project, "```erratum\nW1\n```")
    labels = ["In the article", "What happens today", "What to write"]
    assert sorted(labels, key=html.index) == labels
    assert "SyntaxError: invalid syntax" in html


def test_the_glossary_is_a_table(project: Project) -> None:
    html = rendered(project, "```glossary\nall\n```")
    assert '<tr id="sum"><th scope="row"><span lang="en">sum</span></th><td><span lang="vi">tổng</span></td>' in html


def test_a_fence_works_inside_a_fold(project: Project) -> None:
    library = read_library(project.root)
    renderer = Renderer(library, library.languages[1], Links(None))
    fences = {"pymdownx.superfences": {"custom_fences": renderer.custom_fences}}
    markdown = Markdown(extensions=["pymdownx.superfences", "pymdownx.details"], extension_configs=fences)
    html = markdown.convert('??? example "Fold"\n    ```example\n    add.py#sum\n    ```\n')
    assert "<details" in html
    assert 'class="nb">print' in html


def test_a_bad_reference_is_an_error_and_not_a_hole(project: Project) -> None:
    with pytest.raises(SuperFencesException, match="KeyError: 'sun'"):
        rendered(project, "```example\nadd.py#sun\n```")
