"""A pasted message in a real browser: the field on the page of mistakes, and the site's search, lead to its entry."""

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from docs.plugins.fences.paste import ELSEWHERE
from docs.plugins.project.messages import LAST, known_by, squeezed
from tests.support.addresses import LANGUAGE_FOLDERS, PREFIX_OF
from tests.support.browsers import DESKTOP, PHONE, arrive, errors_of, visit
from tests.support.pasting import DISGUISES, TRACEBACK, message_of, pasted
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP
from tests.support.searching import closest, opened, results
from tests.support.tracebacks import apart, made, unrelated

VIETNAMESE, ENGLISH = (language.labels for language in IN_LOCKSTEP)
SCRIPT = "assets/paste.js"
LIMIT = 5_000
PATTERNS = {mistake.id: mistake.patterns for mistake in PROJECT.mistakes.values() if mistake.patterns}
TEMPLATES = [template for mistake in PROJECT.mistakes.values() for template in mistake.templates]
# Each message in another disguise, and each disguise on several messages.
TEXTS = [disguise(pasted(template)) for template, disguise in zip(TEMPLATES, cycle(DISGUISES.values()))]
ODD = ["", "keras", "Lỗi gì thế?", "1" * LAST, "\n" * LAST, f"Graph disconnected{'x' * LAST}"]
NO_FLATTEN = pasted(PROJECT.mistakes["no-flatten"].template)
LOG = "469/469 ━━━━ 2s 4ms/step - loss: 0.2714\n" * 25_000
UNKNOWN = TRACEBACK.format(message="The labels have another rank than the target and the output, which is 7.")
READY = "() => window.knownMessage && document.querySelector('.paste textarea').oninput"
READ = """(texts) => {
  const mistakes = [...document.querySelectorAll("[data-messages]")].map(({ dataset }) =>
    ({ id: dataset.mistake, patterns: JSON.parse(dataset.messages) }));
  return texts.map((text) => [squeezedMessage(text), knownMessage(text, mistakes)?.id ?? null]);
}"""

NEAREST = """(texts) => {
  const mistakes = [...document.querySelectorAll("[data-messages]")].map(({ dataset }) =>
    ({ id: dataset.mistake, patterns: JSON.parse(dataset.messages) }));
  return texts.map((text) => nearestMessages(text, mistakes).map(({ id }) => id));
}"""

# As a browser does it, which takes the line breaks out of what it puts into a field of a single line.
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (!field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }))) return;
  field.value = text;
  field.dispatchEvent(new Event("input"));
}"""


def at_field(page: Page, address: str, root: str = "en") -> Locator:
    """The field, once its script is there."""
    with page.expect_response(f"**/{SCRIPT}"):
        visit(page, f"{address}/{root}/mistakes/")
        page.locator(".paste").scroll_into_view_if_needed()
    page.wait_for_function(READY)
    return page.locator(".paste textarea")


@pytest.fixture(scope="module")
def used_page(desktop_context: BrowserContext, address: str) -> Page:
    """The page of mistakes."""
    page = desktop_context.new_page()
    at_field(page, address)
    return page


@pytest.fixture
def page(used_page: Page) -> Page:
    """The page of mistakes as if it were new, with an empty field."""
    used_page.evaluate("""() => {
      history.replaceState(null, "", location.pathname);
      document.activeElement.blur();
      scrollTo(0, 0);
    }""")
    field(used_page).fill("")
    return used_page


def field(page: Page) -> Locator:
    return page.locator(".paste textarea")


def status(page: Page) -> Locator:
    return page.locator(".paste [role=status]")


def paste(page: Page, text: str) -> None:
    field(page).focus()
    field(page).evaluate(PASTE, text)


def title(page: Page, id_: str) -> str:
    """The title of a mistake's entry."""
    return str(page.evaluate("id => document.getElementById(id).textContent.replace('¶', '').trim()", id_))


