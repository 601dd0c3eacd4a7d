"""The home page: one screen shows what a learner will build, and right after it comes the map of the course."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from docs.plugins.project.languages import Language
from docs.plugins.project.questions import questions_of
from tests.support.addresses import LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, PHONE, TALL_PHONE, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP, LESSONS, page

LANGUAGES = list(zip(IN_LOCKSTEP, LANGUAGE_FOLDERS, strict=True))
TABLET = ViewportSize(width=768, height=1024)


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_one_screen_shows_what_one_will_build_and_the_board_with_its_answer(tab: Page, address: str, root: str) -> None:
    visit(tab, f"{address}/{root}/")
    for viewport in (TALL_PHONE, TABLET, DESKTOP):
        tab.set_viewport_size(viewport)
        for part in ("h1", ".hero p", ".hero .draw-sheet", ".hero .draw-answer", ".hero .draw-bars"):
            assert 0 < bottom(tab, part) <= viewport["height"], (part, viewport)
        # Where to begin comes right after the board, and on a phone the next screen begins with it.
        assert 0 < bottom(tab, ".hero a[href='install/']") - bottom(tab, ".hero .draw") < 100
        assert bottom(tab, ".hero a[href='install/']") < 1.2 * viewport["height"]
        # The map of the course begins within one screen and a half.
        assert top(tab, ".lessons li") < 1.5 * viewport["height"]


def top(tab: Page, part: str) -> float:
    """How far down the first element that matches begins."""
    return box_of(tab, part)["y"]


def bottom(tab: Page, part: str) -> float:
    """How far down the first element that matches ends."""
    box = box_of(tab, part)
    return box["y"] + box["height"]


def box_of(tab: Page, part: str) -> FloatRect:
    """The box of the first element that matches, which is in sight."""
    box = tab.locator(part).first.bounding_box()
    assert box is not None
    assert box["height"] > 0
    return box


# Of each row of the map: the diameter of its disc, and the sizes of its three texts.
ROWS = """() => [...document.querySelectorAll(".lessons li")].map((row) => [
  row.firstElementChild.getBoundingClientRect().width,
  ...[...row.querySelectorAll("p")].map((text) => parseFloat(getComputedStyle(text).fontSize)),
])"""
GO_ON = ".hero .md-button--primary"


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_the_map_follows_the_board_and_the_first_button_goes_on_where_the_reader_is(
    tab: Page, address: str, language: Language, root: str
) -> None:
    tab.set_viewport_size(PHONE)
    visit(tab, f"{address}/{root}/")
    assert tab.locator(".hero + h2#lessons ~ .lessons").count() == 1
    rows = tab.evaluate(ROWS)
    assert len(rows) == len(LESSONS)
    assert all(row == [32, 18, 15, 14] for row in rows), rows
    start = tab.locator(GO_ON).inner_text()
    for done in ([0, 2], list(range(len(LESSONS))), []):
        tab.evaluate("done => localStorage.setItem('lessons-done', done)", " ".join(f"{LESSONS[i]}.md" for i in done))
        # As after the Back button, which brings back the page as it was
        tab.evaluate("dispatchEvent(new Event('pageshow'))")
        ticked = tab.locator(".lessons .disc").evaluate_all("discs => discs.map((disc) => disc.matches('.done'))")
        assert [index for index, is_ticked in enumerate(ticked) if is_ticked] == done
        left = next((index for index in range(len(LESSONS)) if index not in done), 0)
        expect(tab.locator(GO_ON)).to_have_text(language.labels["go_on"].format(number=left + 1) if left else start)
        expect(tab.locator(GO_ON)).to_have_attribute("href", re.compile(f"{LESSONS[left]}/$"))


@pytest.mark.parametrize(("language", "root"), LANGUAGES, ids=LANGUAGE_FOLDERS)
def test_the_map_counts_the_questions_answered_and_says_which_lesson_is_next(
    tab: Page, address: str, language: Language, root: str
) -> None:
    labels = language.labels
    asked = {name: [each.name for each in questions_of(page(name, "vi"))] for name in LESSONS}
    minutes = {name: labels["lesson_minutes"].format(minutes=PROJECT.lessons[name].minutes) for name in LESSONS}
    first, second, third, *_ = LESSONS
    facts = tab.locator(".lessons p:last-child")

    def written(counts: Mapping[str, str], next_: str) -> list[str]:
        return [
            " · ".join(
                [labels["lesson_next"]] * (name == next_)
                + [minutes[name]]
                + [labels["lesson_questions"].format(count=counts.get(name, len(asked[name])))] * bool(asked[name])
            )
            for name in LESSONS
        ]

    visit(tab, f"{address}/{root}/")
    shown = "texts => texts.map(({ innerText }) => innerText)"
    assert facts.evaluate_all(shown) == written({}, first)
    # A question that has been taken from the course counts for nothing.
    answered = " ".join(["gone", *asked[second][:1], *asked[third]])
    tab.evaluate("names => localStorage.setItem('questions-answered', names)", answered)
    tab.evaluate("names => localStorage.setItem('lessons-done', names)", f"{first}.md {third}.md")
    tab.reload(wait_until="domcontentloaded")
    total = {name: len(asked[name]) for name in (second, third)}
    assert min(total.values()) > 1
    counts = {second: f"1/{total[second]}", third: f"{total[third]}/{total[third]}"}
    assert facts.evaluate_all(shown) == written(counts, second)
    # As in another tab.
    tab.evaluate("localStorage.clear(); dispatchEvent(new Event('storage'))")
    assert facts.evaluate_all(shown) == written({}, first)
    everything = " ".join(f"{name}.md" for name in LESSONS)
    tab.evaluate("names => localStorage.setItem('lessons-done', names)", everything)
    tab.evaluate("dispatchEvent(new Event('pageshow'))")
    assert facts.evaluate_all(shown) == written({}, "")


def test_the_address_of_the_board_leads_to_it(tab: Page, address: str) -> None:
    # So low that the board is not in sight from the start.
    tab.set_viewport_size(ViewportSize(width=360, height=400))
    visit(tab, f"{address}/#draw")
    expect(tab.locator(".draw-paper")).to_be_in_viewport(ratio=1)
