"""The page of all lessons in a real browser, and the PDF that is made of it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from pypdf import PdfReader

from docs.plugins.site.pdf import print_languages
from docs.plugins.site.site import pdf_name
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import PHONE, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP, PAGES, page

CHAPTERS = [name for name in PAGES if name not in PROJECT.unprinted]
# A4 without its margins, at 96 pixels an inch.
SHEET = ViewportSize(width=665, height=978)


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    """A tab that shows a page as it is printed."""
    tab = browser.new_page(viewport=SHEET, service_workers="block")
    tab.emulate_media(media="print")
    yield tab
    tab.close()


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_every_picture_of_the_printed_page_is_there_and_nothing_is_wider_than_the_sheet(
    sheet: Page, address: str, root: str
) -> None:
    sheet.goto(f"{address}/{root}/print/")
    pictures = sheet.locator(".printed img")
    assert pictures.count() > len(CHAPTERS) / 2
    assert pictures.evaluate_all("pictures => pictures.filter(({ naturalWidth }) => !naturalWidth)") == []
    # If one element were wider, Chromium would shrink everything else.
    assert sheet.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_no_chapter_that_waits_to_be_laid_out_lies_over_the_next_on_a_phone(tab: Page, address: str, root: str) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{root}/print/")
    over = tab.locator(".printed-chapter").evaluate_all(
        """chapters => chapters.filter((chapter) => [chapter, chapter.lastElementChild]
             .map((each) => each.getBoundingClientRect().bottom)
             .reduce((own, last) => last > own + 1)).map(({ id }) => id)"""
    )
    assert over == []


def test_a_lesson_is_printed_without_what_only_a_screen_makes_use_of_and_with_what_is_folded(
    sheet: Page, address: str
) -> None:
    sheet.goto(f"{address}/sequential/")
    assert sheet.locator(".copy-code").count() > 0
    assert sheet.locator(":is(.copy-code, .copy-page, .lesson-cell > .code-row, .lesson-foot):visible").count() == 0
    folded = sheet.locator("details:not([open]) .lesson-cell pre")
    assert folded.count() > 0
    assert folded.evaluate_all("elements => elements.every((element) => element.checkVisibility())")


@pytest.mark.usefixtures("browser")
def test_the_pdf_of_each_language_has_its_chapters_from_the_first_to_the_last(site: Path) -> None:
    assert len(list(print_languages(site, IN_LOCKSTEP))) == len(IN_LOCKSTEP)
    for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True):
        reader = PdfReader(site / root / pdf_name(language))
        assert len(reader.pages) > 2 * len(CHAPTERS)
        first, last = (page(name, language.code).headings[0].title for name in ("index", "glossary"))
        outline = list(flat(reader.outline))
        titles = [str(entry.title) for entry in outline]
        assert (titles[2], titles[-1]) == (first, last)
        assert [title for title in titles if title == title[: len(title) // 2] * 2] == []
        assert unspaced(language.site_name) in text_of(reader, [0])
        # Only the contents and the chapters' first sheets are read: reading all sheets would take seconds.
        begins = [sheet_of(reader, entry) for entry in outline]
        contents = text_of(reader, range(begins[1], begins[2]))
        # The home page has no number, so that the lessons have their own.
        for number, title, sheet in (("", first, begins[2]), (f"{len(CHAPTERS) - 1}.", last, begins[-1])):
            heading = f"{number}{unspaced(title)}"
            assert heading in contents
            assert heading in text_of(reader, [sheet])


def sheet_of(reader: PdfReader, entry: Any) -> int:  # noqa: ANN401 (pypdf's own)
    """On which sheet, from 0, an entry of the outline leads."""
    sheet = reader.get_destination_page_number(entry)
    assert sheet is not None
    return sheet


def text_of(reader: PdfReader, sheets: Iterable[int]) -> str:
    """The text of some sheets, one after the other."""
    return "".join(unspaced(reader.pages[sheet].extract_text()) for sheet in sheets)


def unspaced(text: str) -> str:
    """The text without spaces: where a PDF takes some letters of a word from another font, it has spaces inside."""
    return "".join(text.split())


def flat(outline: Sequence[Any]) -> Iterator[Any]:
    """The entries of a PDF's outline, in which a list holds what is below the entry before it."""
    for each in outline:
        if isinstance(each, list):
            yield from flat(each)
        else:
            yield each
