"""The site in a real browser without a network, and when a new build takes the place of an old one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, expect

from docs.plugins.project.links import DIGITS_ADDRESS
from docs.plugins.project.packed_digits import PATH
from docs.plugins.site.bundles import STYLE
from docs.plugins.site.offline import write_worker
from tests.support.addresses import EVERY_CODE, EVERY_PAGE_FILE, LANGUAGE_FOLDERS
from tests.support.browsers import DESKTOP, errors_of, visit
from tests.support.programs import ROOT
from tests.support.reading import IN_LOCKSTEP
from tests.support.serving import AlteringData, AlteringPages, HidingHtml, served

SHOWN = ("document", "stylesheet", "script", "image")
# `ready` alone would wait for ever for a worker that is not installed.
ACTIVE = """async () => {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no worker is active")), 20_000));
  await Promise.race([navigator.serviceWorker.ready, late]);
}"""
PICTURES = """() => [...document.images].every((image) => {
  image.loading = "eager";
  return image.complete && image.naturalWidth > 0;
})"""
# One page of each kind is opened; of the others, everything that they show is only requested.
KINDS = ("", "functional/", "glossary/")
LOST = """async (pages) => {
  const asked = {};
  const ask = (address) => (asked[address] ??= fetch(address).then((answer) => answer.ok && answer, () => false));
  for (const page of pages) {
    const answer = await ask(page);
    if (!answer) continue;
    const shown = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
    const own = "img:not([src^='data:'], [src*='examples/']), script[src], link[rel=stylesheet]";
    for (const part of shown.querySelectorAll(own)) {
      await ask(new URL(part.getAttribute("src") ?? part.getAttribute("href"), page).href);
    }
  }
  const lost = [];
  for (const [address, answer] of Object.entries(asked)) if (!(await answer)) lost.push(address);
  return lost;
}"""
# Looks for a new build, and returns the state of its worker.
UPDATED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  while (worker.state === "installing") await new Promise(requestAnimationFrame);
  return worker.state;
}"""
# The names of the builds from which the page and its style sheet come.
BUILDS = """[document.documentElement.dataset.build,
  getComputedStyle(document.documentElement).getPropertyValue("--build")]"""

IS_B = f"""() => JSON.stringify({BUILDS}) === '["B","B"]'"""
# Tells the waiting worker that a page has begun, as each next page does, until the new build has taken over.
TOLD_IS_B = f"""() => {{
  navigator.serviceWorker.getRegistration().then(({{ waiting }}) => waiting?.postMessage("begun"));
  return ({IS_B})();
}}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context in which the site's service worker may run."""
    context = browser.new_context(viewport=DESKTOP)
    yield context
    context.close()


def visit_and_cache(tab: Page, address: str) -> None:
    """Visit a page, and wait until the worker has cached the site and controls the page."""
    tab.goto(address)
    tab.evaluate(ACTIVE)
    tab.reload()
    assert tab.evaluate("navigator.serviceWorker.controller !== null")


def mark(folder: Path, build: str) -> None:
    """Turn a folder into a build of this name, which each page and the style sheet state."""
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8").replace("<html data-build=", "<html data-old=")
        page.write_text(text.replace("<html ", f'<html data-build="{build}" ', 1), encoding="utf-8")
    for style in folder.rglob(STYLE):
        style.write_text(f"{style.read_text(encoding='utf-8')}\n:root {{ --build: {build} }}\n", encoding="utf-8")
    write_worker(folder, EVERY_CODE[1:])
    for code in EVERY_CODE[1:]:
        write_worker(folder / code, [])


