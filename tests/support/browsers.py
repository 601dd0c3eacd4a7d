"""The system's Chromium, and what a person does with it."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from docs.plugins.site.pdf import find_chromium

PHONE = ViewportSize(width=360, height=780)
TALL_PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1440, height=900)
# A name for this machine that makes it another one to Chromium: its pages over http:// are not in a secure context.
CLASSROOM = "classroom.test"


@contextmanager
def started() -> Iterator[Browser]:
    """Start Chromium; without it a test fails in CI and skips elsewhere."""
    chromium = find_chromium()
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine; .ci/run installs one")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # --no-sandbox: Chromium's sandbox doesn't start inside a container.
        arguments = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {CLASSROOM} 127.0.0.1"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Chromium:
    """A Chromium that is started once, and then used by one module after the other.

    Playwright's event loop counts as running from start to end, so no other loop, such as that of a notebook's kernel,
    can run in this thread. It does nothing unless Playwright is called, so it is set aside while no module uses it.
    """

    browser: Browser
    loop: asyncio.AbstractEventLoop

    @contextmanager
    def used(self) -> Iterator[Browser]:
        """The browser, in which nothing is open before and after."""
        asyncio._set_running_loop(self.loop)
        try:
            yield self.browser
            for context in self.browser.contexts:
                context.close()
        finally:
            asyncio._set_running_loop(None)


@contextmanager
def started_once() -> Iterator[Chromium]:
    """Chromium, set aside until it is used."""
    with started() as browser:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield Chromium(browser, loop)
        asyncio._set_running_loop(loop)


def errors_of(page: Page) -> list[str]:
    """The errors on a page from now on."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def as_new(page: Page, viewport: ViewportSize) -> None:
    """Leave what a tab shows, and undo what a test has done to the tab."""
    page.unroute_all()
    page.mouse.up()
    # Without this, an address that differs from the current one only after its # would load nothing.
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.emulate_media(media="null", color_scheme="null", forced_colors="null")
    if page.viewport_size != viewport:
        page.set_viewport_size(viewport)


def forget(page: Page, address: str) -> None:
    """Have the browser of a page forget everything that a site has stored in it."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
    session.detach()


def from_another_machine(address: str) -> str:
    """The address as a browser on another machine would know it."""
    return address.replace("127.0.0.1", CLASSROOM)


def pasted(page: Page) -> str:
    """What the clipboard has; pasted, because no page may read it where it may not write to it either."""
    page.evaluate("""() => {
      window.focused = document.activeElement;
      window.sheet = document.body.appendChild(document.createElement("textarea"));
      sheet.focus({ preventScroll: true });
    }""")
    page.keyboard.press("Control+V")
    text = page.evaluate("""() => {
      const { value } = sheet;
      sheet.remove();
      focused.focus({ preventScroll: true });
      return value;
    }""")
    return str(text)


def visit(page: Page, address: str) -> None:
    """Go to an address, and wait for the scripts but not for the pictures."""
    page.goto(address, wait_until="domcontentloaded")


def arrive(page: Page, address: str) -> None:
    """Wait until the page is at an address and its scripts have loaded."""
    page.wait_for_url(address, wait_until="domcontentloaded")


def switch(page: Page, language: str) -> None:
    """Choose a language, by its name, as a person with a mouse does."""
    link = page.locator(f".languages a[title='{language}']")
    expect(link).to_be_in_viewport(ratio=1)
    link.click()
