"""Hands the pages to `tests/support/codeblocks.py`, and deals the tests out to pytest-xdist's workers.

It stands here, as pytest asks a conftest only for what lies below it.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.codeblocks import PageFile

ROOT = Path(__file__).parent
# A script runs once, for all tests that ask for it: for the first.
SCRIPTS = ROOT / "tests/pages/test_scripts.py"
RUNNER = ROOT / "tests/runner"
# TensorFlow's threads spin as they wait, which takes a tenth of the tests' time where workers share the cores.
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"}
# Set once a test that may import TensorFlow has run in this process.
KERAS_TESTS_HAVE_RUN = pytest.StashKey[bool]()


def pytest_configure() -> None:
    """Let TensorFlow work in one thread, in the tests' processes and in those that they start."""
    os.environ.update(ONE_THREAD)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """Take the pages that readers see, and only those."""
    return PageFile.from_parent(parent, path=file_path) if PageFile.takes(file_path) else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: a worker often waits for a browser, a build or a kernel."""
    return (os.cpu_count() or 1) + 1


# First: xdist reads the groups in a hook of the same name.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each file to one worker, and all that needs Keras to the same one: TensorFlow takes seconds to import.

    What takes longest begins first, so that no worker is left with it at the end. Coverage is measured where the
    scripts and their runner are tested: it makes all else a fifth slower, and would see nothing more.
    """
    for item in items:
        group = "keras" if item.get_closest_marker("keras") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
        if item.path != SCRIPTS and not item.path.is_relative_to(RUNNER):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.path == SCRIPTS:
        return 0
    if item.get_closest_marker("keras"):
        return 1
    return 2 if item.path.is_relative_to(ROOT / "tests/browser") else 3


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that imports TensorFlow and does not say so: it would be imported in every worker."""
    if item.get_closest_marker("keras"):
        item.config.stash[KERAS_TESTS_HAVE_RUN] = True
    yield
    if "tensorflow" in sys.modules and not item.config.stash.get(KERAS_TESTS_HAVE_RUN, False):
        pytest.fail("this test imports TensorFlow; mark it, or its module: pytest.mark.keras")
