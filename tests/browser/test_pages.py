"""The site in a real browser: what only rendering shows. Without Chromium it fails in CI and skips elsewhere."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.addresses import PAGE_FILES_TO_LOOK_AT
from tests.support.browsers import PHONE, errors_of, from_another_machine, visit
from tests.support.building import mkdocs_build
from tests.support.programs import PROJECT
from tests.support.reading import PAGES
from tests.support.serving import served
from tests.support.tiny_project import make_buildable, make_project

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Each word inside the elements, and the number of lines that it covers.
LINES_OF_WORDS = """(selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words = [];
  while (texts.nextNode()) {
    for (const { 0: word, index } of texts.currentNode.textContent.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      words.push([word, new Set([...range.getClientRects()].map(({ top }) => top)).size]);
    }
  }
  return words;
})"""


# Of a page's paragraphs, the median number of characters in a line that the next one follows.
CHARACTERS_A_LINE = """() => {
  const lengths = [];
  const range = document.createRange();
  for (const paragraph of document.querySelectorAll("article > p:not([class])")) {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const lines = [];
    let right = Infinity;
    while (texts.nextNode())
      for (let at = 0; at < texts.currentNode.length; at++) {
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (box.left < right - 40) lines.push(0);
        lines[lines.length - 1]++;
        right = box.right;
      }
    lengths.push(...lines.slice(0, -1));
  }
  return lengths.sort((one, other) => one - other)[lengths.length >> 1];
}"""

RIGHT = "(element) => element.getBoundingClientRect().right"

PICTURES = """() => [...document.querySelectorAll("article img")].every((image) => {
  image.loading = "eager";
  return image.complete && image.naturalWidth > 0;
})"""


@pytest.fixture(scope="module")
def phone(phone_context: BrowserContext) -> Page:
    """A page of a phone's size."""
    return phone_context.new_page()


@pytest.mark.parametrize("path", PAGE_FILES_TO_LOOK_AT)
def test_a_page_fits_a_phone_without_errors_and_without_asking_elsewhere(phone: Page, address: str, path: str) -> None:
    errors = errors_of(phone)
    elsewhere: list[str] = []
    phone.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    phone.goto(f"{address}/{path.removesuffix('index.html')}", wait_until="load")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    # This makes the pictures further down load too, which otherwise wait until they are in sight.
    phone.wait_for_function(PICTURES)
    assert elsewhere == []
    assert errors == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_on_a_desktop_all_ends_where_the_text_does_whose_lines_have_about_seventy_characters_or_where_code_does(
    tab: Page, address: str, folder: str
) -> None:
    visit(tab, f"{address}/{folder}sequential/")
    assert 55 < tab.evaluate(CHARACTERS_A_LINE) <= 72
    text, code = (tab.locator(f"article > {kind}").first.evaluate(RIGHT) for kind in ("p:not([class])", ".lesson-cell"))
    assert text + 50 < code
    edges = tab.locator("article > :visible").evaluate_all(f"elements => elements.map({RIGHT})")
    assert len(edges) > 20
    assert [edge for edge in edges if min(abs(edge - text), abs(edge - code)) > 1] == []


def test_a_phones_bar_has_room_for_a_longer_name_of_the_site_and_for_more_languages(phone: Page, address: str) -> None:
    visit(phone, f"{address}/")
    before = phone.locator(".md-header").bounding_box()
    phone.evaluate("""() => {
      document.querySelector(".site-name span").textContent = "Apprendre Keras en français et en anglais";
      const link = document.querySelector(".languages a");
      for (let more = 0; more < 5; more++) link.after(link.cloneNode(true));
    }""")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert phone.locator(".md-header").bounding_box() == before
    for part in (".mark", ".site-name button", ".drawer", ".languages", ".search-button"):
        expect(phone.locator(f".md-header {part}")).to_be_in_viewport(ratio=1)


# As browsers do in private windows, where cookies are blocked, or inside another site's frame.
REFUSING = """
  const refuse = () => { throw new DOMException("", "SecurityError"); };
  Object.defineProperty(window, "localStorage", { get: refuse });
  for (const name of ["register", "getRegistration"])
    ServiceWorkerContainer.prototype[name] = async () => refuse();
"""


