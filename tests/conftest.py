"""Gives tests the built site, and the real MNIST where this machine has it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from examples.runner.arrays import Arrays
from examples.runner.npz import read_npz
from tests.support.browsers import DESKTOP, PHONE, Chromium, as_new, forget, started_once
from tests.support.building import built_once
from tests.support.interpreters import link_packages_without_backends
from tests.support.programs import MNIST_PATHS, find_mnist
from tests.support.serving import served
from tests.support.tiny_project import TinyProject, make_buildable, make_project


@cache
def _arrays(path: Path) -> Arrays:
    return read_npz(path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built strictly, both languages, with the repository's address not known."""
    return built_once(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site whose pages are files: it can be read from a file:// address."""
    return built_once(tmp_path_factory, "flat", "--no-directory-urls")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The system's Chromium, which takes a second to start."""
    with started_once() as chromium:
        yield chromium


# Not for the whole session: while it is used, nothing else in the process can run an event loop.
@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> Iterator[Browser]:
    """The system's Chromium, in which no other module has left anything open."""
    with chromium.used() as browser:
        yield browser


# Without the site's worker, which would fetch all of it behind the first page of each context, and answer in the
# server's place: the tests of reading offline have contexts that let it.
@pytest.fixture(scope="module")
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone, which keeps what it has fetched."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    yield context
    context.close()


@pytest.fixture(scope="module")
def desktop_context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop, which keeps what it has fetched."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    yield context
    context.close()


@pytest.fixture(scope="module")
def used_tab(desktop_context: BrowserContext) -> Page:
    """The page of it that one test after the other is given."""
    return desktop_context.new_page()


@pytest.fixture
def tab(used_tab: Page, address: str) -> Page:
    """That page as if it were new, in which the site has left nothing: no choice of the reader's.

    A new one would have a process of its own, which costs more than a page of the site. What can't be taken back, an
    init script, a test adds to `own_tab`.
    """
    as_new(used_tab, DESKTOP)
    forget(used_tab, address)
    return used_tab


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere yet, to be changed as a whole, or for several pages."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def own_tab(context: BrowserContext) -> Page:
    """A page of that browser."""
    return context.new_page()


@pytest.fixture
def keras_alone(tmp_path: Path) -> Path:
    """A folder with Keras and no backend for it."""
    return link_packages_without_backends(tmp_path / "site-packages")


@pytest.fixture(scope="session")
def mnist_path() -> Path:
    """The real MNIST: beside the project, or in Keras' cache; a test that needs it skips where it is in neither."""
    path = find_mnist()
    if path is None:
        pytest.skip(f"the real MNIST is at none of {', '.join(map(str, MNIST_PATHS))}")
    return path


@pytest.fixture
def mnist(mnist_path: Path) -> Arrays:
    """The arrays of the real MNIST: ((X_train, y_train), (X_test, y_test)), uint8."""
    return _arrays(mnist_path)


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """The tiny project, for a test to break."""
    return make_project(tmp_path)


@pytest.fixture
def buildable(project: TinyProject) -> TinyProject:
    """A tiny project that builds."""
    return make_buildable(project)
