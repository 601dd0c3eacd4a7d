"""The home page: one screen shows what a learner will build, and a phone the whole map of the course."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, visit

TABLET = ViewportSize(width=768, height=1024)


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_one_screen_shows_what_one_will_build_the_board_and_where_to_begin(tab: Page, address: str, root: str) -> None:
    visit(tab, f"{address}/{root}/")
    for viewport in (PHONE, TABLET, DESKTOP):
        tab.set_viewport_size(viewport)
        for part in ("h1", ".hero p", ".hero a[href='install/']", ".hero .draw-sheet"):
            box = tab.locator(part).first.bounding_box()
            assert box is not None
            assert box["height"] > 0
            assert box["y"] + box["height"] <= viewport["height"], (part, viewport)


# How far the content of each table is wider than the table.
TOO_WIDE = (
    "() => [...document.querySelectorAll('#lessons ~ .table')].map((table) => table.scrollWidth - table.clientWidth)"
)


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_a_phone_shows_the_whole_map_without_scrolling_sideways(tab: Page, address: str, root: str) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{root}/")
    # As many as the map has groups.
    assert set(tab.evaluate(TOO_WIDE)) == {0}


def test_the_address_of_the_board_leads_to_it(tab: Page, address: str) -> None:
    # So low that the board is not in sight from the start.
    tab.set_viewport_size(ViewportSize(width=360, height=400))
    visit(tab, f"{address}/#draw")
    expect(tab.locator(".draw-paper")).to_be_in_viewport(ratio=1)
