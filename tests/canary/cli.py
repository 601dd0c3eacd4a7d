"""Runs the tests and `verify` on the newest packages that the .in files allow, whatever the locks hold, and reports.

The packages are installed in .cache/canary/environment, and .venv stays as it is. With tests, such as
tests/runner, only those are run, and no records are verified. The report is .cache/canary/report.md; the exit status is
1 if it says that something fails.
"""

import argparse
import os
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from docs.plugins.project.commands import PYTHON
from docs.plugins.site.pdf import find_chromium
from tests.canary.packages import Resolved, asked_for, moved, newest
from tests.canary.report import Report, Verified, fails, parse_tests, written
from tests.support.environments import make_environment

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache/canary"
TESTS = FOLDER / "tests.xml"
PYTEST = ("-n", "auto", "--dist", "loadgroup", "--no-loadscope-reorder", "--quiet", f"--junitxml={TESTS}")


def main() -> int:
    """Install, run, and write the report; return the exit status."""
    parser = argparse.ArgumentParser(
        f"{PYTHON} -m tests.canary", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default="auto", metavar="auto|PATH")
    parser.add_argument("tests", nargs="*", metavar="TEST")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    asked = FOLDER / "requirements.in"
    asked.write_text(asked_for(ROOT), encoding="utf-8")
    report = _tried(newest(asked), arguments.tests, arguments.data)
    (FOLDER / "report.md").write_text(written(report), encoding="utf-8")
    print(f"\n{written(report)}\nThe report: {(FOLDER / 'report.md').relative_to(ROOT)}")
    return int(fails(report))


def _tried(resolved: Resolved, tests: Sequence[str], data: str) -> Report:
    """The report on the packages, as far as they can be installed."""
    report = Report(f"{datetime.now(UTC):%Y-%m-%d}", resolved)
    if not resolved.packages:
        return report
    report = replace(report, moved=moved(ROOT, resolved))
    lock = FOLDER / "requirements.txt"
    lock.write_text("".join(f"{name}=={version}\n" for name, version in resolved.packages.items()), encoding="utf-8")
    try:
        python = make_environment(
            FOLDER / "environment", "--no-deps", "--requirement", str(lock), interpreter=resolved.interpreter
        )
    except subprocess.CalledProcessError as error:
        return replace(report, not_installed=error.stderr)
    TESTS.unlink(missing_ok=True)
    subprocess.run([python, "-m", "pytest", *PYTEST, *tests], cwd=ROOT, env=_environment(python), check=False)
    result = parse_tests(TESTS.read_text(encoding="utf-8") if TESTS.is_file() else "", ROOT)
    report = replace(report, chromium=_chromium(), tests=result)
    return report if tests else replace(report, verified=_verify(python, data))


def _environment(python: Path) -> dict[str, str]:
    """Programs are those of the environment; what they print has the same width everywhere, and no colours."""
    path = f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": path, "COLUMNS": "120", "NO_COLOR": "1"}


def _verify(python: Path, data: str) -> Verified:
    result = subprocess.run(
        [python, "-m", "examples", "verify", "--data", data],
        cwd=ROOT,
        env=_environment(python),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Verified(result.returncode, result.stdout)


def _chromium() -> str:
    """The name and the version of the browser that the tests take; "" where there is none."""
    found = find_chromium()
    if found is None:
        return ""
    return subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout.strip()
