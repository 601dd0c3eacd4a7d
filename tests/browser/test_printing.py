"""The page of all lessons in a real browser, and the PDF that is made of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from pypdf import PdfReader

from docs.plugins import pdf
from docs.plugins.errors import UserError
from docs.plugins.languages import read_languages
from docs.plugins.pdf import main, pdf_name
from docs.plugins.print_page import FOR_TRANSLATORS
from tests.support.addresses import CODES, LANGUAGE_FOLDERS
from tests.support.building import lost_links
from tests.support.programs import ROOT
from tests.support.reading import PAGES, page

CHAPTERS = [name for name in PAGES if name not in FOR_TRANSLATORS]
# A4 without its margins, at 96 pixels an inch.
SHEET = ViewportSize(width=665, height=978)


@pytest.fixture(scope="module", params=LANGUAGE_FOLDERS)
def root(request: pytest.FixtureRequest) -> str:
    """The folder of a language."""
    return str(request.param)


@pytest.fixture(scope="module")
def sheet(browser: Browser, address: str, root: str) -> Iterator[Page]:
    """The page of all lessons of a language as it is printed."""
    tab = browser.new_page(viewport=SHEET)
    tab.emulate_media(media="print")
    tab.goto(f"{address}/{root}/print/")
    yield tab
    tab.close()


def test_the_printed_page_has_every_chapter_in_its_contents_and_in_full(sheet: Page, root: str) -> None:
    chapters = sheet.locator(".printed-chapter").all()
    ids = [chapter.get_attribute("id") for chapter in chapters]
    assert sorted(map(str, ids)) == CHAPTERS
    assert (ids[0], ids[-1]) == ("index", "glossary")
    contents = sheet.locator(".printed-contents > ol > li > a")
    assert contents.evaluate_all("links => links.map(({ hash }) => hash.slice(1))") == ids
    language = CODES[LANGUAGE_FOLDERS.index(root)]
    for chapter in chapters:
        headings = page(str(chapter.get_attribute("id")), language).headings
        assert chapter.locator("h1, h2, h3").count() >= len([each for each in headings if each.level < 4]) > 0


def test_every_picture_of_the_printed_page_is_there_and_nothing_is_wider_than_the_sheet(sheet: Page) -> None:
    pictures = sheet.locator(".printed img")
    assert pictures.count() > len(CHAPTERS) / 2
    assert pictures.evaluate_all("pictures => pictures.filter(({ naturalWidth }) => !naturalWidth)") == []
    # Chromium would print all the rest smaller.
    assert sheet.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]
    for gone in (".md-header", ".md-sidebar", ".md-footer", "article button", "script[src]"):
        assert sheet.locator(gone).count() == 0


def test_every_id_of_the_printed_page_is_unique_and_every_link_leads_somewhere(site: Path, root: str) -> None:
    printed = site / root / "print/index.html"
    ids = Counter(re.findall(r'\sid="([^"]+)"', printed.read_text(encoding="utf-8")))
    assert len(ids) > len(CHAPTERS)
    assert [name for name, times in ids.items() if times > 1] == []
    assert lost_links(printed) == []


def test_search_engines_and_the_search_are_not_told_of_the_printed_page(site: Path, root: str) -> None:
    assert '<meta name="robots" content="noindex">' in (site / root / "print/index.html").read_text(encoding="utf-8")
    for path in ("sitemap.xml", "search/search_index.json"):
        assert "print/" not in (site / root / path).read_text(encoding="utf-8")


@pytest.mark.usefixtures("browser")
def test_the_pdf_of_each_language_has_its_chapters_from_the_first_to_the_last(site: Path) -> None:
    assert main([str(site)]) == 0
    for root, language in zip(LANGUAGE_FOLDERS, read_languages(ROOT), strict=True):
        reader = PdfReader(site / root / pdf_name(language))
        assert len(reader.pages) > 2 * len(CHAPTERS)
        first, last = (page(name, language.code).headings[0].title for name in ("index", "glossary"))
        texts = [unspaced(sheet.extract_text()) for sheet in reader.pages]
        assert unspaced(language.site_name) in texts[0]
        # In the contents, and where the chapter begins.
        for number, title in ((1, first), (len(CHAPTERS), last)):
            assert len([text for text in texts if f"{number}.{unspaced(title)}" in text]) >= 2
        _name, _contents, *chapters = titles(reader.outline)
        assert (chapters[0], chapters[-1]) == (first, last)
        assert [title for title in chapters if title == title[: len(title) // 2] * 2] == []


def unspaced(text: str) -> str:
    """The text without spaces: a PDF that takes some of a word's letters from another font has them within words."""
    return "".join(text.split())


def titles(outline: Sequence[Any]) -> list[str]:
    """The titles of a PDF's outline, in which a list stands for what is below the entry before it."""
    return [title for each in outline for title in (titles(each) if isinstance(each, list) else [str(each.title)])]


def test_without_a_chromium_make_pdf_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_chromium", lambda: None)
    with pytest.raises(UserError, match="no Chromium on this machine: install"):
        pdf.print_pdf(tmp_path / "index.html", tmp_path / "x.pdf")


def test_without_a_built_site_make_pdf_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "print/index.html: no such file; build the site first" in capsys.readouterr().err


def test_a_pdf_is_named_as_its_site() -> None:
    assert [pdf_name(language) for language in read_languages(ROOT)] == ["hoc-keras.pdf", "learn-keras.pdf"]
