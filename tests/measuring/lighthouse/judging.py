"""The limits for a page, and which of them its runs exceed; a machine's noise is not the page's fault."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tests.measuring.lighthouse.measuring import Run

LEAST_SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_MILLISECONDS_TO_LARGEST_PAINT = 1500
MOST_BYTES = 150_000
# Lighthouse shows three decimals, so less than this shows as 0. Chromium sums up fractions of the screen, which rarely
# makes exactly 0.
LEAST_SHIFT = 0.0005
# Pages that are excluded from search engines.
NOT_FOR_SEARCH = ("404.html", "print/")
# This page is longer than any that readers usually visit, so only its score is judged.
ALL_LESSONS = "print/"


def faults(runs: Sequence[Run]) -> list[str]:
    """What a page lacks, by all its runs in one form.

    Noise only adds time, so a page's time is judged by its best run. Any other fault counts if a single run has it.
    """
    best = min(runs, key=lambda run: (len(slow(run)), -run.scores["performance"]))
    return slow(best) + list(dict.fromkeys(fault for run in runs for fault in _lasting(run)))


def slow(run: Run) -> list[str]:
    """What takes too long in a run: the only faults that a noisy machine can make."""
    found = list(_low_scores(run, ["performance"]))
    if run.form == "desktop" or run.url.endswith(ALL_LESSONS):
        return found
    paint = run.metrics["largest-contentful-paint"]
    if paint is None or paint > MOST_MILLISECONDS_TO_LARGEST_PAINT:
        shown = "not measured" if paint is None else f"{paint:.0f} ms, more than {MOST_MILLISECONDS_TO_LARGEST_PAINT}"
        found.append(f"largest paint: {shown}")
    return found


def _lasting(run: Run) -> Iterable[str]:
    yield from _low_scores(run, ["accessibility", "best-practices", "seo"])
    transferred = run.metrics["total-byte-weight"]
    if not run.url.endswith(ALL_LESSONS) and (transferred is None or transferred > MOST_BYTES):
        yield f"transferred: {transferred} bytes, more than {MOST_BYTES}"
    shift = run.metrics["cumulative-layout-shift"]
    if shift is None or shift >= LEAST_SHIFT:
        yield f"layout shift: {shift}"
    for request in run.requests:
        host = urlsplit(request).netloc
        # A data: address has no host.
        if host not in ("", urlsplit(run.url).netloc):
            yield f"asks another host: {request}"


def _low_scores(run: Run, categories: Iterable[str]) -> Iterable[str]:
    for category in categories:
        failing = run.failing[category]
        if category == "seo" and failing == ["is-crawlable"] and run.url.endswith(NOT_FOR_SEARCH):
            continue
        if run.scores[category] < LEAST_SCORES[category]:
            yield f"{category}: {run.scores[category]}, less than {LEAST_SCORES[category]} ({', '.join(failing)})"
