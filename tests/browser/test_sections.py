"""The contents beside a page show which section is being read."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers import DESKTOP, PHONE, visit

HEIGHT = "document.querySelector('.md-nav--secondary > .sections').offsetHeight"
HEIGHTS_WITH_EACH_MARKED = f"""[...new Set(
  [...document.querySelectorAll(".md-nav--secondary a")].map((link) => {{
    link.setAttribute("aria-current", "true");
    const height = {HEIGHT};
    link.removeAttribute("aria-current");
    return height;
  }}))]"""


@pytest.mark.parametrize("path", ["sequential/", "en/errata/", "examples/train/"])
def test_the_section_that_is_read_is_marked_and_no_other(tab: Page, address: str, path: str) -> None:
    visit(tab, f"{address}/{path}")
    links = tab.locator(".md-nav--secondary .sections a")
    current = tab.locator(".md-nav--secondary [aria-current]")
    assert links.count() > 5
    assert tab.evaluate(HEIGHTS_WITH_EACH_MARKED) == [tab.evaluate(HEIGHT)]
    for number in (3, 1, 4):
        link = links.nth(number)
        link.click()
        expect(link).to_have_attribute("aria-current", "true")
        expect(current).to_have_count(1)
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(links.last).to_have_attribute("aria-current", "true")
    tab.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)


def test_a_phones_bar_names_the_section_and_stays_while_the_sites_name_scrolls_away(tab: Page, address: str) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/train/")
    name, bar = tab.locator(".section-name"), tab.locator(".md-header")
    expect(name).to_be_empty()
    height = bar.bounding_box()
    tab.evaluate("location.hash = 'evaluate'")
    expect(name).to_have_text(tab.locator("#evaluate").inner_text().removesuffix("¶"))
    expect(name).to_be_in_viewport(ratio=1)
    expect(tab.locator(".languages")).to_be_in_viewport(ratio=1)
    expect(tab.locator(".site-name")).not_to_be_in_viewport()
    read = "document.getElementById('evaluate').getBoundingClientRect().top"
    assert tab.evaluate(f"document.querySelector('.md-header').getBoundingClientRect().bottom <= {read} + 1")
    after = bar.bounding_box()
    assert height
    assert after
    assert after["height"] == height["height"]
    # A button that the Tab key leads to is never out of sight.
    tab.locator(".theme").focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    expect(tab.locator(".theme")).to_be_in_viewport(ratio=1)
    tab.set_viewport_size(DESKTOP)
    expect(name).to_be_hidden()
