"""The feature maps of what is drawn on the board: when they are there, and that they are never another network's."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from docs.plugins.fences.kind import bundle_of
from docs.plugins.fences.registry import shown_by
from tests.support import reading
from tests.support.accessibility import ALL_BUT_CONTRAST, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.boards import at_board, digit
from tests.support.browsers import DESKTOP, TALL_PHONE, errors_of, visit
from tests.support.reading import IN_LOCKSTEP

LESSON = "cnn"
LABELS = {root: language.labels for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True)}
ENGLISH = LABELS["en"]
SCRIPT = bundle_of("feature_maps")
MOST_CODE, LEVEL = 5_000, 9
CONVOLUTIONAL, SEQUENTIAL = "**/cnn.safetensors", "**/sequential.safetensors"
HEIGHT = "figure => figure.getBoundingClientRect().height"
# For each layer: how many pixels have ink, and how far one is at most, from 0 to 255, from what its map makes of it.
PAINTED = """() => {
  const { network, outputs } = document.querySelector(".draw").reading;
  const maps = outputs?.filter((_, number) => network[number].layer === "Conv2D") ?? [];
  return [...document.querySelectorAll(".feature_maps canvas")].map((canvas, number) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const alphas = data.filter((_, at) => at % 4 === 3);
    const inked = alphas.filter(Boolean).length;
    if (!maps[number]) return [inked, 0];
    const { values, side } = maps[number];
    const count = values.length / side ** 2;
    const largest = Math.max(...values);
    let off = 0;
    values.forEach((value, at) => {
      const [map, place] = [at % count, Math.floor(at / count)];
      const row = Math.floor(map / 8) * (side + 1) + Math.floor(place / side);
      const column = (map % 8) * (side + 1) + (place % side);
      off = Math.max(off, Math.abs(alphas[row * canvas.width + column] - 255 * Math.sqrt(value / largest)));
    });
    return [inked, off];
  });
}"""
# The colour of the pixel with the most ink in each picture, and the theme's colour of text.
COLOURS = """() => [...document.querySelectorAll(".feature_maps canvas")].map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const at = data.findIndex((value, index) => index % 4 === 3 && value === 255);
  return `rgb(${data.slice(at - 3, at).join(", ")})`;
}).concat(getComputedStyle(document.body).color)"""
# Removes the rest of the article.
ALONE = """() => {
  const figure = document.querySelector(".figure.feature_maps");
  for (const element of document.querySelectorAll("article *")) {
    if (!element.contains(figure) && !figure.contains(element)) element.remove();
  }
}"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def at_maps(page: Page, address: str, root: str = "en") -> Locator:
    """Go to the board of the lesson, wait until its code and the figure's are there, and give the figure."""
    with page.expect_response(f"**/{SCRIPT}"):
        at_board(page, address, root, f"{LESSON}/")
    return page.locator(".figure.feature_maps")


def sample(page: Page, number: int) -> None:
    """Choose a sample."""
    page.locator(".draw-samples button").nth(number).click()


def choose(page: Page, network: Literal["first", "last"]) -> None:
    """Choose the convolutional network, which is the first, or the Sequential one."""
    getattr(page.locator(".draw-networks input"), network).check()


def expect_state(figure: Locator, said: str) -> None:
    """The figure says this, and shows maps only where that is what it says: those of the board's drawing."""
    expect(figure.locator(".feature_maps-words")).to_have_text(said)
    shows = said in [labels["feature_maps_shown"] for labels in LABELS.values()]
    for inked, off in figure.page.evaluate(PAINTED):
        assert (inked > 200) == shows
        assert not shows or off < 1
    expect(figure.locator("canvas").first).to_be_visible(visible=said != ENGLISH["feature_maps_none"])


def refuse(route: Route) -> None:
    """Let a request fail."""
    route.abort()


def held_back(page: Page, url: str) -> list[Route]:
    """Hold back what is requested from an address; the requests, once there are some, are in the list."""
    held: list[Route] = []
    page.route(url, lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    """Let the first request that is held back go on. Playwright may tell of it later than the page."""
    while not held:
        page.evaluate("0")
    held[0].continue_()


@pytest.mark.parametrize(
    ("root", "viewport"), [(".", TALL_PHONE), ("en", DESKTOP)], ids=["Vietnamese phone", "English desktop"]
)
def test_the_maps_of_what_is_drawn_come_and_go_with_it_and_nothing_moves(
    tab: Page, address: str, root: str, viewport: ViewportSize
) -> None:
    errors, labels = errors_of(tab), LABELS[root]
    tab.set_viewport_size(viewport)
    visit(tab, f"{address}/{root}/{LESSON}/")
    figure = tab.locator(".figure.feature_maps")
    waiting = figure.evaluate(HEIGHT)
    at_maps(tab, address, root)
    figure.scroll_into_view_if_needed()
    heights = [figure.evaluate(HEIGHT)]
    # Off the screen, it takes about as much room.
    assert abs(waiting - heights[0]) < 0.06 * heights[0]
    expect(figure.locator(".feature_maps-words")).to_have_text(labels["feature_maps_empty"])
    sample(tab, 7)
    digit(tab)
    steps: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: None, "shown"),
        (lambda: tab.locator(".draw-clear").click(), "empty"),
        (lambda: tab.locator(".draw-undo").click(), "shown"),
        (lambda: choose(tab, "last"), "none"),
        (lambda: tab.locator(".draw-clear").click(), "none"),
        (lambda: choose(tab, "first"), "empty"),
        (lambda: sample(tab, 4), "shown"),
    )
    for act, said in steps:
        act()
        expect(figure.locator(".feature_maps-words")).to_have_text(labels[f"feature_maps_{said}"])
        if root == "en":
            expect_state(figure, labels[f"feature_maps_{said}"])
        heights.append(figure.evaluate(HEIGHT))
    assert len(set(heights)) == 1
    assert errors == []


