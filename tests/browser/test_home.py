"""The home page: one screen shows what a learner will build."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, visit

TABLET = ViewportSize(width=768, height=1024)


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_one_screen_shows_what_one_will_build_its_picture_and_where_to_begin(
    tab: Page, address: str, root: str
) -> None:
    visit(tab, f"{address}/{root}/")
    for viewport in (PHONE, TABLET, DESKTOP):
        tab.set_viewport_size(viewport)
        for part in ("h1", ".hero p", ".hero a[href='install/']", ".hero img"):
            box = tab.locator(part).first.bounding_box()
            assert box is not None
            assert box["height"] > 0
            assert box["y"] + box["height"] <= viewport["height"], (part, viewport)
