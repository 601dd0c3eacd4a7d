"""The button that copies a page as Markdown, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browsers import DESKTOP, as_new, errors_of, from_another_machine, pasted, visit

NAMES = {"vi": "Sao chép cả trang ở dạng Markdown", "en": "Copy the page as Markdown"}
LINKS = {"vi": "Trang này ở dạng Markdown", "en": "This page as Markdown"}
COPIED = {"vi": "Đã sao chép cả trang.", "en": "The page is copied."}
PAGES = [
    ("vi", "sequential/"),
    ("en", "en/sequential/"),
    ("vi", "examples/sequential/"),
    ("en", "en/examples/solutions/data/"),
    ("vi", ""),
]


@pytest.fixture(scope="module")
def readers_tab(browser: Browser) -> Iterator[Page]:
    """A page of a browser that lets pages write to the clipboard, and the test read it."""
    context = browser.new_context(
        viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"], service_workers="block"
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(readers_tab: Page) -> Page:
    """The tab as if it were new."""
    as_new(readers_tab, DESKTOP)
    return readers_tab


def clipboard(tab: Page) -> object:
    return tab.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("language", "page"), PAGES)
def test_the_button_copies_the_exact_markdown_page_and_says_so(
    reader: Page, address: str, site: Path, language: str, page: str
) -> None:
    errors = errors_of(reader)
    visit(reader, f"{address}/{page}")
    reader.get_by_role("button", name=NAMES[language], exact=True).click()
    status = reader.locator(".copy-page-status")
    expect(status).to_have_text(COPIED[language])
    expect(status).to_have_role("status")
    assert clipboard(reader) == (site / page / "index.md").read_text(encoding="utf-8")
    assert errors == []


def test_the_button_stands_in_the_links_place_and_the_keyboard_presses_it_and_keeps_the_focus(
    reader: Page, address: str
) -> None:
    visit(reader, f"{address}/en/install/")
    button = reader.get_by_role("button", name=NAMES["en"], exact=True)
    expect(button).to_be_visible()
    expect(reader.get_by_role("link", name=LINKS["en"], exact=True)).to_be_hidden()
    button.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(".copy-page-status")).to_have_text(COPIED["en"])
    expect(button).to_be_focused()


def test_over_http_from_another_machine_the_page_is_copied_too(reader: Page, address: str, site: Path) -> None:
    errors = errors_of(reader)
    visit(reader, f"{from_another_machine(address)}/sequential/")
    reader.get_by_role("button", name=NAMES["vi"], exact=True).click()
    expect(reader.locator(".copy-page-status")).to_have_text(COPIED["vi"])
    assert pasted(reader) == (site / "sequential/index.md").read_text(encoding="utf-8")
    assert errors == []


@pytest.mark.parametrize("refused", ["the Markdown page", "the clipboard"])
def test_where_the_page_cant_be_copied_a_message_says_so_and_the_link_gets_the_focus(
    reader: Page, address: str, refused: str
) -> None:
    visit(reader, f"{address}/en/install/")
    if refused == "the Markdown page":
        reader.route("**/*.md", lambda route: route.abort())
    else:
        refuse = "() => Promise.reject(new DOMException('', 'NotAllowedError'))"
        reader.evaluate(f"() => {{ navigator.clipboard.write = {refuse}; document.execCommand = () => false; }}")
    reader.get_by_role("button", name=NAMES["en"], exact=True).click()
    link = reader.get_by_role("link", name=LINKS["en"], exact=True)
    expect(link).to_be_focused()
    expect(reader.locator(".copy-page-status")).to_have_text(
        "The page could not be copied. Please open it as Markdown."
    )
    expect(reader.get_by_role("button", name=NAMES["en"], exact=True)).to_be_hidden()
    # What the reader copies then is what is selected.
    reader.evaluate("getSelection().selectAllChildren(document.querySelector('.page-facts'))")
    reader.keyboard.press("Control+C")
    assert pasted(reader) == reader.locator(".page-facts").inner_text()


def test_without_javascript_a_link_leads_to_the_markdown_page(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=DESKTOP, java_script_enabled=False) as context:
        tab = context.new_page()
        visit(tab, f"{address}/en/examples/data/")
        expect(tab.get_by_role("link", name=LINKS["en"], exact=True)).to_have_attribute("href", "index.md")
        assert tab.get_by_role("button", name=NAMES["en"], exact=True).count() == 0


def test_a_page_that_is_a_file_leads_to_its_markdown_page(reader: Page, flat_site: Path) -> None:
    visit(reader, (flat_site / "en/data.html").as_uri())
    expect(reader.get_by_role("link", name=LINKS["en"], exact=True)).to_have_attribute("href", "data.md")
    assert reader.get_by_role("button", name=NAMES["en"], exact=True).count() == 0
