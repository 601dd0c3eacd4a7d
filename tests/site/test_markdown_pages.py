"""The Markdown pages and llms.txt as they are published; plain pytest-codeblocks finds the blocks in them."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytest_codeblocks.main import extract_from_file

from docs.plugins.fences.cells import cell_code
from docs.plugins.project.languages import Language
from docs.plugins.project.notation import INLINE_CODE
from docs.plugins.project.scripts import Cell, Script
from docs.plugins.site.print_page import FOLDER
from tests.support.addresses import BELOW_A_LANGUAGE, EVERY_CODE, EVERY_PAGE_FILE, FOLDER_OF
from tests.support.building import SITE_URL, read_html
from tests.support.codeblocks import BLOCKS_NOT_RUN, CodeBlockAlone, PageBlock, PageFile, ScriptBlock, ShellBlock
from tests.support.programs import PROJECT, ROOT
from tests.support.programs import RUN as RUN_SCRIPTS
from tests.support.reading import IN_LOCKSTEP, LANGUAGES, PAGES

# The languages that pytest-codeblocks runs.
RUN = ("python", "bash", "sh")
LINK = re.compile(r"\]\((http://localhost:8000/[^)]*|#[^)]*)\)")
ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
FENCED = re.compile(r"^([ >]*)(~{3,}|`{3,}).*?^\1\2$", re.DOTALL | re.MULTILINE)
NOTATION = re.compile(r"^ *(===|!!!|\?\?\?|---$)|\{ *[#.]", re.MULTILINE)
ENTRY = re.compile(rf"- \[(?P<title>.+?)\]\({SITE_URL}(?P<path>\S+?)\): (?P<description>.+)")


def markdown_pages(site: Path, language: str) -> dict[str, Path]:
    """The Markdown pages in a language, by the pages' names."""
    folder = site / FOLDER_OF[language]
    return {name: folder / ("index.md" if name == "index" else f"{name}/index.md") for name in PAGES}


def blocks(markdown_page: Path) -> list[tuple[str, str]]:
    """What pytest-codeblocks runs of a Markdown page: the language and the code. Some of it is not run here."""
    found = [
        block
        for block in extract_from_file(markdown_page)
        if block.syntax in RUN and block.code.strip() not in BLOCKS_NOT_RUN
    ]
    # A comment in the page could prevent it from running a block.
    assert [block.lineno for block in found if block.marks or block.importorskip] == []
    return [(block.syntax, block.code) for block in found]


def program(script: Script, cells: Sequence[Cell]) -> str:
    """Cells of a script as the one block that they are in a Markdown page."""
    return "".join(f"{cell_code(script, cell).text}\n" for cell in cells)


def without_blank_lines(code: str) -> str:
    """The code without its blank lines, which pytest-codeblocks loses in an indented block."""
    return "".join(line for line in code.splitlines(keepends=True) if line.strip())


def own_blocks(request: pytest.FixtureRequest, path: Path) -> list[tuple[str, str]]:
    """What the project's own tests run of a page, in its order: the language and the code."""
    tests: list[PageBlock] = sorted(PageFile.from_parent(request.session, path=path).collect(), key=lines)
    return [own_block(test) for test in tests]


def lines(test: PageBlock) -> tuple[int, ...]:
    return test.lines


def own_block(test: PageBlock) -> tuple[str, str]:
    if isinstance(test, ScriptBlock):
        return "python", program(test.script, test.cells)
    if isinstance(test, ShellBlock):
        return "bash", f"{test.blocks[-1]}\n"
    if isinstance(test, CodeBlockAlone):
        return "python", test.code
    return "python", test.obj.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_pytest_codeblocks_finds_in_the_markdown_pages_what_the_projects_tests_run(
    site: Path, request: pytest.FixtureRequest, language: str
) -> None:
    number = 0
    scripts = [script for name, script in PROJECT.scripts.items() if name not in RUN_SCRIPTS]
    not_run = {("python", program(script, script.cells)) for script in scripts}
    for name, markdown_page in markdown_pages(site, language).items():
        of_page = [block for block in blocks(markdown_page) if block not in not_run]
        found = [(syntax, without_blank_lines(code)) for syntax, code in of_page]
        own = own_blocks(request, ROOT / f"docs/{language}/{name}.md")
        assert found == [(syntax, without_blank_lines(code)) for syntax, code in own]
        number += len(found)
    assert number


