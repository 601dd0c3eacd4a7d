"""The button below the map that erases what the site has stored in the browser, and nothing of another site's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, errors_of, visit
from tests.support.questions import at_questions, with_outputs_to_guess
from tests.support.reading import IN_LOCKSTEP, LESSONS
from tests.support.serving import served

VIETNAMESE, ENGLISH = (language.labels for language in IN_LOCKSTEP)
# `ready` alone would wait for ever for a worker that is not installed.
ACTIVE = """async () => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no worker is active")), 20_000));
  await Promise.race([navigator.serviceWorker.ready, late]);
}"""
SCOPES = """async () => {
  const registrations = await navigator.serviceWorker.getRegistrations();
  return registrations.map(({ scope }) => new URL(scope).pathname).sort();
}"""
CACHES = "async () => (await caches.keys()).map((name) => name.split('#')[0].replace(location.origin, '')).sort()"
KEYS = "Object.keys(localStorage).sort()"


@pytest.fixture
def workers(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context in which service workers may run."""
    context = browser.new_context(viewport=DESKTOP)
    yield context
    context.close()


def answer(tab: Page, accepts: bool) -> list[str]:
    """The questions that the browser asks from now on, each of which is answered so."""
    asked: list[str] = []

    def respond(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if accepts:
            dialog.accept()
        else:
            dialog.dismiss()

    tab.on("dialog", respond)
    return asked


def erase(tab: Page) -> None:
    button = tab.locator(".erasing button")
    button.scroll_into_view_if_needed()
    expect(button).to_be_enabled()
    button.click()


def expect_said(tab: Page, *what: str) -> None:
    """The status says that this was erased, or that there was nothing."""
    said = ENGLISH["erase_done"].format(what=", ".join(what)) if what else ENGLISH["erase_nothing"]
    expect(tab.locator(".erasing [role=status]")).to_have_text(said)


def test_all_that_a_reader_has_stored_is_erased_and_the_page_shows_it_at_once(own_tab: Page, address: str) -> None:
    # What readers do is stored by the site's own scripts, each under its name.
    at_questions(own_tab, address)
    own_tab.locator("#question-sample-number input").fill("200960")
    own_tab.keyboard.press("Enter")
    own_tab.locator(".mark-done").click()
    own_tab.unroute_all()
    with_outputs_to_guess(own_tab)
    own_tab.reload(wait_until="domcontentloaded")
    own_tab.locator("#to-guess .predict > summary").first.click()
    own_tab.locator("#to-guess .predict-always").first.click()
    own_tab.locator(".theme").click()
    own_tab.locator(".side-by-side").click()
    own_tab.locator(".languages a[lang=vi], .languages a[hreflang=vi]").first.click()
    own_tab.unroute_all()
    visit(own_tab, f"{address}/en/")
    stored = ["language", "lessons-done", "outputs-open", "questions-answered", "song-ngu", "theme"]
    assert own_tab.evaluate(KEYS) == stored
    own_tab.evaluate("localStorage.setItem('of-another-site', 'kept')")
    page = own_tab.locator("html")
    expect(page).to_have_attribute("data-theme", "dark")
    assert own_tab.locator(".disc.done").count() > 0
    asked = answer(own_tab, accepts=True)
    erase(own_tab)
    lessons, questions = (ENGLISH[f"erase_{name}"].format(count=1) for name in ("lessons", "questions"))
    expect_said(own_tab, lessons, questions, ENGLISH["erase_settings"])
    assert asked == [ENGLISH["erase_confirm"]]
    assert own_tab.evaluate(KEYS) == ["of-another-site"]
    expect(page).to_have_attribute("data-theme", "light")
    expect(own_tab.locator(".theme")).to_have_attribute("aria-pressed", "false")
    expect(own_tab.locator(".side-by-side")).to_have_attribute("aria-pressed", "false")
    assert own_tab.locator(".disc.done, .pair").count() == 0
    own_tab.reload(wait_until="domcontentloaded")
    expect(page).to_have_attribute("data-theme", "light")
    erase(own_tab)
    expect_said(own_tab)


def test_it_asks_first_and_a_no_erases_nothing(tab: Page, address: str) -> None:
    visit(tab, f"{address}/")
    tab.evaluate("name => localStorage.setItem('lessons-done', name)", f"{LESSONS[0]}.md")
    asked = answer(tab, accepts=False)
    erase(tab)
    assert asked == [VIETNAMESE["erase_confirm"]]
    assert tab.evaluate(KEYS) == ["lessons-done"]
    expect(tab.locator(".erasing [role=status]")).to_be_empty()


def test_the_copies_for_reading_offline_of_all_languages_go_but_not_those_of_another_site(
    workers: BrowserContext, site: Path
) -> None:
    tab = workers.new_page()
    # The site is in a folder of a host, as another one may be.
    with served(site.parent) as host:
        for root in LANGUAGE_FOLDERS:
            visit(tab, f"{host}/{site.name}/{root}/install/")
            tab.evaluate(ACTIVE)
        tab.evaluate(
            """async ([host, name]) => {
              const others = [`${host}/#1`, `${host}/other/#1`, `${host}/${name}/nested/#1`, "other"];
              for (const other of others) await caches.open(other);
            }""",
            [host, site.name],
        )
        visit(tab, f"{host}/{site.name}/en/")
        tab.evaluate(ACTIVE)
        assert tab.evaluate(SCOPES) == [f"/{site.name}/", f"/{site.name}/en/"]
        assert tab.evaluate("navigator.serviceWorker.controller !== null")
        answer(tab, accepts=True)
        erase(tab)
        expect_said(tab, ENGLISH["erase_offline"])
        kept = sorted(["/", f"/{site.name}/nested/", "/other/", "other"])
        assert tab.evaluate(CACHES) == kept
        assert tab.evaluate(SCOPES) == []
        # The worker answers for the open page until that is left, and makes no new copy.
        assert tab.evaluate("async () => (await fetch('train/')).ok")
        assert tab.evaluate("async () => (await fetch('examples/train/')).ok")
        assert tab.evaluate(CACHES) == kept


def test_a_browser_that_keeps_nothing_has_nothing_to_erase(own_tab: Page, address: str) -> None:
    own_tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error() } })")
    errors = errors_of(own_tab)
    visit(own_tab, f"{address}/en/")
    answer(own_tab, accepts=True)
    erase(own_tab)
    expect_said(own_tab)
    assert errors == []


def test_nothing_moves_when_the_button_comes_and_without_javascript_none_stands_there(
    browser: Browser, own_tab: Page, address: str
) -> None:
    height = "() => document.querySelector('.erasing').offsetHeight"
    own_tab.route("**/assets/lessons.js", lambda route: route.abort())
    visit(own_tab, f"{address}/en/")
    before = own_tab.evaluate(height)
    own_tab.unroute_all()
    visit(own_tab, f"{address}/en/?")
    own_tab.locator(".erasing button").scroll_into_view_if_needed()
    expect(own_tab.locator(".erasing button")).to_be_visible()
    assert own_tab.evaluate(height) == before
    page = browser.new_page(java_script_enabled=False)
    visit(page, f"{address}/en/")
    # Without scripts, nothing waits for the stylesheets.
    expect(page.locator(".erasing button")).to_be_hidden()
    expect(page.locator(".erasing")).to_contain_text(ENGLISH["erase_kept"])
    page.close()