def test_the_maps_change_while_a_stroke_is_drawn(tab: Page, address: str) -> None:
    figure = at_maps(tab, address)
    sample(tab, 3)
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    before = tab.evaluate(PAINTED)
    box = tab.locator(".draw-paper").bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 20, box["y"] + 20)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 20, steps=4)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    assert tab.evaluate(PAINTED) != before
    tab.mouse.up()


def test_while_another_network_is_loading_no_maps_are_shown_whatever_is_drawn_meanwhile(
    tab: Page, address: str
) -> None:
    figure = at_maps(tab, address)
    sample(tab, 3)
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    held = held_back(tab, SEQUENTIAL)
    choose(tab, "last")
    expect_state(figure, ENGLISH["draw_loading"])
    sample(tab, 5)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["draw_loading"])
    # The reader turns back: the maps are of the last drawing.
    choose(tab, "first")
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    with tab.expect_response(SEQUENTIAL):
        let_go(tab, held)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    choose(tab, "last")
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_none"])


def test_weights_that_come_when_another_network_is_chosen_bring_no_maps(tab: Page, address: str) -> None:
    held = held_back(tab, CONVOLUTIONAL)
    figure = at_maps(tab, address)
    sample(tab, 3)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["draw_loading"])
    choose(tab, "last")
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_none"])
    with tab.expect_response(CONVOLUTIONAL):
        let_go(tab, held)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["feature_maps_none"])
    sample(tab, 8)
    digit(tab)
    choose(tab, "first")
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_shown"])


def test_where_the_weights_fail_to_load_it_says_so_and_the_last_drawings_maps_come_with_them(
    tab: Page, address: str
) -> None:
    tab.route(CONVOLUTIONAL, refuse)
    figure = at_maps(tab, address)
    tab.locator(".draw-retry").wait_for()
    expect_state(figure, ENGLISH["draw_failed"])
    sample(tab, 3)
    tab.evaluate(TWO_FRAMES)
    expect_state(figure, ENGLISH["draw_failed"])
    tab.unroute(CONVOLUTIONAL, refuse)
    tab.locator(".draw-retry").click()
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_shown"])
    tab.route(SEQUENTIAL, refuse)
    choose(tab, "last")
    tab.locator(".draw-retry").wait_for()
    expect_state(figure, ENGLISH["draw_failed"])


def test_what_was_drawn_before_its_script_came_is_shown(tab: Page, address: str) -> None:
    held = held_back(tab, f"**/{SCRIPT}")
    at_board(tab, address, "en", f"{LESSON}/")
    figure = tab.locator(".figure.feature_maps")
    sample(tab, 3)
    digit(tab)
    expect_state(figure, ENGLISH["feature_maps_empty"])
    let_go(tab, held)
    expect_state(figure, ENGLISH["feature_maps_shown"])


def test_it_keeps_every_rule_of_accessibility_and_its_ink_has_the_colour_of_each_theme(tab: Page, address: str) -> None:
    at_maps(tab, address)
    sample(tab, 3)
    digit(tab)
    tab.evaluate(ALONE)
    assert faults(tab, ALL_BUT_CONTRAST, ".feature_maps") == []
    seen = set()
    for scheme in ("light", "dark"):
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate(TWO_FRAMES)
        assert colour_faults(tab, set(), ".feature_maps") == []
        (ink,) = set(tab.evaluate(COLOURS))
        seen.add(ink)
    assert len(seen) == 2


def test_from_a_file_the_recorded_picture_stands_in_its_place(tab: Page, flat_site: Path) -> None:
    visit(tab, f"{flat_site.as_uri()}/{LESSON}.html")
    figure = tab.locator(".figure.feature_maps")
    tab.locator(".draw-needs").scroll_into_view_if_needed()
    (fence,) = reading.page(LESSON, "vi").fences_of("feature_maps")
    picture = figure.locator("+ .figure-recorded img")
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("alt", shown_by(fence)[1])
    expect(figure).to_be_hidden()


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_its_code_is_at_most_5_kb_even_without_being_minified_and_is_kept_offline(site: Path, root: str) -> None:
    assert len(gzip.compress((site / root / SCRIPT).read_bytes(), LEVEL)) <= MOST_CODE
    assert f'"{SCRIPT}"' in (site / root / "service-worker.js").read_text(encoding="utf-8")
