"""The commands that messages name can be pasted where the message was printed."""

import os
import sys
from pathlib import Path

import pytest

from docs.plugins.project.commands import EXAMPLES, PYTHON, SITE, interpreter, record_command
from docs.plugins.project.scripts import parse_script
from tests.support.tiny_project import SCRIPT


def test_the_environment_in_the_current_folder_is_named_from_there(tmp_path: Path) -> None:
    python = str(tmp_path / ".venv/bin/python")
    assert interpreter(python, tmp_path) == os.path.join(".venv", "bin", "python")  # noqa: PTH118
    assert interpreter(f"{python}.exe", tmp_path) == os.path.join(".venv", "bin", "python")  # noqa: PTH118


def test_a_python_elsewhere_is_named_as_a_terminal_finds_it_or_else_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for environment in ("active", "other"):
        python = tmp_path / environment / "python3.11"
        python.parent.mkdir()
        python.touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "active"))
    here = tmp_path / "here"
    assert interpreter(str(tmp_path / "active/python3.11"), here) == "python3.11"
    assert interpreter(str(tmp_path / "other/python3.11"), here) == str(tmp_path / "other/python3.11")


def test_every_command_is_run_by_the_python_that_names_it() -> None:
    assert interpreter(sys.executable, Path.cwd()) == PYTHON
    assert (f"{PYTHON} -m docs.plugins", f"{PYTHON} -m examples") == (SITE, EXAMPLES)
    assert record_command(parse_script("add", SCRIPT)) == f"{PYTHON} -m examples record add"
