"""What a reader has learnt, which the browser keeps, what a lesson gives and asks, and the way on from it."""

from itertools import zip_longest

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from docs.plugins.project.languages import Language
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import PHONE, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP, LESSONS, PROGRAMMED, page

LANGUAGES = list(zip(IN_LOCKSTEP, LANGUAGE_FOLDERS, strict=True))
SOURCE = PROJECT.source.labels
TITLE = page("data", PROJECT.source.code).headings[0].title
NO_LESSONS = ["", "errata/", "glossary/", "translate/", "translations/", "examples/data/", "examples/train/"]

# What pages state of themselves: a line above the title, the lines of a lesson's head, where these lead, and the ways
# on at its end. They are read from the HTML, so they are there before any script runs.
FACTS = """(addresses) => Promise.all(addresses.map(async (address) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const text = ({ textContent }) => textContent.replace(/\\s+/g, " ").trim();
  const texts = (selector) => [...page.querySelectorAll(selector)].map(text);
  const links = (selector) => [...page.querySelectorAll(selector)].map((link) => link.getAttribute("href"));
  const [facts = null] = texts(".page-facts");
  const head = [texts("h1 + .lesson-head p"), links(".lesson-head a")];
  return [facts, ...head, links(".lesson-foot a"), texts(".mark-done span")];
}))"""
# The height of each lesson's line in the list of pages.
HEIGHTS = "links => links.map((link) => link.getBoundingClientRect().height)"


def done(tab: Page) -> Locator:
    return tab.locator(".mark-done")


def lines(tab: Page) -> Locator:
    return tab.locator("#navigation a:has(.disc)")


def ticked(tab: Page) -> list[str]:
    """The addresses of the lessons that have a tick in the place of their number."""
    links = [link for link in lines(tab).all() if not link.locator(".disc > :first-child").is_visible()]
    return [str(link.get_attribute("href")) for link in links]


def test_a_lesson_is_ticked_off_in_both_languages_and_stays_so_until_the_tick_is_taken_back(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/data/")
    assert ticked(tab) == []
    heights, width = lines(tab).evaluate_all(HEIGHTS), done(tab).evaluate("button => button.offsetWidth")
    expect(tab.get_by_role("button", name=SOURCE["mark_done"], exact=True)).to_be_visible()
    done(tab).click()
    expect(done(tab)).to_have_attribute("aria-pressed", "true")
    expect(tab.get_by_role("button", name=SOURCE["done"], exact=True)).to_be_visible()
    expect(tab.locator(".lesson-foot > span")).to_have_text(SOURCE["lessons_done"].format(done=1, total=len(LESSONS)))
    expect(tab.get_by_role("link", name=f"{SOURCE['done']} {TITLE}", exact=True)).to_be_visible()
    assert ticked(tab) == ["./"]
    # Nothing moves when the tick comes.
    assert lines(tab).evaluate_all(HEIGHTS) == heights
    assert done(tab).evaluate("button => button.offsetWidth") == width
    visit(tab, f"{address}/en/install/")
    assert ticked(tab) == ["../data/"]
    expect(done(tab)).to_have_attribute("aria-pressed", "false")
    done(tab).click()
    visit(tab, f"{address}/")
    assert ticked(tab) == ["install/", "data/"]
    visit(tab, f"{address}/install/")
    done(tab).click()
    assert ticked(tab) == ["../data/"]
    tab.reload(wait_until="domcontentloaded")
    assert ticked(tab) == ["../data/"]


def test_two_tabs_lose_no_tick_of_each_other_and_show_them(context: BrowserContext, address: str) -> None:
    first, second = context.new_page(), context.new_page()
    visit(first, f"{address}/data/")
    visit(second, f"{address}/install/")
    for each in (first, second):
        done(each).click()
    assert first.evaluate("localStorage.getItem('lessons-done')") == "data.md install.md"
    for each in (first, second):
        expect(each.locator("#navigation .disc.done")).to_have_count(2)


def test_where_the_browser_keeps_nothing_a_lesson_is_ticked_off_on_its_page(own_tab: Page, address: str) -> None:
    own_tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    visit(own_tab, f"{address}/data/")
    for pressed in ("true", "false"):
        done(own_tab).click()
        expect(done(own_tab)).to_have_attribute("aria-pressed", pressed)


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_a_lesson_says_what_it_gives_and_asks_and_leads_on(
    tab: Page, address: str, language: Language, root: str
) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{root}/{LESSONS[-1]}/")
    expect(done(tab)).to_be_visible()
    head = tab.locator(".lesson-head").bounding_box()
    assert head
    assert head["height"] <= 170
    found = tab.evaluate(FACTS, [f"../{name}/" for name in LESSONS])
    labels = language.labels
    for number, (name, following) in enumerate(zip_longest(LESSONS, LESSONS[1:]), start=1):
        facts, texts, links, leads_to, buttons = found[number - 1]
        lesson = PROJECT.lessons[name]
        assert facts.startswith(f"{labels['lesson']} {number}/{len(LESSONS)} · {lesson.minutes} ")
        assert texts[0] == labels["outcome"].format(outcome=lesson.outcomes[language.code])
        assert [f"../{needed}/" for needed in lesson.needs] == links[: len(lesson.needs)]
        files = [f"../examples/{name}/{name}.{ending}" for ending in ("py", "ipynb")] if name in PROGRAMMED else []
        assert links[len(lesson.needs) :] == files
        assert leads_to == ([f"../{following}/"] if following else []) + ["..#lessons"]
        assert buttons == [labels["mark_done"], labels["done"]]


def test_what_is_no_lesson_is_not_called_one(tab: Page, address: str) -> None:
    visit(tab, f"{address}/translate/")
    assert done(tab).count() == 0
    for found in tab.evaluate(FACTS, [f"../{path}" for path in NO_LESSONS]):
        assert found == [None, [], [], [], []]
