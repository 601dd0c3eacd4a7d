"""The figure of a kernel on a digit: what it shows, how a reader changes it, and what may go wrong."""

import json
import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from docs.plugins.fences.convolution import PRESETS, SUMS, Matrix, convolved
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import TALL_PHONE, errors_of
from tests.support.figures import at_figure
from tests.support.handwriting import write
from tests.support.reading import IN_LOCKSTEP, recorded, recorded_value

LESSON = "cnn"
LABELS = {root: language.labels for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True)}
ENGLISH = LABELS["en"]
FRAMES = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
# For each pixel of a canvas, row by row: how opaque it is, from 0 to 1, and below 0 where it is rather blue.
SIGNED = """(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return Array.from({ length: data.length / 4 }, (_, at) => {
    const [red, , blue, opacity] = data.slice(4 * at, 4 * at + 4);
    return (red < blue ? -1 : 1) * opacity / 255;
  });
}"""


@pytest.fixture(scope="module")
def used_figure(desktop_context: BrowserContext, address: str) -> Locator:
    """The figure on a desktop's page."""
    return at_figure(desktop_context.new_page(), address, "convolution", name=LESSON)


@pytest.fixture
def figure(used_figure: Locator) -> Locator:
    """The figure as it begins."""
    page = used_figure.page
    page.mouse.up()
    page.emulate_media(color_scheme="light")
    button(used_figure, "softmax_reset").click()
    page.evaluate(FRAMES)
    return used_figure


def button(figure: Locator, label: str) -> Locator:
    return figure.get_by_role("button", name=ENGLISH[label], exact=True)


def canvas(figure: Locator, name: Literal["digit", "map"]) -> Locator:
    return figure.locator(f".convolution-{name} canvas")


def field(figure: Locator, index: int) -> Locator:
    return figure.get_by_role("textbox").nth(index)


def choose_filter(figure: Locator, number: int) -> None:
    figure.get_by_role("combobox").select_option(str(number))


def sample(figure: Locator, digit: int) -> Locator:
    return figure.locator("[role=toolbar] button").nth(digit)


def note(figure: Locator) -> Locator:
    return figure.locator(".convolution-note")


def numbers(figure: Locator, name: str) -> list[float]:
    """What stands in each element of a class, once what has changed is painted."""
    figure.page.evaluate(FRAMES)
    texts = figure.locator(f".convolution-{name}").all_inner_texts()
    return [float(text.replace("−", "-")) for text in texts]


def written_sums(figure: Locator) -> list[str]:
    """As they stand there, because without ReLU there is no number for it."""
    figure.page.evaluate(FRAMES)
    return figure.locator("dd").all_inner_texts()


def kernel(figure: Locator) -> list[float]:
    return [float(value.input_value().replace("−", "-")) for value in figure.get_by_role("textbox").all()]


def painted(figure: Locator) -> list[float]:
    """The map's numbers as shares of the one that is farthest from 0."""
    figure.page.evaluate(FRAMES)
    shares: list[float] = canvas(figure, "map").evaluate(SIGNED)
    return shares


def pressed(figure: Locator) -> list[str]:
    return figure.locator(".convolution-presets [aria-pressed=true]").all_inner_texts()


def place(figure: Locator) -> tuple[int, int]:
    """The row and the column of the window, from 1."""
    figure.page.evaluate(FRAMES)
    row, column = re.findall(r"\d+", canvas(figure, "digit").get_attribute("aria-valuetext") or "")[:2]
    return int(row), int(column)


def point_at(figure: Locator, name: Literal["digit", "map"], row: float, column: float) -> None:
    """Move the mouse to the middle of a pixel, which is counted from 0."""
    box = canvas(figure, name).bounding_box()
    assert box is not None
    side = box["width"] / (28 if name == "digit" else 26)
    figure.page.mouse.move(box["x"] + (column + 0.5) * side, box["y"] + (row + 0.5) * side)


def recorded_map(weights: Matrix) -> list[float]:
    """The sums of a kernel on the recorded digit, row by row."""
    digit = recorded_value(LESSON, "digit")
    return [each / 255 for row in convolved(digit, weights) for each in row]


# What it shows