def expect_entry(page: Page, id_: str) -> None:
    """The reader is at the heading of an entry, and has been told so."""
    expect(page.locator(f"[id='{id_}']")).to_be_focused()
    expect(page.locator(f"[id='{id_}']")).to_be_in_viewport()
    assert page.evaluate("location.hash") == f"#{id_}"
    expect(status(page)).to_have_text(ENGLISH["paste_known"].format(title=title(page, id_)))


# What is known


def test_the_browser_reads_every_text_as_the_terminal_does(page: Page) -> None:
    real = [each.text for each in (*made(), *apart())]
    texts = [*real, *unrelated().values(), *TEXTS, UNKNOWN, *ODD]
    assert page.evaluate(READ, texts) == [[squeezed(text), known_by(text, PATTERNS)] for text in texts]


def test_each_entry_of_the_page_has_the_patterns_of_its_messages(page: Page) -> None:
    found = page.locator("[data-messages]").evaluate_all(
        "entries => entries.map(({dataset}) => [dataset.mistake, JSON.parse(dataset.messages)])"
    )
    assert dict(found) == {id_: list(patterns) for id_, patterns in PATTERNS.items()}


def test_a_pasted_traceback_leads_to_its_entry_and_says_which_it_is(page: Page) -> None:
    paste(page, NO_FLATTEN)
    expect_entry(page, "no-flatten")


def test_the_same_message_leads_there_again_and_back_leads_to_the_field(page: Page) -> None:
    paste(page, NO_FLATTEN)
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name=ENGLISH["paste_find"]).click()
    expect_entry(page, "no-flatten")
    page.evaluate("scrollTo(0, 0)")
    status(page).get_by_role("link").click()
    expect_entry(page, "no-flatten")


def test_of_a_megabyte_the_field_takes_the_end_and_leads_to_its_entry(page: Page) -> None:
    paste(page, LOG + NO_FLATTEN)
    expect_entry(page, "no-flatten")
    kept = field(page).input_value()
    assert len(kept) < 100_000
    assert kept.endswith(NO_FLATTEN)


