"""The report of the canary: Markdown for someone who has never seen one. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.canary.packages import Moved, Resolved

# The lines that are shown: of an error of uv's, of what `verify` prints, and of the failing tests.
MOST_OF_ERROR, MOST_OF_VERIFY, MOST_TESTS = 12, 80, 60
# Characters of a line; of a failing test, the first line of its error.
LONGEST = 200
DIFFERS, NOT_RUN = 1, 2
# The packages that are most likely to break something.
LIKELY = ("keras", "tensorflow", "mkdocs-material", "mkdocs-jupyter")
ABOUT = """\
Every week, and whenever someone runs `make canary`, the tests and `verify` run on the newest releases that
`requirements.in` and those in `docs` and `examples` allow, in the place of those that the locks hold. The site is built
with the locked ones, so readers notice nothing of this: it tells what is to be done before the locks can move.
"""
REMEDY = """\
1. Bring one package up to date at a time, such as the one that the failures name: `make upgrade PACKAGE={first}`.
2. Follow “A new Keras” in CONTRIBUTING.md, which is there in Vietnamese too. It says what to run, in which order, how
   long it takes, and what to do where Keras has changed a message, a number or a default.
3. Where the package is at fault, report it there, and keep it back by a bound in the `.in` file, such as
   `{first}<{newest}`, with the reason above it; then `make lock`.
4. See what is left: `make canary`, or for one test `.venv/bin/python -m tests.canary {test}`.
"""


@dataclass(frozen=True)
class Failure:
    """A test that fails: its file, its name as a sentence, the first line of its error, in how many cases."""

    file: str
    sentence: str
    error: str
    cases: int


@dataclass(frozen=True)
class Results:
    """How many tests there were, how many of them were skipped, and which failed; none were run at all without any."""

    run: int = 0
    skipped: int = 0
    failures: Sequence[Failure] = ()


@dataclass(frozen=True)
class Verified:
    """The exit status of `verify`, and what it printed."""

    status: int
    text: str


@dataclass(frozen=True)
class Report:
    """All that the canary has found; what it hasn't come to is None."""

    date: str
    resolved: Resolved
    moved: Sequence[Moved] = ()
    not_installed: str = ""
    chromium: str = ""
    tests: Results | None = None
    verified: Verified | None = None


def fails(report: Report) -> bool:
    """Whether something has to be done before the locks can move."""
    tests, verified = report.tests, report.verified
    is_verified = verified is None or verified.status in (0, NOT_RUN)
    return tests is None or not tests.run or bool(tests.failures) or not is_verified


def parse_tests(xml: str, root: Path) -> Results:
    """The tests of a report in JUnit's form, as pytest writes it; "" where it has written none."""
    if not xml:
        return Results()
    cases = list(ElementTree.fromstring(xml).iter("testcase"))
    first: dict[tuple[str, str], str] = {}
    times: dict[tuple[str, str], int] = {}
    for case in cases:
        problem = next((found for kind in ("failure", "error") if (found := case.find(kind)) is not None), None)
        if problem is not None:
            key = _file(case.get("classname", ""), root), _sentence(case.get("name", ""))
            first.setdefault(key, _first_line(problem))
            times[key] = times.get(key, 0) + 1
    failures = [Failure(*key, first[key], count) for key, count in times.items()]
    return Results(len(cases), sum(case.find("skipped") is not None for case in cases), sorted(failures, key=_place))


