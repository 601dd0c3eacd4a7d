"""The fixtures that tests of several folders use: the built site, Chromium, and the real MNIST where it is."""

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
    """The folder of the site in both languages, built with --strict and without the repository's address."""
    return built_once(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def flat_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site built without directory URLs, so that it can be read from a file:// address."""
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


# Its scope is not the session: while the browser is used, nothing else in the process can run an event loop.
@pytest.fixture(scope="module")
def browser(chromium: Chromium) -> Iterator[Browser]:
    """The system's Chromium, in which no other module has left anything open."""
    with chromium.used() as browser:
        yield browser


# The service worker is blocked: it would fetch the whole site after the first page of each context, and answer in place
# of the server. The tests of reading offline have contexts that allow it.
@pytest.fixture(scope="module")
def phone_context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone's browser, whose cache all tests of a module share."""
    context = browser.new_context(viewport=PHONE, service_workers="block")
    yield context
    context.close()


@pytest.fixture(scope="module")
def desktop_context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop's browser, whose cache all tests of a module share."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    yield context
    context.close()


@pytest.fixture(scope="module")
def used_tab(desktop_context: BrowserContext) -> Page:
    """The tab of the desktop's browser that the tests of a module use one after the other."""
    return desktop_context.new_page()


@pytest.fixture
def tab(used_tab: Page, address: str) -> Page:
    """A tab as if it were new, in which the site has stored nothing, such as a choice of the reader's.

    A really new one would have a process of its own, which costs more than loading a page of the site. A test that adds
    what can't be undone, such as an init script, uses `own_tab`.
    """
    as_new(used_tab, DESKTOP)
    forget(used_tab, address)
    return used_tab


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context, for tests that change it as a whole or open several pages in it."""
    context = browser.new_context(viewport=DESKTOP, service_workers="block")
    yield context
    context.close()


@pytest.fixture
def own_tab(context: BrowserContext) -> Page:
    """A tab of a fresh browser context."""
    return context.new_page()


@pytest.fixture
def keras_alone(tmp_path: Path) -> Path:
    """A folder with Keras and no backend for it."""
    return link_packages_without_backends(tmp_path / "site-packages")


@pytest.fixture(scope="session")
def mnist_path() -> Path:
    """The path of the real MNIST, beside the project or in Keras' cache; without it, a test that needs it skips."""
    path = find_mnist()
    if path is None:
        pytest.skip(f"the real MNIST is at none of {', '.join(map(str, MNIST_PATHS))}")
    return path


@pytest.fixture
def mnist(mnist_path: Path) -> Arrays:
    """The arrays of the real MNIST: ((images, labels), (test_images, test_labels)), uint8."""
    return _arrays(mnist_path)


@pytest.fixture
def project(tmp_path: Path) -> TinyProject:
    """The tiny project, for a test to break."""
    return make_project(tmp_path)


@pytest.fixture
def buildable(project: TinyProject) -> TinyProject:
    """A tiny project that builds."""
    return make_buildable(project)
