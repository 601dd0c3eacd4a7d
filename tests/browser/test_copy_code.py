"""The button that copies a block's code, with a real clipboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsers import DESKTOP, PHONE, visit
from tests.support.programs import PROJECT

# How far each button's icon is from its block's upper right corner, in pixels to the left and down.
OFFSETS = """(buttons) => buttons.map((button) => {
  const drawing = button.firstElementChild.getBoundingClientRect();
  const block = button.closest("pre").getBoundingClientRect();
  return [block.right - drawing.right, drawing.top - block.top];
})"""


@pytest.fixture
def lesson(tab: Page, address: str) -> Page:
    """A lesson whose buttons may write to the clipboard."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(tab, f"{address}/sequential/")
    return tab


def test_the_clipboard_has_the_code_and_nothing_else_and_the_button_says_so_until_the_reader_leaves_it(
    lesson: Page,
) -> None:
    build = next(cell for cell in PROJECT.scripts["sequential"].cells if cell.name == "build")
    button = lesson.locator(".lesson-cell", has_text="sequential.py › build").locator(".copy-code")
    button.click()
    expect(lesson.locator("#status")).to_have_text("Đã sao chép")
    assert lesson.evaluate("navigator.clipboard.readText()") == f"{build.code}\n"
    expect(button).to_have_class("copy-code copied")
    lesson.locator("article h1").hover()
    expect(button).to_have_class("copy-code")


@pytest.mark.parametrize("path", ["sequential/", "errata/", "examples/train/"])
def test_the_button_stands_in_the_corner_of_its_block(tab: Page, address: str, path: str) -> None:
    visit(tab, f"{address}/{path}")
    for viewport in (DESKTOP, PHONE):
        tab.set_viewport_size(viewport)
        offsets = tab.locator(".copy-code:visible").evaluate_all(OFFSETS)
        assert offsets
        assert [offset for offset in offsets if not all(0 < pixels < 20 for pixels in offset)] == []
