"""Puts each fault of the lists into a copy of the project, and prints whether a test notices it, and which one.

With words, only the faults that have one of them in their kind or description are tried. The copies have no MNIST. The
exit status is 1 if a fault's place is no longer there, if a fault is not noticed and its list gives no reason, or if
too few are noticed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from docs.plugins.project.commands import PYTHON
from tests.faults.faults import Fault, FaultError, changed, read_faults
from tests.faults.seeding import copied, seeded
from tests.support.programs import ROOT

LEAST_NOTICED = 0.95
# The first failure in pytest's summary.
FIRST_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
NO_TESTS = 5


@dataclass(frozen=True)
class Trial:
    """A fault, the test that noticed it ("" if none did), and the seconds that it took."""

    fault: Fault
    noticed_by: str
    seconds: float


def main() -> int:
    """Try the faults; return the exit status."""
    parser = argparse.ArgumentParser(
        f"{PYTHON} -m tests.faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD")
    words = parser.parse_args().words
    try:
        faults = [each for each in read_faults() if not words or any(w in f"{each.kind} {each.what}" for w in words)]
        # All places are looked up first, so that a missing one is reported at once and not after minutes.
        for fault in faults:
            changed(ROOT, fault)
    except (FaultError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        copies: Queue[Path] = Queue()
        workers = os.cpu_count() or 1
        for number in range(workers):
            copies.put(copied(ROOT, Path(folder, str(number))))
        with ThreadPoolExecutor(workers) as pool:
            sound = list(pool.map(lambda tests: (tests, _first_failure(copies, tests)), _selections(faults)))
            if failing := {tests: failed for tests, failed in sound if failed}:
                print(f"error: without any fault, these fail: {failing}", file=sys.stderr)
                return 1
            trials = list(pool.map(lambda fault: _reported(_try(copies, fault)), faults))
    return _judge(trials)


def _selections(faults: Iterable[Fault]) -> list[str]:
    return list(dict.fromkeys(tests for fault in faults for tests in fault.tests))


def _try(copies: "Queue[Path]", fault: Fault) -> Trial:
    start = time.monotonic()
    copy = copies.get()
    try:
        with seeded(copy, fault):
            noticed_by = next(filter(None, (_run(copy, tests) for tests in fault.tests)), "")
    finally:
        copies.put(copy)
    return Trial(fault, noticed_by, time.monotonic() - start)


def _first_failure(copies: "Queue[Path]", tests: str) -> str:
    copy = copies.get()
    try:
        return _run(copy, tests)
    finally:
        copies.put(copy)


def _run(copy: Path, tests: str) -> str:
    """The first test of a selection that fails in a copy; "" if none does."""
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests.split()],
        cwd=copy,
        # This home has no MNIST in Keras' cache.
        env=os.environ | {"HOME": str(copy.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode == 0:
        return ""
    if result.returncode == NO_TESTS:
        return f"no tests: {tests}"
    first = FIRST_FAILED.search(result.stdout)
    return first[1] if first else f"pytest's exit status {result.returncode}: {result.stderr.strip()[-200:]}"


def _reported(trial: Trial) -> Trial:
    verdict = trial.noticed_by or f"NOT NOTICED{': ' if trial.fault.unnoticed else ''}{trial.fault.unnoticed}"
    print(f"{trial.seconds:5.1f} s  {trial.fault.kind:8} {trial.fault.what}\n         {verdict}", flush=True)
    return trial


def _judge(trials: Sequence[Trial]) -> int:
    missed = [trial.fault for trial in trials if not trial.noticed_by]
    kinds = dict.fromkeys(trial.fault.kind for trial in trials)
    for kind in kinds:
        of_kind = [trial for trial in trials if trial.fault.kind == kind]
        print(f"{kind}: {sum(bool(trial.noticed_by) for trial in of_kind)} of {len(of_kind)} noticed")
    print(f"{len(trials) - len(missed)} of {len(trials)} faults noticed")
    return int(any(not fault.unnoticed for fault in missed) or len(trials) - len(missed) < LEAST_NOTICED * len(trials))
