"""A term's meaning, which is shown to a mouse, a keyboard and a finger."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.accessibility import faults
from tests.support.browsers import PHONE, visit

# Pixels between a tooltip and an edge of the screen.
MARGIN = 16
# Where a term is touched, once it is on the screen: its first line, if it is broken.
MIDDLE = """(term) => {
  term.scrollIntoViewIfNeeded();
  const { left, top, width, height } = term.getClientRects()[0];
  return [left + width / 2, top + height / 2];
}"""


@pytest.fixture
def lesson(tab: Page, address: str) -> Page:
    """A lesson on a desktop."""
    visit(tab, f"{address}/sequential/")
    return tab


def term(tab: Page) -> Locator:
    return tab.locator("article abbr").first


def tip(tab: Page) -> Locator:
    return tab.locator(".tooltip")


def test_pointing_at_a_term_shows_its_meaning_below_it_and_leaving_both_hides_it(lesson: Page) -> None:
    meaning = term(lesson).get_attribute("title")
    term(lesson).hover()
    expect(lesson.get_by_role("tooltip")).to_have_text(str(meaning))
    below, box = term(lesson).bounding_box(), tip(lesson).bounding_box()
    assert below is not None
    assert box is not None
    assert 0 <= box["y"] - below["y"] - below["height"] < 10
    # With a title, the browser's own tooltip would cover it.
    assert term(lesson).get_attribute("title") is None
    # The tooltip stays open when the mouse moves onto it.
    tip(lesson).hover()
    expect(tip(lesson)).to_be_visible()
    lesson.locator("article h1").hover()
    expect(tip(lesson)).to_be_hidden()
    # Where there is no room below a term, its meaning is above it.
    last = lesson.locator("article > p abbr").last
    last.evaluate("term => term.scrollIntoView({ block: 'end' })")
    last.hover()
    expect(tip(lesson)).to_be_in_viewport(ratio=1)


def test_the_keyboard_shows_the_meaning_and_escape_hides_it(lesson: Page) -> None:
    term(lesson).focus()
    expect(tip(lesson)).to_be_visible()
    assert faults(lesson, {"runOnly": ["region"]}) == []
    expect(term(lesson)).to_have_attribute("aria-describedby", "tooltip")
    lesson.keyboard.press("Escape")
    expect(tip(lesson)).to_be_hidden()
    assert term(lesson).get_attribute("aria-describedby") is None


def test_enter_leads_from_a_term_to_its_entry_in_the_glossary(lesson: Page) -> None:
    term(lesson).focus()
    lesson.keyboard.press("Enter")
    lesson.wait_for_url("**/glossary/#neural-network", wait_until="domcontentloaded")


def test_a_finger_shows_the_meaning_within_the_screen_and_goes_on_to_the_glossary(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
    tab = context.new_page()
    visit(tab, f"{address}/sequential/")
    for each in tab.locator("article > p abbr").all():
        tab.touchscreen.tap(*each.evaluate(MIDDLE))
        expect(tip(tab)).to_be_visible()
        box = tip(tab).bounding_box()
        assert box is not None
        assert box["x"] >= MARGIN
        # It must not be squeezed against the edge of the screen.
        assert box["width"] > PHONE["width"] / 2
        assert box["x"] + box["width"] <= PHONE["width"] - MARGIN
        # The tooltip may cover the next term, so it is closed first.
        tab.keyboard.press("Escape")
    tab.locator("article > p abbr").first.tap()
    tab.locator("article h2").first.tap()
    expect(tip(tab)).to_be_hidden()
    tab.locator("article > p abbr").first.tap()
    tab.get_by_role("link", name="Xem trong bảng thuật ngữ").tap()
    tab.wait_for_url("**/glossary/#neural-network", wait_until="domcontentloaded")
    context.close()
