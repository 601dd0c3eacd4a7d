"""The figure of one neuron on a digit: what it shows, how a reader changes it, and what may go wrong."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from docs.plugins.fences.neuron import SUMS
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import TALL_PHONE, errors_of, visit
from tests.support.figures import LESSON, at_figure
from tests.support.handwriting import write
from tests.support.programs import ROOT, script
from tests.support.reading import IN_LOCKSTEP

LABELS = {root: language.labels for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True)}
ENGLISH = LABELS["en"]
WEIGHTS = "**/*.safetensors"
FRAMES = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
# How opaque the 784 pixels of a canvas are, from 0 to 255.
OPAQUE = """(canvas) => [...canvas.getContext("2d").getImageData(0, 0, 28, 28).data].filter((_, at) => at % 4 === 3)"""
# The most opaque pixel of those that are rather orange, and of those that are rather blue: its place and its colour.
STRONGEST = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, 28, 28);
  const pixels = Array.from({ length: 784 }, (_, at) => ({ at, rgba: [...data.slice(4 * at, 4 * at + 4)] }));
  pixels.sort((one, other) => other.rgba[3] - one.rgba[3]);
  return [1, -1].map((side) => pixels.find(({ rgba }) => side * (rgba[0] - rgba[2]) > 0));
}"""


@pytest.fixture(scope="module")
def used_figure(desktop_context: BrowserContext, address: str) -> Locator:
    """The figure on a desktop's page, with the first network's weights."""
    return at_figure(desktop_context.new_page(), address, "neuron")


@pytest.fixture
def figure(used_figure: Locator) -> Locator:
    """The figure as it begins: neuron 3 of the first network on the sample 3."""
    page = used_figure.page
    page.mouse.move(0, 0)
    page.mouse.up()
    page.emulate_media(color_scheme="light")
    used_figure.get_by_role("radio").first.check()
    field(used_figure).fill("3")
    sample(used_figure, 3).click()
    page.evaluate(FRAMES)
    return used_figure


def field(figure: Locator) -> Locator:
    return figure.get_by_role("spinbutton")


def sample(figure: Locator, digit: int) -> Locator:
    return figure.locator(".neuron-samples [role=toolbar] button").nth(digit)


def canvas(figure: Locator, name: Literal["pixels", "weights", "products"]) -> Locator:
    return figure.locator(f".neuron-{name} canvas")


def number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "."))


def sums(figure: Locator) -> dict[str, float]:
    """The numbers below the pictures, once what has changed is painted."""
    figure.page.evaluate(FRAMES)
    return {name: number(figure.locator(f"dd.neuron-{name}").inner_text()) for name in SUMS}


def ink(figure: Locator) -> list[int]:
    figure.page.evaluate(FRAMES)
    pixels: list[int] = canvas(figure, "pixels").evaluate(OPAQUE)
    return pixels


# What it shows


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_it_begins_with_neuron_3_on_the_sample_3_and_loads_the_second_network_only_when_it_is_chosen(
    tab: Page, address: str, root: str
) -> None:
    errors = errors_of(tab)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    figure = at_figure(tab, address, "neuron", root)
    labels = LABELS[root]
    expect(field(figure)).to_have_value("3")
    expect(figure.locator(".neuron-range")).to_have_text(labels["neuron_range"].format(last=9))
    total = figure.locator(".neuron-total").inner_text()
    expect(figure.locator(".neuron-answer")).to_have_text(labels["neuron_positive"].format(neuron=3, total=total))
    expect(figure.locator(".neuron-note")).to_have_text(labels["neuron_after_softmax"].format(neuron=3))
    assert ("," in total) == (root == ".")
    assert sum(ink(figure)) > 10_000
    assert [url for url in asked if "sequential" in url and "safetensors" in url] == []
    figure.get_by_role("radio").last.check()
    expect(figure.locator(".neuron-range")).to_have_text(labels["neuron_range"].format(last=255))
    field(figure).fill("255")
    expect(figure.locator(".neuron-answer")).to_contain_text("255")
    expect(figure.locator(".neuron-note")).to_have_text(labels["neuron_after_relu"])
    # The first has no such neuron.
    figure.get_by_role("radio").first.check()
    expect(field(figure)).to_have_value("3")
    expect(figure.locator(".figure-error")).to_be_empty()
    expect(figure.locator(".neuron-answer")).to_contain_text("3")
    assert errors == []


