"""Lighthouse on a page of each kind; fails where one is slow, or hard to use or to find.

A path is from the site's root, such as `sequential/`, and is measured on a phone and on a desktop. `make lighthouse`
installs what this needs from npm. What needs no browser is tested on every page, in tests/site/test_every_page.py.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable

from docs.plugins.project.commands import PYTHON
from tests.measuring.lighthouse.judging import faults, slow
from tests.measuring.lighthouse.kinds import VISITS
from tests.measuring.lighthouse.measuring import FORMS, Form, Run, measure
from tests.measuring.lighthouse.site import built_and_served

# How often a slow page is measured again: it may have been slow only because of the machine's noise.
MORE_TRIES = 2
TIMES = {
    "first-contentful-paint": "first",
    "largest-contentful-paint": "largest",
    "total-blocking-time": "blocking",
    "speed-index": "index",
}
HEADER = (
    f"perf a11y best  seo {' '.join(f'{name:>8}' for name in TIMES.values())}  shift     kB requests  form     page"
)


def main() -> int:
    """Build, measure, judge; return the exit status, which is 1 where a page has a fault."""
    parser = argparse.ArgumentParser(
        f"{PYTHON} -m tests.measuring.lighthouse",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a page's address below the site's root")
    paths = parser.parse_args().paths
    try:
        with built_and_served() as (_, address):
            visits = [(path, form) for path in paths for form in FORMS] or VISITS
            runs = _measure_all([(f"{address}/{path}", form) for path, form in visits])
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(f"error: {error}\n{getattr(error, 'stderr', None) or ''}")
    failed = _print_faults(runs)
    print(f"{len(runs) - failed} passed, {failed} failed")
    return int(failed > 0)


def _measure_all(pages: list[tuple[str, Form]]) -> dict[tuple[str, Form], list[Run]]:
    runs: dict[tuple[str, Form], list[Run]] = {page: [] for page in pages}
    again = pages
    print(HEADER)
    for _ in range(1 + MORE_TRIES):
        for run in _shown(measure(again)):
            runs[run.url, run.form].append(run)
        again = [page for page in pages if all(slow(run) for run in runs[page])]
        if not again:
            break
    return runs


def _shown(runs: Iterable[Run]) -> Iterable[Run]:
    for run in runs:
        scores = " ".join(f"{score:4}" for score in run.scores.values())
        times = " ".join(f"{_shown_number(run.metrics[name]):>8}" for name in TIMES)
        shift = _shown_number(run.metrics["cumulative-layout-shift"], 3)
        size = _shown_number(run.metrics["total-byte-weight"], 0, 1000)
        print(f"{scores} {times} {shift:>6} {size:>6} {len(run.requests):>8}  {run.form:7}  {run.url}", flush=True)
        yield run


def _shown_number(value: float | None, decimals: int = 0, unit: int = 1) -> str:
    return "–" if value is None else f"{value / unit:.{decimals}f}"


def _print_faults(runs: dict[tuple[str, Form], list[Run]]) -> int:
    """Print what pages lack, and give the number of those that lack something."""
    found = {page: lacks for page, measured in runs.items() if (lacks := faults(measured))}
    for (url, form), lacks in found.items():
        print(f"\n{url} ({form})", *lacks, sep="\n    ")
    return len(found)
