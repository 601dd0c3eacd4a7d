"""The list of pages on a phone: a drawer."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from docs.plugins.project.navigation import CONTRIBUTE, group_label
from tests.support.browsers import DESKTOP, PHONE, as_new, visit
from tests.support.programs import PROJECT
from tests.support.reading import PAGES

LISTED = {name: names for name, names in PROJECT.navigation.groups.items() if name != CONTRIBUTE}
# The pages for those who take part are in the footer.
PAGES_LISTED = len(PAGES) - len(PROJECT.navigation.contribute)
FOCUS_INSIDE = "document.getElementById('navigation').contains(document.activeElement)"


@pytest.fixture(scope="module")
def phones_tab(phone_context: BrowserContext) -> Page:
    """A page of a phone."""
    return phone_context.new_page()


@pytest.fixture
def phone(phones_tab: Page, address: str) -> Page:
    """A lesson on a phone."""
    as_new(phones_tab, PHONE)
    visit(phones_tab, f"{address}/install/")
    return phones_tab


def button(tab: Page) -> Locator:
    return tab.get_by_role("button", name="Mở danh sách trang")


def expect_open(tab: Page) -> None:
    expect(button(tab)).to_have_attribute("aria-expanded", "true")
    expect(tab.locator("#navigation")).to_be_in_viewport()


def expect_closed(tab: Page) -> None:
    expect(tab.locator(".md-header .drawer")).to_have_attribute("aria-expanded", "false")
    expect(tab.locator("#navigation")).to_be_hidden()


def test_the_drawer_holds_every_page_and_the_sections_of_this_one(phone: Page) -> None:
    expect_closed(phone)
    button(phone).click()
    expect_open(phone)
    assert phone.locator("#navigation .md-nav__item > a:not(.sections a):visible").count() == PAGES_LISTED
    headings = phone.locator("article :is(h2, h3)").count()
    assert phone.locator("#navigation .sections a:visible").count() == headings > 0


def groups(tab: Page) -> list[tuple[str, int]]:
    """The name of each list of pages as a screen reader says it, and how many pages it has."""
    lists = [each for each in tab.get_by_role("list").all() if each.get_attribute("aria-labelledby")]
    return [
        (
            tab.locator(f"[id='{each.get_attribute('aria-labelledby')}']:visible").inner_text(),
            each.locator("> li").count(),
        )
        for each in lists
    ]


NAMES = [PROJECT.source.labels[group_label(group)] for group in LISTED]


def test_the_pages_stand_in_named_groups_in_the_drawer_and_beside_the_page(phone: Page) -> None:
    expected = list(zip(NAMES, map(len, LISTED.values()), strict=True))
    assert groups(phone) == []
    button(phone).click()
    assert groups(phone) == expected
    phone.set_viewport_size(DESKTOP)
    assert groups(phone) == expected
    addresses = "links => links.map((link) => link.pathname.split('/').at(-2))"
    links = phone.locator("#navigation ul[aria-labelledby] > li > a")
    assert links.evaluate_all(addresses) == [name for names in LISTED.values() for name in names]


def test_with_the_keyboard_the_drawer_takes_the_focus_and_gives_it_back(phone: Page) -> None:
    button(phone).press("Enter")
    expect_open(phone)
    assert phone.evaluate(FOCUS_INSIDE)
    phone.keyboard.press("Tab")
    close = phone.get_by_role("button", name="Đóng danh sách trang")
    expect(close).to_be_focused()
    for key in ("Escape", "Enter"):
        phone.keyboard.press(key)
        expect_closed(phone)
        expect(button(phone)).to_be_focused()
        button(phone).press("Enter")
        phone.keyboard.press("Tab")
        expect(close).to_be_focused()
    # Beyond its last link the page is covered.
    phone.locator("#navigation a:visible").last.focus()
    expect_open(phone)
    phone.keyboard.press("Tab")
    expect_closed(phone)


def test_a_press_beside_the_drawer_closes_it(phone: Page) -> None:
    button(phone).click()
    expect_open(phone)
    phone.locator(".md-overlay").click(position={"x": 340, "y": 400})
    expect_closed(phone)


def test_a_link_to_a_section_of_the_page_closes_the_drawer(phone: Page) -> None:
    button(phone).click()
    phone.locator("#navigation .sections a").last.click()
    expect_closed(phone)
    expect(phone.locator("article h2").last).to_be_in_viewport()


def test_the_tab_key_skips_a_closed_drawer(phone: Page) -> None:
    button(phone).focus()
    for _ in range(8):
        phone.keyboard.press("Tab")
        assert not phone.evaluate(FOCUS_INSIDE)


def test_where_there_is_room_the_list_stands_beside_the_page(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    expect(button(tab)).to_be_hidden()
    assert tab.locator("#navigation .md-nav__item > a:not(.sections a):visible").count() == PAGES_LISTED
