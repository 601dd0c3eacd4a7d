"""The form on which a reader's own photo is read in the page, in a real browser: what it takes, shows and refuses."""

import base64
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

from tests.support.browsers import DESKTOP, PHONE, TALL_PHONE, as_new, errors_of
from tests.support.figures import at_figure
from tests.support.photos import FIVE, SEVEN, animation, file_of, give, picture, saved, with_a_mark
from tests.support.programs import PROJECT

LESSON = "your-own"
ENGLISH = PROJECT.languages[1].labels
NARROW = ViewportSize(width=320, height=600)
# The steps after the photo itself, in their order.
STEPS = ("ink", "mask", "digit", "image")
WEIGHTS = "**/your-own.safetensors"
SAMPLE = "**/examples/photos/*.jpg"
# Whether there is anything on a canvas.
HAS_INK = """(canvas) =>
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value)"""
# All that is on one.
PIXELS = "(canvas) => canvas.toDataURL()"
# Marks a field for files once it is clicked, in the place of the browser's dialog.
NOTE_A_CLICK = """(field) => field.addEventListener("click", (event) => {
  event.preventDefault();
  field.dataset.clicked = "";
}, { once: true })"""
IN_THE_MIDDLE = "(element) => element.scrollIntoView({ block: 'center' })"
# Lets a page read something else of a canvas than what is there, by what `noise` says of it.
FALSIFYING = """{
  const { prototype } = CanvasRenderingContext2D;
  const { getImageData } = prototype;
  prototype.getImageData = function (...place) {
    const image = getImageData.apply(this, place);
    if (globalThis.noise) image.data.forEach((value, at) => (image.data[at] = noise(value, at)));
    return image;
  };
}"""
# Drops a file on the form, or pastes one.
HAND_OVER = """(form, [type, name, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  if (name) data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  else data.setData("text/plain", "no file");
  const given = type === "paste" ? { clipboardData: data } : { dataTransfer: data };
  const events = { paste: ClipboardEvent, drop: DragEvent };
  const event = new events[type](type, { bubbles: true, cancelable: true, ...given });
  form.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture(scope="module")
def used_form(used_tab: Page, address: str) -> Locator:
    """The form, which the tests of this module use one after the other."""
    as_new(used_tab, DESKTOP)
    return at_figure(used_tab, address, "photo", name=LESSON)


@pytest.fixture(scope="module")
def other_tab(phone_context: BrowserContext) -> Page:
    """Another tab, for the tests that need a page of their own."""
    return phone_context.new_page()


@pytest.fixture
def form(used_form: Locator) -> Iterator[Locator]:
    """The form; each photo that it is given begins anew. Whatever happens, there is no error on the page."""
    errors = errors_of(used_form.page)
    yield used_form
    assert errors == []


def said(form: Locator) -> Locator:
    """What the form says."""
    return form.locator(".photo-said")


def canvas(form: Locator, name: str) -> Locator:
    """A picture of the form: of a step, or `whole`, the photo."""
    return form.locator(f".photo-{name} canvas")


def button(form: Locator, label: str) -> Locator:
    """A button, by its label in English."""
    return form.get_by_role("button", name=ENGLISH[label], exact=True)


def level(form: Locator) -> Locator:
    """The slider of the level."""
    return form.get_by_role("slider", name=ENGLISH["photo_level"], exact=True)


def edge(form: Locator, name: str) -> Locator:
    """The slider of what is cut off at an edge."""
    form.locator(".photo-edges").evaluate("details => details.open = true")
    return form.get_by_role("slider", name=ENGLISH[f"photo_edge_{name}"], exact=True)


def expect_digit(form: Locator, digit: int) -> None:
    """Wait until the network has read a digit."""
    expect(said(form)).to_contain_text(ENGLISH["draw_answer"].partition(",")[0].format(digit=digit))
    expect(form.locator(".draw-digit")).to_have_text(str(digit))
    expect(form.locator(".draw-bars [data-largest] b")).to_have_text(str(digit))


def expect_refusal(form: Locator, name: str, **values: object) -> None:
    """Wait until the form says why it does not go on."""
    expect(said(form)).to_have_text(ENGLISH[f"photo_{name}"].format(**values))
    expect(form.page.locator("#status")).to_have_text(ENGLISH[f"photo_{name}"].format(**values))
    expect(form.locator(".draw-digit")).to_be_empty()
    assert form.locator(".draw-bars [data-largest]").count() == 0


def shown(form: Locator) -> list[str]:
    """The steps of which there is a picture."""
    return [step for step in STEPS if canvas(form, step).evaluate(HAS_INK)]


def size_of_photo(form: Locator) -> tuple[int, int]:
    """The width and height of the photo as it is shown."""
    width, height = canvas(form, "whole").evaluate("({ width, height }) => [width, height]")
    return width, height


def drag(form: Locator, *places: tuple[float, float]) -> None:
    """Drag the mouse over the picture of the photo, whose sides are 1, from place to place."""
    sheet, mouse = canvas(form, "whole"), form.page.mouse
    # Not below the page's head.
    sheet.evaluate(IN_THE_MIDDLE)
    box = sheet.bounding_box()
    assert box is not None
    for number, (x, y) in enumerate(places):
        mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if not number:
            mouse.down()
    mouse.up()


def cut_off(form: Locator) -> list[int]:
    """What is cut off at the top, right, bottom and left, in percent."""
    return [int(edge(form, name).input_value()) for name in ("top", "right", "bottom", "left")]


# Giving it a photo


@pytest.mark.parametrize(
    ("label", "digit"), [("photo_sample_shadow", 7), ("photo_sample_turned", 3), ("photo_sample_pencil", 5)]
)
def test_each_sample_is_upright_goes_through_every_step_and_is_read(form: Locator, label: str, digit: int) -> None:
    button(form, label).click()
    expect_digit(form, digit)
    expect(form.page.locator("#status")).to_have_text(said(form).inner_text())
    assert size_of_photo(form) == (480, 640)
    assert shown(form) == list(STEPS)


def test_a_photo_may_be_dropped_on_it_or_pasted_into_it_and_text_is_left_alone(form: Locator) -> None:
    sevens, fives = (base64.b64encode(file_of(name)).decode() for name in (SEVEN, FIVE))
    assert form.evaluate(HAND_OVER, ["drop", "photo.jpg", sevens])
    expect_digit(form, 7)
    form.evaluate(HAND_OVER, ["paste", "photo.jpg", fives])
    expect_digit(form, 5)
    # The browser must not leave the page for what is dropped.
    assert form.evaluate(HAND_OVER, ["drop", "", ""])
    assert not form.evaluate(HAND_OVER, ["paste", "", ""])
    expect_digit(form, 5)


def test_the_same_file_may_be_chosen_again(form: Locator) -> None:
    for digit, name in ((7, SEVEN), (5, FIVE)):
        give(form, file_of(name))
        expect_digit(form, digit)


def test_a_photo_that_comes_late_does_not_take_the_place_of_another(form: Locator) -> None:
    held: list[Route] = []
    form.page.route(SAMPLE, lambda route: held.append(route))
    with form.page.expect_request(SAMPLE):
        button(form, "photo_sample_shadow").click()
    expect(said(form)).to_have_text(ENGLISH["photo_reading"])
    give(form, file_of(FIVE))
    expect_digit(form, 5)
    with form.page.expect_response(SAMPLE):
        held[0].continue_()
    form.page.unroute(SAMPLE)
    expect_digit(form, 5)


def test_a_sample_that_can_not_be_loaded_is_said_and_may_be_tried_again(used_form: Locator) -> None:
    used_form.page.route(SAMPLE, lambda route: route.abort())
    button(used_form, "photo_sample_shadow").click()
    expect_refusal(used_form, "unloaded")
    used_form.page.unroute(SAMPLE)
    button(used_form, "photo_sample_shadow").click()
    expect_digit(used_form, 7)


def test_the_weights_come_with_the_first_photo_and_if_they_do_not_a_second_try_helps(
    own_tab: Page, address: str
) -> None:
    asked: list[str] = []
    own_tab.on("request", lambda request: asked.append(request.url) if request.url.endswith(".safetensors") else None)
    own_tab.route(WEIGHTS, lambda route: route.abort())
    form = at_figure(own_tab, address, "photo", name=LESSON)
    button(form, "photo_sample_shadow").focus()
    assert asked == []
    give(form, file_of("odd/blank.jpg"))
    expect_refusal(form, "blank", percent=4)
    # Without a digit, there is nothing to read.
    assert asked == []
    button(form, "photo_sample_shadow").click()
    expect(said(form)).to_have_text(ENGLISH["draw_failed"])
    assert shown(form) == list(STEPS)
    own_tab.unroute(WEIGHTS)
    button(form, "draw_retry").click()
    expect_digit(form, 7)
    expect(button(form, "draw_retry")).to_be_hidden()
    button(form, "photo_sample_turned").click()
    expect_digit(form, 3)
    assert len(asked) == 2


def test_only_where_a_finger_points_is_there_a_camera(browser: Browser, form: Locator, address: str) -> None:
    expect(button(form, "photo_take")).to_be_hidden()
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
    on_phone = at_figure(context.new_page(), address, "photo", name=LESSON)
    camera = on_phone.locator("[capture]")
    camera.evaluate(NOTE_A_CLICK)
    button(on_phone, "photo_take").click()
    expect(camera).to_have_attribute("data-clicked", "")
    camera.set_input_files({"name": "image.jpg", "mimeType": "image/jpeg", "buffer": file_of(SEVEN)})
    expect_digit(on_phone, 7)
    context.close()


# What it refuses


def cut_short() -> bytes:
    """A photo whose end is missing."""
    return file_of(SEVEN)[:9000]


FILES: dict[str, tuple[Callable[[], bytes], dict[str, object]]] = {
    "no_bytes": (lambda: b"", {}),
    "unknown": (lambda: file_of("odd/text.jpg"), {}),
    "damaged": (cut_short, {"format": "JPEG"}),
    "heic": (lambda: file_of("odd/photo.heic"), {}),
    "huge": (lambda: file_of("odd/huge.png"), {"width": 9000, "height": 9000}),
    "animated": (lambda: file_of("odd/animated.gif"), {"frames": 3}),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_photo_is_refused_and_there_is_nothing_to_set_by_hand(form: Locator, name: str) -> None:
    make, values = FILES[name]
    give(form, make())
    expect_refusal(form, name, **values)
    assert shown(form) == []
    assert not canvas(form, "whole").evaluate(HAS_INK)
    expect(button(form, "photo_turn_left")).to_be_disabled()
    drag(form, (0.2, 0.2), (0.8, 0.8))
    expect_refusal(form, name, **values)


def test_a_file_of_more_than_20_mb_is_refused_unread(form: Locator, tmp_path: Path) -> None:
    file = tmp_path / "heavy.jpg"
    file.write_bytes(file_of(SEVEN))
    for size, refused in ((20_000_000, False), (20_500_001, True)):
        os.truncate(file, size)
        form.locator(".photo-choose + input").set_input_files(file)
        if refused:
            expect_refusal(form, "heavy", megabytes=21)
        else:
            expect_digit(form, 7)


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "GIF"])
def test_an_animation_is_refused_in_every_format_and_one_picture_is_none(form: Locator, format_: str) -> None:
    give(form, animation(format_, 4))
    expect_refusal(form, "animated", frames=4)
    give(form, saved(picture(), format_))
    expect_digit(form, 7)


def test_the_size_of_a_jpeg_is_known_before_it_is_decoded(form: Locator) -> None:
    give(form, saved(Image.new("L", (7100, 7100)), "JPEG", progressive=True))
    expect_refusal(form, "huge", width=7100, height=7100)


PHOTOS: dict[str, tuple[Callable[[], bytes], dict[str, object], list[str]]] = {
    "small": (lambda: saved(picture().resize((300, 79))), {"columns": 300, "rows": 79}, []),
    "blank": (lambda: file_of("odd/blank.jpg"), {"percent": 4}, ["ink"]),
    "edge": (lambda: file_of("odd/edge.jpg"), {}, ["ink", "mask"]),
    "crumb": (lambda: with_a_mark(19), {}, ["ink", "mask"]),
    "several": (lambda: file_of("odd/two-digits.jpg"), {"count": 2}, ["ink", "mask"]),
}


@pytest.mark.parametrize("name", PHOTOS)
def test_where_a_step_refuses_the_pictures_up_to_it_stay_and_one_may_go_on_by_hand(form: Locator, name: str) -> None:
    make, values, steps = PHOTOS[name]
    give(form, make())
    expect_refusal(form, name, **values)
    assert canvas(form, "whole").evaluate(HAS_INK)
    assert shown(form) == steps
    expect(button(form, "photo_turn_left")).to_be_enabled()
    expect(level(form)).to_be_enabled()


def test_a_face_is_no_digit(form: Locator) -> None:
    give(form, file_of("odd/face.jpg"))
    expect_refusal(form, "several", count=2)


def test_transparent_pixels_are_paper(form: Locator) -> None:
    give(form, file_of("odd/transparent.png"))
    expect_digit(form, 6)


@pytest.mark.parametrize("viewport", [DESKTOP, TALL_PHONE, NARROW], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("root", [".", "en"])
def test_nothing_that_it_says_moves_what_is_around_it(
    other_tab: Page, address: str, root: str, viewport: ViewportSize
) -> None:
    as_new(other_tab, viewport)
    form = at_figure(other_tab, address, "photo", root, LESSON)
    height = form.evaluate("form => form.offsetHeight")
    texts = form.evaluate("form => Object.values(JSON.parse(form.dataset.settings).texts)")
    result = form.locator(".photo-result")
    for refused in (True, False):
        result.evaluate("(result, refused) => result.toggleAttribute('data-refused', refused)", refused)
        for text in texts:
            if refused or len(text) < 90:
                said(form).evaluate("(said, text) => (said.textContent = text)", text)
                assert form.evaluate("form => form.offsetHeight") == height, text
    assert form.evaluate("form => form.scrollWidth <= form.clientWidth")


# By hand


def test_of_two_digits_each_is_read_once_the_photo_is_cropped_to_it(form: Locator) -> None:
    give(form, file_of("odd/two-digits.jpg"))
    expect_refusal(form, "several", count=2)
    # The photo, three quarters as wide as it is high, has blank margins of an eighth.
    drag(form, (0.1, 0.1), (0.3, 0.5), (0.125 + 0.75 * 0.62, 0.85))
    expect_digit(form, 4)
    assert cut_off(form) == [10, 38, 15, 0]
    drag(form, (0.125 + 0.75 * 0.42, 0.9), (0.95, 0.15))
    expect_digit(form, 2)
    assert cut_off(form) == [15, 0, 10, 42]
    # Who just touches the photo wants no frame.
    drag(form, (0.5, 0.5), (0.51, 0.9))
    assert cut_off(form) == [15, 0, 10, 42]
    button(form, "photo_uncrop").click()
    expect_refusal(form, "several", count=2)
    assert cut_off(form) == [0, 0, 0, 0]


def test_what_is_cut_off_is_dark_in_the_picture_of_the_photo(form: Locator) -> None:
    brightness = """(canvas, [x, y]) => {
      const at = [Math.round(x * canvas.width), Math.round(y * canvas.height)];
      return canvas.getContext("2d").getImageData(...at, 1, 1).data[0];
    }"""
    give(form, file_of(FIVE))
    expect_digit(form, 5)
    outside, inside = (0.1, 0.1), (0.8, 0.2)
    before = [canvas(form, "whole").evaluate(brightness, place) for place in (outside, inside)]
    edge(form, "left").fill("20")
    after = [canvas(form, "whole").evaluate(brightness, place) for place in (outside, inside)]
    assert after[0] < 0.5 * before[0]
    assert after[1] == before[1]


def test_some_of_the_photo_stays_however_much_is_cut_off(form: Locator) -> None:
    give(form, file_of(SEVEN))
    expect_digit(form, 7)
    edge(form, "top").fill("60")
    edge(form, "bottom").fill("90")
    assert cut_off(form) == [60, 0, 35, 0]
    expect_refusal(form, "small", columns=480, rows=32)


def test_a_photo_is_turned_to_either_side_and_what_is_cut_off_turns_with_it(form: Locator) -> None:
    # Without the EXIF data, which saving as PNG leaves out, it lies on its side.
    give(form, saved(picture("odd/turned.jpg")))
    expect(said(form)).not_to_have_text(ENGLISH["photo_reading"])
    assert size_of_photo(form) == (640, 480)
    edge(form, "left").fill("5")
    edge(form, "bottom").fill("10")
    button(form, "photo_turn_right").click()
    expect_digit(form, 7)
    assert size_of_photo(form) == (480, 640)
    assert cut_off(form) == [5, 0, 0, 10]
    first = canvas(form, "whole").evaluate(PIXELS)
    button(form, "photo_turn_left").click()
    assert cut_off(form) == [0, 0, 10, 5]
    for _ in range(3):
        button(form, "photo_turn_left").click()
    assert cut_off(form) == [5, 0, 0, 10]
    expect_digit(form, 7)
    assert canvas(form, "whole").evaluate(PIXELS) == first


def test_the_level_is_automatic_until_it_is_set_and_can_be_so_again(form: Locator) -> None:
    field = form.get_by_role("textbox")
    automatic, caption = button(form, "photo_set_automatic"), form.locator(".photo-mask figcaption")
    give(form, file_of(SEVEN))
    expect_digit(form, 7)
    chosen, image = field.input_value(), canvas(form, "mask").evaluate(PIXELS)
    assert re.fullmatch(r"\d\d\.\d", chosen)
    expect(automatic).to_have_attribute("aria-pressed", "true")
    expect(caption).to_have_text(ENGLISH["photo_automatic"])
    level(form).focus()
    form.page.keyboard.press("ArrowRight")
    expect(caption).to_have_text(ENGLISH["photo_by_hand"])
    expect(automatic).to_have_attribute("aria-pressed", "false")
    expect(field).to_have_value(str(round(float(chosen)) + 1))
    field.fill("20.5")
    field.press("Enter")
    expect(level(form)).to_have_value("21")
    expect(field).to_have_value("20.5")
    assert canvas(form, "mask").evaluate(PIXELS) != image
    # Cropping and turning keep it.
    edge(form, "top").fill("5")
    expect(field).to_have_value("20.5")
    automatic.click()
    button(form, "photo_uncrop").click()
    expect(field).to_have_value(chosen)
    expect(caption).to_have_text(ENGLISH["photo_automatic"])
    expect_digit(form, 7)
    assert canvas(form, "mask").evaluate(PIXELS) == image


def test_a_level_above_all_ink_is_said_and_a_new_photo_begins_with_its_automatic_one(form: Locator) -> None:
    give(form, file_of(SEVEN))
    expect_digit(form, 7)
    level(form).fill("99")
    expect_refusal(form, "pale")
    assert shown(form) == ["ink"]
    edge(form, "top").fill("10")
    give(form, file_of(FIVE))
    expect_digit(form, 5)
    expect(button(form, "photo_set_automatic")).to_have_attribute("aria-pressed", "true")
    assert cut_off(form) == [0, 0, 0, 0]


def test_paper_that_looks_blank_is_read_by_a_level_that_is_set(form: Locator) -> None:
    # Ink that is a ninth darker than the paper.
    faint = picture().convert("L").point(lambda grey: 255 if grey > 120 else 225)
    give(form, saved(faint))
    expect_refusal(form, "blank", percent=12)
    level(form).fill("5")
    expect_digit(form, 7)


def test_what_is_no_level_is_said_at_its_field_and_changes_nothing(form: Locator) -> None:
    give(form, file_of(SEVEN))
    expect_digit(form, 7)
    field = form.get_by_role("textbox")
    chosen = field.input_value()
    wrong = ENGLISH["figure_wrong"].format(lowest=1, highest=99, value=chosen)
    for typed in ("", "0", "100", "half"):
        field.fill(typed)
        field.press("Enter")
        expect(field).to_have_accessible_description(wrong)
    expect_digit(form, 7)
    button(form, "photo_set_automatic").click()
    expect(field).to_have_value(chosen)


def test_it_can_be_used_by_keyboard_alone(form: Locator) -> None:
    keyboard = form.page.keyboard
    button(form, "photo_choose").focus()
    field = form.locator(".photo-choose + input")
    field.evaluate(NOTE_A_CLICK)
    keyboard.press("Enter")
    expect(field).to_have_attribute("data-clicked", "")
    give(form, file_of("odd/two-digits.jpg"))
    expect_refusal(form, "several", count=2)
    form.locator(".photo-edges").evaluate("details => details.open = false")
    reached = []
    for _ in range(9):
        keyboard.press("Tab")
        reached.append(form.page.evaluate("document.activeElement.innerText || document.activeElement.type"))
    labels = ("sample_shadow", "sample_turned", "sample_pencil", "turn_left", "turn_right", "uncrop")
    names = [ENGLISH[f"photo_{label}"] for label in labels]
    assert reached == [*names, "range", "text", ENGLISH["photo_set_automatic"]]
    keyboard.press("Tab")
    keyboard.press("Enter")
    # To the right edge
    keyboard.press("Tab")
    keyboard.press("Tab")
    for _ in range(40):
        keyboard.press("ArrowRight")
    expect_digit(form, 4)


def test_a_finger_drags_a_frame_and_does_not_scroll(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=TALL_PHONE, has_touch=True, service_workers="block")
    form = at_figure(context.new_page(), address, "photo", name=LESSON)
    give(form, file_of("odd/two-digits.jpg"))
    expect_refusal(form, "several", count=2)
    canvas(form, "whole").evaluate(IN_THE_MIDDLE)
    box = canvas(form, "whole").bounding_box()
    assert box is not None
    scrolled = form.page.evaluate("scrollY")
    session = form.page.context.new_cdp_session(form.page)
    for what, x, y in (("Start", 0.1, 0.95), ("Move", 0.4, 0.5), ("Move", 0.58, 0.1), ("End", 0, 0)):
        place = {"x": box["x"] + x * box["width"], "y": box["y"] + y * box["height"]}
        points = [] if what == "End" else [place]
        session.send("Input.dispatchTouchEvent", {"type": f"touch{what}", "touchPoints": points})
    expect_digit(form, 4)
    assert form.page.evaluate("scrollY") == scrolled
    context.close()


# A browser that falsifies what a page reads


def test_where_what_is_read_is_noise_that_is_said_and_no_answer_given_and_a_little_is_only_mentioned(
    own_tab: Page, address: str
) -> None:
    own_tab.add_init_script(FALSIFYING)
    form = at_figure(own_tab, address, "photo", name=LESSON)
    own_tab.evaluate("globalThis.noise = (value, at) => (value * 31 + at * 17) % 256")
    button(form, "photo_sample_shadow").click()
    expect_refusal(form, "falsified")
    expect(button(form, "photo_turn_left")).to_be_disabled()
    own_tab.evaluate("globalThis.noise = (value, at) => value ^ (at % 5 === 0)")
    button(form, "photo_sample_shadow").click()
    expect_digit(form, 7)
    expect(said(form)).to_contain_text(ENGLISH["photo_noise"])
    # Once the reader has allowed it
    own_tab.evaluate("globalThis.noise = undefined")
    button(form, "photo_sample_shadow").click()
    expect(said(form)).not_to_contain_text(ENGLISH["photo_noise"])
    expect_digit(form, 7)