def test_it_begins_with_the_sum_that_the_lesson_computes_by_hand(figure: Locator) -> None:
    (line,) = re.findall(r"^sum: (.+)$", recorded(LESSON)["kernel"].text, re.MULTILINE)
    assert numbers(figure, "sum") == [round(float(line), 3)]
    assert sum(numbers(figure, "product")) == pytest.approx(float(line), abs=0.005)
    assert pressed(figure) == [ENGLISH["convolution_vertical"]]
    assert kernel(figure) == [weight for row in recorded_value(LESSON, "kernel") for weight in row]


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_what_it_says_is_in_the_language_of_its_page(tab: Page, address: str, root: str) -> None:
    errors = errors_of(tab)
    figure = at_figure(tab, address, "convolution", root, LESSON)
    choose_filter(figure, 4)
    tab.evaluate(FRAMES)
    value = figure.locator("dd.convolution-relu").inner_text()
    said = LABELS[root]["convolution_place"].format(row=11, column=6, value=value)
    expect(canvas(figure, "digit")).to_have_attribute("aria-valuetext", said)
    assert ("," in value) == ("," in field(figure, 0).input_value()) == (root == ".")
    assert errors == []


def test_the_map_has_the_colours_of_its_sums_and_the_farthest_from_0_the_strongest_however_large(
    figure: Locator,
) -> None:
    for weights in (recorded_value(LESSON, "kernel"), PRESETS["outline"], [[0, 0, 0], [0, 100, 0], [0, 0, -100]]):
        for index, weight in enumerate(weight for row in weights for weight in row):
            field(figure, index).fill(f"{weight}")
        expected = recorded_map(weights)
        largest = max(map(abs, expected))
        expect(note(figure)).to_contain_text(f"{largest:.3f}")
        assert painted(figure) == pytest.approx([each / largest for each in expected], abs=0.004)


def test_the_numbers_are_those_of_the_filter_that_is_chosen_with_its_bias_and_relu(figure: Locator) -> None:
    settings: dict[str, Any] = json.loads(figure.get_attribute("data-settings") or "")
    for number in (0, 3, 7):
        choose_filter(figure, number)
        assert figure.get_by_role("checkbox").is_checked()
        assert kernel(figure) == pytest.approx(settings["filters"][number], abs=0.0006)
        for pixel, weight, product in zip(
            numbers(figure, "pixel"), kernel(figure), numbers(figure, "product"), strict=True
        ):
            assert product == pytest.approx(pixel * weight, abs=0.002)
        total_of_products, bias, total, after_relu = (numbers(figure, name)[0] for name in SUMS)
        assert bias == pytest.approx(settings["biases"][number], abs=0.0006)
        assert total == pytest.approx(total_of_products + bias, abs=1e-9)
        assert after_relu == max(0, total)
        assert pressed(figure) == []
        assert min(painted(figure)) == 0


def test_a_ready_made_kernel_after_a_filter_shows_its_negative_sums_too(figure: Locator) -> None:
    choose_filter(figure, 0)
    figure.get_by_role("button", name=ENGLISH["convolution_vertical"]).click()
    assert not figure.get_by_role("checkbox").is_checked()
    assert min(painted(figure)) == -1


# Changing it


def test_every_digit_of_a_weight_fits_into_its_field(figure: Locator) -> None:
    choose_filter(figure, 7)
    cut = "(fields) => fields.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.value)"
    assert figure.get_by_role("textbox").evaluate_all(cut) == []


def test_the_window_is_dragged_on_the_digit_and_on_the_map_and_marked_on_both(figure: Locator) -> None:
    page = figure.page
    figure.scroll_into_view_if_needed()
    assert place(figure) == (11, 6)
    point_at(figure, "digit", 20, 20)
    # Without a button, it stays.
    assert place(figure) == (11, 6)
    page.mouse.down()
    # The pointer has its middle.
    assert place(figure) == (20, 20)
    point_at(figure, "digit", 4.2, 9)
    assert place(figure) == (4, 9)
    for row, corner in ((-3, (1, 1)), (40, (26, 26))):
        point_at(figure, "digit", row, row)
        assert place(figure) == corner
    page.mouse.up()
    # A drag that begins beside the digit, such as one that selects text, goes past the window.
    point_at(figure, "digit", 10, -2)
    page.mouse.down()
    point_at(figure, "digit", 10, 10)
    page.mouse.up()
    assert place(figure) == (26, 26)
    point_at(figure, "map", 12, 3)
    page.mouse.down()
    page.mouse.up()
    assert place(figure) == (13, 4)
    boxes = [mark.bounding_box() for mark in figure.locator(".convolution-mark").all()]
    pictures = [canvas(figure, "digit").bounding_box(), canvas(figure, "map").bounding_box()]
    for box, picture, side, pixels in zip(boxes, pictures, (3, 1), (28, 26), strict=True):
        assert box is not None
        assert picture is not None
        assert (box["y"] - picture["y"]) / picture["height"] == pytest.approx(12 / pixels, abs=0.005)
        assert (box["x"] - picture["x"]) / picture["width"] == pytest.approx(3 / pixels, abs=0.005)
        assert box["width"] / picture["width"] == pytest.approx(side / pixels, abs=0.005)


