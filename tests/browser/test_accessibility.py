"""The site for those who see little, enlarge it, or get sick of motion: axe-core on every page, and what it lacks.

A theme changes colours alone, and a phone's width all but colours: so each is looked at where it makes a difference, as
most of axe-core's time goes into colours.
"""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.accessibility import ALL_BUT_COLOURS, AXE, COLOURS, EVERY_RULE
from tests.support.addresses import EVERY_PAGE_FILE, LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, visit

EVERY_PAGE = [*EVERY_PAGE_FILE, *(f"{root}/404.html" for root in LANGUAGE_FOLDERS)]
# A page of each kind, where what is looked at comes from styles that all pages share.
KINDS = ["", "sequential/", "train/", "errata/", "glossary/", "translations/", "examples/train/", "404.html"]
# A desktop's window enlarged four times, and the smallest phones.
NARROWEST = ViewportSize(width=320, height=640)

OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
BRIGHTNESS = "Math.max(...getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number))"
# The code and tables that are wider than the screen, where nothing around them scrolls.
STICKING_OUT = """() => {
  const rooms = (element) => element ? [element, ...rooms(element.parentElement)] : [];
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  return [...document.querySelectorAll("article :is(pre, table)")]
    .filter((element) => element.checkVisibility() && !rooms(element).some(scrolls))
    .filter((element) => Math.max(element.scrollWidth, element.getBoundingClientRect().right) > innerWidth)
    .map((element) => element.outerHTML.slice(0, 200));
}"""
# The parts of elements that take more than a millisecond to change or to move.
MOVING = """() => {
  const longest = (durations) => Math.max(...durations.split(",").map((seconds) => 1000 * parseFloat(seconds)));
  const moves = (style) =>
    (style.transitionProperty !== "none" && longest(style.transitionDuration) > 1) ||
    (style.animationName !== "none" && longest(style.animationDuration) > 1);
  return [...new Set([...document.querySelectorAll("*")].flatMap((element) =>
    ["", "::before", "::after"]
      .filter((part) => moves(getComputedStyle(element, part)))
      .map((part) => `${element.tagName} ${element.getAttribute("class")} ${part}`)))];
}"""


def look(browser: Browser, viewport: ViewportSize, theme: Literal["light", "dark"] = "light") -> Iterator[Page]:
    """A page of a size, in a theme. It keeps what it has fetched, and no colour is on its way to another."""
    context = browser.new_context(viewport=viewport, color_scheme=theme, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Iterator[Page]:
    """The site on a desktop."""
    yield from look(browser, DESKTOP)


@pytest.fixture(scope="module")
def dark_desktop(browser: Browser) -> Iterator[Page]:
    """The site on a desktop that is set to dark."""
    yield from look(browser, DESKTOP, "dark")


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """The site on a phone."""
    yield from look(browser, PHONE)


@pytest.fixture(scope="module")
def dark_phone(browser: Browser) -> Iterator[Page]:
    """The site on a phone that is set to dark."""
    yield from look(browser, PHONE, "dark")


@pytest.fixture(scope="module")
def narrowest(browser: Browser) -> Iterator[Page]:
    """The site where it has the least room."""
    yield from look(browser, NARROWEST)


def see(page: Page, address: str, path: str) -> None:
    """Go to a page and unfold all of it."""
    visit(page, f"{address}/{path.removesuffix('index.html')}")
    page.evaluate(OPEN_FOLDS)


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe-core finds: page, rule, element, reason."""
    found = AXE.run(page, options=options | {"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url}: {rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_keeps_every_rule_on_a_desktop(desktop: Page, address: str, path: str) -> None:
    see(desktop, address, path)
    assert violations(desktop, EVERY_RULE) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_pages_colours_can_be_told_apart_in_the_dark(dark_desktop: Page, address: str, path: str) -> None:
    see(dark_desktop, address, path)
    assert dark_desktop.evaluate(BRIGHTNESS) < 64
    assert violations(dark_desktop, {"runOnly": COLOURS}) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_keeps_every_rule_on_a_phone(phone: Page, address: str, path: str) -> None:
    see(phone, address, path)
    assert violations(phone, ALL_BUT_COLOURS) == []


@pytest.mark.parametrize("path", KINDS)
def test_what_only_a_phone_shows_can_be_told_apart_too(phone: Page, dark_phone: Page, address: str, path: str) -> None:
    for page in (phone, dark_phone):
        see(page, address, path)
        assert violations(page, {"runOnly": COLOURS}) == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_needs_no_scrolling_sideways_however_narrow_it_is(narrowest: Page, address: str, path: str) -> None:
    see(narrowest, address, path)
    assert narrowest.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    assert narrowest.evaluate(STICKING_OUT) == []
    assert violations(narrowest, {"runOnly": ["scrollable-region-focusable"]}) == []


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_for_those_who_ask_for_that(desktop: Page, address: str, path: str) -> None:
    see(desktop, address, path)
    assert desktop.evaluate(MOVING) == []
