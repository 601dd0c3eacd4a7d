"""Outputs that readers are to guess first: folded, until they open one or prefer to have all open."""

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from docs.plugins.project.languages import Language
from tests.support.accessibility import ALL_BUT_CONTRAST, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, visit
from tests.support.questions import NAME, with_outputs_to_guess
from tests.support.reading import IN_LOCKSTEP

LANGUAGES = list(zip(IN_LOCKSTEP, LANGUAGE_FOLDERS, strict=True))
ASKED = "What is one and two?"
# Where each part of each fold is on the page.
PLACES = """() => [...document.querySelectorAll("#to-guess, #to-guess *, #to-guess + *")].map((part) => {
  const { y, height } = part.getBoundingClientRect();
  return [part.className, ...[y + scrollY, height].map(Math.round)].join();
})"""


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_an_output_is_folded_behind_its_question_and_opens_alone(
    tab: Page, address: str, language: Language, root: str
) -> None:
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{root}/{NAME}/")
    outputs = tab.locator("#to-guess .predict .lesson-output")
    for output in outputs.all():
        expect(output).to_be_hidden()
    summary = tab.locator("#to-guess .predict > summary").first
    expect(summary).to_contain_text(ASKED)
    expect(summary).to_contain_text(language.labels["predict_show"])
    summary.focus()
    tab.keyboard.press("Enter")
    expect(outputs.first).to_be_visible()
    expect(outputs.last).to_be_hidden()


def test_whoever_prefers_has_all_open_at_once_and_on_the_next_page_until_they_prefer_to_guess_again(
    tab: Page, address: str
) -> None:
    tab.set_viewport_size(PHONE)
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{NAME}/")
    first, last = tab.locator("#to-guess .predict").all()
    last.locator("summary").click()
    always = tab.locator("#to-guess .predict-always")
    expect(always.last).to_have_attribute("aria-pressed", "false")
    before = always.last.evaluate("button => button.getBoundingClientRect().top")
    always.last.click()
    expect(first.locator(".lesson-output")).to_be_visible()
    for button in always.all():
        expect(button).to_have_attribute("aria-pressed", "true")
    # What opened above it moved nothing under the reader's finger.
    assert abs(always.last.evaluate("button => button.getBoundingClientRect().top") - before) <= 1
    visit(tab, f"{address}/en/{NAME}/")
    expect(first.locator(".lesson-output")).to_be_visible()
    expect(last.locator(".lesson-output")).to_be_visible()
    always.first.click()
    # What the reader sees stays.
    expect(first.locator(".lesson-output")).to_be_visible()
    visit(tab, f"{address}/{NAME}/")
    expect(first.locator(".lesson-output")).to_be_hidden()
    expect(last.locator(".lesson-output")).to_be_hidden()


def test_nothing_moves_when_the_script_comes_that_opens_all(own_tab: Page, address: str) -> None:
    own_tab.set_viewport_size(PHONE)
    own_tab.add_init_script("localStorage.setItem('outputs-open', 'on')")
    waiting: list[Route] = []
    own_tab.route("**/assets/site.js", lambda route: waiting.append(route))
    with_outputs_to_guess(own_tab)
    with own_tab.expect_request("**/assets/site.js"):
        own_tab.goto(f"{address}/{NAME}/", wait_until="commit")
    own_tab.locator("#to-guess .predict .lesson-output").last.wait_for()
    before = own_tab.evaluate(PLACES)
    waiting[0].continue_()
    own_tab.locator("#to-guess .predict-always").last.wait_for()
    assert own_tab.evaluate(PLACES) == before
    assert len(before) > 6
    # Then one closes as any other.
    own_tab.locator("#to-guess .predict > summary").first.click()
    expect(own_tab.locator("#to-guess .predict .lesson-output").first).to_be_hidden()


def test_where_the_browser_keeps_nothing_all_open_on_this_page(own_tab: Page, address: str) -> None:
    own_tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    with_outputs_to_guess(own_tab)
    visit(own_tab, f"{address}/{NAME}/")
    own_tab.locator("#to-guess .predict > summary").last.click()
    own_tab.locator("#to-guess .predict-always").last.click()
    expect(own_tab.locator("#to-guess .predict .lesson-output").first).to_be_visible()
    expect(own_tab.locator("#to-guess .predict-always").last).to_have_attribute("aria-pressed", "true")


def test_a_page_shows_what_another_one_has_stored_or_erased(tab: Page, address: str) -> None:
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{NAME}/")
    always = tab.locator("#to-guess .predict-always").first
    for kept, pressed in (("on", "true"), ("", "false")):
        tab.evaluate("kept => localStorage.setItem('outputs-open', kept)", kept)
        tab.evaluate("dispatchEvent(new Event('pageshow'))")
        expect(always).to_have_attribute("aria-pressed", pressed)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_line_that_asks_leaves_room_for_its_arrow(tab: Page, address: str, viewport: ViewportSize) -> None:
    tab.set_viewport_size(viewport)
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{NAME}/")
    room = tab.locator("#to-guess .predict > summary").first.evaluate(
        """(summary) => {
          const { right, width } = getComputedStyle(summary, "::after");
          return parseFloat(getComputedStyle(summary).paddingRight) - parseFloat(right) - parseFloat(width);
        }"""
    )
    assert room >= 0


def test_without_javascript_it_opens_too_and_no_dead_button_stands_there(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    with_outputs_to_guess(page)
    page.goto(f"{address}/{NAME}/", wait_until="domcontentloaded")
    page.locator("#to-guess .predict > summary").first.click()
    expect(page.locator("#to-guess .predict .lesson-output").first).to_be_visible()
    assert page.locator("#to-guess .predict-always:visible").count() == 0
    page.close()


def test_on_paper_every_output_is_there(tab: Page, address: str) -> None:
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{NAME}/")
    tab.emulate_media(media="print")
    outputs = tab.locator("#to-guess .predict .lesson-output pre")
    assert outputs.count() == 2
    assert outputs.evaluate_all("outputs => outputs.every((output) => output.checkVisibility())")
    # Paper can't be pressed.
    assert tab.locator("#to-guess .predict :is(.predict-show, button):visible").count() == 0


def test_open_it_keeps_every_rule_of_accessibility(tab: Page, address: str) -> None:
    tab.set_viewport_size(PHONE)
    with_outputs_to_guess(tab)
    visit(tab, f"{address}/{NAME}/")
    for summary in tab.locator("#to-guess .predict > summary").all():
        summary.click()
    assert faults(tab, ALL_BUT_CONTRAST, "#to-guess") == []
    assert colour_faults(tab, set(), "#to-guess") == []
    small = tab.locator("#to-guess .predict :is(summary, button)").evaluate_all(
        "targets => targets.filter(({ offsetHeight }) => offsetHeight < 40)"
    )
    assert small == []
