"""What is asked of a page, and what of that its runs lack: a machine's noise is not the page's fault."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tests.measuring.lighthouse.measuring import Run

LEAST_SCORES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_MILLISECONDS_TO_LARGEST_PAINT = 1500
MOST_BYTES = 150_000
# Lighthouse shows three decimals: what is less than this shows as 0. Chromium sums up fractions of the screen.
LEAST_SHIFT = 0.0005
# Pages that search engines are told to leave out.
NOT_FOR_SEARCH = ("404.html", "print/")
# Longer than any page that one visits: its score alone is judged.
ALL_LESSONS = "print/"


def faults(runs: Sequence[Run]) -> list[str]:
    """What a page lacks, by all its runs in one form.

    Noise only ever adds time: what a page needs is nearest to its best run, so its time is judged by that. All else
    that is seen once is there, and is judged by every run.
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
        # A data: address has none.
        if host not in ("", urlsplit(run.url).netloc):
            yield f"asks another host: {request}"


def _low_scores(run: Run, categories: Iterable[str]) -> Iterable[str]:
    for category in categories:
        failing = run.failing[category]
        if category == "seo" and failing == ["is-crawlable"] and run.url.endswith(NOT_FOR_SEARCH):
            continue
        if run.scores[category] < LEAST_SCORES[category]:
            yield f"{category}: {run.scores[category]}, less than {LEAST_SCORES[category]} ({', '.join(failing)})"
