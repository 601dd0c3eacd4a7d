"""The button that copies a block's code, with a real clipboard."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, errors_of, from_another_machine, pasted, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP

# How far each button's icon is from its block's upper right corner, in pixels to the left and down.
OFFSETS = """(buttons) => buttons.map((button) => {
  const drawing = button.firstElementChild.getBoundingClientRect();
  const block = button.closest("pre").getBoundingClientRect();
  return [block.right - drawing.right, drawing.top - block.top];
})"""

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


@pytest.mark.parametrize("path", ["sequential/", "errata/", "examples/train/"])
def test_the_button_stands_in_the_corner_of_its_block(tab: Page, address: str, path: str) -> None:
    visit(tab, f"{address}/{path}")
    for viewport in (DESKTOP, PHONE):
        tab.set_viewport_size(viewport)
        offsets = tab.locator(".copy-code:visible").evaluate_all(OFFSETS)
        assert offsets
        assert [offset for offset in offsets if not all(0 < pixels < 20 for pixels in offset)] == []
