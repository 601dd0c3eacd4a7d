"""A language of the real project that has begun stops nobody: the tests are collected, its site is built.

The tests of pages and of the site ask for complete languages alone, as `tests/support/reading.py` names them.
"""

import os
import shutil
import subprocess
import sys
from contextlib import chdir, suppress
from pathlib import Path

import pytest

from docs.plugins import cli
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import page

# The settings of its site alone: the real build makes the complete languages before it.
ALONE = "INHERIT: mkdocs.yml\ndocs_dir: docs/{0}\nsite_dir: site/{0}\n"
# The language that has begun: one that the project does not have.
CODE = next(code for code in ("fr", "eo", "lb") if code not in {language.code for language in PROJECT.languages})
NOT_COPIED = {".git", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", "site"}
# What `make canary` and `make properdocs` keep: a gigabyte of packages.
ENVIRONMENTS = {"canary", "properdocs"}
# What a build of the project has kept, where there was one: to make it again would take three seconds.
NOTEBOOKS = ".cache/mkdocs-jupyter"


def _not_copied(folder: str, names: list[str]) -> set[str]:
    if Path(folder) == ROOT / ".cache":
        return ENVIRONMENTS
    return NOT_COPIED if Path(folder) == ROOT else {"node_modules"}


def _copy_if_there(source: str, target: str) -> None:
    """Copy a file, unless another worker's build or import, which writes it under another name first, has moved it."""
    with suppress(FileNotFoundError):
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a language of which one page is begun: a copy, of which two sections are translated and one is
    taken out."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT, root, ignore=_not_copied, copy_function=_copy_if_there, dirs_exist_ok=True)
    if (root / NOTEBOOKS / "en").is_dir():
        shutil.copytree(root / NOTEBOOKS / "en", root / NOTEBOOKS / CODE, dirs_exist_ok=True)
    text = (ROOT / "docs/en/index.md").read_text(encoding="utf-8")
    before, what, rest = text.partition("## What is Keras?")
    _, backend, after = rest.partition("## Keras runs")
    assert what
    assert backend
    begun, after = before.replace("# Teach ", "# Apprendre : "), after.replace("## Look up ", "## Chercher ")
    with chdir(root):
        assert cli.main(["new", CODE]) == 0
        (root / f"docs/{CODE}/index.md").write_text(f"{begun}{backend}{after}", encoding="utf-8")
        assert cli.main(["confirm", f"docs/{CODE}/index.md"]) == 0
        assert cli.main(["check"]) == 0
    return root


def run(root: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-P", "-m", *arguments]
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, (result.stdout + result.stderr)[-2000:]
    return result.stdout


def test_every_test_is_collected_beside_a_language_that_is_half_translated(copy: Path) -> None:
    collected = run(copy, "pytest", "--collect-only", "-q", "-p", "no:cacheprovider")
    assert "tests/pages/test_words.py::" in collected
    assert f"docs/{CODE}/index.md::" not in collected


def test_the_site_of_a_language_that_is_half_translated_is_built_strictly(copy: Path) -> None:
    (copy / "alone.yml").write_text(ALONE.format(CODE), encoding="utf-8")
    run(copy, "mkdocs", "build", "--strict", "--quiet", "--config-file", "alone.yml")
    home = (copy / f"site/{CODE}/index.html").read_text(encoding="utf-8")
    assert '<h1 id="index">Apprendre : ' in home
    assert home.count('class="admonition warning"') == len(page("index", "en").sections) - 2
    assert '<h2 id="what" lang="en">' in home
