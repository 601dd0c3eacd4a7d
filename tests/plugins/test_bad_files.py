"""A file that can't be read or understood is named in one line at each door that meets it, without a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from docs.plugins.cli import main
from docs.plugins.project.commands import EXAMPLES
from tests.support.programs import ROOT
from tests.support.tiny_project import TinyProject

RECORD = "examples/notebooks/add.ipynb"
KEYS = "name, site_name, description, thousands_mark, decimal_mark, labels, lockstep, fallback"
NOT_UTF_8 = "1: not UTF-8 (invalid start byte); save the file as UTF-8"
STATUS, DIFF, CONFIRM = ("status",), ("diff", "docs/en/index.md"), ("confirm", "docs/en/index.md")
NEW, PDF = ("new", "fr"), ("pdf", "site")
# What each command reads is not the same: who prints a PDF is not stopped by a page that can't be read.
OF_LANGUAGES = [STATUS, DIFF, CONFIRM, NEW, PDF]
OF_PAGES = [STATUS, DIFF, CONFIRM]


@pytest.fixture(autouse=True)
def in_the_project(translated: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the folder of the project."""
    monkeypatch.chdir(translated.root)


def misspelt_key(project: TinyProject) -> str:
    project.replace("docs/languages.yml", "  lockstep: true", "  lockstpe: true")
    return f'docs/languages.yml:{line(project, "lockstpe")}: "lockstpe" is no key of a language (keys: {KEYS})'


def misspelt_value(project: TinyProject) -> str:
    project.replace("docs/languages.yml", "  lockstep: true", "  lockstep: ture")
    return f'docs/languages.yml:{line(project, "lockstep")}: "lockstep" is "ture", not true or false; write one of them'


def languages_not_utf_8(project: TinyProject) -> str:
    project.write_bytes("docs/languages.yml", b"\xff")
    return f"docs/languages.yml:{NOT_UTF_8}"


def line(project: TinyProject, word: str) -> int:
    """The first line of the languages with the word at its beginning."""
    lines = (project.root / "docs/languages.yml").read_text(encoding="utf-8").splitlines()
    return next(number for number, text in enumerate(lines, start=1) if text.strip().startswith(word))


def checked(capsys: pytest.CaptureFixture[str]) -> str:
    """What the check of the project says: it has found a problem."""
    assert main(["check"]) == 1
    output, errors = capsys.readouterr()
    assert errors == ""
    return output


def refused(capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> str:
    """What another command says on stderr, which does nothing else."""
    assert main(command) == 2
    output, errors = capsys.readouterr()
    assert output == ""
    return errors


@pytest.mark.parametrize("damage", [misspelt_key, misspelt_value, languages_not_utf_8])
@pytest.mark.parametrize("command", OF_LANGUAGES, ids=lambda command: command[0])
def test_bad_languages_stop_each_command(
    translated: TinyProject,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[TinyProject], str],
    command: tuple[str, ...],
) -> None:
    message = damage(translated)
    assert refused(capsys, command) == f"error: {message}\n"
    assert checked(capsys) == f"{message}\n"


@pytest.mark.parametrize("path", ["docs/vi/index.md", "docs/en/index.md"])
@pytest.mark.parametrize("command", OF_PAGES, ids=lambda command: command[0])
def test_a_page_that_is_not_utf_8_stops_each_command_that_reads_pages(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], path: str, command: tuple[str, ...]
) -> None:
    translated.write_bytes(path, b"\xff")
    assert refused(capsys, command) == f"error: {path}:{NOT_UTF_8}\n"
    assert checked(capsys) == f"{path}:{NOT_UTF_8}\n"


@pytest.mark.parametrize("path", ["docs/glossary.yml", "docs/errata.yml", "docs/changes.yml"])
def test_the_check_names_another_file_that_is_not_utf_8_and_nothing_else_needs_it(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    translated.write_bytes(path, b"\xff")
    assert checked(capsys) == f"{path}:{NOT_UTF_8}\n"
    assert main(CONFIRM) == 0


@pytest.mark.parametrize("path", ["docs/languages.yml", "docs/vi/index.md", "docs/glossary.yml", RECORD])
def test_the_check_names_a_file_that_may_not_be_read(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    read_bytes = Path.read_bytes

    # Whoever runs the tests as root may read all.
    def refuse(file: Path) -> bytes:
        if file == translated.root / path:
            raise PermissionError(13, "Permission denied", str(file))
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    again = f", or make it again: {EXAMPLES} record add" if path == RECORD else ""
    assert checked(capsys) == f"{path}: cannot be read (Permission denied); check its permissions{again}\n"


def test_a_folder_that_may_not_be_entered_is_told_by_the_file_in_it(
    translated: TinyProject, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stat = Path.stat

    def refuse(file: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if file == translated.root / RECORD:
            raise PermissionError(13, "Permission denied", str(file))
        return stat(file, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    assert checked(capsys).startswith(f"{RECORD}: cannot be read (Permission denied); check its permissions, or make")


def test_the_module_ends_with_the_status_and_no_traceback(translated: TinyProject) -> None:
    translated.write_bytes("docs/languages.yml", b"\xff")
    result = subprocess.run(
        [sys.executable, "-m", "docs.plugins", "status"],
        cwd=translated.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == f"error: docs/languages.yml:{NOT_UTF_8}\n"
