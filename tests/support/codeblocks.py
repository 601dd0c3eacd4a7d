"""The pages' blocks as tests of pytest-codeblocks, and the rule of the ledger: what happens to each fence.

The cells of one script on a page are one test, as each continues the one before; every other block is its own test. The
tests run what the kinds of fences show on the site. pytest-codeblocks silently skips what it doesn't know (a fence with
attributes, `py`, `~~~`); here such a fence has no fate, and `tests/pages/test_ledger.py` fails.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pytest
from _pytest._code.code import ExceptionInfo, TerminalRepr, TracebackStyle
from pytest_codeblocks.main import CodeBlock
from pytest_codeblocks.plugin import MarkdownFile, TestBlock

from docs.plugins.check import check
from docs.plugins.fences.registry import kinds
from docs.plugins.fences.view import Code
from docs.plugins.project.pages import Fence
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Cell, Script
from tests.support.corrections import run_without_warnings
from tests.support.programs import PROJECT, ROOT, RUN, run_cells
from tests.support.reading import read_page
from tests.support.views import view_of


class Fate(StrEnum):
    """What happens to a fence."""

    RUN = "run"
    SHOWN = "shown"
    LISTED = "listed with a reason"


LANGUAGES_NOT_RUN = {
    "powershell": "for Windows; the block in the tab beside it, for Linux and macOS, is run",
    "yaml": "is no program: what the head of a page's file holds",
}
BLOCKS_NOT_RUN = {
    "make site": "serves until it is stopped; tests/test_setup.py asks make what it would do",
    "make test": "is the command that runs these tests",
    "make pdf": "needs a browser; tests/browser/test_printing.py prints what it prints",
    "make lighthouse": "takes minutes; .ci/run does it after these tests",
    "pip install jax\npip install torch --index-url https://download.pytorch.org/whl/cpu": (
        "needs the internet; tests/pages/test_backends_record.py reads it"
    ),
    # TensorFlow takes seconds to start.
    'source .venv/bin/activate\npython -c "import keras; print(keras.__version__)"': (
        "the block before it runs the first line, and tests/pages/test_install.py the second"
    ),
}
# Any language will do here: what runs is the same in all.
VIEW = view_of("vi")
# The fates of the fences that belong to none of this project's kinds.
FATES = {"bash": Fate.RUN, "python": Fate.RUN, "text": Fate.SHOWN}


def fate(fence: Fence) -> Fate | None:
    """The fate of a fence; None if nobody has decided on it."""
    if fence.run != "```":
        return None
    if fence.info in LANGUAGES_NOT_RUN or fence.body.strip() in BLOCKS_NOT_RUN:
        return Fate.LISTED
    if fence.info in kinds():
        codes = run_by(fence)
        if codes and not any(map(is_tested, codes)):
            return Fate.LISTED
        return Fate.RUN if codes else Fate.SHOWN
    return FATES.get(fence.info)


@cache
def page_problems() -> list[str]:
    """What is wrong with the project's pages and scripts."""
    return check(PROJECT)


def run_by(fence: Fence) -> list[Code]:
    """The pieces of code in a fence of one of the project's kinds that run, as the Markdown page has them."""
    kind = kinds().get(fence.info)
    shown = kind.markdown(fence.body, VIEW) if kind else ()
    codes = [part for part in shown if isinstance(part, Code) and part.program]
    return [code for code in codes if code.reference is None or code.reference.script in RUN]


def is_tested(code: Code) -> bool:
    """Whether the tests run a piece of code: the reason why they don't is the tag of its cell."""
    return not code.reference or PROJECT.scripts[code.reference.script].cell(code.reference.cell).is_tested


def shell_environment() -> dict[str, str]:
    """What a shell block finds in the environment: the tests' packages, so that pip has nothing to fetch."""
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": packages,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": "",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


