"""The language switch in a real browser: to the same section of the same page, wherever the site stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from docs.plugins.project.languages import Language
from tests.support.browsers import DESKTOP, PHONE, arrive, errors_of, switch, visit
from tests.support.reading import IN_LOCKSTEP, PAGES, page
from tests.support.serving import served

SOURCE, *OTHERS = IN_LOCKSTEP
WAYS = [(SOURCE, OTHERS[0]), (OTHERS[0], SOURCE)]
FOLDERS = {SOURCE.code: "", **{language.code: f"{language.code}/" for language in OTHERS}}

# Where the switch leads from each of the ids: the link is read after opening its context menu, without following it.
LED = """([language, ids, named]) => {
  const link = document.querySelector(`.languages a[hreflang="${language}"]`);
  history.replaceState(null, "", location.pathname);
  return ids.map((id) => {
    const section = document.getElementById(id);
    if (named) location.hash = id;
    section.scrollIntoView();
    if (!named && section.getBoundingClientRect().top > innerHeight * 0.1) return null;
    link.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true }));
    return link.href;
  });
}"""
LED_FROM_HERE = """(language) => {
  const link = document.querySelector(`.languages a[hreflang="${language}"]`);
  link.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true }));
  return link.href;
}"""
IN_SIGHT = """(id) => {
  const { top } = document.getElementById(id).getBoundingClientRect();
  return top >= 0 && top < innerHeight;
}"""


def path(language: str, name: str) -> str:
    """The address of a page from the site's root."""
    return FOLDERS[language] + ("" if name == "index" else f"{name}/")


def resize(tab: Page, viewport: ViewportSize) -> None:
    """Give a window this size."""
    if tab.viewport_size != viewport:
        tab.set_viewport_size(viewport)


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A tab whose cache the tests share."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_switch_leads_from_every_heading_of_a_page_to_the_same_heading_and_back(
    reader: Page, address: str, name: str
) -> None:
    # Each direction starts with the size at which the one before it ends: resizing a window takes as long as a page.
    for (here, there), viewports in zip(WAYS, [(DESKTOP, PHONE), (PHONE, DESKTOP)], strict=True):
        visit(reader, f"{address}/{path(here.code, name)}")
        ids = [heading.id for heading in page(name, here.code).headings]
        counterpart = f"{address}/{path(there.code, name)}"
        # The title's section is the page itself.
        expected = [counterpart, *(f"{counterpart}#{id_}" for id_ in ids[1:])]
        for viewport in viewports:
            resize(reader, viewport)
            assert reader.evaluate(LED, [there.code, ids, True]) == expected
            # A page may end before its last sections reach the top of the screen.
            led = [
                pair for pair in zip(reader.evaluate(LED, [there.code, ids, False]), expected, strict=True) if pair[0]
            ]
            assert len(led) >= 1
            assert [href for href, _ in led] == [href for _, href in led]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_reader_is_led_to_the_section_in_the_other_language_and_back(
    reader: Page, address: str, viewport: ViewportSize
) -> None:
    resize(reader, viewport)
    last = page("data", SOURCE.code).headings[-1].id
    visit(reader, f"{address}/data/#{last}")
    for here, there in WAYS:
        assert reader.locator("html").get_attribute("lang") == here.code
        switch(reader, there.name)
        arrive(reader, f"{address}/{path(there.code, 'data')}#{last}")
        assert reader.locator("html").get_attribute("lang") == there.code
        reader.wait_for_function(IN_SIGHT, arg=last)


@pytest.mark.parametrize(
    ("here", "there"),
    [("glossary/#epoch", "en/glossary/#epoch"), ("examples/data/#cell-id=load", "en/examples/data/#cell-id=load")],
)
def test_a_term_and_a_cell_are_sections_too(reader: Page, address: str, here: str, there: str) -> None:
    resize(reader, DESKTOP)
    visit(reader, f"{address}/{here}")
    switch(reader, "English")
    arrive(reader, f"{address}/{there}")


def test_a_reader_who_has_left_the_section_of_the_address_is_led_to_the_one_being_read(tab: Page, address: str) -> None:
    # This waits for the pictures: while they load, the browser scrolls back to the section of the address.
    tab.goto(f"{address}/train/#three-sets", wait_until="load")
    tab.evaluate("document.getElementById('evaluate').scrollIntoView()")
    switch(tab, "English")
    arrive(tab, "**/en/train/#evaluate")


