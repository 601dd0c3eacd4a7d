"""The system's Chromium, and the site served to it."""

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, sync_playwright

from docs.plugins.pdf import find_chromium
from tests.building import SITE_URL

PHONE = ViewportSize(width=360, height=780)
DESKTOP = ViewportSize(width=1440, height=900)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a request a line would hide the tests' own output."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium; without it a test fails in CI and skips elsewhere."""
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine; .ci/run installs one")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # A container has no sandbox of its own to give.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def errors_of(page: Page) -> list[str]:
    """What goes wrong on a page from now on."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def navigate_instantly(page: Page, site: Path, address: str) -> None:
    """Let Material replace pages rather than load them: it does where the sitemap names the address of the host."""

    def fulfill(route: Route) -> None:
        sitemap = site / route.request.url.removeprefix(f"{address}/")
        route.fulfill(
            body=sitemap.read_text(encoding="utf-8").replace(SITE_URL, f"{address}/"), content_type="text/xml"
        )

    page.route("**/sitemap.xml", fulfill)


def visit(page: Page, address: str) -> None:
    """Go to an address, and wait for the scripts and not for the pictures."""
    page.goto(address, wait_until="domcontentloaded")


def arrive(page: Page, address: str) -> None:
    """Wait until the page is at an address, as above."""
    page.wait_for_url(address, wait_until="domcontentloaded")


def switch(page: Page, language: str) -> None:
    """Choose a language, by its name, as a person with a mouse does."""
    page.locator(".md-select button").hover()
    page.get_by_role("link", name=language, exact=True).click()