class PageFile(MarkdownFile):  # type: ignore[misc]
    """A page of the site, or a document at the project's root."""

    @classmethod
    def takes(cls, path: Path) -> bool:
        """Whether the file is one that readers see."""
        parent = path.parent
        return path.suffix == ".md" and (parent == ROOT or parent.parent == ROOT / "docs")

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each script on the page, and one for every other block that runs; an error for a faulty page."""
        page = read_page(self.path)
        if problems := [problem for problem in page_problems() if problem.startswith(page.path)]:
            raise self.CollectError("\n".join(problems))
        run = [fence for fence in page.fences if fate(fence) is Fate.RUN]
        cells = [(fence, code.reference) for fence in page.fences for code in run_by(fence) if code.reference]
        for name, of_script in groupby(cells, key=lambda cell: cell[1].script):
            yield ScriptBlock.of(self, PROJECT.scripts[name], list(of_script))
        shell = [fence for fence in run if fence.info == "bash"]
        for index, fence in enumerate(shell):
            yield ShellBlock.of(self, fence, shell[:index])
        for fence in run:
            if fence.info == "python":
                yield PythonBlock.of(self, fence, fence.body + "\n")
            elif alone := [code.text for code in run_by(fence) if not code.reference]:
                yield CodeBlockAlone.of(self, fence, "".join(f"{text}\n" for text in alone))

    @cached_property
    def folder(self) -> Path:
        """Where the shell blocks run: the project's root for a document there, which is about it; else a new folder."""
        if self.path.parent == ROOT:
            return ROOT
        folder = tempfile.TemporaryDirectory()
        self.config.add_cleanup(folder.cleanup)
        return Path(folder.name)


class PageBlock(TestBlock):  # type: ignore[misc]
    """A test of a page; `lines` are those of the fences that it runs.

    All of them run in the worker that has Keras: most of them import it, and shell blocks skip what has passed there.
    """

    lines: tuple[int, ...]

    def __init__(self, **arguments: Any) -> None:  # noqa: ANN401 (pytest's own)
        super().__init__(**arguments)
        self.add_marker(pytest.mark.keras)

    def repr_failure(
        self, excinfo: ExceptionInfo[BaseException], style: TracebackStyle | None = None
    ) -> str | TerminalRepr:
        """pytest's own report, which names the line of the script; pytest-codeblocks prints only the message."""
        return pytest.Item.repr_failure(self, excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The page, and the line of the first fence (from 0, as pytest counts)."""
        return self.path, self.lines[0] - 1, self.name


class ScriptBlock(PageBlock):
    """The cells of one script that a page shows, as one program."""

    @classmethod
    def of(cls, parent: PageFile, script: Script, cells: Sequence[tuple[Fence, Reference]]) -> "ScriptBlock":
        """A test of cells of a script, each with the fence that shows it; those that start processes don't run."""
        (first, _), *_ = cells
        block: ScriptBlock = cls.from_parent(parent, name=f"line {first.line}: {script.name}.py")
        block.lines = tuple(fence.line for fence, _ in cells if fate(fence) is Fate.RUN)
        block.script = script
        block.references = [reference for _, reference in cells]
        return block

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that the page shows, in the script's order: a page may show a cure before the mistake."""
        names = {reference.cell for reference in self.references}
        return tuple(cell for cell in self.script.cells if cell.name in names)

    def runtest(self) -> None:
        run_cells(self.script.path, self.cells)


class CodeBlockAlone(PageBlock):
    """The code of a fence that is no cell of a script; it must neither fail nor warn."""

    @classmethod
    def of(cls, parent: PageFile, fence: Fence, code: str) -> "CodeBlockAlone":
        block: CodeBlockAlone = cls.from_parent(parent, name=f"line {fence.line}")
        block.lines = (fence.line,)
        block.code = code
        return block

    def runtest(self) -> None:
        run_without_warnings(self.code)


class PythonBlock(PageBlock):
    """A block of Python that stands alone."""

    @classmethod
    def of(cls, parent: PageFile, fence: Fence, code: str) -> "PythonBlock":
        block: PythonBlock = cls.from_parent(parent, name=f"line {fence.line}")
        block.lines = (fence.line,)
        block.obj = CodeBlock(code, fence.line, "python")
        return block


class ShellBlock(PageBlock):
    """A shell block, which stops at its first error; a page's blocks share a folder, and pip has no network.

    A page's translation has the same blocks, so the same blocks in the same order aren't run twice.
    """

    passed: ClassVar[set[tuple[str, ...]]] = set()

    @classmethod
    def of(cls, parent: PageFile, fence: Fence, before: Sequence[Fence]) -> "ShellBlock":
        """`before` are the page's earlier shell blocks, in whose folder this one runs."""
        block: ShellBlock = cls.from_parent(parent, name=f"line {fence.line}")
        block.lines = (fence.line,)
        block.blocks = tuple(each.body for each in [*before, fence])
        block.obj = CodeBlock(f"set -euo pipefail\n{fence.body}\n", fence.line, "bash")
        return block

    def runtest(self) -> None:
        if self.blocks in self.passed:
            return
        with contextlib.chdir(self.parent.folder), mock.patch.dict(os.environ, shell_environment()):
            super().runtest()
        self.passed.add(self.blocks)
