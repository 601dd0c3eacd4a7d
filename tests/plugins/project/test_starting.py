"""`python -m …` says in one line what keeps it from starting, and what to run instead."""

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module

import pytest

from docs.plugins.project import starting
from docs.plugins.project.starting import start
from tests.support.programs import ROOT

AGAIN = "run: make .venv/site && .venv/bin/python -m docs.plugins"


@pytest.fixture(autouse=True)
def no_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be called without arguments, on a machine that has make."""
    monkeypatch.setattr(sys, "argv", ["docs/plugins/__main__.py"])
    monkeypatch.setattr(starting, "WINDOWS", False)


def started(command: Callable[[], object]) -> int:
    """The status of a command that does this, and returns 7."""

    def returning() -> int:
        command()
        return 7

    return start(returning, "docs.plugins", ".venv/site", "stopped here")


def test_a_command_that_starts_returns_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert started(lambda: None) == 7
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("module", ["no_such_package", "no_such_package.part"])
def test_a_package_that_is_missing_is_named_with_what_installs_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setattr(sys, "argv", [*sys.argv, "diff", "docs/en/a b.md"])
    assert started(lambda: import_module(module)) == 2
    said = f"error: this Python has no no_such_package; {AGAIN} diff 'docs/en/a b.md'\n"
    assert capsys.readouterr() == ("", said)


def test_a_module_of_our_own_that_is_missing_is_our_mistake() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"docs\.plugins\.lost"):
        started(lambda: import_module("docs.plugins.lost"))


def test_a_python_that_is_too_old_is_told_so_before_anything_is_imported(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    assert started(lambda: pytest.fail("imported")) == 2
    assert capsys.readouterr() == ("", f"error: this is Python 3.9, and 3.11 is needed; {AGAIN}\n")


def test_on_windows_what_installs_it_is_what_the_readme_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "WINDOWS", True)
    assert started(lambda: import_module("no_such_package")) == 2
    command = capsys.readouterr().err.rstrip().partition("install what this needs: ")[2]
    assert f"\n{command}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_ctrl_c_during_the_imports_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    assert started(stop) == 130
    assert capsys.readouterr() == ("", "stopped here\n")


@pytest.mark.parametrize(
    ("program", "target"),
    [
        ("docs.plugins", ".venv/site"),
        ("examples", ".venv/test"),
        ("tests.faults", ".venv/test"),
        ("tests.measuring.bench", ".venv/test"),
        ("tests.measuring.lighthouse", ".venv/test"),
        ("tests.canary", ".venv/site"),
        ("tests.properdocs", ".venv/site"),
        ("tests.published", ".venv/site"),
    ],
)
def test_without_any_package_each_program_says_what_to_run(program: str, target: str) -> None:
    result = subprocess.run(
        [sys.executable, "-S", "-m", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: this Python has no ")
    assert result.stderr.endswith(f"; run: make {target} && .venv/bin/python -m {program}\n")


def test_the_oldest_python_is_the_one_that_the_project_asks_for() -> None:
    asked = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={".".join(map(str, starting.OLDEST))},' in asked
