"""Every fence of every page is run, shown, or listed with a reason, and pytest collects exactly those that are run."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from docs.plugins.project.pages import Fence
from docs.plugins.project.scripts import Cell
from tests.support.codeblocks import BLOCKS_NOT_RUN, LANGUAGES_NOT_RUN, Fate, PageBlock, PageFile, ShellBlock, fate
from tests.support.programs import ROOT
from tests.support.reading import LANGUAGES, read_page

PATHS = sorted(path for pattern in ("*.md", "docs/*/*.md") for path in ROOT.glob(pattern) if PageFile.takes(path))


def ledger() -> list[tuple[str, Fence, Fate | None]]:
    return [(page.path, fence, fate(fence)) for page in map(read_page, PATHS) for fence in page.fences]


@pytest.mark.lessons
def test_every_fence_is_run_or_shown_or_listed() -> None:
    undecided = [f"{path}:{fence.line}: ```{fence.info}" for path, fence, its_fate in ledger() if its_fate is None]
    assert undecided == []


def test_the_number_of_fences_of_each_fate_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Counter(its_fate for path, _, its_fate in ledger() if Path(path).parent.name in ("", *LANGUAGES))
    with capsys.disabled():
        print(f" [{', '.join(f'{count} {its_fate}' for its_fate, count in sorted(counts.items(), key=str))}]", end="")
    assert set(counts) == set(Fate)


def test_pytest_collects_just_the_fences_that_are_to_be_run(request: pytest.FixtureRequest) -> None:
    blocks = {
        f"{path.relative_to(ROOT).as_posix()}::{block.name}": block
        for path in PATHS
        for block in PageFile.from_parent(request.session, path=path).collect()
        if isinstance(block, PageBlock)
    }
    command = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider", *map(str, PATHS)]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line for line in listed if "::" in line] == list(blocks)
    lines = {(name.partition("::")[0], line) for name, block in blocks.items() for line in block.lines}
    assert lines == {(path, fence.line) for path, fence, its_fate in ledger() if its_fate is Fate.RUN}


@pytest.mark.lessons
def test_every_reason_is_still_needed() -> None:
    fences = [fence for _, fence, _ in ledger()]
    assert {fence.body.strip() for fence in fences} >= set(BLOCKS_NOT_RUN)
    assert {fence.info for fence in fences} >= set(LANGUAGES_NOT_RUN)


@pytest.mark.parametrize("info", ['python title="x"', "py", "Python", "{.python}", "console", "sh", ""])
def test_a_fence_that_pytest_codeblocks_would_skip_has_no_fate(info: str) -> None:
    assert fate(Fence(1, info, "1 / 0", "```", 3)) is None


def test_a_cell_that_starts_processes_is_listed_and_its_page_still_runs_the_others(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines() -> list[int]:
        page = PageFile.from_parent(request.session, path=ROOT / "docs/en/sequential.md")
        return [line for block in page.collect() if isinstance(block, PageBlock) for line in block.lines]

    fences = {fence.body.strip(): fence for fence in read_page(ROOT / "docs/en/sequential.md").fences_of("example")}
    fence, before = fences["sequential.py#evaluate"], lines()
    assert fate(fence) is Fate.RUN
    monkeypatch.setattr(Cell, "is_tested", property(lambda cell: cell.name != "evaluate"))
    assert fate(fence) is Fate.LISTED
    assert lines() == [line for line in before if line != fence.line]


@pytest.mark.parametrize("run", ["~~~", "````"])
def test_a_fence_of_other_characters_has_no_fate(run: str) -> None:
    assert fate(Fence(1, "python", "1 / 0", run, 3)) is None


def test_a_failing_line_of_a_shell_block_fails_its_test(request: pytest.FixtureRequest) -> None:
    page = PageFile.from_parent(request.session, path=ROOT / "README.md")
    block = ShellBlock.of(page, Fence(1, "bash", "false\ntrue", "```", 4), [])
    with pytest.raises(Exception, match="exit status 1"):
        block.runtest()
