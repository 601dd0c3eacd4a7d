"""A lesson without a mouse: the Tab key leads to every control, and a reader always sees which has the focus."""

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.support.browsers import DESKTOP, PHONE, visit

# Stores the controls that the Tab key must lead to, and what each looks like without the focus. Of a group of radio
# buttons only the chosen one counts: the arrow keys lead to the others.
START = """() => {
  // A radio button's look may be that of its label, or of a label after it that leads to the next choice.
  const drawn = (element) => [...element.labels, element.nextElementSibling].filter((label) => label !== null);
  const parts = (element) => [element, ...(element.type === "radio" ? drawn(element) : [])];
  const looks = (element) => parts(element).map((part) => {
    const style = getComputedStyle(part);
    const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outline;
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor].join();
  }).join();
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled)
    .filter((element) => element.type !== "radio" || element.checked)
    .filter((element) => element.checkVisibility({ visibilityProperty: true }));
  window.walk = { parts, looks, unfocused: new Map(controls.map((element) => [element, looks(element)])), reached: [] };
}"""
# The control with the focus and what is wrong with it; null once the focus is back where it began.
STEP = """() => {
  const { parts, looks, unfocused, reached } = window.walk;
  const element = document.activeElement;
  if (element === document.body || element === reached[0]) return null;
  const again = reached.includes(element);
  reached.push(element);
  const on = (part) => [...part.getClientRects()].some(({ left, right, top, bottom }) => {
    const shown = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return shown && (part.contains(shown) || shown.contains(part) && shown !== document.body);
  });
  const faults = [];
  if (again) faults.push("holds the focus");
  if (!parts(element).some(on)) faults.push("is not in sight");
  if (looks(element) === unfocused.get(element)) faults.push("looks as it does without the focus");
  return { control: element.outerHTML.slice(0, 150), faults, again };
}"""
MISSED = """() => [...window.walk.unfocused.keys()]
  // A script may have removed a control from the tab order in the meantime.
  .filter((element) => !window.walk.reached.includes(element) && element.tabIndex >= 0)
  .map((element) => element.outerHTML.slice(0, 150))"""

# The controls that take the focus under the bar, as one goes backwards.
COVERED = """() => [...window.walk.unfocused.keys()]
  .filter((control) => control.tabIndex >= 0 && control.closest("article"))
  .filter((control) => {
    document.activeElement.blur();
    scrollBy(0, control.getBoundingClientRect().bottom - 20);
    control.focus();
    const { top, height } = control.getBoundingClientRect();
    return height < innerHeight / 2 && top < document.querySelector(".md-header").getBoundingClientRect().bottom;
  })
  .map((control) => control.outerHTML.slice(0, 150))"""


# A few pages are enough: the controls around an article depend on the window, and those in it hardly differ.
@pytest.mark.parametrize(
    ("path", "viewport"),
    [("sequential/", DESKTOP), ("sequential/", PHONE), ("en/install/", PHONE), ("glossary/", DESKTOP), ("", DESKTOP)],
)
def test_the_tab_key_leads_to_every_control_and_shows_where_it_is(
    browser: Browser, address: str, path: str, viewport: ViewportSize
) -> None:
    tab = browser.new_page(viewport=viewport, reduced_motion="reduce", service_workers="block")
    visit(tab, f"{address}/{path}")
    tab.evaluate(START)
    faults = []
    tab.keyboard.press("Tab")
    while (step := tab.evaluate(STEP)) is not None:
        faults += [f"{step['control']} {fault}" for fault in step["faults"]]
        if step["again"]:
            break
        tab.keyboard.press("Tab")
    missed = tab.evaluate(MISSED)
    covered = tab.evaluate(COVERED)
    tab.close()
    assert faults == []
    assert missed == []
    assert covered == []
