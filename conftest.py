"""Lets `tests/support/codeblocks.py` collect the pages, and distributes the tests among pytest-xdist's workers; keeps
away the settings of whoever runs them.

It is at the root because pytest calls a conftest's hooks only for the files below it, and docs/ is beside tests/.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from examples.runner.environment import environment_replaced, settings_ignored

# Set by pytest-xdist in its workers, which have the environment of the process that starts them.
WORKER = "PYTEST_XDIST_WORKER"
# Threads of TensorFlow and NumPy spin as they wait, which takes a tenth of the tests' time where workers share cores.
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
NO_GIT_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
ISOLATED = ExitStack()


def _isolate() -> None:
    """Let the tests, and the programs that they start, find none of the user's settings, until `ISOLATED` is closed.

    In a hook of git's, variables name the repository: the tests' own repositories would be taken for that one.
    """
    home = Path(tempfile.mkdtemp(prefix="keras-tests-home-"))
    ISOLATED.callback(shutil.rmtree, home, ignore_errors=True)
    ISOLATED.enter_context(settings_ignored(home))
    others = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ISOLATED.enter_context(environment_replaced(others | NO_GIT_SETTINGS | ONE_THREAD))


if WORKER not in os.environ:
    # Before anything is imported that reads settings.
    _isolate()

from tests.support.codeblocks import PageFile  # noqa: E402
from tests.support.lessons import names_lesson  # noqa: E402
from tests.support.reading import LESSONS  # noqa: E402

ROOT = Path(__file__).parent
# These tests go first: each script runs once, for the first test that asks for it, and here its coverage is measured.
SCRIPTS = ROOT / "tests/pages/test_scripts.py"
RUNNER = ROOT / "tests/runner"
# Set once a test that may import TensorFlow has run in this process.
KERAS_TESTS_HAVE_RUN = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one lesson's tests be chosen, as `make check-lesson` does, and more trainings, as `make verify` does."""
    parser.addoption("--lesson", metavar="NAME", help="only what says something of that lesson, the quickest first")
    parser.addoption("--trainings", metavar="N", type=int, default=5, help="how many copied scripts to train with")


def pytest_unconfigure() -> None:
    """Let the user's settings be as they were."""
    ISOLATED.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """Take the pages that readers see, and only those."""
    return PageFile.from_parent(parent, path=file_path) if PageFile.takes(file_path) else None


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: a worker often waits for a browser, a build or a kernel."""
    return (os.cpu_count() or 1) + 1


# tryfirst: xdist reads the groups in a hook of the same name, so they must be set before it.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each file to one worker, and all that needs Keras to the same one: importing TensorFlow takes seconds.

    What takes longest begins first, so that no worker is left with it at the end. Coverage is measured only where the
    scripts and their runner are tested: the other tests would cover nothing more, and take a fifth longer.
    """
    for item in items:
        group = "keras" if item.get_closest_marker("keras") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
        if item.path != SCRIPTS and not item.path.is_relative_to(RUNNER):
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=_turn)
    if lesson := config.getoption("--lesson"):
        _choose(items, lesson, config)


def _choose(items: list[pytest.Item], lesson: str, config: pytest.Config) -> None:
    """Keep what says something of the lesson: what only reads, then what needs a browser, then what needs Keras."""
    if lesson not in LESSONS:
        raise pytest.UsageError(f'no lesson "{lesson}" in mkdocs.yml (lessons: {", ".join(LESSONS)})')
    chosen: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        (chosen if _is_of(item, lesson) else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = sorted(chosen, key=_turn, reverse=True)


def _is_of(item: pytest.Item, lesson: str) -> bool:
    """Whether a test is of a lesson: by its file, by one of its parameters, or because it is of all lessons."""
    if item.get_closest_marker("lessons"):
        return True
    if item.path.is_relative_to(ROOT / "tests/plugins"):
        return False
    parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    texts = [item.path.name, *(value for value in parameters.values() if isinstance(value, str))]
    return any(names_lesson(text, lesson) for text in texts)


def _turn(item: pytest.Item) -> int:
    if item.path == SCRIPTS:
        return 0
    if item.get_closest_marker("keras"):
        return 1
    return 2 if item.path.is_relative_to(ROOT / "tests/browser") else 3


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Fail a test that imports TensorFlow without the mark: every worker would import it."""
    if item.get_closest_marker("keras"):
        item.config.stash[KERAS_TESTS_HAVE_RUN] = True
    yield
    if "tensorflow" in sys.modules and not item.config.stash.get(KERAS_TESTS_HAVE_RUN, False):
        pytest.fail("this test imports TensorFlow; mark it, or its module: pytest.mark.keras")
