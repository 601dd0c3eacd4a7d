"""What a reader has learnt, which the browser keeps, and how long each page takes to read."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from docs.plugins.project.languages import Language
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import visit
from tests.support.reading import IN_LOCKSTEP, LESSONS

LANGUAGES = list(zip(IN_LOCKSTEP, LANGUAGE_FOLDERS, strict=True))
NO_LESSONS = ["", "errata/", "glossary/", "translate/", "translations/", "examples/data/", "examples/train/"]

# The facts that pages state about themselves, and the texts of the buttons that mark them as done. They are read from
# the HTML, so they are there before any script runs.
FACTS = """(addresses) => Promise.all(addresses.map(async (address) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const text = ({ textContent }) => textContent.replace(/\\s+/g, " ").trim();
  const [facts = null] = [...page.querySelectorAll(".page-facts")].map(text);
  return [facts, [...page.querySelectorAll(".done")].map(text)];
}))"""


def done(tab: Page) -> Locator:
    return tab.locator(".done")


def ticked(tab: Page) -> list[str]:
    """The addresses of the pages that have a tick."""
    links = tab.locator("#navigation a", has=tab.locator(".lesson-done:visible"))
    return [str(link.get_attribute("href")) for link in links.all()]


def test_a_lesson_is_ticked_off_in_both_languages_and_stays_so_until_the_tick_is_taken_back(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/data/")
    assert ticked(tab) == []
    done(tab).click()
    expect(done(tab)).to_have_attribute("aria-pressed", "true")
    assert ticked(tab) == ["./"]
    visit(tab, f"{address}/en/install/")
    assert ticked(tab) == ["../data/"]
    expect(done(tab)).to_have_attribute("aria-pressed", "false")
    done(tab).click()
    visit(tab, f"{address}/")
    assert ticked(tab) == ["install/", "data/"]
    visit(tab, f"{address}/install/")
    done(tab).click()
    assert ticked(tab) == ["../data/"]
    tab.reload(wait_until="domcontentloaded")
    assert ticked(tab) == ["../data/"]


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_a_lesson_says_which_it_is_and_can_be_ticked_off(
    tab: Page, address: str, language: Language, root: str
) -> None:
    visit(tab, f"{address}/{root}/{LESSONS[0]}/")
    expect(done(tab)).to_be_visible()
    for number, (facts, buttons) in enumerate(tab.evaluate(FACTS, [f"../{name}/" for name in LESSONS]), start=1):
        assert facts.startswith(f"{language.labels['lesson']} {number}/{len(LESSONS)} · ")
        assert buttons == [language.labels["mark_done"]]


def test_what_is_no_lesson_is_not_called_one(tab: Page, address: str) -> None:
    visit(tab, f"{address}/translate/")
    assert done(tab).count() == 0
    for path, (facts, buttons) in zip(NO_LESSONS, tab.evaluate(FACTS, [f"../{p}" for p in NO_LESSONS]), strict=True):
        assert buttons == []
        assert (facts is None) == (path == ""), path
        if path:
            assert re.fullmatch(r"Đọc khoảng \d+ phút", facts)
