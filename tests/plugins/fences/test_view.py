"""Where things stand, seen from a site in one language."""

import pytest

from docs.plugins.fences.view import markdown_address, markdown_file_name
from tests.plugins.rendering import relative
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


def test_an_address_is_made_relative_to_the_page_it_stands_on(project: TinyProject) -> None:
    view = view_of("en", project.read())
    html = f'<a href="{view.address("add/")}#code"></a><img src="{view.address("assets/a.svg")}">'
    assert relative(html, view) == '<a href="./#code"></a><img src="../assets/a.svg">'
    assert relative(html, view, "examples/add") == '<a href="../../add/#code"></a><img src="../../assets/a.svg">'


@pytest.mark.parametrize(
    ("language", "directory_urls", "leads"),
    [("en", True, "../.."), ("vi", True, ".."), ("en", False, "../index.html"), ("vi", False, "index.html")],
)
def test_the_source_stands_at_the_root_and_each_other_language_in_its_folder(
    project: TinyProject, language: str, directory_urls: bool, leads: str
) -> None:
    view = view_of(language, project.read(), directory_urls=directory_urls)
    address = view.address(view.links.page("index"), view.project.source)
    assert relative(f'<a href="{address}"></a>', view) == f'<a href="{leads}"></a>'


def test_an_absolute_address_has_the_sites_host_and_the_languages_folder(project: TinyProject) -> None:
    english = view_of("en", project.read())
    assert english.absolute("add/") == "https://example.org/keras/en/add/"
    assert english.absolute("add/", english.project.source) == "https://example.org/keras/add/"


@pytest.mark.parametrize(
    ("directory_urls", "name", "address"),
    [
        (True, "index", "index.md"),
        (True, "add", "add/index.md"),
        (False, "index", "index.md"),
        (False, "add", "add.md"),
    ],
)
def test_the_markdown_of_a_page_has_an_absolute_address(
    project: TinyProject, directory_urls: bool, name: str, address: str
) -> None:
    view = view_of("en", project.read(), directory_urls=directory_urls)
    assert view.markdown_address(name) == f"https://example.org/keras/en/{address}"
    assert view.markdown_address(name, view.project.source) == f"https://example.org/keras/{address}"


@pytest.mark.parametrize(
    ("page", "expected"), [("", "index.md"), ("add/", "add/index.md"), ("add.html", "add.md"), ("a/b.html", "a/b.md")]
)
def test_the_markdown_of_a_page_stands_beside_it(page: str, expected: str) -> None:
    assert markdown_address(page) == expected
    assert markdown_file_name(page) == expected.rpartition("/")[2]


def test_a_label_is_in_the_language(project: TinyProject) -> None:
    assert [view_of(language, project.read()).label("output") for language in ("vi", "en")] == ["Kết quả", "Output"]
