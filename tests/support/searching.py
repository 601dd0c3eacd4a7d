"""The site's search in the browser, and what readers type into it."""

from collections.abc import Iterator
from contextlib import contextmanager

import yaml
from playwright.sync_api import Browser, Locator, Page

from tests.support.browsers import PHONE, visit
from tests.support.programs import ROOT

QUERIES = yaml.safe_load((ROOT / "tests/browser/search_queries.yml").read_text(encoding="utf-8"))


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A page with its search open and the index loaded."""
    page = browser.new_page(viewport=PHONE, service_workers="block")
    visit(page, address)
    page.locator(".search-button").click()
    page.keyboard.type("keras")
    results(page).first.wait_for()
    yield page
    page.close()


def results(page: Page) -> Locator:
    """The links to what the open search has found."""
    return page.locator(".search__result a")


def closest(page: Page) -> Locator:
    """The links that the open search offers where it has found nothing."""
    return page.locator(".search__closest a")