def test_a_new_tab_opens_at_the_section(tab: Page, address: str) -> None:
    visit(tab, f"{address}/data/#look")
    link = tab.get_by_role("link", name="English")
    with tab.context.expect_page() as opened:
        link.click(button="middle")
    # Not the new tab's own address: where Chromium 150 runs without a screen, such a tab may crash before it loads.
    expect(link).to_have_attribute("href", f"{address}/en/data/#look")
    opened.value.close()


def test_the_switch_works_below_another_path(tab: Page, site: Path) -> None:
    with served(site.parent) as address:
        visit(tab, f"{address}/{site.name}/data/#look")
        switch(tab, "English")
        arrive(tab, f"{address}/{site.name}/en/data/#look")
        switch(tab, "Tiếng Việt")
        arrive(tab, f"{address}/{site.name}/data/#look")


@pytest.mark.parametrize(("start", "end"), [("data.html#look", "en/data.html#look"), ("index.html", "en/index.html")])
def test_the_switch_works_from_a_folder_without_a_server(tab: Page, flat_site: Path, start: str, end: str) -> None:
    visit(tab, f"{flat_site.as_uri()}/{start}")
    switch(tab, "English")
    arrive(tab, f"{flat_site.as_uri()}/{end}")
    switch(tab, "Tiếng Việt")
    arrive(tab, f"{flat_site.as_uri()}/{start}")


def test_without_javascript_the_switch_keeps_the_page(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    tab = context.new_page()
    visit(tab, f"{address}/install/")
    switch(tab, "English")
    arrive(tab, f"{address}/en/install/")
    switch(tab, "Tiếng Việt")
    arrive(tab, f"{address}/install/")
    context.close()


# The choice


def test_the_front_door_leads_to_the_language_that_was_chosen(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    switch(tab, "English")
    arrive(tab, "**/en/install/")
    later = tab.context.new_page()
    visit(later, f"{address}/")
    arrive(later, f"{address}/en/")
    switch(later, "Tiếng Việt")
    arrive(later, f"{address}/")
    # A blank page comes first, as the language is chosen only for readers who come from another site.
    later.goto("about:blank")
    visit(later, f"{address}/")
    assert later.locator("html").get_attribute("lang") == "vi"
    later.close()


def test_a_page_that_a_link_names_stays_that_page(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    for named in ("install/", "#credit", "?h=keras", "en/"):
        tab.evaluate("(chosen) => (localStorage.language = chosen)", "vi" if named == "en/" else "en")
        # A blank page comes first, so that the reader comes from another site.
        tab.goto("about:blank")
        tab.goto(f"{address}/{named}", wait_until="load")
        assert tab.url == f"{address}/{named}"


def test_from_inside_the_front_door_is_a_page_like_any(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    tab.evaluate("localStorage.language = 'en'")
    tab.locator(".site-name a").click()
    arrive(tab, f"{address}/")
    tab.wait_for_load_state("load")
    assert tab.url == f"{address}/"


def test_the_switch_works_in_a_browser_that_stores_nothing(context: BrowserContext, address: str) -> None:
    context.add_init_script("Object.defineProperty(Storage.prototype, 'setItem', { value() { throw Error() } })")
    tab = context.new_page()
    errors = errors_of(tab)
    visit(tab, f"{address}/data/#look")
    switch(tab, "English")
    arrive(tab, "**/en/data/#look")
    assert errors == []


# The page that is not there


@pytest.mark.parametrize(
    ("page_not_found", "own", "other"), [("404.html", *WAYS[0]), ("en/404.html", *WAYS[1])], ids=FOLDERS
)
def test_a_missing_page_leads_home_in_each_language(
    tab: Page, address: str, page_not_found: str, own: Language, other: Language
) -> None:
    errors = errors_of(tab)
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{page_not_found}")
    assert tab.locator("article section").first.get_attribute("lang") == own.code
    expect(tab.locator(".languages [aria-current=true]")).to_have_attribute("hreflang", own.code)
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    homes = {language.code: f"{address}/{path(language.code, 'index')}" for language in (own, other)}
    for code, home in homes.items():
        assert tab.evaluate(LED_FROM_HERE, code) == home
        assert tab.locator(f"article [lang={code}] a").evaluate("link => link.href") == home
    tab.locator(f"article [lang={other.code}] a").click()
    arrive(tab, homes[other.code])
    visit(tab, f"{address}/{page_not_found}")
    switch(tab, other.name)
    arrive(tab, homes[other.code])
    assert errors == []
