"""The theme in a real browser: the system's until the reader chooses the other one, and there before anything else."""

from playwright.sync_api import Browser, Page, expect

from docs.plugins.site.bundles import SCRIPT
from tests.support.browsers import visit

GROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"


def is_dark(tab: Page) -> bool:
    return bool(tab.evaluate(GROUND) != WHITE)


def test_the_theme_is_the_systems_and_changes_with_it(tab: Page, address: str) -> None:
    for scheme in ("dark", "light"):
        tab.emulate_media(color_scheme=scheme)
        visit(tab, f"{address}/install/")
        assert is_dark(tab) == (scheme == "dark")
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator(".theme")).to_have_attribute("aria-pressed", "true")
    assert is_dark(tab)


def test_a_choice_is_kept_on_every_page_of_both_languages_whatever_the_system_does_until_it_is_the_systems_again(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/install/")
    tab.locator(".theme").click()
    for path in ("install/", "en/install/", "examples/data/", "404.html"):
        visit(tab, f"{address}/{path}")
        assert is_dark(tab)
        expect(tab.locator(".theme")).to_have_attribute("aria-pressed", "true")
    tab.emulate_media(color_scheme="dark")
    tab.emulate_media(color_scheme="light")
    assert is_dark(tab)
    tab.locator(".theme").click()
    assert not is_dark(tab)
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator(".theme")).to_have_attribute("aria-pressed", "true")


def test_where_the_system_forces_its_colours_no_other_theme_is_chosen(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    tab.locator(".theme").click()
    assert is_dark(tab)
    # Drawings keep the colours of the theme, on the ground that the system draws.
    page = tab.locator("html")
    tab.emulate_media(color_scheme="light", forced_colors="active")
    tab.reload(wait_until="domcontentloaded")
    expect(tab.locator(".theme")).to_be_hidden()
    expect(page).to_have_attribute("data-theme", "light")
    tab.emulate_media(color_scheme="dark")
    expect(page).to_have_attribute("data-theme", "dark")


def test_the_theme_does_not_wait_for_the_sites_scripts(tab: Page, address: str) -> None:
    tab.emulate_media(color_scheme="dark")
    tab.route(f"**/{SCRIPT}", lambda route: route.abort())
    visit(tab, f"{address}/install/")
    assert is_dark(tab)


def test_where_no_script_runs_a_page_can_be_read_and_has_no_button_that_does_nothing(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    for path in ("", "sequential/", "en/glossary/"):
        visit(tab, f"{address}/{path}")
        assert tab.locator("article h1").is_visible()
        expect(tab.locator("button").filter(visible=True)).to_have_count(0)
        # Nor the room for one
        assert tab.locator(".side-by-side").bounding_box() is None
    context.close()


def test_a_browser_that_stores_nothing_has_the_systems_theme(own_tab: Page, address: str) -> None:
    tab = own_tab
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    tab.emulate_media(color_scheme="dark")
    visit(tab, f"{address}/install/")
    assert is_dark(tab)
    tab.locator(".theme").click()
    assert not is_dark(tab)