def test_what_it_shows_adds_up_and_relu_makes_0_of_a_negative_sum(figure: Locator) -> None:
    for neuron, sign in ((3, "positive"), (0, "negative")):
        field(figure).fill(str(neuron))
        shown = sums(figure)
        assert shown["added"] > 0 > shown["taken"]
        assert shown["sum"] == pytest.approx(shown["added"] + shown["taken"], abs=1e-9)
        assert shown["total"] == pytest.approx(shown["sum"] + shown["bias"], abs=1e-9)
        assert shown["relu"] == max(0, shown["total"])
        assert (shown["total"] > 0) == (sign == "positive")
        said = ENGLISH[f"neuron_{sign}"].partition("{total}")[2]
        expect(figure.locator(".neuron-answer")).to_contain_text(said)


def test_orange_weights_are_above_0_and_blue_ones_below_in_the_colours_of_each_theme(figure: Locator) -> None:
    page, picture = figure.page, canvas(figure, "weights")
    side = picture.evaluate("({ clientWidth }) => clientWidth / 28")
    weights = []
    for strongest in picture.evaluate(STRONGEST):
        row, column = divmod(strongest["at"], 28)
        picture.hover(position={"x": (column + 0.5) * side, "y": (row + 0.5) * side})
        page.evaluate(FRAMES)
        weights.append(number(figure.locator(".neuron-pixel").inner_text().partition("weight ")[2].split()[0]))
    above, below = weights
    assert above > 0 > below
    schemes: tuple[tuple[Literal["light", "dark"], tuple[int, int, int]], ...] = (
        ("light", (0x33, 0x46, 0xB8)),
        ("dark", (0xA9, 0xB8, 0xFF)),
    )
    for scheme, blue in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(FRAMES)
        # Canvases keep colours multiplied by their opacity, and so not exactly.
        assert picture.evaluate(STRONGEST)[1]["rgba"][:3] == pytest.approx(blue, abs=3)


def test_a_pixel_that_is_pointed_at_is_marked_in_each_picture_and_its_numbers_are_told(figure: Locator) -> None:
    before = ink(figure)
    for name in ("pixels", "weights", "products"):
        side = canvas(figure, name).evaluate("({ clientWidth }) => clientWidth / 28")
        canvas(figure, name).hover(position={"x": 13.5 * side, "y": 8.5 * side})
        figure.page.evaluate(FRAMES)
        words = figure.locator(".neuron-pixel").inner_text()
        row, column, pixel, weight, product = map(number, re.findall(r"−?[\d.]+", words))
        assert (row, column) == (9, 14)
        assert product == pytest.approx(pixel * weight, abs=0.006)
        marks = figure.locator(".neuron-cursor:visible")
        assert marks.count() == 3
        assert len(set(marks.evaluate_all("(all) => all.map(({ style }) => style.left + style.top)"))) == 1
    assert ink(figure) == before


# Changing it


def test_without_ink_the_bias_is_all_that_is_left_until_a_digit_is_drawn_with_the_mouse(figure: Locator) -> None:
    figure.get_by_role("button", name=ENGLISH["draw_clear"]).click()
    shown = sums(figure)
    assert (shown["added"], shown["taken"], shown["sum"]) == (0, 0, 0)
    assert shown["total"] == shown["bias"] != 0
    assert not any(ink(figure))
    assert not any(canvas(figure, "products").evaluate(OPAQUE))
    assert any(canvas(figure, "weights").evaluate(OPAQUE))
    write(1, canvas(figure, "pixels"))
    assert 2_000 < sum(ink(figure)) < 30_000
    assert sums(figure)["sum"] != 0
    field(figure).fill("1")
    assert sums(figure)["total"] > 0


