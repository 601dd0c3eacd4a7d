"""Every command that a page, a document, the Makefile or a message shows is there, as it is written."""

import re

import pytest

from tests.support.commands import MAKE, MODULE, PROGRAM, SCRIPT, Shown, problems, shown_anywhere

SHOWN = shown_anywhere()


def test_every_command_that_is_shown_is_there() -> None:
    assert [f"{shown.where}: {shown.text}: {problem}" for shown in SHOWN for problem in problems(shown.text)] == []


def test_a_command_names_the_python_of_the_environment_that_its_reader_has() -> None:
    assert [f"{shown.where}: {shown.text}" for shown in SHOWN if shown.is_of_another_python] == []


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (MODULE, "README.md"),
        (PROGRAM, "CONTRIBUTING.md"),
        (MAKE, "README.md"),
        (MODULE, "docs/vi/translate.md"),
        (SCRIPT, "docs/vi/install.md"),
        (MAKE, "Makefile"),
        (MODULE, "Makefile"),
        (MODULE, "docs/plugins/cli.py"),
        (MODULE, "docs/plugins/translations/checking.py"),
        (MODULE, "docs/plugins/project/commands.py"),
        (MAKE, "examples/runner/errors.py"),
        (MAKE, "tests/locking.py"),
    ],
    ids=str,
)
def test_the_commands_of_each_kind_of_place_are_found(what: re.Pattern[str], where: str) -> None:
    assert any(shown.where == where and what.search(shown.text) for shown in SHOWN)


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        (".venv/bin/python -m docs.plugin check", "no module docs.plugin"),
        (".venv/bin/python -m doc.plugins check", "no module doc.plugins"),
        ("then: .venv/bin/python -m docs.plugins confrm NAME", "docs.plugins has no command confrm"),
        (".venv/bin/python -m examples record --epochs 2", "examples has no option --epochs"),
        ("python -m examples --verbose", "examples has no option --verbose"),
        (".venv/bin/python -m tests.measuring.bench --dat a", "tests.measuring.bench has no option --dat"),
        (".venv/bin/pytests tests", "no program pytests"),
        (".venv/bin/pytest tests/lost.py", "no tests/lost.py"),
        (".venv/bin/python -m docs.plugins diff docs/en/lost.md#a", "no docs/en/lost.md"),
        ("python lost.py", "no lost.py"),
        ("make tests", "no target tests"),
        ("run: make .venv/sites && make site", "no target .venv/sites"),
        ("make verify MINST=a", "no variable MINST"),
    ],
)
def test_what_is_not_there_is_found(command: str, problem: str) -> None:
    assert list(problems(command)) == [problem]


@pytest.mark.parametrize("command", ["python -m docs.plugins check", "run: python3 -m examples list"])
def test_a_python_that_may_not_be_the_one_of_the_makefile_is_found(command: str) -> None:
    assert Shown("a message", command).is_of_another_python
    assert not Shown("docs/vi/install.md", command, for_the_makefile=False).is_of_another_python
