"""How Lighthouse's measurements of a page are judged. Measuring is `make lighthouse`."""

from dataclasses import replace

import pytest

from tests.measuring.lighthouse.judging import faults, slow
from tests.measuring.lighthouse.measuring import Run

GOOD = Run(
    url="http://127.0.0.1:1/sequential/",
    form="mobile",
    scores={"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100},
    failing={"performance": [], "accessibility": [], "best-practices": [], "seo": []},
    metrics={
        "first-contentful-paint": 900.0,
        "largest-contentful-paint": 1500.0,
        "total-blocking-time": 0.0,
        "speed-index": 900.0,
        "cumulative-layout-shift": 0.0,
        "total-byte-weight": 150_000.0,
    },
    requests=["http://127.0.0.1:1/sequential/", "data:image/svg+xml,"],
)


def scored(category: str, score: int, *failing: str) -> Run:
    return replace(GOOD, scores=GOOD.scores | {category: score}, failing=GOOD.failing | {category: list(failing)})


def measured(metric: str, value: float | None) -> Run:
    return replace(GOOD, metrics=GOOD.metrics | {metric: value})


def test_a_good_page_has_no_fault() -> None:
    assert faults([GOOD]) == []
    assert faults([scored("performance", 95, "speed-index")]) == []


@pytest.mark.parametrize(
    ("run", "fault"),
    [
        (scored("performance", 94, "speed-index"), "performance: 94, less than 95 (speed-index)"),
        (scored("accessibility", 99, "color-contrast"), "accessibility: 99, less than 100 (color-contrast)"),
        (scored("seo", 66, "is-crawlable"), "seo: 66, less than 100 (is-crawlable)"),
        (measured("largest-contentful-paint", 1501.0), "largest paint: 1501 ms, more than 1500"),
        (measured("largest-contentful-paint", None), "largest paint: not measured"),
        (measured("total-byte-weight", 150_001), "transferred: 150001 bytes, more than 150000"),
        (measured("cumulative-layout-shift", 0.001), "layout shift: 0.001"),
        (replace(GOOD, requests=["https://example.org/a.js"]), "asks another host: https://example.org/a.js"),
    ],
)
def test_a_fault_is_named_with_what_makes_it(run: Run, fault: str) -> None:
    assert faults([run]) == [fault]


def test_a_page_is_as_quick_as_its_best_run() -> None:
    tries = [scored("performance", 80, "speed-index"), scored("performance", 94, "speed-index"), GOOD]
    assert faults(tries) == []
    assert faults(tries[:2]) == ["performance: 94, less than 95 (speed-index)"]


def test_a_fault_that_is_not_about_time_is_reported_once_even_if_only_one_run_has_it() -> None:
    shifting = measured("cumulative-layout-shift", 0.001)
    assert not slow(shifting)
    assert faults([shifting, shifting, GOOD]) == ["layout shift: 0.001"]


def test_a_desktops_largest_paint_is_judged_by_the_score_alone() -> None:
    assert faults([replace(measured("largest-contentful-paint", 1501.0), form="desktop")]) == []


@pytest.mark.parametrize("path", ["404.html", "en/404.html", "print/"])
def test_a_page_that_search_engines_leave_out_needs_no_more_than_that(path: str) -> None:
    hidden = replace(scored("seo", 66, "is-crawlable"), url=f"http://127.0.0.1:1/{path}")
    assert faults([hidden]) == []
    assert faults([replace(hidden, failing=hidden.failing | {"seo": ["is-crawlable", "image-alt"]})]) != []


def test_the_page_of_all_lessons_may_weigh_and_take_what_they_do_together() -> None:
    for long in (measured("total-byte-weight", 500_000), measured("largest-contentful-paint", 1800.0)):
        assert faults([replace(long, url="http://127.0.0.1:1/en/print/")]) == []
