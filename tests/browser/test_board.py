"""The board, on which a reader draws a digit that the lessons' networks read: the answers, and what may go wrong."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, ViewportSize, expect

from docs.plugins.fences.digits import DIGITS
from docs.plugins.fences.kind import bundle_of
from examples.runner.arrays import Arrays
from tests.support.accessibility import ALL_BUT_CONTRAST, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.boards import READY, at_board, digit, read
from tests.support.browsers import DESKTOP, PHONE, errors_of, visit
from tests.support.claims import claims
from tests.support.handwriting import PLACES, Place, X, on_screen, start, write
from tests.support.offered_networks import offered_networks
from tests.support.programs import ROOT, script
from tests.support.reading import IN_LOCKSTEP, recorded, recorded_value

LABELS = {root: language.labels for root, language in zip(LANGUAGE_FOLDERS, IN_LOCKSTEP, strict=True)}
VIETNAMESE = LABELS["."]
DRAW_SCRIPT = bundle_of("draw")
MOST_CODE = 6_400
MOST_WEIGHTS = {"cnn": 30_000, "sequential": 240_000}
IMAGES = 1_000
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

PROBABILITIES = """() => [...document.querySelectorAll(".draw-bars rect")].map(
  (bar) => Number(bar.getAttribute("height")))"""
# What the network sees, from 0 to 1.
SEEN = """() => {
  const { data } = document.querySelector(".draw-seen canvas").getContext("2d").getImageData(0, 0, 28, 28);
  return Array.from({ length: 784 }, (_, index) => data[4 * index + 3] / 255);
}"""
# The digit that is read in each sample.
SAMPLES_READ = """() => [...document.querySelectorAll(".draw-samples button")].map((sample) => {
  sample.click();
  return Number(document.querySelector(".draw-bars [data-largest] b").textContent);
})"""
# What a finger would miss: it needs 40 pixels.
SMALL_TARGETS = """() => [...document.querySelectorAll(".draw :is(button, label)")]
  .filter((target) => target.checkVisibility())
  .filter((target) => Math.min(target.offsetWidth, target.offsetHeight) < 40)
  .map((target) => target.outerHTML)"""
# Removes the rest of the article.
ALONE = """() => {
  const board = document.querySelector(".draw");
  for (const element of document.querySelectorAll("article *")) {
    if (!element.contains(board) && !board.contains(element)) element.remove();
  }
}"""
INK = """() => {
  const { data } = document.querySelector(".draw-paper").getContext("2d").getImageData(0, 0, 280, 280);
  return data.filter((_, index) => index % 4 === 3).reduce((sum, value) => sum + value, 0) / 255;
}"""


# Waits until the page has been painted and the drawing has been read.
FRAMES = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
CHOOSE = """(number) => {
  const network = document.querySelectorAll(".draw-networks input")[number];
  if (!network.checked) network.click();
}"""
CLEAR = """() => {
  document.querySelector(".draw-clear").click();
  document.activeElement.blur();
}"""


def read_by(page: Page, network: int) -> int:
    """The digit that the network of this number reads; choose the network first if it isn't chosen."""
    page.evaluate(CHOOSE, network)
    return digit(page)


def empty(page: Page) -> None:
    """Bring a board back to its first state: empty, and with the first network, loaded by having read something."""
    page.evaluate(CHOOSE, 0)
    page.evaluate("document.querySelector('.draw-samples button').click()")
    digit(page)
    page.evaluate(CLEAR)
    page.evaluate(FRAMES)


@pytest.fixture(scope="module")
def used_board(desktop_context: BrowserContext, address: str) -> Page:
    """The board of the Vietnamese lesson on convolutional networks, with the first network's weights."""
    page = at_board(desktop_context.new_page(), address)
    empty(page)
    return page


@pytest.fixture
def board(used_board: Page) -> Page:
    """The board as a reader first finds it, except that `undo` can still bring back earlier drawings."""
    used_board.mouse.up()
    used_board.mouse.move(0, 0)
    used_board.emulate_media(media="screen", color_scheme="light")
    if used_board.viewport_size != DESKTOP:
        used_board.set_viewport_size(DESKTOP)
    empty(used_board)
    return used_board


@pytest.fixture
def new_board(tab: Page, address: str) -> Page:
    """A board that nobody has drawn on yet, whose weights may still be loading."""
    return at_board(tab, address)


def committed(name: str) -> bytes:
    """The committed weights of a script's network."""
    return (ROOT / script(name).weights_path).read_bytes()


def answer(page: Page) -> str:
    """The sentence below the drawing."""
    return page.locator(".draw-answer").inner_text()


def paper_is_empty(page: Page) -> bool:
    """Whether nothing is drawn, and the board says so."""
    return page.evaluate(INK) == 0 and answer(page) == VIETNAMESE["draw_empty"] and not any(page.evaluate(SEEN))


# What the networks answer


