"""The built site: in both languages, every link leads somewhere; a tiny project with a fault doesn't build."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from docs.plugins.languages import read_languages
from docs.plugins.lessons import read_scripts
from tests.building import mkdocs_build, read_html
from tests.plugins.conftest import Project, make_project
from tests.programs import ROOT
from tests.reading import PAGES

REPOSITORY = "https://github.com/someone/something"
ROOTS = ["." if index == 0 else language.code for index, language in enumerate(read_languages(ROOT))]
HTML = [
    f"{root}/{folder}index.html"
    for root in ROOTS
    for folder in [
        *("" if name == "index" else f"{name}/" for name in PAGES),
        *(f"examples/{name}/" for name in read_scripts(ROOT)),
    ]
]


def make_buildable(project: Project) -> Project:
    """Give the tiny project the real settings and hook, and its own navigation."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("docs/plugins", str(ROOT / "docs/plugins"))
    before, _, rest = text.partition("nav:\n")
    _, _, after = rest.partition("\n\n")
    project.write("mkdocs.yml", f"{before}{after}".replace("docs/overrides", str(ROOT / "docs/overrides")))
    project.write("docs/assets/stylesheets/site.css", "")
    return project


@pytest.fixture
def buildable(project: Project) -> Project:
    """A tiny project that builds."""
    return make_buildable(project)


@pytest.mark.parametrize("page", HTML)
def test_every_local_link_of_a_page_leads_to_a_file_and_an_id(site: Path, page: str) -> None:
    here = site / page
    for link in read_html(here).links:
        parts = urlsplit(link)
        if parts.scheme:
            continue
        there = (here.parent / unquote(parts.path)).resolve() if parts.path else here
        there = there / "index.html" if there.is_dir() else there
        assert there.is_file(), link
        if parts.fragment:
            assert unquote(parts.fragment) in read_html(there).ids, link


@pytest.mark.parametrize("page", HTML)
def test_every_picture_of_a_page_is_there_and_has_alt_text(site: Path, page: str) -> None:
    here = site / page
    for image in read_html(here).images:
        assert image["alt"]
        assert (here.parent / str(image["src"])).is_file()


@pytest.mark.parametrize("page", HTML)
def test_every_page_leads_to_itself_in_every_language(site: Path, page: str) -> None:
    here = (site / page).resolve()
    _, _, below = page.partition("/")
    switched = {(here.parent / link / "index.html").resolve() for link in read_html(here).links if link.endswith("/")}
    assert switched >= {(site / root / below).resolve() for root in ROOTS}


def test_the_vietnamese_site_is_vietnamese_and_the_english_one_english(site: Path) -> None:
    for root, language in zip(ROOTS, read_languages(ROOT), strict=True):
        text = (site / root / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language.code}"' in text
        assert f'title="{language.site_name}"' in text


def test_every_cell_has_its_download_and_without_a_repository_no_colab(site: Path) -> None:
    text = (site / "sequential/index.html").read_text(encoding="utf-8")
    assert 'href="../examples/sequential/#cell-id=build"' in text
    assert 'href="../examples/sequential/sequential.py"' in text
    assert 'href="../examples/sequential/sequential.ipynb"' in text
    assert "colab.research.google.com/github" not in text


def test_the_downloaded_script_is_the_script(site: Path) -> None:
    assert (site / "en/examples/sequential/sequential.py").read_bytes() == (
        ROOT / "examples/sequential.py"
    ).read_bytes()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny project's site, built with the addresses of the repository and of the site known."""
    project = make_buildable(make_project(tmp_path_factory.mktemp("project")))
    folder = tmp_path_factory.mktemp("published")
    result = mkdocs_build(project.root, folder, REPO_URL=REPOSITORY, SITE_URL="https://example.org/keras/")
    assert result.returncode == 0, result.stderr
    return folder


def test_with_a_repository_every_cell_leads_to_colab_and_to_its_lines(published: Path) -> None:
    links = read_html(published / "en/add/index.html").links
    colab = "https://colab.research.google.com/github/someone/something/blob/main/examples/notebooks/add.ipynb"
    assert f"{colab}#scrollTo=sum" in links
    assert f"{REPOSITORY}/blob/main/examples/add.py#L9-L9" in links
    assert f"{REPOSITORY}/edit/main/docs/en/add.md" in links


def test_the_sites_address_comes_from_the_environment(published: Path) -> None:
    assert "https://example.org/keras/en/add/" in (published / "en/sitemap.xml").read_text(encoding="utf-8")
    page = (published / "en/add/index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/keras/en/add/">' in page


def test_the_builder_stops_at_a_problem_and_says_all_of_them(buildable: Project, tmp_path: Path) -> None:
    buildable.replace("docs/vi/add.md", "add.py#sum", "add.py#sun")
    buildable.replace("docs/en/add.md", " { #code }", "")
    result = mkdocs_build(buildable.root, tmp_path / "site")
    assert result.returncode == 1
    assert 'docs/vi/add.md:9: no cell "sun" in examples/add.py (cells: numbers, sum)' in result.stderr
    assert 'docs/en/add.md:3: the heading "Code" has no id' in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_broken_link_and_a_broken_anchor_stop_the_build(buildable: Project, tmp_path: Path, language: str) -> None:
    links = "[no page](lost.md), [no heading](index.md#lost)"
    buildable.replace(f"docs/{language}/add.md", "## Code", f"{links}\n\n## Code")
    result = mkdocs_build(buildable.root, tmp_path / "site")
    assert result.returncode == 1
    assert "Aborted with 2 warnings in strict mode" in result.stdout
    assert "contains a link 'lost.md', but the target is not found" in result.stderr
    assert "contains a link 'index.md#lost', but the doc 'index.md' does not contain an anchor" in result.stderr
