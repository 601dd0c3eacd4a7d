"""Git's answers are the same whatever a user's settings are, and where it has none, it says why."""

import os
import subprocess
from pathlib import Path

import pytest

from docs.plugins.project import git as project_git
from docs.plugins.project.git import GitError, git, refusal
from tests.support.tiny_project import TinyProject

# Settings with which `git log --format=%H` and `git show` print more than they are asked for.
SETTINGS = """[color]
ui = always
[log]
showSignature = true
[core]
quotePath = true
pager = false
[diff]
noprefix = true
external = false
"""


def test_it_prints_what_it_is_asked_for_whatever_the_users_settings(
    translated: TinyProject, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = git(translated.root, "rev-list", "--all")
    settings = tmp_path_factory.mktemp("home") / "gitconfig"
    settings.write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    assert git(translated.root, "rev-list", "--all") == commits
    assert len(commits) == len("\n") + 40


def test_a_hook_of_another_repository_does_not_lead_it_there(
    translated: TinyProject, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    subprocess.run(["git", "init", "--quiet", "--template="], cwd=other, check=True)
    commits = git(translated.root, "rev-list", "--all")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert git(translated.root, "rev-list", "--all") == commits != b""


def test_a_folder_without_a_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitError, match=r"^git refuses \(not a git repository .*\)$"):
        git(tmp_path, "rev-list", "--all")


def test_a_machine_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitError) as error:
        git(tmp_path, "rev-list", "--all")
    assert str(error.value) == "git cannot be run (No such file or directory); install it"


def test_the_checkout_of_another_user_is_told_with_the_command_that_lets_git_read_it(
    translated: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(project_git, "KEPT", (*project_git.KEPT, "GIT_TEST_ASSUME_DIFFERENT_OWNER"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "0")
    with pytest.raises(GitError) as error:
        git(translated.root, "rev-list", "--all")
    assert str(error.value) == (
        f"git refuses (detected dubious ownership in repository at '{translated.root}'); if you trust this folder: "
        f"git config --global --add safe.directory {translated.root}"
    )


def test_a_git_that_fails_without_a_word_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match=r"^git refuses \(it does not say why\)$"):
        git(tmp_path, "rev-list", "--all")


def test_what_git_warns_of_first_is_not_taken_for_the_reason() -> None:
    written = "warning: unable to access '/root/.config/git/attributes'\n\nfatal: not a git repository\n"
    assert refusal(written) == "git refuses (not a git repository)"