def test_it_can_be_used_by_keyboard_alone(figure: Locator) -> None:
    page = figure.page
    window = canvas(figure, "digit")
    window.focus()
    expect(window).to_have_role("slider")
    expect(window).to_have_accessible_name(ENGLISH["convolution_window"])
    for key, expected in (
        ("ArrowDown", (12, 6)),
        ("ArrowRight", (12, 7)),
        ("ArrowUp", (11, 7)),
        ("ArrowLeft", (11, 6)),
    ):
        page.keyboard.press(key)
        assert place(figure) == expected
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    assert place(figure) == (1, 6)
    page.keyboard.press("Tab")
    expect(button(figure, "convolution_vertical")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert kernel(figure) == [-1, -1, -1, 0, 0, 0, 1, 1, 1]
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(figure.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Tab")
    before = painted(figure)
    page.keyboard.press("Space")
    assert min(before) < 0 == min(painted(figure))
    page.keyboard.press("Tab")
    expect(field(figure, 0)).to_be_focused()
    page.keyboard.type("2")
    assert pressed(figure) == []
    for _ in range(9):
        page.keyboard.press("Tab")
    expect(sample(figure, 0)).to_be_focused()
    for name in ("convolution_draw", "draw_clear"):
        page.keyboard.press("Tab")
        expect(button(figure, name)).to_be_focused()
        page.keyboard.press("Enter")
    window.focus()
    page.keyboard.press("Tab")
    expect(figure.get_by_role("application")).to_be_focused()
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert max(map(abs, painted(figure))) == 1


def test_a_finger_drags_the_window_and_does_not_scroll_and_draws_where_that_is_chosen(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport=TALL_PHONE, has_touch=True, service_workers="block")
    figure = at_figure(context.new_page(), address, "convolution", name=LESSON)
    page = figure.page
    canvas(figure, "digit").evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    box = canvas(figure, "digit").bounding_box()
    assert box is not None
    scrolled, before = page.evaluate("scrollY"), painted(figure)
    session = page.context.new_cdp_session(page)

    def touch(what: str, *down: float) -> None:
        points = [{"x": box["x"] + 80, "y": box["y"] + each} for each in down]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{what}", "touchPoints": points})

    def stroke() -> None:
        touch("Start", 20)
        touch("Move", 120)
        touch("End")

    stroke()
    assert place(figure)[0] > 15
    assert page.evaluate("scrollY") == scrolled
    assert painted(figure) == before
    button(figure, "convolution_draw").click()
    canvas(figure, "digit").evaluate("canvas => canvas.scrollIntoView({ block: 'center' })")
    stroke()
    assert painted(figure) != before
    context.close()


def test_another_digit_is_chosen_or_drawn_and_without_ink_the_map_is_empty_which_is_explained(figure: Locator) -> None:
    before = painted(figure)
    sample(figure, 1).click()
    assert painted(figure) != before
    button(figure, "convolution_draw").click()
    button(figure, "draw_clear").click()
    assert not any(painted(figure))
    expect(note(figure)).to_have_text(f"{ENGLISH['convolution_blank']} {ENGLISH['convolution_empty']}")
    write(7, canvas(figure, "digit"))
    assert any(painted(figure))
    # Where the pen was, the window is.
    assert place(figure)[0] > 15
    button(figure, "convolution_draw").click()
    drawn = painted(figure)
    canvas(figure, "digit").click(position={"x": 20, "y": 20})
    assert painted(figure) == drawn
    button(figure, "softmax_reset").click()
    assert painted(figure) == before
    assert place(figure) == (11, 6)


def test_a_changed_weight_counts_at_once_in_either_notation_and_keeps_the_bias_of_a_filter(figure: Locator) -> None:
    for typed, weight in (("0.5", "0.5"), (" -1,27 ", "−1.27"), ("−6", "−6"), ("+.0004", "0"), ("100", "100")):
        field(figure, 4).fill(typed)
        pixel, product = numbers(figure, "pixel")[4], numbers(figure, "product")[4]
        assert product == pytest.approx(pixel * float(weight.replace("−", "-")), abs=0.06)
        field(figure, 4).press("Enter")
        expect(field(figure, 4)).to_have_value(weight)
        assert pressed(figure) == []
        expect(figure.locator(".figure-error")).to_be_empty()
    choose_filter(figure, 4)
    bias = numbers(figure, "bias")
    assert bias != [0]
    field(figure, 0).fill("1")
    assert numbers(figure, "bias") == bias
    expect(figure.get_by_role("combobox")).to_have_value("")
    button(figure, "convolution_blur").click()
    assert numbers(figure, "bias") == [0]
    assert kernel(figure) == [0.111] * 9


# What may go wrong


def test_what_is_no_weight_is_said_at_its_field_and_the_last_good_one_stays(figure: Locator) -> None:
    before = [painted(figure), written_sums(figure)]
    said = ENGLISH["convolution_wrong"].format(lowest="−100", highest="100")
    for typed in ("", "one", "100.1", "-1000000000", "1e1", "0x3", "1/9"):
        field(figure, 3).fill(typed)
        field(figure, 3).press("Enter")
        expect(field(figure, 3)).to_have_value(typed)
        expect(field(figure, 3)).to_have_attribute("aria-invalid", "true")
        expect(field(figure, 3)).to_have_accessible_description(said)
        assert [painted(figure), written_sums(figure)] == before
    field(figure, 5).fill("")
    field(figure, 5).press_sequentially("9/7")
    # What it begins with counts only while it could be all.
    assert written_sums(figure) != before[1]
    field(figure, 5).press("Enter")
    assert [painted(figure), written_sums(figure)] == before
    # While one is wrong, it is said.
    field(figure, 3).fill("-1")
    expect(field(figure, 3)).to_have_attribute("aria-invalid", "false")
    expect(figure.locator(".figure-error")).to_have_text(said)
    assert [painted(figure), written_sums(figure)] == before
    button(figure, "convolution_vertical").click()
    expect(figure.locator(".figure-error")).to_be_empty()
    expect(field(figure, 5)).to_have_value("1")
    assert [painted(figure), written_sums(figure)] == before


def test_a_kernel_of_zeros_makes_an_empty_map_or_one_of_the_bias_alone_which_is_explained(figure: Locator) -> None:
    for index in range(9):
        field(figure, index).fill("0")
    assert not any(painted(figure))
    expect(note(figure)).to_have_text(f"{ENGLISH['convolution_zero']} {ENGLISH['convolution_empty']}")
    biases = recorded_value(LESSON, "filter-biases")
    assert max(biases) > 0
    choose_filter(figure, biases.index(max(biases)))
    for index in range(9):
        field(figure, index).fill("0")
    assert painted(figure) == [1] * 676
    expect(note(figure)).to_have_text(f"{ENGLISH['convolution_zero']} {ENGLISH['convolution_even']}")
    choose_filter(figure, biases.index(min(biases)))
    for index in range(9):
        field(figure, index).fill("0")
    assert not any(painted(figure))
    # It is ReLU that leaves nothing of a bias below 0.
    expect(note(figure)).to_have_text(f"{ENGLISH['convolution_relu']} {ENGLISH['convolution_empty']}")


def test_where_all_products_cancel_out_the_map_is_empty_which_is_not_put_down_to_relu(figure: Locator) -> None:
    page = figure.page
    button(figure, "convolution_horizontal").click()
    button(figure, "convolution_draw").click()
    button(figure, "draw_clear").click()
    # A line from edge to edge.
    figure.get_by_role("application").focus()
    for key in (*["ArrowUp"] * 28, "Space", *["ArrowDown"] * 28, "Space"):
        page.keyboard.press(key)
    # The second kernel's sums would be 0 but for rounding.
    for weights in ([], [-0.1, -0.2, -0.7, 0, 0, 0, 0.1, 0.2, 0.7]):
        for index, weight in enumerate(weights):
            field(figure, index).fill(f"{weight}")
        assert not any(painted(figure))
        expect(note(figure)).to_have_text(f"{ENGLISH['convolution_none']} {ENGLISH['convolution_empty']}")


def test_where_relu_leaves_nothing_it_is_explained(figure: Locator) -> None:
    for index in range(9):
        field(figure, index).fill("-1")
    assert min(painted(figure)) == -1
    figure.get_by_role("checkbox").check()
    assert not any(painted(figure))
    expect(note(figure)).to_have_text(f"{ENGLISH['convolution_relu']} {ENGLISH['convolution_empty']}")


def test_what_is_pressed_has_a_thicker_border_which_is_seen_in_forced_colours_too(figure: Locator) -> None:
    width = "element => parseFloat(getComputedStyle(element).borderTopWidth)"
    button(figure, "convolution_draw").click()
    for label in ("convolution_vertical", "convolution_draw"):
        assert button(figure, label).evaluate(width) > 2 * button(figure, "convolution_blur").evaluate(width)


def test_the_colours_are_those_of_the_theme(figure: Locator) -> None:
    colour = """(canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, 26, 26);
      const at = data.findIndex((value, index) => index % 4 === 3 && value === 255);
      return [...data.slice(at - 3, at)];
    }"""
    button(figure, "convolution_outline").click()
    for scheme, orange in (("light", (0xA8, 0x5A, 0x00)), ("dark", (0xDF, 0x91, 0x37))):
        figure.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        figure.page.evaluate(FRAMES)
        assert canvas(figure, "map").evaluate(colour) == pytest.approx(orange, abs=1)