def test_nobody_is_led_away_while_typing_but_by_the_button(page: Page) -> None:
    field(page).press_sequentially("Graph disconnected: ")
    expect(field(page)).to_be_focused()
    expect(status(page)).to_contain_text(title(page, "not-connected"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_entry(page, "not-connected")


def test_in_the_view_of_both_languages_the_title_is_in_the_pages_own(tab: Page, address: str) -> None:
    at_field(tab, address)
    tab.locator(".side-by-side").click()
    tab.locator("#no-flatten .pair").wait_for()
    paste(tab, NO_FLATTEN)
    own = tab.locator("#no-flatten .pair > :first-child").text_content()
    expect(status(tab)).to_have_text(ENGLISH["paste_known"].format(title=str(own).replace("¶", "").strip()))
    expect(tab.locator("#no-flatten")).to_be_focused()


# What isn't


def test_an_unknown_message_gets_the_three_nearest_entries_and_the_place_to_ask(tab: Page, address: str) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text().replace(ELSEWHERE, "https://ask.test/")
        route.fulfill(response=response, body=body)

    tab.route("**/en/mistakes/", answer)
    at_field(tab, address)
    paste(tab, UNKNOWN)
    expect(field(tab)).to_be_focused()
    expect(status(tab)).to_contain_text(f"{ENGLISH['paste_unknown']} {ENGLISH['paste_nearest']}")
    near = status(tab).locator("li a")
    places = near.evaluate_all("links => links.map(link => link.hash.slice(1))")
    assert len(places) == 3
    assert set(places) <= set(PROJECT.mistakes)
    assert "no-flatten" in places
    expect(status(tab).get_by_role("link", name=ENGLISH["paste_ask"])).to_have_attribute("href", "https://ask.test/")
    name = near.first.text_content()
    near.first.click()
    expect(tab.locator(f"#{places[0]}")).to_be_focused()
    expect(tab.locator(f"#{places[0]}")).to_contain_text(str(name))


def halves() -> list[tuple[str, str]]:
    """The two halves of each longer message, each with its mistake."""
    found = []
    for mistake in PROJECT.mistakes.values():
        for template in mistake.templates:
            words = message_of(template).split()
            if len(words) >= 6:
                middle = len(words) // 2
                found += [(mistake.id, " ".join(half)) for half in (words[:middle], words[middle:])]
    return found


def test_half_of_a_message_has_its_entry_among_the_three_nearest_mostly(page: Page) -> None:
    near = page.evaluate(NEAREST, [f"ValueError: {half}" for _, half in halves()])
    found = [mistake in three for (mistake, _), three in zip(halves(), near, strict=True)]
    assert sum(found) >= 0.9 * len(found)


def test_messages_of_other_causes_have_few_entries_that_are_near(page: Page) -> None:
    near = page.evaluate(NEAREST, [*unrelated().values(), "ZeroDivisionError: division by zero"])
    assert near[-1] == []
    assert near.count([]) >= 0.4 * len(near)


def test_what_is_pasted_later_is_judged_alone(page: Page) -> None:
    field(page).fill("ZeroDivisionError: division by zero")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    paste(page, NO_FLATTEN)
    field(page).focus()
    page.keyboard.press("Control+v")
    expect(field(page)).to_have_value("ZeroDivisionError: division by zero")
    expect(status(page)).to_contain_text(ENGLISH["paste_unknown"])


def test_a_picture_is_said_to_have_no_text_and_what_is_typed_then_is_not_taken_for_it(page: Page) -> None:
    field(page).evaluate("""(field) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([], "screen.png", { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
    }""")
    expect(status(page)).to_have_text(ENGLISH["paste_picture"])
    field(page).press_sequentially("T")
    expect(status(page)).to_have_text("")


def test_what_is_like_nothing_on_the_page_is_said_to_be_unknown(page: Page) -> None:
    paste(page, "Xin chào, đây không phải là lỗi gì cả")
    expect(status(page)).to_have_text(f"{ENGLISH['paste_unknown']} {ENGLISH['paste_ask']}")


def test_an_empty_field_says_what_to_do(page: Page) -> None:
    field(page).fill("  \n ")
    expect(status(page)).to_have_text("")
    page.get_by_role("button", name=ENGLISH["paste_find"]).click()
    expect(status(page)).to_have_text(ENGLISH["paste_empty"])
    expect(field(page)).to_be_focused()
    field(page).fill("")
    expect(status(page)).to_have_text("")


# Where it works


def test_nothing_that_is_pasted_leaves_the_page(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for text in (NO_FLATTEN, UNKNOWN):
        paste(page, text)
    expect(status(page)).to_contain_text(ENGLISH["paste_unknown"])
    assert asked == []


def test_what_was_pasted_before_the_script_came_leads_to_its_entry(own_tab: Page, address: str) -> None:
    waiting: list[Route] = []
    own_tab.route(f"**/{SCRIPT}", lambda route: waiting.append(route))
    with own_tab.expect_request(f"**/{SCRIPT}"):
        visit(own_tab, f"{address}/en/mistakes/")
    paste(own_tab, NO_FLATTEN)
    waiting[0].continue_()
    expect_entry(own_tab, "no-flatten")


def test_it_works_on_a_page_opened_from_a_file(browser: Browser, flat_site: Path) -> None:
    page = browser.new_page(viewport=PHONE, service_workers="block")
    errors = errors_of(page)
    page.goto(f"{flat_site.as_uri()}/en/mistakes.html")
    page.wait_for_function(READY)
    paste(page, NO_FLATTEN)
    expect_entry(page, "no-flatten")
    assert errors == []
    page.close()


def test_without_scripts_a_sentence_stands_there_instead(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP, java_script_enabled=False)
    visit(page, f"{address}/mistakes/")
    expect(field(page)).to_be_hidden()
    expect(page.locator(".paste")).to_have_text(VIETNAMESE["paste_needs"], use_inner_text=True)
    page.close()


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_its_scripts_are_small(site: Path, root: str) -> None:
    assert (site / root / SCRIPT).stat().st_size <= LIMIT


# In the search


@pytest.fixture(scope="module", params=["", "en/"], ids=["vi", "en"])
def search(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The open search of the site in each language."""
    with opened(browser, f"{address}/{request.param}data/") as page:
        yield page


def first(page: Page, text: str) -> str:
    """Where the first result leads, for a text pasted into the search's field."""
    page.locator(".search input").evaluate(PASTE, text)
    return str(results(page).first.evaluate("link => link.href.replace(/.*[/](?=mistakes)/, '')"))


@pytest.mark.parametrize("disguise", ["nothing", "Windows", "colours", "a screenshot", "line numbers"])
def test_a_traceback_in_the_search_leads_first_to_its_entry(search: Page, disguise: str) -> None:
    for id_ in ("no-flatten", "lr", "no-backend", "custom-layer"):
        text = DISGUISES[disguise](pasted(PROJECT.mistakes[id_].template))
        assert first(search, text) == f"mistakes/#{id_}"


def test_of_a_megabyte_in_the_search_the_end_leads_to_its_entry(search: Page) -> None:
    assert first(search, LOG + NO_FLATTEN) == "mistakes/#no-flatten"
    assert len(search.locator(".search input").input_value()) < 10_000


def test_without_its_line_breaks_too_a_traceback_leads_first_to_its_entry(search: Page) -> None:
    search.locator(".search input").fill(DISGUISES["a screenshot"](NO_FLATTEN))
    expect(results(search).first).to_have_attribute("href", re.compile("mistakes/#no-flatten$"))


def test_a_short_message_leads_first_to_its_entry_and_then_to_what_else_has_its_words(search: Page) -> None:
    assert first(search, "No module named 'tensorflow'") == "mistakes/#no-backend"
    assert results(search).count() > 1
    places = results(search).evaluate_all("links => links.map(({href}) => href)")
    assert len(set(places)) == len(places)


def test_an_unknown_traceback_in_the_search_gets_the_nearest_entries_and_the_way_to_the_field(search: Page) -> None:
    search.locator(".search input").fill(UNKNOWN)
    expect(results(search)).to_have_count(0)
    expect(closest(search)).to_have_count(4)
    places = closest(search).evaluate_all("links => links.map(({hash}) => hash)")
    assert places[-1] == "#paste-field"
    assert {place.removeprefix("#") for place in places[:-1]} <= set(PROJECT.mistakes)
    labels = ENGLISH if "/en/" in search.url else VIETNAMESE
    page = search.evaluate("""async () => {
      const { docs } = await (await fetch(document.querySelector(".search").dataset.index)).json();
      return docs.find(({ location }) => location === "mistakes/").title;
    }""")
    expect(closest(search).last).to_have_text(labels["paste_page"].format(page=page))
    expect(search.locator(".search [role=status]")).to_contain_text(labels["search_none"])


def test_the_way_to_the_field_leads_into_it(tab: Page, address: str) -> None:
    visit(tab, f"{address}/en/data/")
    tab.keyboard.press("Control+k")
    tab.locator(".search input").fill(UNKNOWN)
    closest(tab).last.click()
    arrive(tab, f"{address}/en/mistakes/#paste-field")
    expect(field(tab)).to_be_focused()


def test_what_is_no_message_is_offered_what_is_closest_as_before(search: Page) -> None:
    for text in ("blockchain", "ResNet", "keras"):
        search.locator(".search input").fill(text)
        assert "#paste-field" not in closest(search).evaluate_all("links => links.map(({hash}) => hash)")


@pytest.mark.parametrize("root", PREFIX_OF.values())
def test_the_index_has_the_patterns_of_all_mistakes(site: Path, root: str) -> None:
    entries = json.loads((site / root / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: tuple(entry["messages"]) for entry in entries if "messages" in entry}
    assert found == {f"mistakes/#{id_}": patterns for id_, patterns in PATTERNS.items()}
