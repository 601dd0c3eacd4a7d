"""A third language, made in a copy of the project, built and walked: two pages are translated, one of them in part."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, expect

from docs.plugins.lessons import read_scripts
from docs.plugins.pages import Page
from docs.plugins.translations import cli
from docs.plugins.translations.sections import parse_sections
from tests.support.browsers import DESKTOP, switch
from tests.support.building import lost_links, mkdocs_build
from tests.support.programs import ROOT
from tests.support.reading import PAGES, page
from tests.support.serving import served
from tests.support.tiny_project import Project

UNTRANSLATED = [name for name in PAGES if name not in ("index", "data")]
FOLDERS = [*(f"eo/{name}/" if name != "index" else "eo/" for name in PAGES)]
FOLDERS += [f"eo/examples/{name}/" for name in read_scripts(ROOT)]


def pseudo(source: Page) -> str:
    """The page with a mark on each heading and each paragraph: every other word is the source's."""
    lines = source.text.splitlines()
    for section in parse_sections(source):
        lines[section.line - 1] = lines[section.line - 1].replace("# ", "# Ĉapo: ", 1)
        for block in section.blocks:
            if block.kind == "a paragraph":
                lines[block.line - 1] = re.sub(r"\S", r"Ŝafo: \g<0>", lines[block.line - 1], count=1)
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def pseudo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in three languages. Since `data` was translated, a section of its source changed, one was added."""
    project = Project(tmp_path_factory.mktemp("project"))
    for name in ("docs", "examples"):
        shutil.copytree(ROOT / name, project.root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert cli.main(["new", "eo"]) == 0
        project.write("docs/eo/index.md", pseudo(page("index", "vi")))
        project.write("docs/eo/data.md", pseudo(page("data", "vi")))
        assert cli.main(["confirm", "docs/eo/index.md", "docs/eo/data.md"]) == 0
        for language, heading in {"vi": "## Bộ dữ liệu MNIST", "en": "## MNIST"}.items():
            project.replace(f"docs/{language}/data.md", heading, f"Mới.\n\n## Mới {{ #added }}\n\n{heading}")
        assert cli.main(["confirm", "docs/en/data.md"]) == 0
    folder = tmp_path_factory.mktemp("pseudo")
    result = mkdocs_build(
        project.root, folder, REPO_URL="https://github.com/a/b", SITE_URL="https://example.org/keras/"
    )
    assert result.returncode == 0, result.stderr
    return folder


def read(folder: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((folder / path / "index.html").read_text(encoding="utf-8"), "html.parser")


def notices(soup: BeautifulSoup) -> list[Tag]:
    return soup.select("article > .admonition.warning:not(:has(.admonition-title))")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_local_link_of_its_pages_leads_to_a_file_and_an_id(pseudo_site: Path, folder: str) -> None:
    assert lost_links(pseudo_site / folder / "index.html") == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_pages_speak_the_language_of_the_theme(pseudo_site: Path, folder: str) -> None:
    soup = read(pseudo_site, folder)
    assert soup.html is not None
    assert soup.html["lang"] == "eo"
    assert soup.select_one('.search input[placeholder="Serĉo"]')


@pytest.mark.parametrize("root", ["", "en/", "eo/"])
@pytest.mark.parametrize("name", PAGES)
def test_the_switch_and_the_head_of_every_page_in_every_language_lead_to_it(
    pseudo_site: Path, root: str, name: str
) -> None:
    path = "" if name == "index" else f"{name}/"
    soup = read(pseudo_site, f"{root}{path}")
    link = soup.select_one('.md-select__link[hreflang="eo"]')
    alternate = soup.select_one('head link[hreflang="eo"]')
    assert link is not None
    assert alternate is not None
    assert link.text == "Esperanto"
    assert (pseudo_site / root / path / str(link["href"])).resolve() == (pseudo_site / "eo" / path).resolve()
    assert alternate["href"] == f"https://example.org/keras/eo/{path}"


def test_a_translated_page_is_shown_without_a_notice(pseudo_site: Path) -> None:
    soup = read(pseudo_site, "eo")
    assert soup.h1 is not None
    assert soup.h1.text.startswith("Ĉapo: ")
    assert notices(soup) == []


@pytest.mark.parametrize("name", UNTRANSLATED)
def test_a_page_that_is_not_translated_is_the_sources_under_a_notice(pseudo_site: Path, name: str) -> None:
    soup = read(pseudo_site, f"eo/{name}")
    (notice,) = notices(soup)
    assert notice.text == "This page is not translated yet. Below is the original, in Tiếng Việt."
    original = soup.select_one('article > [lang="vi"]')
    assert original is not None
    assert original.h1 is not None
    assert original.h1.text.startswith(page(name, "vi").headings[0].title.replace("`", "")[:5])
    create = soup.select_one('[rel="edit"]')
    assert create is not None
    assert create["href"] == f"https://github.com/a/b/new/main?filename=docs/eo/{name}.md"


def test_a_page_that_is_not_translated_explains_its_terms_in_the_sources_language(pseudo_site: Path) -> None:
    ours, theirs = (read(pseudo_site, f"{root}train").select("article abbr") for root in ("eo/", ""))
    assert [term["title"] for term in ours] == [term["title"] for term in theirs] != []


def test_a_section_that_is_behind_or_missing_says_so_and_leads_to_the_source(pseudo_site: Path) -> None:
    behind, missing = notices(read(pseudo_site, "eo/data"))
    heading = behind.find_previous_sibling()
    assert isinstance(heading, Tag)
    assert heading["id"] == "why-digits"
    assert [link["href"] for link in behind.select("a")] == ["../../data/#why-digits"]
    following = missing.find_next_sibling()
    assert isinstance(following, Tag)
    assert following["id"] == "mnist"
    assert [(link["href"], link.text) for link in missing.select("a")] == [("../../data/#added", "Mới")]


def test_a_page_in_lockstep_has_no_notice(pseudo_site: Path) -> None:
    assert notices(read(pseudo_site, "en/data")) == []


@pytest.mark.parametrize("root", ["", "en/", "eo/"])
def test_the_status_page_tells_how_far_it_has_come(pseudo_site: Path, root: str) -> None:
    *_, esperanto = read(pseudo_site, f"{root}translations").select(".progress tbody")
    heading, *rows = esperanto.select("tr")
    assert heading.text == "Esperanto"
    assert len(rows) == len(PAGES)
    sections = len(parse_sections(page("data", "vi")))
    assert [link["href"] for link in rows[0].select("td a")][-1] == "https://github.com/a/b/edit/main/docs/eo/data.md"
    assert [cell.text for cell in rows[0].select("td")][:2] == [
        f"{sections - 1}/{sections + 1}",
        "Vì sao là chữ số viết tay?, Mới",
    ]
    assert len([row for row in rows if len(row.select("td")) == 2]) == len(UNTRANSLATED)


def test_a_picture_that_no_page_describes_in_it_is_described_as_in_the_source(pseudo_site: Path) -> None:
    ours, theirs = (read(pseudo_site, f"{root}examples/train").select("article img")[0] for root in ("eo/", ""))
    assert ours["alt"] == theirs["alt"] != ""


def test_an_examples_page_has_the_title_of_the_source(pseudo_site: Path) -> None:
    assert [title["lang"] for title in read(pseudo_site, "eo/examples/data").select("#title")] == ["vi"]


@pytest.fixture(scope="module")
def address(pseudo_site: Path) -> Iterator[str]:
    """Where the three languages are served."""
    with served(pseudo_site) as address:
        yield address


def test_the_switch_leads_from_a_section_to_it_and_back(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/en/data/#scale")
    switch(tab, "Esperanto")
    tab.wait_for_url(f"{address}/eo/data/#scale")
    switch(tab, "Tiếng Việt")
    tab.wait_for_url(f"{address}/data/#scale")
    tab.close()


def test_its_pages_stand_side_by_side_with_the_source_but_for_sections_that_have_changed(
    browser: Browser, address: str
) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/eo/data/?song-ngu=1")
    halves = tab.locator("#scale .pair > span")
    expect(halves).to_have_count(2)
    assert [half.get_attribute("lang") for half in halves.all()] == ["eo", "vi"]
    assert halves.nth(0).inner_text().startswith("Ĉapo: ")
    tab.close()


def test_a_page_that_is_not_translated_has_no_side_by_side(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport=DESKTOP)
    tab.goto(f"{address}/eo/train/?song-ngu=1")
    expect(tab.locator("article h1")).to_be_visible()
    assert tab.locator(".side-by-side, .pair").count() == 0
    tab.close()
