"""The figures to play with: how to get to them."""

from bs4 import BeautifulSoup
from playwright.sync_api import Locator, Page, Route

from tests.support.browsers import visit

# The lesson that has most of them.
LESSON = "learn"
# What is so once the scripts of a kind have run, and have what they need.
READY = {
    "neuron": "() => [...document.querySelectorAll('dd.neuron-relu')].every(({ textContent }) => textContent !== '–')",
    "softmax": "() => typeof softmax === 'function'",
    "descent": "() => typeof squaredLoss === 'function'",
    "trainer": "() => typeof kerasScript === 'function'",
    "photo": "() => typeof croppingOn === 'function'",
    "convolution": "() => document.querySelector('.convolution-mark').style.getPropertyValue('--row')",
}


def at_figure(page: Page, address: str, kind: str, root: str = "en", name: str = LESSON) -> Locator:
    """Go to the figure of a kind in a lesson, and wait until it can be used."""
    visit(page, f"{address}/{root}/{name}/")
    return come_near(page, kind)


def come_near(page: Page, kind: str) -> Locator:
    """Scroll to the figure of a kind, which lets its scripts load, and wait until it can be used."""
    figure = page.locator(f".figure.{kind}").first
    figure.scroll_into_view_if_needed()
    page.wait_for_function(READY[kind])
    return figure


def double(page: Page, kinds: list[str], name: str = LESSON) -> None:
    """Let a page of this name have a second figure of each of these kinds after the first."""

    def answer(route: Route) -> None:
        response = route.fetch()
        html = BeautifulSoup(response.text(), "html.parser")
        for kind in kinds:
            figure, recorded = html.select(f".figure.{kind}, .figure.{kind} + .figure-recorded")
            recorded.insert_after(BeautifulSoup(f"{figure}{recorded}", "html.parser"))
        route.fulfill(response=response, body=str(html))

    page.route(f"**/{name}/", answer)
