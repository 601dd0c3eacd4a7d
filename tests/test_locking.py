"""Making the locks: what uv is asked for, what is said of it, and that a failure leaves all as it was."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import locking
from tests.locking import LOCKS, main, moved, pins


class Uv:
    """Stands in for uv: notes its options by the lock, writes a line into each lock, and fails at the last if asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.options: dict[str, list[str]] = {}
        self.pins: dict[str, str] = {}
        self.fails = False

    def run(self, command: list[str], *, cwd: Path, check: bool) -> subprocess.CompletedProcess[str]:
        """Stand in for the function of `subprocess`."""
        assert (Path(command[0]).name, cwd, check) == ("uv", self.root, False)
        *options, _, output, asked = command[1:]
        name = asked.removesuffix(".in")
        assert output == f"{name}.txt"
        assert " ".join(options).startswith(f"{locking.COMPILE} --quiet")
        self.options[name] = options[len(f"{locking.COMPILE} --quiet".split()) :]
        if self.fails and name == LOCKS[-1]:
            return subprocess.CompletedProcess(command, 3)
        text = self.pins.get(name) or (self.root / output).read_text(encoding="utf-8")
        (self.root / output).write_text(text, encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)


@pytest.fixture
def uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Uv:
    """A project with six locks, and what stands in for uv."""
    fake = Uv(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/uv.txt").write_text("# by uv\nuv==0.1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    (tmp_path / "docs/requirements.txt").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "docs/properdocs.txt").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("a==1\nkeras==3.14.1 ; python_version < '3'\n", encoding="utf-8")
    (tmp_path / "requirements-torch.txt").write_text("a==1\n", encoding="utf-8")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples/requirements-extra.txt").write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(locking, "ROOT", tmp_path)
    monkeypatch.setattr(subprocess, "run", fake.run)
    monkeypatch.setattr(shutil, "which", lambda name, path: str(Path(path) / name))
    return fake


def make(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["locking", *arguments])
    return main()


def test_make_lock_upgrades_nothing_and_is_silent(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(monkeypatch) == 0
    assert uv.options == {name: [] for name in LOCKS}
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("packages", "options"),
    [([], ["--upgrade"]), (["Keras", "a"], ["--upgrade-package=keras", "--upgrade-package=a"])],
    ids=["all", "two"],
)
def test_upgrade_asks_for_the_newest_of_the_packages_that_are_named_or_else_of_all(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, packages: list[str], options: list[str]
) -> None:
    assert make(monkeypatch, "--upgrade", *packages) == 0
    # The second lock bounds those after it.
    assert list(uv.options.items()) == [(name, options) for name in LOCKS]


def test_what_has_moved_is_printed_with_what_comes_next(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    uv.pins = {"requirements": "a==1\nkeras==3.15.1\nnew-one==2\n"}
    assert make(monkeypatch, "--upgrade", "keras") == 0
    assert capsys.readouterr().out == f"keras    3.14.1 → 3.15.1\nnew-one  – → 2\n{locking.NEXT}\n"


def test_that_nothing_has_moved_is_said_too(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(monkeypatch, "--upgrade", "keras") == 0
    assert uv.options
    assert capsys.readouterr().out == "Nothing has moved: the locks have the newest versions that fit.\n"


def test_a_lock_in_which_nothing_has_moved_is_as_old_as_before_so_that_make_installs_nothing(
    uv: Uv, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in LOCKS:
        os.utime(uv.root / f"{name}.txt", (1000, 1000))
    uv.pins = {"requirements": "a==1\nkeras==3.15.1\n"}
    assert make(monkeypatch, "--upgrade", "keras") == 0
    assert [name for name in LOCKS if (uv.root / f"{name}.txt").stat().st_mtime > 1000] == ["requirements"]


def test_a_package_that_no_lock_has_is_one_line_and_nothing_is_made(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(monkeypatch, "--upgrade", "kers") == 2
    assert capsys.readouterr() == ("", 'error: no lock has a package "kers"; did you mean "keras"?\n')
    assert uv.options == {}


def test_where_a_lock_cannot_be_made_all_stay_as_they_were(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: (uv.root / f"{name}.txt").read_bytes() for name in LOCKS}
    uv.pins, uv.fails = {"docs/requirements": "a==2\n"}, True
    assert make(monkeypatch, "--upgrade") == 3
    assert {name: (uv.root / f"{name}.txt").read_bytes() for name in LOCKS} == before
    assert capsys.readouterr() == ("", "")


def test_without_uv_the_target_that_brings_it_is_named(
    uv: Uv, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path: None)
    assert make(monkeypatch) == 2
    assert uv.options == {}
    assert capsys.readouterr().err == "error: no uv beside this Python; run: make lock\n"


def test_a_package_has_several_versions_where_machines_have_different_ones() -> None:
    before = pins(
        ["numpy==2.2 ; python_version < '3.12' \\\n    --hash=sha256:0\nnumpy==2.3 ; python_version >= '3.12'\n"]
    )
    assert before == {"numpy": ["2.2", "2.3"]}
    assert moved(before, {"numpy": ["2.3"]}) == ["numpy  2.2, 2.3 → 2.3"]
    assert moved(before, before) == []
