"""The tiny project as a repository whose translations are in order."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.tiny_project import TinyProject, make_project

SOURCE = "docs/vi/index.md"
PAGE = "docs/en/index.md"


def commit(project: TinyProject) -> None:
    """Keep the files as they are in git's history."""
    for arguments in (["add", "--all"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "a"]):
        subprocess.run(["git", *arguments], cwd=project.root, check=True)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two languages in step, and their first commit: made once, as git is five processes."""
    project = make_project(tmp_path_factory.mktemp("repository"))
    project.write(SOURCE, "---\ndescription: Nhà.\n---\n\n# Nhà { #index }\n\nmột\n\n## Hai { #two }\n\nhai\n")
    project.write(PAGE, "---\ndescription: Home.\n---\n\n# Home { #index }\n\none\n\n## Two { #two }\n\ntwo\n")
    project.confirm()
    subprocess.run(["git", "init", "--quiet", "--template="], cwd=project.root, check=True)
    commit(project)
    return project.root


@pytest.fixture
def translated(repository: Path, tmp_path: Path) -> TinyProject:
    """A copy of it, for a test to break."""
    return TinyProject(shutil.copytree(repository, tmp_path, dirs_exist_ok=True))


def add_french(project: TinyProject) -> None:
    """A third language, which is not in lockstep and falls back to English, and whose home page reflects the source."""
    text = (project.root / "docs/languages.yml").read_text(encoding="utf-8")
    english = (
        text.partition("\nen:\n")[2]
        .replace("  lockstep: true\n", "  fallback: en\n")
        .replace("name: English", "name: Français", 1)
    )
    project.write("docs/languages.yml", f"{text}fr:\n{english}")
    page = (project.root / PAGE).read_text(encoding="utf-8")
    project.write("docs/fr/index.md", page.replace("one", "un").replace("two\n", "deux\n"))
