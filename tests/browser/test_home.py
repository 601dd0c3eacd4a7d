"""The home page: one screen shows what a learner will build, and a phone the whole map of the course."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, visit

TALL_PHONE = ViewportSize(width=390, height=844)
TABLET = ViewportSize(width=768, height=1024)


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_one_screen_shows_what_one_will_build_and_the_board_with_its_answer(tab: Page, address: str, root: str) -> None:
    visit(tab, f"{address}/{root}/")
    for viewport in (TALL_PHONE, TABLET, DESKTOP):
        tab.set_viewport_size(viewport)
        for part in ("h1", ".hero p", ".hero .draw-sheet", ".hero .draw-answer", ".hero .draw-bars"):
            assert 0 < bottom(tab, part) <= viewport["height"], (part, viewport)
        # Where to begin comes right after the board, and on a phone the next screen begins with it.
        assert 0 < bottom(tab, ".hero a[href='install/']") - bottom(tab, ".hero .draw") < 100
        assert bottom(tab, ".hero a[href='install/']") < 1.2 * viewport["height"]


def bottom(page: Page, part: str) -> float:
    """How far down the first element that matches ends."""
    box = page.locator(part).first.bounding_box()
    assert box is not None
    assert box["height"] > 0
    return box["y"] + box["height"]


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
