"""The site in a real browser: what only rendering shows. Without Chromium it fails in CI and skips elsewhere."""

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.plugins.test_site import HTML

PHONE = ViewportSize(width=360, height=780)
DESKTOP = ViewportSize(width=1440, height=900)
# These pages are the renderer's of mkdocs-jupyter, whose style is not ours yet.
LESSONS = [page for page in HTML if "examples/" not in page]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a request a line would hide the tests' own output."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine; .ci/run installs one")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # A container has no sandbox of its own to give.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a phone's size."""
    page = browser.new_page(viewport=PHONE)
    yield page
    page.close()


@pytest.mark.parametrize("path", LESSONS)
def test_a_page_fits_a_phone_without_errors_and_without_asking_elsewhere(phone: Page, address: str, path: str) -> None:
    errors: list[str] = []
    elsewhere: list[str] = []
    phone.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    phone.goto(f"{address}/{path.removesuffix('index.html')}", wait_until="load")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert elsewhere == []
    assert errors == []


def test_a_block_leads_to_its_very_cell_on_the_examples_page(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/en/sequential/")
    page.get_by_role("link", name="sequential.py › evaluate").click()
    page.wait_for_url("**/en/examples/sequential/#cell-id=evaluate")
    assert page.locator("[id='cell-id=evaluate']").is_visible()
    page.close()


def test_the_language_switch_keeps_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/train/")
    page.locator(".md-select button").hover()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/train/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.close()


def test_code_can_be_copied(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=DESKTOP)
    page.goto(f"{address}/sequential/")
    copies = page.locator(".lesson-cell .md-code__button")
    assert copies.count() == page.locator(".lesson-cell").count() > 0
    page.close()