@pytest.mark.parametrize("name", PAGES)
def test_the_blocks_of_a_markdown_page_are_the_same_in_every_language(site: Path, name: str) -> None:
    first, *others = [blocks(markdown_pages(site, language)[name]) for language in LANGUAGES]
    assert [other == first for other in others] == [True] * (len(LANGUAGES) - 1)


@pytest.mark.parametrize("name", PROJECT.scripts)
def test_the_markdown_page_of_an_example_holds_its_script_as_one_block(site: Path, name: str) -> None:
    script = PROJECT.scripts[name]
    for root in FOLDER_OF.values():
        assert blocks(site / root / f"examples/{name}/index.md") == [("python", program(script, script.cells))]


def test_every_page_links_to_its_markdown_page(site: Path) -> None:
    pages = [site / path for path in EVERY_PAGE_FILE]
    assert {path.with_suffix(".md") for path in pages} <= {*site.rglob("*.md")}
    assert len([*site.rglob("*.md")]) == len(EVERY_CODE) * len(BELOW_A_LANGUAGE)
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert re.findall('<link rel="alternate" type="text/markdown" href="(.+?)">', html) == ["index.md"]
        assert "index.md" in read_html(page).links


def test_where_pages_are_files_the_markdown_pages_are_beside_them(flat_site: Path) -> None:
    for page in flat_site.rglob("*.html"):
        if page.name != "404.html" and page.parent.name != FOLDER:
            assert f"{page.stem}.md" in read_html(page).links
            assert page.with_suffix(".md").is_file()
    text = (flat_site / "en/index.md").read_text(encoding="utf-8")
    assert f"[Sequential]({SITE_URL}en/sequential.md)" in text


def test_every_link_of_a_markdown_page_leads_to_a_file_of_the_site_and_to_a_heading_in_it(site: Path) -> None:
    lost = []
    for markdown_page in site.rglob("*.md"):
        for address in LINK.findall(markdown_page.read_text(encoding="utf-8")):
            path, _, section = address.partition("#")
            there = site / path.removeprefix(SITE_URL) if path else markdown_page
            # A board runs only in a browser, so its link leads to the HTML page.
            if there.is_dir():
                there /= "index.html"
            if not there.is_file() or (section and section not in ANCHOR.findall(there.read_text(encoding="utf-8"))):
                lost.append((markdown_page, address))
    assert lost == []


@pytest.mark.parametrize("language", FOLDER_OF)
def test_a_markdown_page_has_nothing_that_only_this_site_understands(site: Path, language: str) -> None:
    for markdown_page in (site / FOLDER_OF[language]).rglob("*.md"):
        prose = re.compile(INLINE_CODE, re.VERBOSE).sub("", FENCED.sub("", markdown_page.read_text(encoding="utf-8")))
        assert not NOTATION.search(prose), markdown_page


# llms.txt


@pytest.mark.parametrize("language", IN_LOCKSTEP, ids=lambda language: language.code)
def test_llms_txt_leads_to_every_page_of_its_language_and_to_the_other_languages(
    site: Path, language: Language
) -> None:
    text = (site / FOLDER_OF[language.code] / "llms.txt").read_text(encoding="utf-8")
    head, *sections = re.split(r"^## .+\n\n", text, flags=re.MULTILINE)
    assert head == f"# {language.site_name}\n\n> {language.description}\n\n"
    entries = [[ENTRY.fullmatch(line) for line in section.split("\n") if line] for section in sections]
    assert all(entry for section in entries for entry in section)
    found = [[entry["path"] for entry in section if entry] for section in entries]
    prefix = "" if language.code == "vi" else "en/"
    nav = PROJECT.navigation.pages
    assert sorted(nav) == PAGES
    assert found == [
        [f"{prefix}{'index.md' if name == 'index' else f'{name}/index.md'}" for name in nav],
        [f"{prefix}examples/{name}/index.md" for name in PROJECT.scripts],
        [f"{'' if code == 'vi' else f'{code}/'}llms.txt" for code in EVERY_CODE if code != language.code],
    ]
    assert all((site / path).is_file() for paths in found for path in paths)
