"""The contents beside a page show which section is being read."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers import visit


@pytest.mark.parametrize("path", ["sequential/", "en/errata/", "examples/train/"])
def test_the_section_that_is_read_is_marked_and_no_other(tab: Page, address: str, path: str) -> None:
    visit(tab, f"{address}/{path}")
    links = tab.locator(".md-nav--secondary .sections a")
    current = tab.locator(".md-nav--secondary [aria-current]")
    assert links.count() > 5
    for number in (3, 1, 4):
        link = links.nth(number)
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        expect(current).to_have_count(1)
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(links.last).to_have_attribute("aria-current", "true")
    tab.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)
