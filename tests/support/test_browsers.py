"""One Chromium serves all modules, and other event loops can run in between."""

import asyncio

from playwright.sync_api import expect

from tests.support.browsers import Chromium

PAGE = "data:text/html,<h1>Keras</h1>"


def test_between_its_uses_an_event_loop_can_run_and_nothing_stays_open(chromium: Chromium) -> None:
    for _ in range(2):
        with chromium.used() as browser:
            assert browser.contexts == []
            page = browser.new_page()
            page.goto(PAGE)
            expect(page.locator("h1")).to_have_text("Keras")
        # A notebook's kernel runs an event loop in the same way.
        assert asyncio.run(asyncio.sleep(0, "ran")) == "ran"
