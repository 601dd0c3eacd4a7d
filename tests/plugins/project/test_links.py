"""Where pages and files stand below a language's root, and where a file stands in the project's repository."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.links import (
    Links,
    cell_id,
    example_folder,
    picture_address,
    script_address,
    site_address,
    weights_address,
)
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import parse_script
from tests.support.programs import PROJECT
from tests.support.tiny_project import SCRIPT

ADD = parse_script("add", SCRIPT)
SOLUTION = parse_script("solutions/add", SCRIPT)
ON_GITHUB = Links("https://github.com/someone/something", True)


@pytest.mark.parametrize(
    ("name", "folder", "file"),
    [
        ("index", "", "index.html"),
        ("add", "add/", "add.html"),
        ("examples/add", "examples/add/", "examples/add.html"),
    ],
)
def test_a_page_is_a_folder_or_a_file(name: str, folder: str, file: str) -> None:
    assert Links(None, True).page(name) == folder
    assert Links(None, False).page(name) == file


def test_the_files_of_an_example_stand_in_its_folder() -> None:
    assert example_folder("solutions/add") == "examples/solutions/add/"
    assert script_address(SOLUTION) == "examples/solutions/add/add.py"
    assert weights_address(SOLUTION) == "examples/solutions/add/add.safetensors"
    assert picture_address(Reference("solutions/add", "sum")) == "examples/solutions/add/sum.webp"


def test_a_notebook_stands_beside_its_page() -> None:
    assert Links(None, True).notebook(SOLUTION) == "examples/solutions/add/add.ipynb"
    assert Links(None, False).notebook(SOLUTION) == "examples/solutions/add.ipynb"


def test_a_cell_has_the_id_that_nbconvert_gives_it() -> None:
    assert cell_id("load-data") == "cell-id=load-data"


@pytest.mark.parametrize("ending", ["", "/", ".git", ".git/"])
def test_a_repository_on_github_is_known_however_its_address_ends(ending: str) -> None:
    links = Links(f"https://github.com/someone/something{ending}", True)
    assert links.edit("docs/en/add.md") == "https://github.com/someone/something/edit/main/docs/en/add.md"
    assert links.create("docs/fr/add.md") == "https://github.com/someone/something/new/main?filename=docs/fr/add.md"
    assert links.issues == "https://github.com/someone/something/issues"


def test_a_cell_is_shown_at_its_lines() -> None:
    assert ON_GITHUB.script(ADD, ADD.cell("sum")) == (
        "https://github.com/someone/something/blob/main/examples/add.py#L9-L9"
    )


def test_colab_opens_the_record_at_the_cell() -> None:
    assert ON_GITHUB.colab(SOLUTION, SOLUTION.cell("sum")) == (
        "https://colab.research.google.com/github/someone/something/blob/main/"
        "examples/notebooks/solutions/add.ipynb#scrollTo=sum"
    )


@pytest.mark.parametrize(
    "repository", [None, "", "https://example.org/someone/something", "https://github.com/someone"]
)
def test_where_the_repository_is_not_on_github_there_is_none_of_that(repository: str | None) -> None:
    links, cell = Links(repository, True), ADD.cell("sum")
    found = {links.edit("a"), links.create("a"), links.issues, links.script(ADD, cell), links.colab(ADD, cell)}
    assert found == {None}


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, "http://localhost:8000/"),
        ({"SITE_URL": ""}, "http://localhost:8000/"),
        ({"SITE_URL": "https://example.org/"}, "https://example.org/"),
    ],
)
def test_the_sites_address_is_that_of_its_variable_or_else_the_one_in_its_settings(
    environment: dict[str, str], address: str
) -> None:
    assert site_address(PROJECT.texts["mkdocs.yml"], environment) == address


@pytest.mark.parametrize("settings", ["", "site_url: https://example.org/\n", '# site_url: !ENV [A, "b"]\n'])
def test_settings_without_an_address_are_refused(settings: str) -> None:
    with pytest.raises(ProjectError, match=r"^mkdocs\.yml: no site_url; write it as "):
        site_address(settings, {"SITE_URL": "https://example.org/"})
