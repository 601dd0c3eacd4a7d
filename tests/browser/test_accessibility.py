"""The site for readers who see poorly, enlarge it, or get sick from motion: axe-core's rules, and what they leave out.

A theme changes only colours, and a narrow screen everything but colours, so each rule is checked only where it can make
a difference. A page is loaded once, and then its window and its theme are changed.
"""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.accessibility import ALL_BUT_CONTRAST, OF_LINKS, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS, PAGE_FILES_TO_LOOK_AT
from tests.support.browsers import DESKTOP, visit

EVERY_PAGE = [*PAGE_FILES_TO_LOOK_AT, *(f"{root}/404.html" for root in LANGUAGE_FOLDERS)]
# One page of each kind, for the checks whose results depend only on styles that all pages share.
KINDS = [
    *["./index.html", "./sequential/index.html", "./train/index.html", "./errata/index.html", "./glossary/index.html"],
    *["./translations/index.html", "./examples/train/index.html", "./404.html"],
]
# The width of a desktop's window when enlarged four times, and of the smallest phones.
NARROWEST = ViewportSize(width=320, height=640)

Theme = Literal["light", "dark"]

# axe-core would measure what waits off the screen as if it were laid out.
ALL_LAID_OUT = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
  for (const waiting of document.querySelectorAll(".figure, .code-row")) waiting.style.contentVisibility = "visible";
}"""
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


# Waits until the page has been painted after a change of the window or of the theme.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

# This grey is too pale for small letters on white and on the page's dark background, but not on black, nor for large
# letters.
PALE = "color: #777"
# HTML that is added at the end of a page; axe-core has to find the element `planted` in it, and nothing else.
FAULTS = {
    "of a look of its own": '<mark id="planted" style="color: #777; background: #888">text</mark>',
    "of its own colour among its like": f'<p class="a">text</p><p class="a" id="planted" style="{PALE}">text</p>',
    "on a ground of its own": f"""<div style="background: #000"><p style="{PALE}">text</p></div>
        <div><p id="planted" style="{PALE}">text</p></div>""",
    "on a ground far up": f"""<div style="background: #000"><div><p style="{PALE}">text</p></div></div>
        <div style="background: #666"><div><p id="planted" style="{PALE}">text</p></div></div>""",
    "smaller than its like": f"""<p style="{PALE}; font-size: 24px">text</p>
        <p id="planted" style="{PALE}; font-size: 23px">text</p>""",
    "lighter than its like": f"""<p style="{PALE}; font-size: 19px; font-weight: 700">text</p>
        <p id="planted" style="{PALE}; font-size: 19px; font-weight: 400">text</p>""",
    "dimmed": """<p style="color: #000; background: #fff">text</p>
        <div style="opacity: 0.3"><p id="planted" style="color: #000; background: #fff">text</p></div>""",
    "beside a gradient": f"""<p style="{PALE}; background: linear-gradient(#000, #111)">text</p>
        <p id="planted" style="{PALE}">text</p>""",
    "beside one with a pseudo-element": f"""<style>.decoy::before {{
          content: ""; position: absolute; inset: 0; background: #000 }}</style>
        <div class="decoy" style="position: relative"><p style="{PALE}">text</p></div>
        <div style="position: relative"><p id="planted" style="{PALE}">text</p></div>""",
    "of the look of one that is covered": f"""<div style="position: relative"><p style="{PALE}; margin: 0">text</p>
          <b style="position: absolute; inset: 0; background: #000"></b></div>
        <div style="position: relative"><p id="planted" style="{PALE}; margin: 0">text</p></div>""",
    "of the look of one that is not seen": f"""<p style="{PALE}; display: none">text</p>
        <p style="{PALE}; visibility: hidden">text</p><p id="planted" style="{PALE}">text</p>""",
    "of the look of one that can't be used": f"""<button disabled style="{PALE}; background: #fff">text</button>
        <button id="planted" style="{PALE}; background: #fff">text</button>""",
    "in a field": f'<input aria-label="x" id="planted" value="x" style="{PALE}; background: #fff">',
}
PLANT = """(fault) => {
  document.getElementById("plot")?.remove();
  document.querySelector("article").insertAdjacentHTML("beforeend", `<div id="plot">${fault}</div>`);
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A tab whose cache the tests share, without transitions, so that no colour is measured while it changes."""
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def fine() -> dict[Theme, set[str]]:
    """The looks whose contrast is known to be sufficient in each theme: pages share most of them."""
    return {"light": set(), "dark": set()}


@pytest.fixture(scope="module")
def plot(browser: Browser, address: str) -> Iterator[Page]:
    """A page that tests can style, as its Content-Security-Policy is bypassed."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    visit(page, f"{address}/install/")
    yield page
    context.close()


def change(page: Page, viewport: ViewportSize, theme: Theme) -> None:
    """Give the window a size, and the system a theme."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=theme)
    page.evaluate(DRAWN)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_page_keeps_every_rule_in_both_themes_on_a_desktop_and_where_it_is_narrowest(
    reader: Page, address: str, fine: dict[Theme, set[str]], path: str
) -> None:
    # A page is opened wide in one language and narrow in the other, since a page and its translation have the same
    # parts (the check of the translations ensures that). Only one page of each kind is checked both ways.
    first = DESKTOP if path.startswith("./") else NARROWEST
    change(reader, first, "light")
    visit(reader, f"{address}/{path.removesuffix('index.html')}")
    reader.evaluate(ALL_LAID_OUT)
    for viewport in (first, NARROWEST if first == DESKTOP else DESKTOP):
        change(reader, viewport, "light")
        if viewport == NARROWEST:
            assert reader.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
            assert reader.evaluate(STICKING_OUT) == []
        elif path in KINDS:
            assert reader.evaluate(MOVING) == []
        if viewport == first or path in KINDS:
            assert faults(reader, ALL_BUT_CONTRAST) == []
            assert reader.evaluate(BRIGHTNESS) > 192
            assert colour_faults(reader, fine["light"]) == []
            change(reader, viewport, "dark")
            assert reader.evaluate(BRIGHTNESS) < 64
            assert colour_faults(reader, fine["dark"]) == []
            if path in KINDS:
                assert faults(reader, OF_LINKS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_single_element_of_low_contrast_on_a_page_is_found(plot: Page, theme: Theme) -> None:
    change(plot, DESKTOP, theme)
    # This takes a paragraph directly on the page's background, among others of the same look. It holds only text: the
    # terms in a paragraph have its colour, and would be found as well.
    paragraph = "[...document.querySelectorAll('article > p:not(:has(*))')].at(-1)"
    plot.evaluate(f"{paragraph}.style.color = '#777'")
    (found,) = colour_faults(plot, set())
    plot.evaluate(f"{paragraph}.removeAttribute('style')")
    assert "color-contrast: " in found
    assert colour_faults(plot, set()) == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_colour_of_low_contrast_is_found(plot: Page, fault: str) -> None:
    change(plot, DESKTOP, "light")
    plot.evaluate(PLANT, fault)
    found = colour_faults(plot, set(), "#plot")
    assert [each.partition("color-contrast: ")[2].partition(":")[0] for each in found] == ["#planted"]
    plot.evaluate(PLANT, "")
    assert colour_faults(plot, set(), "#plot") == []