def validation_set(mnist: Arrays) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The images that the lessons validate with, and their labels."""
    (images, labels), _ = mnist
    tenth = len(images) // 10
    return images[-tenth:], labels[-tenth:]


@claims(
    "train",
    vi="trên 6.000 ảnh của tập kiểm định, độ chính xác của mạng đổi chưa tới 0,1 điểm phần trăm",
    en="on the 6,000 images of the validation set, the network's accuracy changes by less than 0.1 percentage points",
)
def test_in_the_browser_the_accuracy_on_6_000_images_is_the_recorded_one_but_for_0_1_points(
    used_board: Page, mnist: Arrays
) -> None:
    images, labels = validation_set(mnist)
    assert len(images) == 6_000
    # The lesson on convolutional networks gives out the network of its last seed.
    last_seed = float(recorded("cnn")["seeds"].text.split()[-1])
    accuracies = {"sequential": recorded_value("sequential", "validation-accuracy"), "cnn": last_seed}
    read_digits = read(used_board, [committed(name) for name in accuracies], images)
    for (name, accuracy), digits in zip(accuracies.items(), read_digits, strict=True):
        assert abs(np.mean(digits == labels) - accuracy) < 0.001, name


def moved_and_scaled(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Images (n, 28, 28), each scaled by 0.6 to 1.2 about its middle and moved by up to 6 pixels, in (n, 56, 56)."""
    from scipy.ndimage import affine_transform

    random = np.random.default_rng(0)

    def changed(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        scale, move = random.uniform(0.6, 1.2), random.uniform(-6, 6, 2)
        offset = 13.5 - (27.5 + move) / scale
        result: NDArray[np.uint8] = affine_transform(image, [1 / scale] * 2, offset, (56, 56), order=1)
        return result

    return np.stack([changed(image) for image in images])


@claims(
    "train",
    vi="1.000 ảnh của tập kiểm định được xê dịch ngẫu nhiên tới 6 điểm ảnh mỗi chiều và thu phóng từ 0,6 đến 1,2 lần."
    " Khi những ảnh ấy được đưa thẳng vào mạng, chưa tới một phần ba được đọc đúng. Khi chúng được chuẩn bị như trên"
    " rồi mới đưa vào, mạng đọc đúng hơn 95%",
    en="1,000 images of the validation set were moved at random by up to 6 pixels each way, and scaled by 0.6 to 1.2."
    " When the network was given these images as they were, it read fewer than a third correctly. When they were first"
    " prepared as above, it read more than 95% correctly",
)
def test_moved_and_scaled_digits_are_read_only_when_they_are_prepared(used_board: Page, mnist: Arrays) -> None:
    images, labels = validation_set(mnist)
    images, labels = moved_and_scaled(images[:IMAGES]), labels[:IMAGES]
    weights = [committed("sequential")]
    (as_they_are,) = read(used_board, weights, np.ascontiguousarray(images[:, 14:42, 14:42]))
    (prepared,) = read(used_board, weights, images, prepared=True)
    assert np.mean(as_they_are == labels) < 1 / 3
    assert np.mean(prepared == labels) > 0.95


def test_a_digit_of_mnist_is_prepared_to_what_it_was(used_board: Page, mnist: Arrays) -> None:
    _, (images, _) = mnist
    image = images[1998].flatten()
    prepared = used_board.evaluate("(image) => [...normalized(image, 28)]", image.tolist())
    assert np.corrcoef(prepared, image)[0, 1] > 0.95


@claims(
    "train",
    vi="Nhìn ảnh 28×28 mà mạng nhìn thấy, bạn sẽ hiểu vì sao: chữ số đã được phóng to và đưa vào giữa",
    en="The 28×28 image that the network sees shows why: the digit was enlarged and moved to the middle",
)
@claims(
    "train",
    vi="thu phóng cho vừa một ô 20×20 mà vẫn giữ tỉ lệ, rồi đặt vào ảnh 28×28 sao cho trọng tâm (centre of mass) của "
    "nét mực nằm ở giữa",
    en="scaled it to fit into 20×20 pixels with its proportions kept, and placed it in an image of 28×28 so that the "
    "centre of mass (trọng tâm) of the ink lies in the middle",
)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_the_network_sees_is_20_pixels_long_and_has_its_centre_of_mass_at_the_pixel_14(
    board: Page, place: Place
) -> None:
    write(4, board.locator(".draw-paper"), place)
    seen = np.array(board.evaluate(SEEN)).reshape(28, 28)
    rows, columns = np.indices((28, 28))
    assert (rows * seen).sum() / seen.sum() == pytest.approx(14, abs=0.1)
    assert (columns * seen).sum() / seen.sum() == pytest.approx(14, abs=0.1)
    inked = np.flatnonzero(seen.max(axis=1))
    assert 20 <= inked[-1] - inked[0] + 1 <= 21


# The sample of the home page's board, which holds a digit and its answer from the start


NINE = {root: labels["draw_answer"].format(digit=9, percent=">99%") for root, labels in LABELS.items()}
# What a reader can point at or tab to within the board, and sees.
CONTROLS = ".draw :is(button, input, [tabindex]):visible"


def home(tab: Page, address: str, root: str = ".") -> Page:
    """The home page, on whose board nobody has drawn."""
    visit(tab, f"{address}/{root}/")
    return tab


def expect_the_sample(page: Page, root: str = ".") -> None:
    """The nine and what the network answers."""
    expect(page.locator(".draw-answer")).to_have_text(NINE[root])
    expect(page.locator(".draw-digit")).to_have_text("9")
    expect(page.get_by_role("img", name=LABELS[root]["draw_drawn"].format(digit=9))).to_be_visible()
    expect(page.locator(".draw-bars [data-largest]")).to_have_text("9 >99%")
    bar = page.locator(".draw-bars [data-largest] rect")
    expect(bar).to_have_css("fill", "rgb(242, 176, 0)")
    assert bar.evaluate("bar => bar.getBoundingClientRect().height") > 50


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_without_javascript_a_reader_sees_the_sample_and_its_answer_and_no_dead_control(
    browser: Browser, address: str, root: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    visit(page, f"{address}/{root}/")
    expect(page.locator(".draw-paper")).to_be_hidden()
    expect_the_sample(page, root)
    assert page.locator(CONTROLS).count() == 0
    assert page.get_by_text(LABELS[root]["draw_needs"]).is_visible()
    page.close()


def test_from_a_file_and_on_paper_the_sample_and_its_answer_stay(tab: Page, address: str, flat_site: Path) -> None:
    visit(tab, f"{flat_site.as_uri()}/index.html")
    expect_the_sample(tab)
    assert tab.locator(CONTROLS).count() == 0
    home(tab, address).emulate_media(media="print")
    expect_the_sample(tab)
    assert tab.locator(CONTROLS).count() == 0


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_the_first_stroke_replaces_the_sample_nothing_moves_and_clear_leaves_the_paper_empty(
    tab: Page, address: str, root: str
) -> None:
    home(tab, address, root)
    height = "document.querySelector('.draw').getBoundingClientRect().height"
    before = tab.evaluate(height)
    tab.locator(".draw-paper").hover()
    tab.wait_for_function(READY)
    expect_the_sample(tab, root)
    write(7, tab.locator(".draw-paper"))
    expect(tab.locator(".draw-bars [data-largest] b")).to_have_text("7")
    expect(tab.locator(".draw-sample:visible")).to_have_count(0)
    assert tab.evaluate(height) == before
    tab.locator(".draw-clear").click()
    expect(tab.locator(".draw-answer")).to_have_text(LABELS[root]["draw_empty"])
    expect(tab.locator(".draw-sample:visible")).to_have_count(0)
    assert not any(tab.evaluate(PROBABILITIES))


def test_the_networks_own_reading_of_the_sample_is_what_the_page_says(tab: Page, address: str) -> None:
    home(tab, address).locator(".draw-paper").hover()
    tab.wait_for_function(READY)
    image = recorded_value("sequential", "image")
    assert read(tab, [committed("sequential")], np.array([image], np.uint8)) == [[9]]
    shown = tab.locator(".draw-sheet .draw-sample").evaluate("""async (picture) => {
      await picture.decode();
      const context = new OffscreenCanvas(28, 28).getContext("2d");
      context.drawImage(picture, 0, 0);
      return [...context.getImageData(0, 0, 28, 28).data].filter((_, index) => index % 4 === 3);
    }""")
    assert np.array(shown).reshape(28, 28).tolist() == image
    recorded = recorded_value("sequential", "probabilities")
    assert tab.evaluate(PROBABILITIES) == pytest.approx(recorded, abs=1e-4)


def test_where_the_weights_fail_to_load_the_sample_stays_and_its_answer_comes_back_with_them(
    tab: Page, address: str
) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    tab.route("**/*.safetensors", refuse)
    home(tab, address).locator(".draw-paper").hover()
    expect(tab.locator(".draw-answer")).to_have_text(VIETNAMESE["draw_failed"])
    assert tab.locator(".draw-sample:visible").count() == 2
    tab.unroute("**/*.safetensors", refuse)
    tab.locator(".draw-retry").click()
    expect_the_sample(tab)


# Drawing


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_every_digit_is_read_by_each_network_wherever_and_however_large_it_is_drawn(board: Page, place: Place) -> None:
    assert board.locator(".draw-networks input").count() == len(offered_networks("cnn", "draw")) > 1
    read_digits = []
    for each in range(10):
        write(each, board.locator(".draw-paper"), place)
        # The order alternates, so that a network is switched only once for each digit.
        order = (each % 2, 1 - each % 2)
        read_digits.append([read_by(board, number) for number in order])
        board.evaluate(CLEAR)
    assert read_digits == [[each, each] for each in range(10)]


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
@pytest.mark.parametrize("path", ["", "train/", "cnn/"])
def test_every_sample_is_read_in_each_language_and_on_each_page(tab: Page, address: str, root: str, path: str) -> None:
    errors = errors_of(tab)
    at_board(tab, address, root, path)
    samples = tab.locator(".draw-samples button")
    samples.last.click()
    assert digit(tab) == 9
    said = LABELS[root]["draw_answer"].partition("{percent}")[0].format(digit=9)
    assert answer(tab).startswith(said)
    expect(tab.locator(".draw-digit")).to_have_text("9")
    assert tab.evaluate(SAMPLES_READ) == list(range(len(DIGITS)))
    assert errors == []


def test_an_x_is_taken_for_a_digit_by_each_network_and_by_one_with_certainty(board: Page) -> None:
    write(X, board.locator(".draw-paper"))
    certainties = []
    for network in board.locator(".draw-networks input").all():
        network.check()
        digit(board)
        certainties.append(max(board.evaluate(PROBABILITIES)))
    assert max(certainties) > 0.9


@claims(
    "train",
    vi="Vẽ thật chậm một số 8. Khi nét chưa khép lại, cột cao nhất chuyển từ chữ số này sang chữ số khác",
    en="Draw an 8, very slowly. While the stroke is not closed yet, the highest bar moves from one digit to another",
)
def test_the_bars_change_from_one_digit_to_another_while_an_8_is_drawn(board: Page) -> None:
    # The network of the lesson on training.
    board.locator(".draw-networks input").last.check()
    (points,) = on_screen(8, board.locator(".draw-paper"))
    seen = []
    start(board, points[:2])
    for point in points[2:]:
        board.mouse.move(*point, steps=4)
        board.evaluate("() => new Promise(requestAnimationFrame)")
        seen.append(digit(board))
    board.mouse.up()
    assert len(set(seen)) > 1
    assert digit(board) == 8


def test_the_bars_move_during_drawing(board: Page) -> None:
    (points, *_) = on_screen(3, board.locator(".draw-paper"))
    start(board, points[:5])
    half = board.wait_for_function(f"() => ({PROBABILITIES})().some(Boolean) && ({PROBABILITIES})()").json_value()
    for point in points[5:]:
        board.mouse.move(*point, steps=4)
    assert digit(board) == 3
    assert board.evaluate(PROBABILITIES) != half
    board.mouse.up()
    assert sum(board.evaluate(PROBABILITIES)) == pytest.approx(1, abs=1e-4)


def test_drawing_works_in_a_browser_without_coalesced_events(board: Page) -> None:
    errors = errors_of(board)
    board.evaluate("""() => {
      window.ownEvents = PointerEvent.prototype.getCoalescedEvents;
      delete PointerEvent.prototype.getCoalescedEvents;
    }""")
    write(7, board.locator(".draw-paper"))
    assert digit(board) == 7
    board.evaluate("() => (PointerEvent.prototype.getCoalescedEvents = window.ownEvents)")
    assert errors == []


def test_what_has_changed_is_read_once(board: Page) -> None:
    board.evaluate("""() => {
      window.ownOutputs = layerOutputs;
      window.readings = 0;
      window.layerOutputs = (...all) => { window.readings++; return ownOutputs(...all); };
    }""")
    board.locator(".draw-samples button").nth(4).click()
    board.evaluate(FRAMES)
    assert board.evaluate("window.readings") == 1
    board.evaluate("() => (window.layerOutputs = window.ownOutputs)")


def test_a_dot_is_drawn_too(board: Page) -> None:
    board.locator(".draw-paper").click()
    assert board.evaluate(INK) > 100
    assert sum(board.evaluate(PROBABILITIES)) == pytest.approx(1, abs=1e-4)


def test_an_empty_paper_is_said_to_be_empty_and_has_no_answer(board: Page) -> None:
    assert paper_is_empty(board)
    assert not any(board.evaluate(PROBABILITIES))
    assert board.locator(".draw-bars [data-largest]").count() == 0
    expect(board.locator(".draw-digit")).to_be_empty()


def test_clear_empties_the_paper_and_undo_takes_back_the_latest_step_of_all(
    new_board: Page,
) -> None:
    paper, undo, clear = (new_board.locator(f".draw-{name}") for name in ("paper", "undo", "clear"))
    write(4, paper)
    whole = new_board.evaluate(INK)
    undo.click()
    assert 0 < new_board.evaluate(INK) < whole
    undo.click()
    assert paper_is_empty(new_board)
    undo.click()
    assert paper_is_empty(new_board)
    write(4, paper)
    clear.click()
    assert paper_is_empty(new_board)
    undo.click()
    assert new_board.evaluate(INK) == whole
    assert digit(new_board) == 4


@pytest.mark.parametrize("button", ["right", "middle"])
def test_the_other_buttons_of_a_mouse_draw_nothing(board: Page, button: Literal["right", "middle"]) -> None:
    board.locator(".draw-paper").click(button=button)
    assert paper_is_empty(board)


class Finger:
    """One finger or several, as the system reports them to the browser."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def does(self, what: Literal["Start", "Move", "End", "Cancel"], *points: tuple[float, float]) -> None:
        """Send what the fingers do, and where those that touch the screen are."""
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": f"touch{what}", "touchPoints": touches})


@pytest.fixture(scope="module")
def touched_board(browser: Browser, address: str) -> Iterator[Page]:
    """The board on a phone, which has a touch screen."""
    context = browser.new_context(viewport=PHONE, has_touch=True, service_workers="block")
    yield at_board(context.new_page(), address)
    context.close()


@pytest.fixture
def phone_board(touched_board: Page) -> Page:
    """The phone's board as a reader first finds it, except that `undo` can still bring back earlier drawings."""
    finger = Finger(touched_board)
    # A touch is started first, because cancelling fails when no finger touches the screen.
    finger.does("Start", (1, 1))
    finger.does("Cancel")
    empty(touched_board)
    return touched_board


def test_a_finger_draws_and_does_not_scroll(phone_board: Page) -> None:
    (points,) = on_screen(7, phone_board.locator(".draw-paper"))
    before = phone_board.evaluate("scrollY")
    finger = Finger(phone_board)
    finger.does("Start", points[0])
    for point in points[1:]:
        finger.does("Move", point)
    finger.does("End")
    assert digit(phone_board) == 7
    assert phone_board.evaluate("scrollY") == before


def test_the_keys_are_explained_only_where_there_may_be_a_keyboard(board: Page, phone_board: Page) -> None:
    keys = VIETNAMESE["draw_keys"]
    assert board.get_by_text(keys).is_visible()
    assert not phone_board.get_by_text(keys).is_visible()
    for page in (board, phone_board):
        expect(page.locator(".draw-paper")).to_have_accessible_description(keys)


def test_a_second_finger_is_not_drawn(phone_board: Page) -> None:
    first, second = on_screen(4, phone_board.locator(".draw-paper"))
    fingers = Finger(phone_board)
    fingers.does("Start", first[0])
    fingers.does("Move", first[1])
    ink = phone_board.evaluate(INK)
    fingers.does("Start", first[1], second[0])
    fingers.does("Move", first[1], second[1])
    assert phone_board.evaluate(INK) == ink


def test_what_the_system_takes_for_something_else_is_not_drawn_and_the_rest_stays(phone_board: Page) -> None:
    phone_board.locator(".draw-samples button").nth(3).click()
    ink = phone_board.evaluate(INK)
    (points,) = on_screen(1, phone_board.locator(".draw-paper"))
    finger = Finger(phone_board)
    finger.does("Start", points[0])
    finger.does("Move", points[1])
    assert phone_board.evaluate(INK) > ink
    finger.does("Cancel")
    assert phone_board.evaluate(INK) == ink
    assert digit(phone_board) == 3


# The end of a stroke


class Pointer:
    """A mouse or a pen, as the system reports it to the browser: with the buttons that are held."""

    LEFT, RIGHT = 1, 2

    def __init__(self, page: Page, kind: Literal["mouse", "pen"] = "mouse") -> None:
        self.session = page.context.new_cdp_session(page)
        self.kind = kind

    def does(self, what: Literal["Pressed", "Moved", "Released"], at: tuple[float, float], buttons: int) -> None:
        """Send what the pointer does, and which buttons are held then."""
        x, y = at
        button = "none" if what == "Moved" else "left"
        event = {"type": f"mouse{what}", "x": x, "y": y, "button": button, "buttons": buttons, "pointerType": self.kind}
        self.session.send("Input.dispatchMouseEvent", event | {"clickCount": 1})


def strokes_drawn(page: Page) -> int:
    """How often `undo` has to be pressed before the paper is empty, which it then is."""
    for count in range(9):
        if paper_is_empty(page):
            return count
        page.evaluate("document.querySelector('.draw-undo').click()")
    raise AssertionError("the paper does not become empty")


@pytest.mark.parametrize(("kind", "held"), [("pen", 0), ("mouse", Pointer.RIGHT)], ids=["no button", "another button"])
def test_a_stroke_ends_where_its_button_turns_out_not_to_be_held_any_more(
    new_board: Page, kind: Literal["mouse", "pen"], held: int
) -> None:
    first, second = on_screen(4, new_board.locator(".draw-paper"))
    pointer = Pointer(new_board, kind)
    pointer.does("Pressed", first[0], Pointer.LEFT)
    pointer.does("Moved", first[1], Pointer.LEFT)
    ink = new_board.evaluate(INK)
    for point in second:
        pointer.does("Moved", point, held)
    assert new_board.evaluate(INK) == ink
    pointer.does("Pressed", second[0], Pointer.LEFT)
    pointer.does("Moved", second[1], Pointer.LEFT)
    pointer.does("Released", second[1], 0)
    assert new_board.evaluate(INK) > ink
    assert strokes_drawn(new_board) == 2


def test_after_a_release_that_was_missed_what_is_pressed_elsewhere_is_not_the_paper(new_board: Page) -> None:
    (points,) = on_screen(7, new_board.locator(".draw-paper"))
    pointer = Pointer(new_board)
    pointer.does("Pressed", points[0], Pointer.LEFT)
    pointer.does("Moved", points[1], 0)
    samples = new_board.locator(".draw-samples button")
    samples.nth(3).click()
    assert digit(new_board) == 3
    assert strokes_drawn(new_board) == 2


@pytest.mark.parametrize(
    "loss",
    [
        "document.querySelector('.draw-paper').releasePointerCapture(pointer)",
        "dispatchEvent(new Event('blur'))",
        "document.dispatchEvent(new Event('visibilitychange'))",
    ],
    ids=["capture", "focus", "sight"],
)
def test_a_stroke_ends_where_the_browser_takes_the_pointer_away(new_board: Page, loss: str) -> None:
    new_board.evaluate("""addEventListener("pointerdown", ({ pointerId }) => (window.pointer = pointerId), true)""")
    paper = new_board.locator(".draw-paper")
    first, second = on_screen(4, paper)
    start(new_board, first[:2])
    new_board.evaluate(loss)
    ink = new_board.evaluate(INK)
    for point in second:
        new_board.mouse.move(*point)
    assert new_board.evaluate(INK) == ink
    new_board.mouse.up()
    assert strokes_drawn(new_board) == 1
    write(4, paper)
    assert digit(new_board) == 4


@pytest.mark.parametrize("unheard", [["pointerup"], ["pointerup", "lostpointercapture"]], ids=" and ".join)
def test_a_finger_whose_release_is_never_heard_of_does_not_stop_the_next(phone_board: Page, unheard: list[str]) -> None:
    (points,) = on_screen(7, phone_board.locator(".draw-paper"))
    finger = Finger(phone_board)
    phone_board.evaluate(
        """(types) => {
          const silence = (event) => event.stopImmediatePropagation();
          for (const type of types) addEventListener(type, silence, { capture: true, once: true });
        }""",
        unheard,
    )
    inks = []
    for point in points:
        finger.does("Start", point)
        finger.does("End")
        inks.append(phone_board.evaluate(INK))
    assert inks == sorted(set(inks))
    assert len(inks) == 4


def test_beside_a_pen_the_hand_draws_nothing(phone_board: Page) -> None:
    first, second = on_screen(4, phone_board.locator(".draw-paper"))
    pen, hand = Pointer(phone_board, "pen"), Finger(phone_board)
    for order in ("the pen first", "the hand first"):
        if order == "the hand first":
            hand.does("Start", second[1])
        pen.does("Pressed", first[0], Pointer.LEFT)
        if order == "the pen first":
            hand.does("Start", second[1])
        pen.does("Moved", first[1], Pointer.LEFT)
        alone = phone_board.evaluate(INK)
        hand.does("Move", second[0])
        hand.does("End")
        assert phone_board.evaluate(INK) == alone, order
        pen.does("Moved", first[2], Pointer.LEFT)
        pen.does("Released", first[2], 0)
        assert phone_board.evaluate(INK) > alone, order
        phone_board.evaluate("document.querySelector('.draw-undo').click()")
        assert paper_is_empty(phone_board), order


def test_undo_during_a_stroke_takes_back_that_stroke_alone(board: Page) -> None:
    first, second = on_screen(4, board.locator(".draw-paper"))
    start(board, first)
    board.mouse.up()
    ink = board.evaluate(INK)
    start(board, second)
    board.evaluate("document.querySelector('.draw-undo').click()")
    board.mouse.move(*first[0])
    board.mouse.up()
    assert board.evaluate(INK) == ink


def test_a_pointer_that_is_gone_before_it_can_be_followed_leaves_a_dot(board: Page) -> None:
    errors = errors_of(board)
    board.evaluate("""() => {
      const paper = document.querySelector(".draw-paper");
      const { left, top } = paper.getBoundingClientRect();
      const event = { pointerId: 99, clientX: left + 99, clientY: top + 99, buttons: 1 };
      paper.dispatchEvent(new PointerEvent("pointerdown", event));
    }""")
    assert board.evaluate(INK) > 100
    write(7, board.locator(".draw-paper"), PLACES["small, in a corner"])
    board.locator(".draw-undo").click()
    board.locator(".draw-undo").click()
    assert paper_is_empty(board)
    assert errors == []


# What a browser lets pages read of a canvas

# To each, what pages draw and read back would be changed or refused, as some browsers and extensions do.
FALSIFIED = {
    "noise": """
      const read = CanvasRenderingContext2D.prototype.getImageData;
      CanvasRenderingContext2D.prototype.getImageData = function (...box) {
        const image = read.apply(this, box);
        image.data.forEach((_, index) => (image.data[index] = Math.random() * 256));
        return image;
      };""",
    "no canvas": "HTMLCanvasElement.prototype.getContext = () => null;",
}


@pytest.mark.parametrize("falsified", FALSIFIED.values(), ids=FALSIFIED)
def test_what_is_drawn_is_read_though_the_browser_lets_no_page_read_a_canvas(
    context: BrowserContext, own_tab: Page, address: str, falsified: str
) -> None:
    errors = errors_of(own_tab)
    context.add_init_script(falsified)
    # The figures of the lesson on convolutional networks need a canvas.
    at_board(own_tab, address, path="train/")
    write(4, own_tab.locator(".draw-paper"))
    assert digit(own_tab) == 4
    assert max(own_tab.evaluate(PROBABILITIES)) > 0.9
    assert errors == []


# The canvas's own line, and the one that is drawn in numbers: how much ink each has, and how much they differ.
LINES = """(points) => {
  const [side, width] = [280, 16];
  const context = Object.assign(document.createElement("canvas"), { width: side, height: side }).getContext("2d");
  Object.assign(context, { lineWidth: width, lineCap: "round", lineJoin: "round" });
  const numbers = new Uint8ClampedArray(side * side);
  context.beginPath();
  for (const point of points) context.lineTo(...point);
  context.stroke();
  points.forEach((to, index) => addLine(numbers, side, width, points[index - 1] ?? to, to));
  const pixels = context.getImageData(0, 0, side, side).data.filter((_, index) => index % 4 === 3);
  const sum = (values) => values.reduce((one, other) => one + other, 0);
  return [sum(pixels), sum(numbers), sum(Array.from(pixels, (value, at) => Math.abs(value - numbers[at])))];
}"""


def test_a_line_in_numbers_is_as_a_canvas_draws_it(board: Page) -> None:
    points = [[30, 40], [251.5, 60.25], [252, 61], [140, 260], [-20, 130], [40, 135]]
    drawn, in_numbers, difference = board.evaluate(LINES, points)
    assert in_numbers == pytest.approx(drawn, rel=0.005)
    assert difference / drawn < 0.01


def test_a_window_that_changes_its_size_during_drawing_keeps_the_drawing(board: Page) -> None:
    (points,) = on_screen(2, board.locator(".draw-paper"))
    start(board, points[:4])
    ink = board.evaluate(INK)
    board.set_viewport_size(PHONE)
    assert board.evaluate(INK) == ink
    (points,) = on_screen(2, board.locator(".draw-paper"))
    for point in points[3:]:
        board.mouse.move(*point)
    board.mouse.up()
    assert digit(board) == 2


def test_on_a_narrow_screen_the_paper_shrinks_and_the_pen_with_it(board: Page) -> None:
    board.set_viewport_size({"width": 260, "height": 600})
    paper = board.locator(".draw-paper")
    box = paper.bounding_box()
    assert box is not None
    assert box["width"] < 260
    write(5, paper)
    assert digit(board) == 5


# Without a mouse


def test_the_arrow_keys_lead_from_sample_to_sample_and_enter_draws_one(board: Page) -> None:
    samples = board.locator(".draw-samples button")
    samples.first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "ArrowLeft"):
        board.keyboard.press(key)
    board.keyboard.press("Enter")
    assert digit(board) == 2
    board.keyboard.press("ArrowUp")
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("Enter")
    assert digit(board) == 9
    assert samples.evaluate_all("buttons => buttons.map((button) => button.tabIndex)") == [-1] * 9 + [0]


def test_the_space_bar_sets_the_pen_down_and_lifts_it_and_the_arrow_keys_draw(board: Page) -> None:
    board.locator(".draw-paper").focus()
    before = board.evaluate("scrollY")

    def press(*keys: str) -> None:
        for key in keys:
            board.keyboard.press(key)

    press(*["ArrowUp"] * 4, *["ArrowLeft"] * 3)
    assert paper_is_empty(board)
    press("Space")
    expect(board.locator("#status")).to_have_text(VIETNAMESE["draw_lowered"])
    press(*["ArrowRight"] * 6, *["ArrowDown"] * 2, "ArrowLeft", *["ArrowDown"] * 2, "ArrowLeft", *["ArrowDown"] * 4)
    assert digit(board) == 7
    press("Space")
    expect(board.locator("#status")).to_have_text(answer(board))
    drawn = board.evaluate(INK)
    press("ArrowLeft", "ArrowUp")
    assert board.evaluate(INK) == drawn
    assert board.evaluate("scrollY") == before


def test_keys_that_are_the_browsers_are_left_to_it(board: Page) -> None:
    back = """(canvas) =>
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", altKey: true, cancelable: true }))"""
    assert board.locator(".draw-sheet canvas").first.evaluate(back) is True


def test_the_keyboards_pen_is_seen_and_stays_on_the_paper(board: Page) -> None:
    cursor, paper = board.locator(".draw-cursor"), board.locator(".draw-paper")
    assert not cursor.is_visible()
    paper.focus()
    for _ in range(20):
        board.keyboard.press("ArrowRight")
    assert cursor.is_visible()
    inner, outer = cursor.bounding_box(), paper.bounding_box()
    assert inner is not None
    assert outer is not None
    assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
    board.keyboard.press("Tab")
    assert not cursor.is_visible()


def test_a_stroke_of_the_keyboards_ends_where_the_focus_leaves_the_paper(board: Page) -> None:
    board.locator(".draw-paper").focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Tab"):
        board.keyboard.press(key)
    board.locator(".draw-undo").click()
    assert paper_is_empty(board)


def test_what_is_read_is_said_to_a_screen_reader_at_the_end_of_each_stroke(board: Page) -> None:
    status = board.locator("#status")
    board.locator(".draw-samples button").nth(8).click()
    expect(status).to_have_text(answer(board))
    board.locator(".draw-clear").click()
    expect(status).to_have_text(VIETNAMESE["draw_empty"])


# Loading


def requests_of(page: Page) -> list[str]:
    """The names of the board's files that a page requests from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith((DRAW_SCRIPT, ".safetensors")):
            asked.append("/".join(request.url.split("/")[-3:]))

    page.on("request", note)
    return asked


@pytest.mark.parametrize(("path", "viewport"), [("", PHONE), ("cnn/", DESKTOP)], ids=["phone", "desktop"])
def test_nothing_of_the_board_is_loaded_before_the_reader_uses_it(
    tab: Page, address: str, path: str, viewport: ViewportSize
) -> None:
    tab.set_viewport_size(viewport)
    asked = requests_of(tab)
    tab.goto(f"{address}/{path}", wait_until="networkidle")
    paper = tab.locator(".draw-paper")
    # The page scrolls under a resting mouse until the paper is there, which is not yet a use.
    box = paper.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + box["width"] / 2, 200)
    paper.evaluate("paper => scrollBy(0, paper.getBoundingClientRect().top - 100)")
    tab.wait_for_function("() => document.querySelector('.draw-paper:hover')")
    # Nothing may be requested here, so there is no event to wait for but the idle network.
    tab.wait_for_load_state("networkidle")
    assert asked == []
    paper.hover()
    tab.wait_for_function(READY)
    empty(tab)
    assert len(asked) == 2


def held_code(tab: Page) -> list[Route]:
    """Hold back the board's code, as a slow network does; the request, once there is one, is in the list."""
    held: list[Route] = []
    tab.route(f"**/{DRAW_SCRIPT}", lambda route: held.append(route))
    return held


def let_go(tab: Page, held: list[Route]) -> None:
    """Let the request go on. The page may say that it waits before Playwright has told of the request."""
    while not held:
        tab.evaluate("0")
    held[0].continue_()


@pytest.mark.parametrize("path", ["", "cnn/"])
def test_a_stroke_that_begins_before_the_code_is_there_is_not_lost(tab: Page, address: str, path: str) -> None:
    held = held_code(tab)
    visit(tab, f"{address}/{path}")
    (points,) = on_screen(7, tab.locator(".draw-paper"))
    start(tab, points[:2])
    expect(tab.locator(".draw-answer")).to_have_text(VIETNAMESE["draw_loading"])
    let_go(tab, held)
    tab.wait_for_function(READY)
    for point in points[2:]:
        tab.mouse.move(*point)
    tab.mouse.up()
    expect(tab.locator(".draw-bars [data-largest] b")).to_have_text("7")
    expect(tab.locator(".draw-sheet :is(.draw-sample, .draw-traced):visible")).to_have_count(0)
    assert strokes_drawn(tab) == 1


def test_a_sample_that_is_chosen_before_the_code_is_there_is_drawn(tab: Page, address: str) -> None:
    held = held_code(tab)
    visit(tab, f"{address}/cnn/")
    expect(tab.locator(".draw-traced")).to_be_visible()
    # Without the mouse, which would point at the paper.
    tab.locator(".draw-samples button").nth(4).press("Enter")
    expect(tab.locator(".draw-answer")).to_have_text(VIETNAMESE["draw_loading"])
    let_go(tab, held)
    assert digit(tab) == 4


def test_another_networks_weights_are_loaded_once_and_when_it_is_chosen(new_board: Page) -> None:
    new_board.locator(".draw-samples button").nth(6).click()
    digit(new_board)
    first = new_board.evaluate(PROBABILITIES)
    asked = requests_of(new_board)
    convolutional, sequential = new_board.locator(".draw-networks input").all()
    for network in (sequential, convolutional, sequential):
        network.check()
        # While a network is loading there is no answer, so this waits for it.
        digit(new_board)
    assert [name.rpartition("/")[2] for name in asked] == ["sequential.safetensors"]
    assert digit(new_board) == 6
    assert new_board.evaluate(PROBABILITIES) != first


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_what_can_not_be_loaded_is_said_and_can_be_tried_again(tab: Page, address: str, root: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    blocked = [f"**/{DRAW_SCRIPT}", "**/*.safetensors"]
    for each in blocked:
        tab.route(each, refuse)
    asked = requests_of(tab)
    visit(tab, f"{address}/{root}/cnn/#draw")
    tab.locator(".draw-paper").hover()
    retry = tab.locator(".draw-retry")
    # First the code is missing, and then the weights.
    for each in blocked:
        retry.wait_for()
        assert answer(tab) == LABELS[root]["draw_failed"]
        # Only the button tries again.
        tab.locator(".draw-paper").hover()
        with tab.expect_event("requestfailed"):
            retry.click()
        retry.wait_for()
        tab.unroute(each, refuse)
        if each == blocked[0]:
            with tab.expect_event("requestfailed", lambda request: request.url.endswith(".safetensors")):
                retry.click()
            tab.wait_for_function(READY)
        else:
            retry.click()
    expect(retry).to_be_hidden()
    assert [name.rpartition(".")[2] for name in asked] == ["js"] * 3 + ["safetensors"] * 3
    tab.locator(".draw-samples button").nth(5).click()
    assert digit(tab) == 5


def test_without_weights_one_can_draw_the_message_stays_and_the_drawing_is_read_once_they_load(
    tab: Page, address: str
) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503)

    tab.route("**/*.safetensors", refuse)
    visit(tab, f"{address}/cnn/#draw")
    tab.locator(".draw-paper").hover()
    tab.locator(".draw-retry").wait_for()
    tab.locator(".draw-samples button").nth(5).click()
    assert answer(tab) == VIETNAMESE["draw_failed"]
    expect(tab.locator("#status")).to_have_text(VIETNAMESE["draw_failed"])
    tab.locator(".draw-clear").click()
    assert tab.locator(".draw-retry").is_visible()
    tab.locator(".draw-undo").click()
    tab.unroute("**/*.safetensors", refuse)
    tab.locator(".draw-retry").click()
    assert digit(tab) == 5


def test_the_board_says_that_the_weights_are_loading(tab: Page, address: str) -> None:
    held: list[Route] = []
    tab.route("**/*.safetensors", lambda route: held.append(route))
    visit(tab, f"{address}/cnn/#draw")
    tab.locator(".draw-paper").hover()
    tab.wait_for_function(READY)
    tab.locator(".draw-samples button").nth(5).click()
    assert answer(tab) == VIETNAMESE["draw_loading"]
    let_go(tab, held)
    assert digit(tab) == 5


def test_a_reader_who_leaves_and_comes_back_can_draw(new_board: Page, address: str) -> None:
    new_board.locator(".draw-samples button").nth(2).click()
    visit(new_board, f"{address}/data/")
    new_board.go_back(wait_until="load")
    new_board.locator(".draw-paper").hover()
    new_board.wait_for_function(READY)
    new_board.locator(".draw-samples button").nth(3).click()
    assert digit(new_board) == 3


def test_what_is_drawn_is_sent_nowhere(board: Page) -> None:
    sent: list[str] = []
    board.on("request", lambda request: sent.append(request.url))
    write(8, board.locator(".draw-paper"))
    assert digit(board) == 8
    assert sent == []


# Whether the service worker has cached the code and the weights.
CACHED = """async () => {
  const needed = [document.querySelector(".draw").dataset.script, document.querySelector(".draw-networks input").value];
  return (await Promise.all(needed.map((address) => caches.match(address)))).every(Boolean);
}"""


def test_a_board_that_has_been_used_once_works_offline(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    tab = context.new_page()
    visit(tab, f"{address}/install/")
    tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    at_board(tab, address).wait_for_function(CACHED)
    context.set_offline(True)
    tab.reload(wait_until="domcontentloaded")
    at_board(tab, address)
    tab.locator(".draw-samples button").nth(3).click()
    assert digit(tab) == 3
    # The other network's weights were never requested, so they are not cached.
    tab.locator(".draw-networks input").last.check()
    tab.locator(".draw-retry").wait_for()
    context.close()


# Where the board can't work


def test_without_javascript_a_line_replaces_an_empty_board(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    visit(page, f"{address}/cnn/")
    # Without scripts, nothing waits for the styles, which hide it.
    expect(page.locator(".draw")).to_be_hidden()
    assert page.get_by_text(VIETNAMESE["draw_needs"]).is_visible()
    page.close()


def test_from_a_file_a_line_replaces_an_empty_board(tab: Page, flat_site: Path) -> None:
    visit(tab, f"{flat_site.as_uri()}/cnn.html")
    assert not tab.locator(".draw").is_visible()
    assert tab.get_by_text(VIETNAMESE["draw_needs"]).is_visible()


def test_on_paper_a_line_replaces_an_empty_board(board: Page) -> None:
    assert not board.get_by_text(VIETNAMESE["draw_needs"]).is_visible()
    board.emulate_media(media="print")
    assert not board.locator(".draw").is_visible()
    assert board.get_by_text(VIETNAMESE["draw_needs"]).is_visible()


# Its look and its size


def test_a_board_in_use_keeps_every_rule_of_accessibility(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block", viewport=PHONE)
    page = context.new_page()
    page.route("**/sequential.safetensors", lambda route: route.abort())
    at_board(page, address)
    # axe-core walks through the whole page, so only the board stays: test_accessibility.py checks what is around it.
    page.evaluate(ALONE)
    page.locator(".draw-samples button").nth(3).click()
    digit(page)
    reading, failing = page.locator(".draw-networks input").all()
    for network, viewports in ((reading, (PHONE, DESKTOP)), (failing, (DESKTOP, PHONE))):
        network.check()
        expect(page.locator(".draw-retry")).to_be_visible(visible=network is failing)
        for viewport in viewports:
            if page.viewport_size != viewport:
                page.set_viewport_size(viewport)
            assert faults(page, ALL_BUT_CONTRAST, ".draw") == []
            assert page.evaluate(SMALL_TARGETS) == []
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.evaluate(FRAMES)
                assert colour_faults(page, set(), ".draw") == []
    context.close()


def test_ink_is_white_in_the_dark(board: Page) -> None:
    for scheme, inverted in zip(SCHEMES, ("none", "invert(1)"), strict=True):
        board.emulate_media(color_scheme=scheme)
        for canvas in board.locator(".draw :is(canvas, .draw-sample)").all():
            expect(canvas).to_have_css("filter", inverted)
            # It would be inverted too.
            expect(canvas).to_have_css("border-style", "none")


def test_ink_is_black_on_paper_whatever_the_theme(tab: Page, address: str) -> None:
    home(tab, address).emulate_media(media="print", color_scheme="dark")
    expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
    pictures = tab.locator(".draw :is(canvas, .draw-sample)").all()
    assert len(pictures) == 4
    for picture in pictures:
        expect(picture).to_have_css("filter", "none")


def test_the_board_keeps_its_height_during_drawing(board: Page) -> None:
    heights = board.evaluate("""() => {
      const height = () => document.querySelector(".draw").getBoundingClientRect().height;
      const buttons = [...document.querySelectorAll(".draw-samples button"), document.querySelector(".draw-clear")];
      return buttons.map((button) => {
        button.click();
        return height();
      });
    }""")
    assert len(heights) == len(DIGITS) + 1
    assert len(set(heights)) == 1


def test_the_code_is_at_most_6_4_kb_even_without_being_minified(site: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        assert len(gzip.compress((site / root / DRAW_SCRIPT).read_bytes(), 6)) <= MOST_CODE


@pytest.mark.parametrize(("name", "most"), MOST_WEIGHTS.items())
def test_the_weights_are_small(site: Path, name: str, most: int) -> None:
    assert len(committed(name)) <= most
    for root in LANGUAGE_FOLDERS:
        stem = name.rpartition("/")[2]
        assert (site / root / f"examples/{name}/{stem}.safetensors").read_bytes() == committed(name)
