"""Questions in a real browser: what a reader does with them, what is said of it, and what the browser keeps."""

import gzip
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, expect

from tests.support.accessibility import ALL_BUT_CONTRAST, colour_faults, faults
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, errors_of, visit
from tests.support.questions import FENCES, NAME, at_questions, with_questions
from tests.support.reading import IN_LOCKSTEP
from tests.support.serving import LEVEL

VIETNAMESE, ENGLISH = (language.labels for language in IN_LOCKSTEP)
SCRIPT = "**/assets/question.js"
KEPT = "localStorage.getItem('questions-answered')"
NARROWEST = ViewportSize(width=320, height=640)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Where each part of each question is on the page.
PLACES = """() => [...document.querySelectorAll(
  ".question, .question-text, .question-choices li, .question-field, .question-answer, .question + *"
)].map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return [part.className, ...[x, y + scrollY, width, height].map(Math.round)].join();
})"""
# What a finger would miss.
SMALL_TARGETS = """() => [...document.querySelectorAll(".question :is(button, label, summary, [type=text])")]
  .filter((target) => target.checkVisibility() && target.offsetHeight < 35)
  .map((target) => target.outerHTML)"""
# Removes what is around the questions.
ALONE = """() => {
  for (const element of document.querySelectorAll("article *")) {
    if (!element.closest(".question") && !element.querySelector(".question")) element.remove();
  }
  scrollTo(0, 0);
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def asked(page: Page, name: str) -> Locator:
    """A question."""
    return page.locator(f"#question-sample-{name}")


def choice(question: Locator, text: str) -> Locator:
    """The place of a choice."""
    return question.locator(".question-choices li").filter(has_text=text)


def said(question: Locator) -> Locator:
    """What is said of the answer as a whole."""
    return question.locator(":scope > .question-said")


def check(question: Locator) -> None:
    question.get_by_role("button", name=ENGLISH["question_check"]).click()


def type_into(question: Locator, text: str) -> None:
    """Type an answer, and press Enter."""
    question.get_by_role("textbox").fill(text)
    question.get_by_role("textbox").press("Enter")


def is_answered(question: Locator) -> bool:
    """Whether the question says that it is, and offers to begin again."""
    shown = question.get_by_text(re.compile(f"{ENGLISH['question_done']}|{VIETNAMESE['question_done']}")).is_visible()
    assert question.locator(".question-again").is_visible() == shown
    return shown


@pytest.fixture(scope="module")
def used_page(desktop_context: BrowserContext, address: str) -> Page:
    """The page with the questions."""
    page = desktop_context.new_page()
    at_questions(page, address)
    return page


@pytest.fixture
def page(used_page: Page) -> Page:
    """The questions as a reader first finds them, who has answered one of some other page."""
    used_page.evaluate("localStorage.clear(); dispatchEvent(new Event('storage'))")
    # What was wrong is kept nowhere.
    for again in used_page.locator("[data-question^=sample-]").all():
        again.evaluate("question => question.querySelector('.question-again').click()")
    used_page.evaluate("localStorage.setItem('questions-answered', 'another')")
    return used_page


# One


def test_a_wrong_choice_is_said_to_be_wrong_and_why_and_another_can_be_made(page: Page) -> None:
    question = asked(page, "one")
    third = choice(question, "third")
    third.get_by_role("button").click()
    expect(third).to_contain_text(f"{ENGLISH['question_wrong']}. It is a third.")
    expect(third.get_by_role("button")).to_have_accessible_description(f"{ENGLISH['question_wrong']}. It is a third.")
    expect(page.locator("#status")).to_have_text(f"{ENGLISH['question_wrong']}. It is a third.")
    assert not is_answered(question)
    assert page.evaluate(KEPT) == "another"
    # By the keyboard, as any button.
    right = choice(question, "That is.")
    right.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(right).to_contain_text(f"{ENGLISH['question_right']}. For that is so.")
    expect(page.locator("#status")).to_have_text(f"{ENGLISH['question_right']}. For that is so.")
    expect(right.get_by_role("button")).to_be_focused()
    assert is_answered(question)
    assert page.evaluate(KEPT) == "another sample-one"
    # Why another is wrong can still be asked; what was right stays so.
    choice(question, "This").get_by_role("button").click()
    expect(choice(question, "This")).to_contain_text("Not this.")
    expect(third).to_contain_text("It is a third.")
    assert is_answered(question)


def test_the_choices_have_the_order_of_the_fold_whose_first_is_not_always_the_right_one(page: Page) -> None:
    shown = page.locator(".question-choices").evaluate_all(
        """lists => lists.filter((list) => list.closest("[data-question^=sample-]")).map((list) => [
             [...list.querySelectorAll(".question-choice")].map(({ textContent }) => textContent),
             [...list.parentNode.querySelectorAll(".question-shown")].map(({ textContent }) => textContent),
           ])"""
    )
    assert len(shown) == 2
    for choices, answers in shown:
        assert choices == answers


# All


def test_of_several_each_chosen_one_is_judged_and_only_that_some_are_missing_is_said(page: Page) -> None:
    question = asked(page, "all")
    check(question)
    expect(said(question)).to_have_text(ENGLISH["question_none"])
    choice(question, "first").get_by_role("checkbox").check()
    # The whole choice is the target.
    box = choice(question, "second").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    check(question)
    expect(choice(question, "first")).to_contain_text(f"{ENGLISH['question_right']}. It holds.")
    expect(choice(question, "second")).to_contain_text(f"{ENGLISH['question_wrong']}. It doesn't hold.")
    expect(choice(question, "third")).to_have_text("The third.")
    expect(said(question)).to_have_text(ENGLISH["question_missing"])
    expect(page.locator("#status")).to_contain_text("The second. Wrong. It doesn't hold.")
    expect(page.locator("#status")).to_contain_text(ENGLISH["question_missing"])
    expect(question.get_by_role("button", name=ENGLISH["question_check"])).to_be_focused()
    choice(question, "third").get_by_role("checkbox").check()
    check(question)
    expect(said(question)).to_have_text("")
    assert not is_answered(question)
    choice(question, "second").get_by_role("checkbox").uncheck()
    expect(choice(question, "second")).to_have_text("The second.")
    check(question)
    assert is_answered(question)
    assert page.evaluate(KEPT) == "another sample-all"


# Type

NUMBERS = [
    "200960",
    "200.960",
    "200,960",
    "200 960",
    "200_960",
    " +200960 ",
    "200960 parameters",
    "200960.0",
    "２００９６０",
]
WRONG_NUMBERS = ["200961", "-200960", "−200960", "20.0960", "2009.60", "2e5"]
RATES = ["0.1", "0,1", ".1", ",1", "1e-1", "0.10", "10e-2"]
SHAPES = ["(None, 784)", "None,784", "[none , 784]", "( None, 784, )", "(None, 784,)", "None × 784"]


@pytest.mark.parametrize(
    ("name", "typed", "wrong"),
    [
        ("number", NUMBERS, WRONG_NUMBERS),
        ("rate", RATES, ["0", "1", "01", "0.01", "10%"]),
        ("shape", SHAPES, ["(None, 28, 28)", "(784, None)", "784 None", "None", "(None, 7.84)"]),
    ],
)
def test_an_answer_may_be_typed_in_any_notation(page: Page, name: str, typed: list[str], wrong: list[str]) -> None:
    question = asked(page, name)
    for text in typed:
        type_into(question, text)
        assert is_answered(question), text
        question.locator(".question-again").click()
        expect(question.get_by_role("textbox")).to_be_focused()
    for text in wrong:
        type_into(question, text)
        expect(said(question)).not_to_be_empty()
        assert not is_answered(question), text


def test_a_known_mistake_has_its_reason_and_any_other_answer_that_of_all_others(page: Page) -> None:
    question = asked(page, "number")
    type_into(question, "200.704")
    expect(said(question)).to_have_text(f"{ENGLISH['question_wrong']}. The biases are missing.")
    expect(page.locator("#status")).to_have_text(f"{ENGLISH['question_wrong']}. The biases are missing.")
    type_into(question, "1")
    expect(said(question)).to_have_text(f"{ENGLISH['question_wrong']}. Multiply, and add the biases.")
    for text in ("", "  ", "many", "28 * 28", "()"):
        question.get_by_role("textbox").fill("x")
        page.keyboard.press("Control+A")
        page.keyboard.press("Backspace")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(said(question)).to_have_text(ENGLISH["question_unreadable"])
    expect(question.get_by_role("textbox")).to_be_focused()
    expect(question.get_by_role("textbox")).to_have_accessible_description(ENGLISH["question_unreadable"])
    question.get_by_role("textbox").fill("")
    page.keyboard.type("200960")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question.get_by_role("button", name=ENGLISH["question_check"])).to_be_focused()
    expect(said(question)).to_have_text(f"{ENGLISH['question_right']}. Weights and biases.")
    assert is_answered(question)
    # A list of one number is no number to those who read shapes, though a reader may leave out the brackets.
    type_into(asked(page, "shape"), "(784,)")
    expect(said(asked(page, "shape"))).to_contain_text("The batch is missing.")


def test_only_a_number_that_has_no_minus_is_typed_with_the_keys_for_numbers(page: Page) -> None:
    expect(asked(page, "number").get_by_role("textbox")).to_have_attribute("inputmode", "decimal")
    assert asked(page, "shape").get_by_role("textbox").get_attribute("inputmode") is None


# What is kept


def test_what_is_answered_shows_in_both_languages_until_the_reader_begins_again(tab: Page, address: str) -> None:
    at_questions(tab, address)
    choice(asked(tab, "one"), "That is.").get_by_role("button").click()
    for name in ("first", "third"):
        choice(asked(tab, "all"), name).get_by_role("checkbox").check()
    check(asked(tab, "all"))
    type_into(asked(tab, "number"), "200960")
    at_questions(tab, address, ".")
    for name in ("one", "all", "number"):
        assert is_answered(asked(tab, name))
    assert not is_answered(asked(tab, "shape"))
    expect(asked(tab, "number").get_by_role("textbox")).to_have_value("200.960")
    expect(asked(tab, "all").get_by_role("checkbox", checked=True)).to_have_count(2)
    expect(choice(asked(tab, "one"), "That is.")).to_have_attribute("data-verdict", "right")
    for name in ("one", "all", "number"):
        asked(tab, name).locator(".question-again").click()
        # Where the button was, the focus would be lost.
        controls = asked(tab, name).locator(":is(.question-choices, .question-field) :is(button, input)")
        expect(controls.first).to_be_focused()
        assert not is_answered(asked(tab, name))
    expect(asked(tab, "number").get_by_role("textbox")).to_have_value("")
    expect(asked(tab, "all").get_by_role("checkbox", checked=True)).to_have_count(0)
    assert tab.evaluate(KEPT) == ""


def test_two_tabs_lose_no_answer_of_each_other_and_show_them(context: BrowserContext, address: str) -> None:
    first, second = context.new_page(), context.new_page()
    for each in (first, second):
        at_questions(each, address)
    type_into(asked(first, "number"), "200960")
    type_into(asked(second, "shape"), "None, 784")
    assert first.evaluate(KEPT) == "sample-number sample-shape"
    for each in (first, second):
        for name in ("number", "shape"):
            expect(asked(each, name)).to_have_attribute("data-answered", "")


def test_a_page_that_comes_back_as_it_was_shows_what_was_answered_meanwhile(page: Page) -> None:
    page.evaluate("localStorage.setItem('questions-answered', 'sample-one'); dispatchEvent(new Event('pageshow'))")
    assert is_answered(asked(page, "one"))


def test_where_the_browser_keeps_nothing_a_question_is_answered_all_the_same(own_tab: Page, address: str) -> None:
    own_tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    errors = errors_of(own_tab)
    at_questions(own_tab, address)
    type_into(asked(own_tab, "number"), "200960")
    assert is_answered(asked(own_tab, "number"))
    asked(own_tab, "number").locator(".question-again").click()
    assert not is_answered(asked(own_tab, "number"))
    assert errors == []


# How it looks


@pytest.mark.parametrize("viewport", [NARROWEST, PHONE, DESKTOP], ids=["narrowest", "phone", "desktop"])
def test_nothing_moves_when_the_script_comes_or_what_was_answered_is_shown(
    tab: Page, address: str, viewport: ViewportSize
) -> None:
    tab.set_viewport_size(viewport)
    waiting: list[Route] = []
    tab.route(SCRIPT, lambda route: waiting.append(route))
    with_questions(tab)
    with tab.expect_request(SCRIPT):
        visit(tab, f"{address}/{NAME}/")
        tab.locator(".question").first.scroll_into_view_if_needed()
    # The script will find all but one answered.
    names = " ".join(body.split(" ", 1)[0] for body in FENCES[1:])
    tab.evaluate("names => localStorage.setItem('questions-answered', names)", names)
    before = tab.evaluate(PLACES)
    (route,) = waiting
    route.continue_()
    tab.locator("#question-sample-shape input").wait_for()
    assert is_answered(asked(tab, "shape"))
    assert tab.evaluate(PLACES) == before
    assert len(before) > 20
    assert tab.evaluate("document.documentElement.scrollWidth") == viewport["width"]


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_with_text_twice_as_large_nothing_is_wider_than_the_narrowest_screen(
    tab: Page, address: str, root: str
) -> None:
    tab.set_viewport_size(NARROWEST)
    at_questions(tab, address, root)
    tab.evaluate("document.documentElement.style.setProperty('font-size', '250%', 'important')")
    tab.evaluate(ALONE)
    assert tab.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"]


def test_in_use_questions_keep_every_rule_of_accessibility(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block", viewport=NARROWEST)
    page = context.new_page()
    questions = at_questions(page, address)
    for name in ("third", "That is."):
        choice(asked(page, "one"), name).get_by_role("button").click()
    for name in ("first", "second"):
        choice(asked(page, "all"), name).get_by_role("checkbox").check()
    check(asked(page, "all"))
    type_into(asked(page, "number"), "200960")
    type_into(asked(page, "rate"), "7")
    type_into(asked(page, "shape"), "")
    questions.locator(".question-answer").evaluate_all("folds => folds.forEach((fold) => { fold.open = true })")
    page.evaluate(ALONE)
    assert faults(page, ALL_BUT_CONTRAST, "article") == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == NARROWEST["width"]
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(DRAWN)
        assert colour_faults(page, set(), "article") == []
    context.close()


def test_right_and_wrong_differ_by_words_where_the_system_forces_its_colours(tab: Page, address: str) -> None:
    tab.emulate_media(forced_colors="active")
    at_questions(tab, address)
    for name in ("third", "That is."):
        choice(asked(tab, "one"), name).get_by_role("button").click()
    expect(choice(asked(tab, "one"), "third").locator("strong")).to_have_text(ENGLISH["question_wrong"])
    expect(choice(asked(tab, "one"), "That is.").locator("strong")).to_have_text(ENGLISH["question_right"])


def test_the_code_is_at_most_2500_bytes_as_a_host_sends_it(site: Path) -> None:
    for root in LANGUAGE_FOLDERS:
        assert len(gzip.compress((site / root / "assets/question.js").read_bytes(), LEVEL)) <= 2_500


def test_side_by_side_a_question_stays_in_the_language_of_its_page_and_works(tab: Page, address: str) -> None:
    at_questions(tab, address)
    tab.locator(".side-by-side").click()
    tab.locator(".pair").first.wait_for()
    assert tab.locator(".question .pair").count() == 0
    choice(asked(tab, "one"), "That is.").get_by_role("button").click()
    assert is_answered(asked(tab, "one"))


# Where no script runs


def expect_list_and_fold(page: Page) -> None:
    """The question as a list, and the answer in a fold that opens."""
    assert page.locator(".question-choice, .question-again").count() == 0
    assert asked(page, "one").locator(".question-choices li").count() == 3
    answer = asked(page, "number").locator(".question-answer")
    expect(answer.get_by_text("Weights and biases.")).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator("[data-right]")).to_have_text(re.compile(r"200,960\s+Weights and biases."))


def test_without_javascript_a_question_is_a_list_with_the_answer_in_a_fold(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    with_questions(page)
    page.goto(f"{address}/en/{NAME}/", wait_until="domcontentloaded")
    expect_list_and_fold(page)
    page.close()


def test_where_its_script_does_not_load_a_question_stays_a_list(tab: Page, address: str) -> None:
    with_questions(tab)
    tab.route(SCRIPT, lambda route: route.abort())
    with tab.expect_event("requestfailed"):
        visit(tab, f"{address}/en/{NAME}/")
        tab.locator(".question").first.scroll_into_view_if_needed()
    expect_list_and_fold(tab)


def test_on_paper_a_question_looks_as_if_nobody_had_answered_it(page: Page) -> None:
    choice(asked(page, "one"), "third").get_by_role("button").click()
    type_into(asked(page, "number"), "200960")
    page.emulate_media(media="print")
    assert asked(page, "one").locator(".question-choice:visible").count() == 3
    shown = "[data-question^=sample-] :is(.question-said, .question-answer, .question-done, .question-again, input)"
    assert page.locator(f":is({shown}):visible").count() == 0
    marks = (
        asked(page, "one")
        .locator(".question-choices li")
        .evaluate_all("choices => choices.map((choice) => getComputedStyle(choice, '::before').content)")
    )
    assert set(marks) == {'""'}
    page.emulate_media(media="null")
