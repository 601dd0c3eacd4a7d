"""The side-by-side view in a real browser: every paragraph and heading with its counterpart, and no trace when off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.browsers import DESKTOP, PHONE, arrive, errors_of, visit
from tests.support.reading import LESSONS, PAGES, page

NAMES = {"vi": "Xem song ngữ", "en": "Read both languages side by side"}
FAILED = "Không tải được trang bằng ngôn ngữ kia. Bạn hãy thử lại."

# How far the edges of paragraphs and lists in two columns are from those of code: on the right, and where the second
# column begins.
EDGES = """() => {
  const article = document.querySelector("article");
  const code = article.querySelector(":scope > .lesson-cell, :scope > pre").getBoundingClientRect();
  const halves = [...article.querySelectorAll(":scope > :is(p, h1, h2), :scope > :is(ul, ol) > li")]
    .map((block) => block.querySelector(":scope > .pair > :last-child")?.getBoundingClientRect()).filter(Boolean);
  return halves.map(({ left, right }) => [left - (code.left + code.right) / 2, right - code.right]);
}"""
# Where the second column begins, in the paragraphs, in the map of the course and in its heading.
SECOND_COLUMN = """[...document.querySelectorAll("article > .hero + h2 > .pair, article > p > .pair, .lessons .pair")]
  .map(({ lastElementChild }) => lastElementChild.getBoundingClientRect().left)"""
# How near the halves of a text are to each other, and to the next text, in the map of the course or a lesson's head.
GAPS = """() => [...document.querySelectorAll(":is(.lesson-head, .lessons) p:has(.pair) + p:has(.pair)")].map(next => {
  const [own, other, following] = [...next.previousElementSibling.querySelectorAll(".pair > *"), next]
    .map((text) => text.getBoundingClientRect());
  return [other.top - own.bottom, following.top - other.bottom];
})"""
# Whether a page is wider than its window; and for each heading, the language and the text of each half, and whether the
# halves are beside or below each other.
LAYOUT = """() => [
  document.documentElement.scrollWidth > innerWidth,
  [...document.querySelectorAll("article :is(h1, h2, h3, h4, h5, h6)")].map((heading) => {
    const halves = [...heading.querySelectorAll("[lang]")];
    const [own, other] = halves.map((half) => half.getBoundingClientRect());
    return {
      id: heading.id,
      halves: halves.map((half) => [half.lang, half.textContent.replace("¶", "").trim()]),
      beside: halves.length === 2 && own.right <= other.left && Math.abs(own.top - other.top) < 1,
      below: halves.length === 2 && own.bottom <= other.top && Math.abs(own.left - other.left) < 1,
    };
  }),
]"""
COUNTS = """() => ["pre", "img", "[id]"].map((part) => document.querySelectorAll(`article ${part}`).length)"""
# The texts that are in no half and are neither code nor the way on from a lesson.
UNPAIRED = """() => {
  const left = [];
  const nodes = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const apart =
    ".pair, pre, .lesson-cell, .lesson-output, .erratum, .diagram, .code-row, .glossary-filter, .draw, .draw-needs, " +
    ".figure, .paste, .question, .question-answers, .tabbed-labels, [translate=no], .headerlink, .disc, " +
    ".lessons p:last-child, .lesson-foot, button";
  while (nodes.nextNode()) {
    const text = nodes.currentNode.textContent.replace(/[\\s.,]/g, "");
    if (text && !nodes.currentNode.parentElement.closest(apart)) left.push(text);
  }
  return left.join("").split("").sort().join("");
}"""
# The article without tabindex, which scripts add to code that scrolls.
ARTICLE = """() => {
  const article = document.querySelector("article").cloneNode(true);
  for (const code of article.querySelectorAll("[tabindex]")) code.removeAttribute("tabindex");
  return article.outerHTML;
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A tab whose cache the tests share, for tests that leave nothing behind."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    # What these make of a page when the reader comes near would be taken for a trace.
    context.route(
        re.compile(r"/assets/(lessons|question)\.js$"), lambda route: route.fulfill(content_type="text/javascript")
    )
    yield context.new_page()
    context.close()


def button(tab: Page) -> Locator:
    return tab.locator(".side-by-side")


def expect_on(tab: Page) -> None:
    tab.locator(".pair").first.wait_for()
    expect(button(tab)).to_have_attribute("aria-pressed", "true")
    assert "song-ngu=1" in tab.url


def expect_off(tab: Page) -> None:
    expect(button(tab)).to_have_attribute("aria-pressed", "false")
    assert tab.locator(".pair").count() == 0
    assert "song-ngu" not in tab.url


def title(markdown: str) -> str:
    """A heading's title as it is shown."""
    return re.sub(r"[`*]", "", markdown)


@pytest.mark.parametrize("name", PAGES)
def test_every_heading_and_all_prose_of_a_page_has_its_counterpart_and_leaves_no_trace(
    reader: Page, address: str, name: str
) -> None:
    errors = errors_of(reader)
    titles = {language: [title(heading.title) for heading in page(name, language).headings] for language in NAMES}
    unpaired = []
    # Each language starts with the size at which the one before it ends: resizing a window takes as long as a page.
    for language, other, root, viewports in [("vi", "en", "", (DESKTOP, PHONE)), ("en", "vi", "en/", (PHONE, DESKTOP))]:
        visit(reader, f"{address}/{root}{'' if name == 'index' else f'{name}/'}")
        before, counts = reader.evaluate(ARTICLE), reader.evaluate(COUNTS)
        place = button(reader).bounding_box()
        button(reader).click()
        expect_on(reader)
        # A second press at the same place takes the first one back.
        assert button(reader).bounding_box() == place
        assert reader.evaluate("scrollY") == 0
        for viewport in viewports:
            if reader.viewport_size != viewport:
                reader.set_viewport_size(viewport)
            too_wide, headings = reader.evaluate(LAYOUT)
            assert not too_wide
            for own, counterpart, heading in zip(titles[language], titles[other], headings, strict=True):
                if own == counterpart:
                    assert heading["halves"] == []
                else:
                    assert heading["halves"] == [[language, own], [other, counterpart]]
                    assert heading["beside" if viewport == DESKTOP else "below"], heading
            if name == "index" and viewport == DESKTOP:
                columns = reader.evaluate(SECOND_COLUMN)
                assert len(columns) > 2 * len(LESSONS)
                assert max(columns) - min(columns) < 1
            elif viewport == PHONE:
                assert all(within < between for within, between in reader.evaluate(GAPS))
        assert reader.evaluate(COUNTS) == counts
        unpaired.append(reader.evaluate(UNPAIRED))
        button(reader).click()
        expect_off(reader)
        assert reader.evaluate(ARTICLE) == before
        assert errors == []
    # What is shown once is the same in both languages.
    assert unpaired[0] == unpaired[1]


def test_a_page_of_code_and_a_missing_page_have_no_button(tab: Page, address: str) -> None:
    for path in ("examples/data/", "404.html"):
        visit(tab, f"{address}/{path}?song-ngu=1")
        tab.wait_for_load_state("load")
        assert button(tab).count() == 0


def test_the_button_says_what_it_does_and_works_with_the_keyboard(tab: Page, address: str) -> None:
    visit(tab, f"{address}/data/")
    named = tab.get_by_role("button", name="Xem song ngữ", pressed=False)
    named.focus()
    tab.keyboard.press("Enter")
    expect_on(tab)
    expect(button(tab)).to_be_focused()
    tab.keyboard.press("Space")
    expect_off(tab)
    expect(button(tab)).to_be_focused()


def test_the_copies_lead_to_the_pages_of_their_language_and_repeat_no_id(tab: Page, site: Path, address: str) -> None:
    written = (site / "en/data/index.html").read_text(encoding="utf-8")
    named = written.replace("<em>", '<em id="data">')
    tab.route("**/en/data/", lambda route: route.fulfill(body=named, content_type="text/html"))
    visit(tab, f"{address}/data/?song-ngu=1")
    expect_on(tab)
    edges = tab.evaluate(EDGES)
    assert len(edges) > 10
    assert max(abs(right) for _, right in edges) < 1
    assert max(left for left, _ in edges) - min(left for left, _ in edges) < 1
    links = tab.locator(".pair > [lang=en] a")
    hrefs = links.evaluate_all("links => links.map(link => link.href)")
    assert f"{address}/en/sequential/" in hrefs
    assert f"{address}/en/data/#exercises" in hrefs
    assert not [href for href in hrefs if href.startswith(address) and not href.startswith(f"{address}/en/")]
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_a_term_of_the_glossary_has_its_own_meaning_beside_it_in_whatever_order_the_terms_stand(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/en/glossary/")
    meanings = "[...document.querySelectorAll('tr[id]')].map(row => [row.id, row.lastElementChild.innerText])"
    expected = dict(tab.evaluate(meanings))
    visit(tab, f"{address}/glossary/?song-ngu=1")
    expect_on(tab)
    shown = dict(tab.evaluate(meanings.replace("lastElementChild", "querySelector('td .pair > [lang=en]')")))
    assert shown == expected
    assert list(shown) != list(expected)
    # Only the meanings are paired: the table shows the names in both languages anyway.
    assert tab.locator("tr[id] .pair").count() == len(expected)


def test_it_is_kept_over_a_reload_a_link_and_the_language_switch_until_it_is_turned_off(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/data/")
    button(tab).click()
    expect_on(tab)
    width = tab.evaluate("document.querySelector('article').offsetWidth")
    held: list[Route] = []
    tab.route("**/en/data/", lambda route: held.append(route))
    with tab.expect_request("**/en/data/"):
        tab.reload(wait_until="domcontentloaded")
    # The page has its width from the start: what is beside it does not move when the other language comes.
    assert tab.evaluate("document.querySelector('article').offsetWidth") == width
    held[0].continue_()
    expect_on(tab)
    assert tab.evaluate("document.querySelector('article').offsetWidth") == width
    tab.locator(".md-nav--primary").get_by_role("link", name="Functional API").click()
    arrive(tab, "**/functional/*")
    expect_on(tab)
    later = tab.context.new_page()
    visit(later, f"{address}/en/install/")
    expect_on(later)
    button(later).click()
    expect_off(later)
    later.reload(wait_until="domcontentloaded")
    expect(button(later)).to_be_visible()
    expect_off(later)
    later.close()


def test_a_shared_address_turns_it_on_and_a_link_within_the_page_loads_nothing_and_keeps_the_address_right(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/data/?song-ngu=1#exercises")
    expect_on(tab)
    assert tab.url == f"{address}/data/?song-ngu=1#exercises"
    tab.evaluate("window.same = true")
    contents = tab.locator(".md-nav--secondary")
    contents.get_by_role("link", name="Xem ảnh").click()
    arrive(tab, f"{address}/data/?song-ngu=1#look")
    button(tab).click()
    expect_off(tab)
    contents.get_by_role("link", name="Bài tập").click()
    arrive(tab, f"{address}/data/#exercises")
    button(tab).click()
    expect_on(tab)
    contents.get_by_role("link", name="Tải dữ liệu").click()
    arrive(tab, f"{address}/data/?song-ngu=1#load")
    assert tab.evaluate("window.same")
    expect_on(tab)


def test_what_is_being_read_stays_where_it_is(tab: Page, address: str) -> None:
    visit(tab, f"{address}/train/")
    tab.evaluate("document.getElementById('evaluate').scrollIntoView()")
    tab.evaluate("scrollBy(0, 100)")
    top = "Math.round(document.getElementById('evaluate').getBoundingClientRect().top)"
    before = tab.evaluate(top)
    button(tab).click()
    expect_on(tab)
    assert tab.evaluate(top) == pytest.approx(before, abs=1)
    tab.reload(wait_until="load")
    expect_on(tab)
    assert tab.evaluate(top) == pytest.approx(before, abs=1)
    visit(tab, f"{address}/install/")
    tab.go_back(wait_until="load")
    expect_on(tab)
    assert tab.evaluate(top) == pytest.approx(before, abs=1)
    button(tab).click()
    expect_off(tab)
    assert tab.evaluate(top) == pytest.approx(before, abs=1)


# When the other page does not come


@pytest.mark.parametrize("missing", [True, False])
def test_a_page_that_cannot_be_fetched_is_announced_and_can_be_tried_again(
    tab: Page, site: Path, address: str, missing: bool
) -> None:
    # A host answers with the 404 page, which has an article too, but not the one that is wanted.
    answer = {"status": 404, "path": site / "404.html"}
    tab.route("**/en/data/", lambda route: route.fulfill(**answer) if missing else route.abort())
    visit(tab, f"{address}/data/")
    button(tab).click()
    expect(tab.locator(".side-by-side-status")).to_have_text(FAILED)
    expect_off(tab)
    tab.unroute("**/en/data/")
    button(tab).click()
    expect_on(tab)
    expect(tab.locator(".side-by-side-status")).to_be_empty()


def test_a_second_press_takes_back_the_first_while_the_page_is_fetched(tab: Page, address: str) -> None:
    held: list[Route] = []
    tab.route("**/en/data/", lambda route: held.append(route))
    visit(tab, f"{address}/data/")
    before = tab.evaluate(ARTICLE)
    with tab.expect_request("**/en/data/"):
        button(tab).click()
    button(tab).click()
    with tab.expect_response("**/en/data/") as response:
        held[0].continue_()
    response.value.finished()
    expect_off(tab)
    assert tab.evaluate(ARTICLE) == before
    # The page is held back until all presses are done: when it comes, the article widens and the button moves.
    with tab.expect_request("**/en/data/"):
        button(tab).dblclick()
    with tab.expect_request("**/en/data/"):
        button(tab).click()
    expect(button(tab)).to_have_attribute("aria-pressed", "true")
    for route in held[1:]:
        route.continue_()
    expect_on(tab)
    assert tab.locator("h1 .pair").count() == 1


def test_a_failure_that_comes_after_a_second_press_is_not_said(tab: Page, address: str) -> None:
    held: list[Route] = []
    tab.route("**/en/data/", lambda route: held.append(route))
    visit(tab, f"{address}/data/")
    with tab.expect_request("**/en/data/"):
        button(tab).click()
    button(tab).click()
    with tab.expect_event("requestfailed"):
        held[0].abort()
    expect_off(tab)
    expect(tab.locator(".side-by-side-status")).to_be_empty()


# Where the view isn't available


def test_without_javascript_there_is_no_button(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    visit(tab, f"{address}/data/")
    expect(button(tab)).to_be_hidden()
    context.close()


def test_without_a_server_there_is_no_button(tab: Page, flat_site: Path) -> None:
    tab.goto(f"{flat_site.as_uri()}/data.html?song-ngu=1", wait_until="load")
    assert button(tab).count() == 0
    assert tab.locator(".pair").count() == 0