def test_a_finger_draws_and_does_not_scroll_and_what_the_system_takes_is_not_drawn(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=TALL_PHONE, has_touch=True, service_workers="block")
    figure = at_figure(context.new_page(), address, "neuron")
    page = figure.page
    figure.get_by_role("button", name=ENGLISH["draw_clear"]).click()
    paper = canvas(figure, "pixels")
    paper.scroll_into_view_if_needed()
    box = paper.bounding_box()
    assert box is not None
    x, y, scrolled = box["x"] + 100, box["y"], page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)

    def touch(what: str, *down: float) -> None:
        points = [{"x": x, "y": y + each} for each in down]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{what}", "touchPoints": points})

    touch("Start", 40)
    touch("Move", 160)
    touch("End")
    drawn = ink(figure)
    assert sum(drawn) > 5_000
    assert page.evaluate("scrollY") == scrolled
    x += 40
    touch("Start", 40)
    touch("Move", 160)
    assert ink(figure) != drawn
    touch("Cancel")
    assert ink(figure) == drawn
    context.close()


def test_it_can_be_used_by_keyboard_alone(figure: Locator) -> None:
    page = figure.page
    before = sums(figure)
    figure.get_by_role("radio").first.focus()
    page.keyboard.press("Tab")
    expect(field(figure)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(figure.locator(".neuron-answer")).to_contain_text("4")
    assert sums(figure) != before
    page.keyboard.press("Tab")
    paper = canvas(figure, "pixels")
    expect(paper).to_be_focused()
    expect(paper).to_have_accessible_name(f"{ENGLISH['neuron_paper']} {ENGLISH['draw_keys']}")
    drawn = ink(figure)
    page.keyboard.press("ArrowUp")
    assert ink(figure) == drawn
    expect(figure.locator(".neuron-pixel")).to_contain_text("×")
    page.keyboard.press("Tab")
    expect(sample(figure, 3)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert ink(figure) != drawn
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert not any(ink(figure))
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    expect(paper).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#status")).to_have_text(ENGLISH["draw_lowered"])
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    drawn = ink(figure)
    assert sum(drawn) > 2_000
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    assert ink(figure) == drawn


def test_what_is_no_neuron_is_said_at_the_field_and_the_last_one_stays(figure: Locator) -> None:
    before = sums(figure)
    wrong = ENGLISH["neuron_wrong"].format(last=9, neuron=3)
    for typed in ("", "10", "-1", "2.5", "1e9"):
        field(figure).fill(typed)
        expect(figure.locator(".figure-error")).to_have_text(wrong)
        expect(field(figure)).to_have_accessible_description(wrong)
        expect(field(figure)).to_have_attribute("aria-invalid", "true")
        assert sums(figure) == before, typed
        field(figure).press("Enter")
        expect(field(figure)).to_have_value(typed)
    field(figure).fill("5")
    expect(figure.locator(".figure-error")).to_be_empty()
    expect(field(figure)).to_have_attribute("aria-invalid", "false")
    assert sums(figure) != before


# What may go wrong


def test_where_the_weights_fail_to_load_it_says_so_and_the_button_tries_again(tab: Page, address: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    # Whatever comes with an error, it is no network.
    weights = (ROOT / script(LESSON).weights_path).read_bytes()

    def refuse_politely(route: Route) -> None:
        route.fulfill(status=503, body=weights)

    tab.route(WEIGHTS, refuse_politely)
    visit(tab, f"{address}/en/{LESSON}/")
    figure = tab.locator(".neuron").first
    figure.scroll_into_view_if_needed()
    failed = figure.locator(".neuron-failed")
    expect(failed).to_be_visible()
    expect(failed).to_have_role("alert")
    expect(failed).to_contain_text(ENGLISH["draw_failed"])
    # What is drawn is there all the same.
    assert sum(ink(figure)) > 10_000
    tab.unroute(WEIGHTS, refuse_politely)
    failed.get_by_role("button").click()
    expect(failed).to_be_hidden()
    expect(figure.locator(".neuron-range")).to_contain_text("9")
    shown = sums(figure)
    tab.route(WEIGHTS, refuse)
    figure.get_by_role("radio").last.check()
    expect(failed).to_be_visible()
    # The numbers are those of the other network.
    expect(figure.locator(".neuron-result dl")).to_be_hidden()
    figure.get_by_role("radio").first.check()
    expect(failed).to_be_hidden()
    assert sums(figure) == shown
    figure.get_by_role("radio").last.check()
    expect(failed).to_be_visible()
    tab.unroute(WEIGHTS, refuse)
    failed.get_by_role("button").click()
    expect(failed).to_be_hidden()
    expect(figure.locator(".neuron-range")).to_contain_text("255")
    assert sums(figure) != shown
