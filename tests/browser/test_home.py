"""The home page: one screen shows what a learner will build, and right after it comes the map of the course."""

import re

import pytest
from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from docs.plugins.project.languages import Language
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, TALL_PHONE, visit
from tests.support.reading import IN_LOCKSTEP, LESSONS

LANGUAGES = list(zip(IN_LOCKSTEP, LANGUAGE_FOLDERS, strict=True))
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
        # The map of the course begins within one screen and a half.
        assert top(tab, ".lessons li") < 1.5 * viewport["height"]


def top(page: Page, part: str) -> float:
    """How far down the first element that matches begins."""
    return box_of(page, part)["y"]


def bottom(page: Page, part: str) -> float:
    """How far down the first element that matches ends."""
    box = box_of(page, part)
    return box["y"] + box["height"]


def box_of(page: Page, part: str) -> FloatRect:
    """The box of the first element that matches, which is in sight."""
    box = page.locator(part).first.bounding_box()
    assert box is not None
    assert box["height"] > 0
    return box


# Of each row of the map: the diameter of its disc, and the sizes of its three texts.
ROWS = """() => [...document.querySelectorAll(".lessons li")].map((row) => [
  row.firstElementChild.getBoundingClientRect().width,
  ...[...row.querySelectorAll("p")].map((text) => parseFloat(getComputedStyle(text).fontSize)),
])"""
GO_ON = ".hero .md-button--primary"


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_the_map_follows_the_board_and_the_first_button_goes_on_where_the_reader_is(
    tab: Page, address: str, language: Language, root: str
) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{root}/")
    assert tab.locator(".hero + h2#lessons ~ .lessons").count() == 1
    rows = tab.evaluate(ROWS)
    assert len(rows) == len(LESSONS)
    assert all(row == [32, 18, 15, 14] for row in rows), rows
    start = tab.locator(GO_ON).inner_text()
    for done in ([0, 2], list(range(len(LESSONS))), []):
        tab.evaluate("done => localStorage.setItem('lessons-done', done)", " ".join(f"{LESSONS[i]}.md" for i in done))
        # As after the Back button, which brings back the page as it was
        tab.evaluate("dispatchEvent(new Event('pageshow'))")
        ticked = tab.locator(".lessons .disc").evaluate_all("discs => discs.map((disc) => disc.matches('.done'))")
        assert [index for index, is_ticked in enumerate(ticked) if is_ticked] == done
        left = next((index for index in range(len(LESSONS)) if index not in done), 0)
        expect(tab.locator(GO_ON)).to_have_text(language.labels["go_on"].format(number=left + 1) if left else start)
        expect(tab.locator(GO_ON)).to_have_attribute("href", re.compile(f"{LESSONS[left]}/$"))


def test_the_address_of_the_board_leads_to_it(tab: Page, address: str) -> None:
    # So low that the board is not in sight from the start.
    tab.set_viewport_size(ViewportSize(width=360, height=400))
    visit(tab, f"{address}/#draw")
    expect(tab.locator(".draw-paper")).to_be_in_viewport(ratio=1)
