"""The button that copies a block's code, with a real clipboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import errors_of, from_another_machine, pasted, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP

WIDTHS = (1440, 390, 320)
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"
# The buttons that touch text of a block or of its row, or that are smaller than a finger needs.
WRONG_BUTTONS = """(buttons) => buttons.filter((button) => {
  const own = button.getBoundingClientRect();
  if (own.width < 24 || own.height < 24) return true;
  const texts = document.createTreeWalker(button.closest(":has(pre)"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    if (!texts.currentNode.data.trim() || texts.currentNode.parentElement.closest(".for-screen-readers")) continue;
    range.selectNodeContents(texts.currentNode);
    for (const { left, right, top, bottom } of range.getClientRects())
      if (left < own.right && right > own.left && top < own.bottom && bottom > own.top) return true;
  }
}).map((button) => button.closest(":has(pre)").textContent)"""
# The rows and targets that are lower than a finger needs.
LOW = """(rows) => rows.flatMap((row) => [row, ...row.querySelectorAll(":scope > a, summary, details a")])
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < 24)
  .map((element) => element.outerHTML)"""
# The blocks of text that a reader would have to scroll sideways.
CUT = "(codes) => codes.filter((code) => code.scrollWidth > code.clientWidth).map((code) => code.textContent)"
HEIGHT = "document.querySelector('article').offsetHeight"


# What a browser may not let a page do; each is undone by the next page.
REFUSED = {
    "refused": "navigator.clipboard.write = navigator.clipboard.writeText = "
    "() => Promise.reject(new DOMException('', 'NotAllowedError'))",
    "missing": "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    "without items": "delete window.ClipboardItem",
}
NO_COMMAND = "document.execCommand = () => false"
# The place on the page, what has the focus there, and what is selected.
PLACE = "[scrollY, document.activeElement.className.split(' ')[0], getSelection().toString()]"
BUILD = next(cell for cell in PROJECT.scripts["sequential"].cells if cell.name == "build")
# Empties the clipboard, for what has not been copied not to be there from before.
EMPTY = "navigator.clipboard.writeText('')"


def build_button(page: Page) -> Locator:
    """The button of the block whose code is BUILD's."""
    return page.locator(".lesson-cell", has_text="sequential.py › build").locator(".copy-code")


@pytest.fixture
def lesson(tab: Page, address: str) -> Page:
    """A lesson whose buttons may write to the clipboard."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(tab, f"{address}/sequential/")
    return tab


def test_the_clipboard_has_the_code_and_nothing_else_and_the_button_says_so_until_the_reader_leaves_it(
    lesson: Page,
) -> None:
    button = build_button(lesson)
    button.click()
    expect(lesson.locator("#status")).to_have_text("Đã sao chép")
    assert lesson.evaluate("navigator.clipboard.readText()") == f"{BUILD.code}\n"
    expect(button).to_have_class("copy-code copied")
    lesson.locator("article h1").hover()
    expect(button).to_have_class("copy-code")


def test_over_http_from_another_machine_the_code_is_copied_too_and_nothing_moves(lesson: Page, address: str) -> None:
    lesson.evaluate(EMPTY)
    errors = errors_of(lesson)
    visit(lesson, f"{from_another_machine(address)}/sequential/")
    assert lesson.evaluate("[isSecureContext, navigator.clipboard]") == [False, None]
    button = build_button(lesson)
    button.focus()
    place = lesson.evaluate(PLACE)
    button.press("Enter")
    expect(button).to_have_class("copy-code copied")
    expect(lesson.locator("#status")).to_have_text("Đã sao chép")
    assert lesson.evaluate(PLACE) == place
    assert pasted(lesson) == f"{BUILD.code}\n"
    assert errors == []


@pytest.mark.parametrize("refused", REFUSED.values(), ids=REFUSED)
def test_where_the_clipboard_is_refused_the_code_is_copied_in_another_way(lesson: Page, refused: str) -> None:
    lesson.evaluate(EMPTY)
    errors = errors_of(lesson)
    lesson.evaluate(f"() => {{ {refused}; }}")
    build_button(lesson).click()
    expect(lesson.locator("#status")).to_have_text("Đã sao chép")
    assert pasted(lesson) == f"{BUILD.code}\n"
    assert errors == []


def test_a_question_that_the_reader_does_not_answer_stops_nothing(own_tab: Page, address: str) -> None:
    own_tab.clock.install()
    visit(own_tab, f"{address}/sequential/")
    own_tab.evaluate("() => { navigator.clipboard.write = () => new Promise(() => {}); }")
    build_button(own_tab).click()
    own_tab.clock.fast_forward(2000)
    expect(own_tab.locator("#status")).to_have_text("Đã sao chép")
    assert pasted(own_tab) == f"{BUILD.code}\n"


def test_where_nothing_can_be_copied_a_message_says_so_and_the_code_is_selected(lesson: Page, address: str) -> None:
    errors = errors_of(lesson)
    visit(lesson, f"{address}/{LANGUAGE_FOLDERS[-1]}/sequential/")
    lesson.evaluate(EMPTY)
    lesson.evaluate(f"() => {{ {REFUSED['refused']}; {NO_COMMAND}; }}")
    button = build_button(lesson)
    button.click()
    status = lesson.locator("#copy-refused")
    expect(status).to_have_text(IN_LOCKSTEP[-1].labels["copy_code_failed"])
    expect(status).to_be_in_viewport(ratio=1)
    expect(button).to_have_class("copy-code")
    # As the message says.
    lesson.keyboard.press("Control+C")
    assert pasted(lesson) == BUILD.code
    assert errors == []


@pytest.mark.parametrize("path", ["sequential/", "install/", "errata/", "examples/train/"])
def test_no_button_touches_text_a_row_has_room_for_a_finger_and_an_error_is_whole(
    tab: Page, address: str, path: str
) -> None:
    visit(tab, f"{address}/{path}")
    tab.evaluate(OPEN_FOLDS)
    assert tab.locator(".copy-code:visible").count() > 0
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 844})
        assert tab.locator(".copy-code:visible").evaluate_all(WRONG_BUTTONS) == []
        assert tab.locator(".code-row").evaluate_all(LOW) == []
        assert tab.locator(".error pre > code").evaluate_all(CUT) == []
    with_buttons = tab.evaluate(HEIGHT)
    # As before the script has run: nothing may move when it does.
    tab.evaluate("document.querySelectorAll('.copy-code').forEach(button => button.remove())")
    assert tab.evaluate(HEIGHT) == with_buttons
