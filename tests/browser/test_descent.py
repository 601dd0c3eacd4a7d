"""The figure of a weight that goes down the curve of its loss: what it draws and says, and what may go wrong."""

import re
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP
from tests.support.figures import at_figure
from tests.support.reading import IN_LOCKSTEP

VIETNAMESE = IN_LOCKSTEP[0].labels
NARROWEST = ViewportSize(width=320, height=700)


@pytest.fixture(scope="module")
def used_page(browser: Browser, address: str) -> Iterator[Page]:
    """The Vietnamese lesson at the figure, without motion."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce", service_workers="block")
    yield at_figure(context.new_page(), address, "descent", ".").page
    context.close()


@pytest.fixture
def page(used_page: Page) -> Page:
    """The figure as a reader first finds it: with the weight 0 and the rate 0.05."""
    enter(used_page, "start", "0")
    used_page.locator(".descent-recorded button").nth(1).click()
    return used_page


def enter(page: Page, name: str, text: str) -> None:
    """Write a text into a field, and leave the field."""
    field = page.locator(f".descent-{name} [type=text]")
    field.fill(text)
    field.press("Enter")


def slide(page: Page, name: str, value: float) -> None:
    """Move a slider to a value."""
    page.locator(f".descent-{name} [type=range]").fill(str(value))


def press(page: Page, button: str) -> None:
    page.locator(f".descent-{button}").click()


def words(page: Page) -> str:
    """What the figure says."""
    return page.locator(".descent-words").inner_text()


def verdict(page: Page) -> str:
    """What it says of the rate."""
    return page.locator(".descent-verdict").inner_text()


def steps(page: Page) -> int:
    """How many steps the weight has taken, as the figure says."""
    match = re.match(r"(?:Bước|Step) (\d+)\.", words(page))
    assert match is not None
    return int(match[1])


# What it draws and says


@pytest.mark.parametrize(
    ("root", "said"),
    [
        (
            ".",
            "Bước 3. Trọng số 1,568, giá trị mất mát 0,746, độ dốc −3,456. Bước tiếp theo: trọng số thay đổi "
            "−0,05 · (−3,456) = +0,173.",
        ),
        (
            "en",
            "Step 3. Weight 1.568, loss 0.746, slope −3.456. The next step moves the weight by "
            "−0.05 · (−3.456) = +0.173.",
        ),
    ],
    ids=LANGUAGE_FOLDERS,
)
def test_after_three_steps_it_says_where_the_weight_is_and_how_the_next_step_moves_it(
    tab: Page, address: str, root: str, said: str
) -> None:
    at_figure(tab, address, "descent", root)
    for _ in range(3):
        press(tab, "one")
    expect(tab.locator(".descent-state")).to_have_text(said)
    assert tab.locator(".descent-past").get_attribute("d") == "M125.5 155.5h0M154.9 182.7h0M172.5 192.5h0"
    assert tab.locator(".descent-point").get_attribute("transform") == "translate(183.1 196.0)"
    press(tab, "again")
    assert steps(tab) == 0
    assert tab.locator(".descent-past").get_attribute("d") == ""


# The kind of steps of each rate, and the numbers that its sentence states.
VERDICTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "0,001": ("creeps", {"way": "0,8"}),
    "0,0125": ("nears", {"way": "10"}),
    "0,124": ("nears", {"way": "99,2"}),
    "0,125": ("arrives", {}),
    "0,126": ("crosses", {"left": "0,8"}),
    "0,249": ("crosses", {"left": "99,2"}),
    "0,25": ("oscillates", {}),
    "0,251": ("diverges", {"times": "1,008"}),
    "0,3": ("diverges", {"times": "1,4"}),
}


def test_what_becomes_of_the_weight_with_a_rate_is_said_from_the_first_step_on(page: Page) -> None:
    assert verdict(page) == ""
    press(page, "one")
    for rate, (name, numbers) in VERDICTS.items():
        enter(page, "rate", rate)
        assert verdict(page) == VIETNAMESE[f"descent_{name}"].format(**numbers), rate


def test_a_weight_that_diverges_stands_at_the_edge_with_an_arrow_and_its_true_numbers_are_said_up_to_100_steps(
    page: Page,
) -> None:
    page.locator(".descent-recorded button").nth(2).click()
    expect(page.locator(".descent-arrow")).to_be_hidden()
    press(page, "ten")
    for weight, transform in (("−2,318", "translate(52.0 28.0) scale(-1 1)"), ("6,663", "translate(346.0 28.0)")):
        assert f"Trọng số {weight}," in words(page)
        assert page.locator(".descent-point").get_attribute("transform") == transform
        expect(page.locator(".descent-arrow")).to_be_visible()
        expect(page.locator(".descent-tangent")).to_be_hidden()
        assert verdict(page) == f"{VIETNAMESE['descent_away']} {VIETNAMESE['descent_diverges'].format(times='1,08')}"
        press(page, "one")
    press(page, "again")
    expect(page.locator(".descent-arrow")).to_be_hidden()
    slide(page, "rate", 0.3)
    for _ in range(11):
        press(page, "ten")
    assert steps(page) == 100
    assert re.search(r"Trọng số −8,\d{3} · 10¹⁴, giá trị mất mát 2,\d{3} · 10³⁰, độ dốc −6,\d{3} · 10¹⁵\.", words(page))
    assert words(page).endswith(VIETNAMESE["descent_enough"])


# Choosing


def test_a_path_goes_on_with_another_rate_and_begins_again_with_a_recorded_one_and_with_another_weight(
    page: Page,
) -> None:
    press(page, "one")
    slide(page, "rate", 0.1)
    assert "Bước 1. Trọng số 0,800," in words(page)
    assert "−0,1 · (−9,600) = +0,960" in words(page)
    presets = page.locator(".descent-recorded button")
    assert page.locator(".descent-recorded [aria-pressed=true]").count() == 0
    for number, rate in enumerate(("0,005", "0,05", "0,26")):
        presets.nth(number).click()
        assert steps(page) == 0
        expect(page.locator(".descent-rate [type=text]")).to_have_value(rate)
        pressed = [preset.get_attribute("aria-pressed") for preset in presets.all()]
        assert pressed == [str(each == number).lower() for each in range(3)]
        press(page, "ten")
    enter(page, "start", "−1")
    assert words(page).startswith("Bước 0. Trọng số −1,000, giá trị mất mát 36,000, độ dốc −24,000.")
    press(page, "ten")
    press(page, "again")
    assert words(page).startswith("Bước 0. Trọng số −1,000,")
    # One step leads to the bottom, where the weight stays.
    slide(page, "start", 3)
    slide(page, "rate", 0.125)
    assert "−0,125 · 8,000 = −1,000" in words(page)
    press(page, "one")
    for _ in range(2):
        assert "Trọng số 2,000, giá trị mất mát 0,000, độ dốc 0,000." in words(page)
        assert verdict(page) == VIETNAMESE["descent_converged"]
        press(page, "ten")


def test_a_slider_and_its_field_are_kept_equal(page: Page) -> None:
    for name, value, written in (("rate", "0.26", "0,26"), ("start", "-1.5", "−1,5")):
        field, slider = (page.locator(f".descent-{name} [type={kind}]") for kind in ("text", "range"))
        slide(page, name, float(value))
        expect(field).to_have_value(written)
        enter(page, name, "0.1")
        expect(slider).to_have_value("0.1")
        enter(page, name, written)
        expect(slider).to_have_value(value)
        expect(slider).to_have_attribute("aria-valuetext", written)


def test_what_is_no_number_within_the_bounds_is_said_at_the_field_and_the_last_good_one_stays(page: Page) -> None:
    press(page, "one")
    before = words(page)
    for name, numbers, wrong in (
        ("rate", ("0,001", "0,3", "0,05"), ("", "abc", "0x3", "0.31", "0,0005", "1e-1")),
        ("start", ("−2", "6", "0"), ("−3", "NaN")),
    ):
        field = page.locator(f".descent-{name} [type=text]")
        said = VIETNAMESE["figure_wrong"].format(**dict(zip(("lowest", "highest", "value"), numbers, strict=True)))
        for text in wrong:
            enter(page, name, text)
            expect(field).to_have_value(text)
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_have_accessible_description(said)
            expect(page.locator(f".descent-{name} .figure-error")).to_have_text(said)
            assert words(page) == before, text
    for name in ("rate", "start"):
        slide(page, name, 0.2)
        expect(page.locator(f".descent-{name} [type=text]")).to_have_attribute("aria-invalid", "false")
        expect(page.locator(f".descent-{name} .figure-error")).to_be_hidden()


def test_the_keyboard_alone_does_all_of_it(page: Page) -> None:
    press = page.keyboard.press
    page.locator(".descent-one").focus()
    press("Enter")
    assert steps(page) == 1
    press("Tab")
    press("Space")
    assert steps(page) == 11
    press("Tab")
    press("Enter")
    assert steps(page) == 0
    press("Tab")
    page.keyboard.type("0,2")
    press("Tab")
    assert "−0,2 · (−16,000)" in words(page)
    press("ArrowRight")
    assert "−0,201 · (−16,000)" in words(page)
    press("Tab")
    press("Enter")
    assert "−0,005 · (−16,000)" in words(page)
    for _ in range(3):
        press("Tab")
    page.keyboard.type("-1")
    press("Tab")
    assert "Trọng số −1,000" in words(page)
    press("ArrowLeft")
    assert "Trọng số −1,100" in words(page)
    for _ in range(3):
        press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('.descent :focus-visible')")


# Its look


def test_on_the_narrowest_phone_the_charts_text_is_10_pixels_high(page: Page) -> None:
    page.set_viewport_size(NARROWEST)
    scale = page.evaluate("document.querySelector('.descent-chart svg').getScreenCTM().a")
    sizes = page.locator(".descent-chart text").evaluate_all(
        "texts => texts.map((text) => parseFloat(getComputedStyle(text).fontSize))"
    )
    assert min(sizes) * scale >= 10
    page.set_viewport_size(DESKTOP)


# Where the reader has not asked for less motion


def test_ten_steps_follow_one_another_until_something_else_is_pressed(own_tab: Page, address: str) -> None:
    own_tab.clock.install()
    at_figure(own_tab, address, "descent")
    own_tab.clock.pause_at(own_tab.evaluate("Date.now()") + 60_000)
    press(own_tab, "ten")
    said = own_tab.locator(".descent-words")
    assert steps(own_tab) == 1
    expect(said).to_have_attribute("aria-busy", "true")
    own_tab.clock.run_for(300)
    assert steps(own_tab) == 3
    own_tab.clock.run_for(5_000)
    assert steps(own_tab) == 10
    expect(said).to_have_attribute("aria-busy", "false")
    # Another press does not wait for the steps before it.
    press(own_tab, "ten")
    press(own_tab, "one")
    assert steps(own_tab) == 21
    own_tab.clock.run_for(5_000)
    assert steps(own_tab) == 21
    press(own_tab, "ten")
    press(own_tab, "again")
    own_tab.clock.run_for(5_000)
    assert steps(own_tab) == 0