@pytest.fixture(scope="module")
def build_a(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build that is called A."""
    folder = tmp_path_factory.mktemp("builds") / "build"
    shutil.copytree(site, folder)
    mark(folder, "A")
    return folder


@pytest.fixture
def build(build_a: Path, tmp_path: Path) -> Path:
    """The folder of a copy of build A, which a test replaces by another build."""
    folder = tmp_path / "build"
    shutil.copytree(build_a, folder)
    return folder


@pytest.fixture
def build_address(build: Path) -> Iterator[str]:
    """The address at which that build is served."""
    with served(build) as address:
        yield address


@pytest.fixture(scope="module", params=LANGUAGE_FOLDERS)
def root(request: pytest.FixtureRequest) -> str:
    """The folder of a language."""
    return str(request.param)


@pytest.fixture(scope="module")
def offline(browser: Browser, address: str, root: str) -> Iterator[Page]:
    """A reader without a network, who has visited one page of a language before."""
    context = browser.new_context(viewport=DESKTOP)
    tab = context.new_page()
    visit_and_cache(tab, f"{address}/{root}/install/")
    context.set_offline(True)
    yield tab
    context.close()


def test_after_one_visit_every_page_of_the_language_but_the_examples_opens_without_a_network(
    offline: Page, address: str, root: str
) -> None:
    lost: list[str] = []

    def lose(request: Request) -> None:
        # A page's unfinished requests are aborted when the next page opens; those don't count.
        if request.resource_type in SHOWN and request.failure != "net::ERR_ABORTED":
            lost.append(request.url)

    read = [page for page in EVERY_PAGE_FILE if page.startswith(f"{root}/") and "/examples/" not in page]
    pages = [f"{address}/{page.removesuffix('index.html')}" for page in read]
    kinds = [f"{address}/{root}/{kind}" for kind in KINDS]
    assert set(kinds) < set(pages)
    offline.on("requestfailed", lose)
    for page in kinds:
        offline.goto(page, wait_until="domcontentloaded")
        offline.wait_for_function(PICTURES)
        assert offline.locator("h1").first.is_visible()
    offline.remove_listener("requestfailed", lose)
    assert lost == []
    assert offline.evaluate(LOST, pages) == []


def test_an_example_and_its_pictures_open_without_a_network_once_they_have_been_opened(
    own_tab: Page, address: str
) -> None:
    visit_and_cache(own_tab, f"{address}/install/")
    visit(own_tab, f"{address}/examples/data/")
    own_tab.wait_for_function(PICTURES)
    own_tab.context.set_offline(True)
    visit(own_tab, f"{address}/examples/data/")
    own_tab.wait_for_function(PICTURES)
    with pytest.raises(Error, match="ERR_"):
        own_tab.goto(f"{address}/examples/train/")


def test_the_packed_digits_are_had_without_a_network_once_they_were_asked_for(own_tab: Page, address: str) -> None:
    read = f"fetch('{address}/{DIGITS_ADDRESS}').then(async (answer) => (await answer.arrayBuffer()).byteLength)"
    visit_and_cache(own_tab, f"{address}/install/")
    own_tab.context.set_offline(True)
    with pytest.raises(Error, match="Failed to fetch"):
        own_tab.evaluate(read)
    own_tab.context.set_offline(False)
    size = own_tab.evaluate(read)
    own_tab.context.set_offline(True)
    assert own_tab.evaluate(read) == size == (ROOT / PATH).stat().st_size


def test_without_a_network_an_address_may_have_a_query_or_name_the_file(offline: Page, address: str, root: str) -> None:
    for end in ("install/?song-ngu", "train/index.html", "?q=keras"):
        visit(offline, f"{address}/{root}/{end}")
        assert offline.locator("article h1").first.is_visible()


def test_without_a_network_the_search_finds(offline: Page, address: str, root: str) -> None:
    visit(offline, f"{address}/{root}/?q=keras")
    offline.locator(".search ol a").first.wait_for()


def test_without_a_network_an_unknown_address_gives_the_page_that_says_so(
    offline: Page, address: str, root: str
) -> None:
    language = IN_LOCKSTEP[LANGUAGE_FOLDERS.index(root)]
    visit(offline, f"{address}/{root}/no-such-page/")
    assert offline.locator("h1").first.inner_text() == language.labels["not_found"]


def test_without_a_network_a_folder_is_found_without_its_slash(offline: Page, address: str, root: str) -> None:
    visit(offline, f"{address}/{root}/data?song-ngu#mnist")
    assert offline.url.endswith("/data/?song-ngu=1#mnist")
    assert offline.locator("article h1").first.is_visible()


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS[:1], indirect=True)
def test_the_source_languages_worker_leaves_the_other_languages_to_the_network(offline: Page, address: str) -> None:
    for page in ("install/", "no-such-page/"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            offline.goto(f"{address}/en/{page}")


def test_a_host_that_hides_html_and_wants_nothing_kept_is_read_offline_too(own_tab: Page, site: Path) -> None:
    root, language = LANGUAGE_FOLDERS[-1], IN_LOCKSTEP[-1]
    with served(site, HidingHtml) as address:
        visit_and_cache(own_tab, f"{address}/{root}/install/")
        own_tab.context.set_offline(True)
        for path in ("no-such-page", "no/such/page/?song-ngu"):
            own_tab.goto(f"{address}/{root}/{path}")
            assert own_tab.locator("h1").first.inner_text() == language.labels["not_found"]
            # Its styles are there.
            expect(own_tab.locator("#status")).to_have_css("position", "absolute")
        own_tab.goto(f"{address}/{root}/data/index.html")
        assert own_tab.locator("article h1").first.is_visible()


def console_of(context: BrowserContext) -> list[tuple[str, str]]:
    """The kind and the text of what workers and pages say in the console from now on."""
    said: list[tuple[str, str]] = []
    context.on("console", lambda message: said.append((message.type, message.text)))
    return said


def test_a_host_that_alters_a_page_is_read_offline_without_it_and_the_console_says_so_once(
    own_tab: Page, site: Path
) -> None:
    said = console_of(own_tab.context)
    with served(site, AlteringData) as address:
        visit_and_cache(own_tab, f"{address}/install/")
        # Online, the page is what the host sends.
        own_tab.goto(f"{address}/data/")
        assert own_tab.evaluate("document.lastChild.data ?? document.body.lastChild.data").strip() == "added"
        own_tab.context.set_offline(True)
        own_tab.goto(f"{address}/train/")
        assert own_tab.locator("article h1").first.is_visible()
        assert own_tab.evaluate("caches.match('/data/').then(Boolean)") is False
    ((kind, text),) = said
    assert kind == "warning"
    assert [address.partition("/data/")[2] for address in text.split() if address.startswith("http")] == [""]


def test_a_host_that_alters_every_page_is_read_online_without_errors(own_tab: Page, site: Path) -> None:
    errors = errors_of(own_tab)
    with served(site, AlteringPages) as address:
        visit_and_cache(own_tab, f"{address}/install/")
        visit(own_tab, f"{address}/train/?q=keras")
        own_tab.locator(".search ol a").first.wait_for()
    assert errors == []


def test_a_network_that_asks_to_log_in_replaces_nothing_that_is_cached(
    own_tab: Page, build: Path, build_address: str
) -> None:
    visit_and_cache(own_tab, f"{build_address}/")
    for file in build.rglob("*.*"):
        if file.name != "service-worker.js":
            file.write_text("<!doctype html><title>Log in</title>", encoding="utf-8")
    # A newer worker, as hosts may send one with other hashes.
    worker = build / "service-worker.js"
    worker.write_text(f"{worker.read_text(encoding='utf-8')}// newer\n", encoding="utf-8")
    assert own_tab.evaluate(UPDATED) == "redundant"
    own_tab.goto(f"{build_address}/train/")
    assert own_tab.evaluate(BUILDS) == ["A", "A"]


def test_a_site_in_a_folder_of_a_host_is_cached_too(own_tab: Page, build_a: Path) -> None:
    with served(build_a.parent) as address:
        visit_and_cache(own_tab, f"{address}/build/")
        own_tab.context.set_offline(True)
        own_tab.goto(f"{address}/build/train/")
        assert own_tab.evaluate(BUILDS) == ["A", "A"]
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            own_tab.goto(f"{address}/elsewhere/")


def test_a_new_build_waits_for_the_last_tab_with_the_old_and_no_page_is_made_of_two(
    context: BrowserContext, build: Path, build_address: str
) -> None:
    first, second = context.new_page(), context.new_page()
    visit_and_cache(first, f"{build_address}/en/")
    visit_and_cache(first, f"{build_address}/")
    visit_and_cache(second, f"{build_address}/install/")
    mark(build, "B")
    assert first.evaluate(UPDATED) == "installed"
    for tab in (first, second):
        tab.goto(f"{build_address}/train/")
        tab.wait_for_function(PICTURES)
        assert tab.evaluate(BUILDS) == ["A", "A"]
    first.close()
    # A closed tab is gone only a moment later, so the worker is told again until it takes over.
    second.wait_for_function(TOLD_IS_B)
    second.goto(f"{build_address}/train/")
    assert second.evaluate(BUILDS) == ["B", "B"]
    scopes = second.evaluate("caches.keys().then((names) => names.map((name) => name.split('#')[0]))")
    assert sorted(scopes) == [f"{build_address}/", f"{build_address}/en/"]


def test_a_site_that_is_being_replaced_is_not_cached_half_old_and_half_new(
    own_tab: Page, build: Path, build_address: str, tmp_path: Path
) -> None:
    visit_and_cache(own_tab, f"{build_address}/")
    # The build is made outside of the served folder: the browser also looks for a new build on its own, and would find
    # a complete one.
    after = tmp_path / "after"
    shutil.copytree(build, after)
    mark(after, "B")
    new = (after / STYLE).read_bytes()
    shutil.copyfile(build / STYLE, after / STYLE)
    shutil.copytree(after, build, dirs_exist_ok=True)
    assert own_tab.evaluate(UPDATED) == "redundant"
    own_tab.goto(f"{build_address}/train/")
    assert own_tab.evaluate(BUILDS) == ["A", "A"]
    (build / STYLE).write_bytes(new)
    # Now the new build is complete; the test above covers how one takes over.
    assert own_tab.evaluate(UPDATED) == "installed"


@pytest.mark.parametrize("saving", [False, True])
def test_nothing_is_cached_for_readers_who_save_data(
    context: BrowserContext, own_tab: Page, address: str, saving: bool
) -> None:
    answer = "true" if saving else "false"
    context.add_init_script(f"""
        window.registered = false;
        Object.defineProperty(NetworkInformation.prototype, "saveData", {{ get: () => {answer} }});
        ServiceWorkerContainer.prototype.register = async () => {{ window.registered = true; }};
    """)
    own_tab.goto(f"{address}/")
    assert own_tab.evaluate("registered") is not saving