def written(report: Report) -> str:
    """The report as Markdown."""
    parts = [f"# {_title(report)}", ABOUT, _machine(report)]
    if report.not_installed:
        parts += ["## What can't be installed", _block(report.not_installed, MOST_OF_ERROR)]
    if report.tests is not None:
        parts += ["## What the tests say", *_tests(report.tests)]
    if report.verified is not None:
        parts += ["## What `verify` says", *_verified(report.verified)]
    if fails(report):
        parts += ["## What to do next", _remedy(report)]
    if report.moved:
        parts += ["## What has moved", *_moved(report.moved)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _title(report: Report) -> str:
    if report.tests is None:
        return "The newest packages can't be installed together"
    if not report.tests.run:
        return "With the newest packages, the tests did not come to their end"
    found = []
    if number := len(report.tests.failures):
        found.append(f"{number} {'test fails' if number == 1 else 'tests fail'}")
    if report.verified and report.verified.status == DIFFERS:
        found.append("examples don't do what is recorded")
    elif report.verified and report.verified.status not in (0, NOT_RUN):
        found.append("the examples did not come to their end")
    return f"With the newest packages, {' and '.join(found) or 'nothing fails'}"


def _machine(report: Report) -> str:
    resolved = report.resolved
    lines = [f"{report.date}, on Python {resolved.python or '–'}, with {report.chromium or 'no Chromium'}."]
    for python, why in resolved.refused.items():
        lines.append(f"Python {python} is too new, or lacks a package:\n\n{_block(why, MOST_OF_ERROR)}\n")
    return "\n".join(lines)


def _moved(packages: Sequence[Moved]) -> Iterator[str]:
    asked = [package for package in packages if package.asked]
    others = [package for package in packages if not package.asked]
    if asked:
        rows = (f"| {each.name} | {each.locked or '–'} | {each.newest or '–'} |" for each in asked)
        yield "\n".join(["| package | locked | newest |", "| --- | --- | --- |", *rows])
    if others:
        shown = (f"{each.name} {each.locked or '–'} → {each.newest or '–'}" for each in others)
        yield f"And what these need: {', '.join(shown)}."


def _tests(tests: Results) -> Iterator[str]:
    if not tests.run:
        yield "pytest ended before it could report; the log of this run says why."
        return
    cases = sum(failure.cases for failure in tests.failures)
    yield f"{tests.run - tests.skipped - cases} passed, {cases} failed, {tests.skipped} were skipped."
    lines, file = [], ""
    for failure in tests.failures[:MOST_TESTS]:
        if failure.file != file:
            file = failure.file
            lines.append(f"\n`{file}`\n")
        more = f" ({failure.cases} cases)" if failure.cases > 1 else ""
        lines.append(f"- {failure.sentence}{more}\n  {_code(failure.error)}")
    if lines:
        yield "\n".join(lines)
    if len(tests.failures) > MOST_TESTS:
        yield f"And {len(tests.failures) - MOST_TESTS} more, which the log of this run names."


def _verified(verified: Verified) -> Iterator[str]:
    if verified.status == 0:
        yield "Every example prints and draws what is recorded."
    elif verified.status == DIFFERS:
        yield "These examples don't print and draw what is recorded:"
        yield _block(verified.text, MOST_OF_VERIFY)
    elif verified.status == NOT_RUN:
        yield "It was not run:"
        yield _block(verified.text, MOST_OF_ERROR)
    else:
        yield f"It did not come to its end (status {verified.status}):"
        yield _block("\n".join(verified.text.splitlines()[-MOST_OF_ERROR:]), MOST_OF_ERROR)


def _remedy(report: Report) -> str:
    asked = {package.name: package.newest for package in report.moved if package.asked and package.newest}
    first = next((name for name in LIKELY if name in asked), next(iter(asked), LIKELY[0]))
    failures = report.tests.failures if report.tests else ()
    test = failures[0].file if failures else "tests/test_locks.py"
    return REMEDY.format(first=first, newest=asked.get(first, "4"), test=test)


def _file(class_name: str, root: Path) -> str:
    """The file of a test, by the name that JUnit gives to its class."""
    path = f"{class_name.replace('.', '/')}.py"
    return path if (root / path).is_file() else class_name


def _sentence(name: str) -> str:
    """The name of a test as a sentence, without its case, and without its group for pytest-xdist."""
    return re.split(r"[\[@]", name, maxsplit=1)[0].removeprefix("test_").replace("_", " ")


def _first_line(problem: ElementTree.Element) -> str:
    """The first line of an error: pytest marks what it says of it by an E."""
    marked = re.findall(r"^E +(\S.*)$", problem.text or "", re.MULTILINE)
    if not marked:
        return (problem.get("message") or "").partition("\n")[0]
    # This alone says nothing, and the next line says of what.
    return " ".join(marked[: 2 if marked[0].endswith("assert False") else 1])


def _place(failure: Failure) -> tuple[str, str]:
    return failure.file, failure.sentence


def _code(line: str) -> str:
    """A line as code, which no backtick in it ends."""
    shown = line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
    return f"`` {shown} ``" if "`" in shown else f"`{shown}`"


def _block(text: str, most: int) -> str:
    lines = text.strip().splitlines()
    shown: Iterable[str] = lines if len(lines) <= most else [*lines[:most], f"… and {len(lines) - most} more lines"]
    return "\n".join(["~~~text", *(line.replace("~~~", "~ ~ ~") for line in shown), "~~~"])
