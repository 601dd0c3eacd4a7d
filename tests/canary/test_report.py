"""What the canary's report says of packages, tests and records; on which Python it tries them."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.canary import packages
from tests.canary.packages import Moved, Resolved, asked_for, moved, newest
from tests.canary.report import Failure, Report, Results, Verified, fails, parse_tests, written
from tests.support.programs import ROOT

RESOLVED = Resolved(
    "3.13", "/usr/bin/python3.13", {"keras": "3.16.0"}, {"3.14": "tensorflow has no wheels for cp314\n"}
)
SOUND = Report(
    "2026-11-26", RESOLVED, chromium="Chromium 156", tests=Results(30, 2), verified=Verified(0, "8 of 8 as recorded\n")
)
BROKEN = replace(
    SOUND,
    moved=[Moved("keras", "3.15.1", "3.16.0", True), Moved("absl-py", "2.1", "2.2", False)],
    tests=Results(30, 2, [Failure("tests/pages/test_train.py", "fit says the loss", "assert '`a`' == '@b'", 3)]),
    verified=Verified(1, "train: loss is 0.2, and 0.1 is recorded\n~~~\n"),
)
JUNIT = """<testsuites><testsuite>
<testcase classname="tests.test_locks" name="test_a_lock_is_there@tests/test_locks.py"/>
<testcase classname="tests.test_locks" name="test_skipped"><skipped message="no MNIST"/></testcase>
<testcase classname="tests.test_locks" name="test_it_says_so[vi]@tests/test_locks.py"><failure message="E">def a():
>   assert 1 == 2
E   assert 1 == 2
E    +  more</failure></testcase>
<testcase classname="tests.test_locks" name="test_it_says_so[en]"><failure message="other"/></testcase>
<testcase classname="tests.test_locks" name="test_of_what"><failure message="E">E   AssertionError: assert False
E    +  where False = sound('a')
E    +    more</failure></testcase>
<testcase classname="docs.vi.train" name="line 12"><error message="collection failure&#10;and more"/></testcase>
</testsuite></testsuites>"""


def test_where_nothing_fails_there_is_nothing_to_do() -> None:
    report = written(SOUND)
    assert not fails(SOUND)
    assert report.startswith("# With the newest packages, nothing fails\n")
    assert "28 passed, 0 failed, 2 were skipped." in report
    assert "Every example prints and draws what is recorded." in report
    assert "What to do next" not in report


def test_a_run_of_the_examples_that_dies_is_a_failure_and_told_by_its_last_lines() -> None:
    died = replace(SOUND, verified=Verified(-11, "train: 3.0 s\nSegmentation fault\n"))
    assert fails(died)
    assert "the examples did not come to their end" in written(died)
    assert "It did not come to its end (status -11):\n\n~~~text\ntrain: 3.0 s\nSegmentation fault\n" in written(died)


def test_what_fails_is_told_with_what_has_moved_and_what_to_do() -> None:
    report = written(BROKEN)
    assert fails(BROKEN)
    assert report.startswith("# With the newest packages, 1 test fails and examples don't do what is recorded\n")
    assert "2026-11-26, on Python 3.13, with Chromium 156.\n" in report
    assert "Python 3.14 is too new, or lacks a package:\n\n~~~text\ntensorflow has no wheels for cp314\n~~~\n" in report
    assert "| keras | 3.15.1 | 3.16.0 |" in report
    assert "And what these need: absl-py 2.1 → 2.2." in report
    assert "25 passed, 3 failed, 2 were skipped." in report
    assert "`tests/pages/test_train.py`\n\n- fit says the loss (3 cases)\n  `` assert '`a`' == '@b' ``\n" in report
    assert "~~~text\ntrain: loss is 0.2, and 0.1 is recorded\n~ ~ ~\n~~~\n" in report
    assert "`make upgrade PACKAGE=keras`" in report
    assert "`keras<3.16.0`" in report
    assert ".venv/bin/python -m tests.canary tests/pages/test_train.py" in report


@pytest.mark.parametrize(
    ("report", "title"),
    [
        (replace(SOUND, tests=None, verified=None), "The newest packages can't be installed together"),
        (
            replace(SOUND, tests=Results(), verified=None),
            "With the newest packages, the tests did not come to their end",
        ),
        (replace(SOUND, tests=BROKEN.tests), "With the newest packages, 1 test fails"),
        (replace(SOUND, verified=Verified(1, "a")), "With the newest packages, examples don't do what is recorded"),
    ],
    ids=["not installed", "no test", "failing test", "other records"],
)
def test_any_failure_is_one_by_itself(report: Report, title: str) -> None:
    assert fails(report)
    assert written(report).startswith(f"# {title}\n")


def test_where_there_is_no_mnist_the_report_says_so_and_nothing_fails() -> None:
    report = replace(SOUND, verified=Verified(2, "error: no MNIST\n"))
    assert not fails(report)
    assert "It was not run:\n\n~~~text\nerror: no MNIST\n~~~\n" in written(report)


def test_long_texts_are_cut() -> None:
    failures = [Failure("tests/a.py", f"test {number}", 900 * "a", 1) for number in range(99)]
    report = written(replace(BROKEN, tests=Results(99, 0, failures), verified=Verified(1, 999 * "a\n")))
    assert "And 39 more, which the log of this run names." in report
    assert "… and 919 more lines" in report
    assert len(report) < 60_000


def test_of_each_failing_test_the_first_line_of_its_error_is_read_once_for_all_cases() -> None:
    assert parse_tests(JUNIT, ROOT) == Results(
        6,
        1,
        [
            Failure("docs.vi.train", "line 12", "collection failure", 1),
            Failure("tests/test_locks.py", "it says so", "assert 1 == 2", 2),
            Failure("tests/test_locks.py", "of what", "AssertionError: assert False +  where False = sound('a')", 1),
        ],
    )
    assert parse_tests("", ROOT) == Results()


def test_what_has_moved_is_told_against_the_locks_and_what_we_ask_for_first(tmp_path: Path) -> None:
    for path, text in {
        "docs/uv.in": "uv\n",
        "docs/requirements.in": "# The site.\nmkdocs<2\n",
        "requirements.in": "-r docs/requirements.in\n-c docs/requirements.txt\n\nNumPy\n",
        "examples/requirements-extra.in": "-c ../requirements.txt\n\nonnx\n",
        "docs/uv.txt": pinned("uv==1"),
        "requirements.txt": pinned("mkdocs==1.6")
        + pinned("numpy==2.4 ; python_full_version < '3.13'")
        + pinned("numpy==2.5 ; python_full_version >= '3.13'")
        + pinned("absl-py==1"),
        "examples/requirements-extra.txt": pinned("absl-py==1") + pinned("onnx==1"),
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert asked_for(tmp_path) == "uv\nmkdocs<2\nNumPy\nonnx\n"
    found = Resolved("3.13", "", {"uv": "1", "mkdocs": "1.6", "numpy": "2.6", "onnx": "2", "new": "1"}, {})
    assert moved(tmp_path, found) == [
        Moved("numpy", "2.5", "2.6", True),
        Moved("onnx", "1", "2", True),
        Moved("absl-py", "1", "", False),
        Moved("new", "", "1", False),
    ]


def pinned(line: str) -> str:
    return f"{line} \\\n    --hash=sha256:{64 * '0'}\n"


def test_the_newest_python_that_has_every_package_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def uv(*arguments: str) -> subprocess.CompletedProcess[str]:
        if arguments[0] == "python":
            minor = int(arguments[-1].partition(".")[2])
            return subprocess.CompletedProcess(arguments, int(minor > 14), f"/usr/bin/python3.{minor}\n", "")
        if "3.14" in arguments:
            return subprocess.CompletedProcess(arguments, 1, "", "no wheels\n")
        return subprocess.CompletedProcess(arguments, 0, "keras==3.16.0\nabsl-py==2.2\n", "")

    monkeypatch.setattr(packages, "_uv", uv)
    assert newest(Path("requirements.in")) == Resolved(
        "3.13", "/usr/bin/python3.13", {"keras": "3.16.0", "absl-py": "2.2"}, {"3.14": "no wheels\n"}
    )