def test_a_browser_that_refuses_to_store_anything_shows_a_page_without_errors(browser: Browser, address: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        context.add_init_script(REFUSING)
        page = context.new_page()
        errors = errors_of(page)
        page.goto(f"{address}/train/", wait_until="load")
        for button in (".theme", ".mark-done"):
            page.locator(button).click()
            expect(page.locator(button)).to_have_attribute("aria-pressed", "true")
        assert errors == []


def test_over_http_from_another_machine_a_page_has_no_errors(tab: Page, address: str) -> None:
    errors = errors_of(tab)
    tab.goto(f"{from_another_machine(address)}/train/?q=keras", wait_until="load")
    tab.locator(".search ol a").first.wait_for()
    assert errors == []


def test_a_page_asks_nothing_of_the_host_of_its_repository(tab: Page, tmp_path: Path) -> None:
    project = make_buildable(make_project(tmp_path / "project"))
    # Material's own script, which the site leaves out, would ask GitHub for the number of stars.
    result = mkdocs_build(project.root, tmp_path / "site", REPO_URL="https://github.com/example/keras")
    assert result.returncode == 0, result.stderr
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.route(re.compile("^https:"), lambda route: route.abort())
    with served(tmp_path / "site") as address:
        tab.goto(f"{address}/add/", wait_until="load")
    assert tab.locator("a[href*='github.com/example/keras']").count() > 0
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("path", ["translations/", "en/translations/"])
def test_on_a_phone_no_word_of_the_table_of_translations_is_broken(phone: Page, address: str, path: str) -> None:
    visit(phone, f"{address}/{path}")
    words = phone.evaluate(LINES_OF_WORDS, ".progress a")
    assert len(words) > len(PAGES)
    assert [word for word, lines in words if lines > 1] == []


def test_code_can_be_copied_and_output_has_no_button_for_it_and_a_block_leads_to_its_very_cell_on_the_examples_page(
    tab: Page, address: str
) -> None:
    visit(tab, f"{address}/en/sequential/")
    copies = tab.locator(".lesson-cell .copy-code")
    assert copies.count() == tab.locator(".lesson-cell").count() > 0
    assert tab.locator(".lesson-output").count() > 0
    assert tab.locator(".lesson-output .copy-code").count() == 0
    tab.get_by_role("link", name="sequential.py › evaluate").click()
    tab.wait_for_url("**/en/examples/sequential/#cell-id=evaluate", wait_until="domcontentloaded")
    assert tab.locator("[id='cell-id=evaluate']").is_visible()
    # On the example's page, code can be copied too.
    assert tab.locator(".jp-CodeCell .copy-code").count() == len(PROJECT.scripts["sequential"].cells)


def test_without_a_server_code_can_be_copied_too(tab: Page, flat_site: Path) -> None:
    visit(tab, f"{flat_site.as_uri()}/sequential.html")
    assert tab.locator(".lesson-cell .copy-code").count() == tab.locator(".lesson-cell").count() > 0


@pytest.mark.parametrize("path", ["data/", "train/", "examples/train/"])
def test_a_picture_is_inverted_in_the_dark_theme_and_not_on_paper_and_keeps_its_proportions(
    phone: Page, address: str, path: str
) -> None:
    visit(phone, f"{address}/{path}")
    image = phone.locator(".lesson-output img").first
    image.scroll_into_view_if_needed()
    for scheme in SCHEMES:
        phone.emulate_media(color_scheme=scheme)
        expect(image).to_have_css("filter", "invert(1) hue-rotate(180deg)" if scheme == "dark" else "none")
        stated, shown = image.evaluate(
            "image => [image.getAttribute('width') / image.getAttribute('height'), image.width / image.height]"
        )
        assert shown == pytest.approx(stated, rel=0.02)
    phone.emulate_media(color_scheme="dark", media="print")
    expect(image).to_have_css("filter", "none")
    phone.emulate_media(color_scheme="light", media="screen")
