"""The search in a real browser: what people type leads to what they mean, and a keyboard is enough."""

import gzip
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.support.addresses import PREFIX_OF
from tests.support.browsers import DESKTOP, PHONE, arrive, errors_of, visit
from tests.support.programs import PROJECT
from tests.support.reading import IN_LOCKSTEP
from tests.support.searching import QUERIES, closest, opened, results

INDEX = "search/search_index.json"
SCRIPT = "assets/search.js"
INDEX_LIMIT = 210_000
# The heading of what is offered where nothing is found, by language.
OFFER = {language.code: language.labels["search_closest"] for language in IN_LOCKSTEP}
WAYS_OF_TYPING = (*("ĐƯỜNG CONG", "đuong cong", "duong  cong ", "đường-cong", "duong con"),)
# The marks of a letter apart, in both orders, or one of them, and letters that look like "Đ": keyboards write them all.
WRITTEN = "đường cong"
WAYS_OF_WRITING = (
    unicodedata.normalize("NFD", WRITTEN),
    *("đươ\u0300ng cong", "đưo\u0300\u031bng cong", "đưo\u031b\u0300ng cong", "đưò\u031bng cong"),
    *("\u00d0ường cong", "\u00f0ường cong", "\u0189ường cong", "\u0256ường cong"),
)


# What the open search shows for each query: where its first results lead, and which words are marked in the first one.
FOUND = """async (queries) => {
  const [input, list] = document.querySelectorAll(".search input, .search ol");
  const found = [];
  for (const query of queries) {
    // The list is emptied, so that a search that fails doesn't show the results of the one before it.
    list.replaceChildren();
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    // The search awaits the index, which is loaded already.
    await new Promise((resolve) => setTimeout(resolve));
    const results = [...document.querySelectorAll(".search__result")].slice(0, 3);
    const marks = results.slice(0, 1).flatMap((first) => [...first.querySelectorAll("mark")]);
    const places = results.map((result) => result.querySelector("a").href);
    found.push([query, [places, marks.map(({ textContent }) => textContent).join(" ")]]);
  }
  return found;
}"""


@dataclass(frozen=True)
class Found:
    """Where the first three results for a query lead, from the site's root, and the words marked in the first."""

    places: tuple[str, ...]
    marked: frozenset[str]

    @property
    def place(self) -> str | None:
        """Where the first result leads; None without one."""
        return self.places[0] if self.places else None


def ask(page: Page, queries: Iterable[str]) -> dict[str, Found]:
    """What the open search finds first for each of many queries; typing them would take ten times as long."""
    return {
        query: Found(tuple(re.sub(r"^\w+://[^/]+/(?:en/)?", "", href) for href in hrefs), frozenset(words(marks)))
        for query, (hrefs, marks) in page.evaluate(FOUND, list(queries))
    }


def pairs_of(kind: str) -> list[tuple[str, str]]:
    """Each query of a kind, with where it has to lead."""
    return [(query, place) for *queries, place in QUERIES[kind] for query in queries]


@pytest.fixture(scope="module")
def vietnamese(browser: Browser, address: str) -> Iterator[Page]:
    """The open search of the site in Vietnamese."""
    with opened(browser, f"{address}/translate/") as page:
        yield page


@pytest.fixture(scope="module")
def english(browser: Browser, address: str) -> Iterator[Page]:
    """The open search of the site in English."""
    with opened(browser, f"{address}/en/translate/") as page:
        yield page


@pytest.fixture(scope="module")
def in_vietnamese(vietnamese: Page) -> dict[str, Found]:
    """What is found for the queries in Vietnamese."""
    asked = [query for kind in QUERIES if kind.startswith("vi") for query, _ in pairs_of(kind)]
    return ask(vietnamese, [*asked, *WAYS_OF_TYPING, WRITTEN, *WAYS_OF_WRITING])


@pytest.fixture(scope="module")
def in_english(english: Page) -> dict[str, Found]:
    """What is found for the queries in English."""
    return ask(english, [query for kind in QUERIES if kind.startswith("en") for query, _ in pairs_of(kind)])


def field(page: Page) -> Locator:
    return page.locator(".search").get_by_role("textbox")


def status(page: Page) -> Locator:
    return page.locator(".search [role=status]")


def first(page: Page, query: str) -> str | None:
    """Where the first result for a query that is put into the field leads, from the site's root; None without one."""
    field(page).fill(query)
    link = results(page)
    return re.sub(r"^\w+://[^/]+/", "", link.first.evaluate("link => link.href")) if link.count() else None


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())


def bare(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def test_the_pairs_of_queries_are_many_and_each_is_one() -> None:
    pairs = [(accented, plain) for accented, plain, _ in QUERIES["vi"]]
    assert len(set(pairs)) == len(pairs) >= 60
    assert all(bare(accented).replace("đ", "d") == plain != accented for accented, plain in pairs)
    assert sum("đ" in accented for accented, _ in pairs) >= 15
    assert len(QUERIES["en"]) >= 15
    accented = [
        (accented, plain) for kind in ("vi_other_words", "vi_questions") for accented, plain, _ in QUERIES[kind]
    ]
    assert all(bare(typed).replace("đ", "d").lower() == plain for typed, plain in accented)


def taken(query: str, found: Found, place: str) -> str:
    """What to say where a query leads to another place than it should."""
    return (
        f'"{query}" leads to {found.place}, which has taken it from {place}: give its heading other words or, '
        "if it says more of it, change tests/browser/search_queries.yml"
    )


@pytest.mark.lessons
@pytest.mark.parametrize(("accented", "plain", "place"), QUERIES["vi"])
def test_a_query_without_accents_finds_first_what_it_finds_with_them(
    in_vietnamese: dict[str, Found], accented: str, plain: str, place: str
) -> None:
    found = in_vietnamese[accented]
    assert found.place == place, taken(accented, found, place)
    assert in_vietnamese[plain] == found
    # The result shows the words as the page writes them, with accents, whatever was typed.
    assert all(any(word.startswith(asked) for word in found.marked) for asked in words(accented))


@pytest.mark.lessons
@pytest.mark.parametrize(
    ("query", "place"),
    [pair for kind in ("plain", "other_words", "english", "numbers", "typos") for pair in pairs_of(f"vi_{kind}")],
)
def test_the_search_in_vietnamese_finds_it_first_in_other_words_numbers_and_typos(
    in_vietnamese: dict[str, Found], query: str, place: str
) -> None:
    assert in_vietnamese[query].place == place, taken(query, in_vietnamese[query], place)


@pytest.mark.lessons
@pytest.mark.parametrize(
    ("query", "place"),
    [*pairs_of("en"), *(pair for kind in ("other_words", "numbers", "typos") for pair in pairs_of(f"en_{kind}"))],
)
def test_the_search_in_english_finds_it_first_in_other_words_numbers_and_typos(
    in_english: dict[str, Found], query: str, place: str
) -> None:
    assert in_english[query].place == place, taken(query, in_english[query], place)


@pytest.mark.lessons
@pytest.mark.parametrize(("query", "place"), pairs_of("vi_questions"))
def test_a_question_in_vietnamese_finds_its_answer_among_the_first_three(
    in_vietnamese: dict[str, Found], query: str, place: str
) -> None:
    assert place in in_vietnamese[query].places, taken(query, in_vietnamese[query], place)


@pytest.mark.lessons
@pytest.mark.parametrize(("query", "place"), pairs_of("en_questions"))
def test_a_question_in_english_finds_its_answer_among_the_first_three(
    in_english: dict[str, Found], query: str, place: str
) -> None:
    assert place in in_english[query].places, taken(query, in_english[query], place)


@pytest.mark.lessons
@pytest.mark.parametrize(("query", "offered"), QUERIES["vi_nowhere"])
def test_words_that_occur_nowhere_in_vietnamese_find_nothing_and_what_is_closest_is_offered(
    vietnamese: Page, query: str, offered: str
) -> None:
    assert first(vietnamese, query) is None
    expect(closest(vietnamese).first).to_have_text(offered)
    names = ", ".join(closest(vietnamese).all_text_contents())
    expect(status(vietnamese)).to_have_text(f"Không tìm thấy kết quả nào. {OFFER['vi']}: {names}")


@pytest.mark.lessons
@pytest.mark.parametrize(("query", "offered"), QUERIES["en_nowhere"])
def test_words_that_occur_nowhere_in_english_find_nothing_and_what_is_closest_is_offered(
    english: Page, query: str, offered: str
) -> None:
    assert first(english, query) is None
    expect(closest(english).first).to_have_text(offered)
    names = ", ".join(closest(english).all_text_contents())
    expect(status(english)).to_have_text(f"No results. {OFFER['en']}: {names}")


def test_what_is_closest_has_a_label_and_is_offered_only_where_nothing_is_found(vietnamese: Page) -> None:
    offered = vietnamese.get_by_role("region", name=OFFER["vi"])
    for query, shown in (("blockchain", True), ("keras", False), ("blockchain", True), ("", False), ("?", False)):
        field(vietnamese).fill(query)
        expect(offered).to_be_visible(visible=shown)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        *(("tensor", typo, True) for typo in ("tesnor", "tenso", "ensor", "teensor", "tensors", "tansor", "etnsor")),
        *(("tensor", other, False) for other in ("tensor", "tesnro", "tens", "tensorss", "rotsen", "tnesro")),
    ],
)
def test_one_letter_is_swapped_missing_too_many_or_wrong(english: Page, one: str, other: str, apart: bool) -> None:
    for pair in ([one, other], [other, one]):
        assert english.evaluate("([one, other]) => oneLetterApart(one, other)", pair) is apart


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("70.000, 60,000 và 1 000", ["70000", "60000", "va", "1", "000"]),
        ("0,001 3.14.1 2026.11 12345.678", ["0001", "3", "14", "1", "2026", "11", "12345", "678"]),
        ("20×20, 28 x 28 và 2×x", ["20x20", "28x28", "va", "2", "x"]),
    ],
)
def test_numbers_and_sizes_are_one_word_each_however_they_are_written(
    english: Page, text: str, found: list[str]
) -> None:
    assert english.evaluate("(text) => searchWords(text).map(({word}) => word)", text) == found


@pytest.mark.parametrize("query", WAYS_OF_TYPING)
def test_neither_capitals_nor_spaces_nor_the_way_of_typing_matter(in_vietnamese: dict[str, Found], query: str) -> None:
    assert in_vietnamese[query].place == "train/#history"


@pytest.mark.parametrize("query", WAYS_OF_WRITING)
def test_a_letter_is_the_same_however_it_is_written(in_vietnamese: dict[str, Found], query: str) -> None:
    assert in_vietnamese[query] == in_vietnamese[WRITTEN]
    assert in_vietnamese[query].marked == {"đường", "cong"}


def test_vietnamese_words_on_a_page_in_english_are_found_without_accents(english: Page) -> None:
    places = {first(english, query) for query in ("tiếng Việt", "tieng viet")}
    assert len(places) == 1
    assert places != {""}


def test_sections_stand_below_their_page_and_code_is_shown_as_it_is(vietnamese: Page) -> None:
    first(vietnamese, "mang no-ron")
    assert vietnamese.locator(".search__page").first.text_content() == "Thuật ngữ"
    first(vietnamese, "import keras")
    assert not re.search(r"&(lt|gt|amp);|<", " ".join(vietnamese.locator(".search__result").all_text_contents()))


def test_the_search_says_how_much_it_found(vietnamese: Page) -> None:
    # Only the glossary has this name: the pages may not use it.
    first(vietnamese, "moi truong gia lap")
    expect(status(vietnamese)).to_have_text("1 kết quả")
    first(vietnamese, "keras")
    expect(status(vietnamese)).to_have_text(f"{results(vietnamese).count()} kết quả")
    assert first(vietnamese, "xyzzy") is None
    expect(status(vietnamese)).to_have_text(f"Không tìm thấy kết quả nào. {OFFER['vi']}: Thuật ngữ")
    assert first(vietnamese, "") is None
    expect(status(vietnamese)).to_have_text("Gõ từ cần tìm, không cần dấu")


def test_the_open_search_fits_a_phone(vietnamese: Page) -> None:
    first(vietnamese, "validation_split")
    lengths = vietnamese.locator(".search").evaluate("({scrollWidth, offsetWidth}) => [scrollWidth, offsetWidth]")
    assert lengths == [PHONE["width"], PHONE["width"]]
    assert vietnamese.locator(".search ol").evaluate("list => list.scrollWidth <= list.clientWidth")


def test_nothing_of_the_search_is_fetched_before_it_is_opened_and_its_index_once(tab: Page, address: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if re.search("search|index|worker|lunr", request.url):
            asked.append(request.url)

    tab.on("request", note)
    tab.goto(f"{address}/en/data/", wait_until="load")
    assert asked == []
    for _ in range(2):
        tab.locator(".search-button").click()
        tab.keyboard.type("layer")
        results(tab).first.wait_for()
        tab.keyboard.press("Escape")
    assert asked == [f"{address}/en/{SCRIPT}", f"{address}/en/{INDEX}"]


def test_a_keyboard_opens_the_search_chooses_a_result_and_arrives(tab: Page, address: str) -> None:
    errors = errors_of(tab)
    visit(tab, f"{address}/install/")
    tab.keyboard.press("Control+k")
    expect(field(tab)).to_be_focused()
    tab.keyboard.type("du doan")
    results(tab).nth(1).wait_for()
    for key, link in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        tab.keyboard.press(key)
        expect(results(tab).nth(link)).to_be_focused()
    tab.keyboard.press("ArrowUp")
    expect(field(tab)).to_be_focused()
    tab.keyboard.press("ArrowDown")
    place = results(tab).first.evaluate("link => link.href")
    tab.keyboard.press("Enter")
    arrive(tab, place)
    assert errors == []


@pytest.mark.parametrize("key", ["Control+k", "Control+K", "Meta+K"])
def test_the_keys_open_the_search_with_caps_lock_on_too(tab: Page, address: str, key: str) -> None:
    visit(tab, f"{address}/install/")
    tab.keyboard.press("Control+Shift+K")
    assert not tab.locator(".search").is_visible()
    tab.keyboard.press(key)
    expect(field(tab)).to_be_focused()


def test_a_keyboard_reaches_what_is_closest(tab: Page, address: str) -> None:
    visit(tab, f"{address}/en/install/?q=recurrent+neural+network")
    closest(tab).first.wait_for()
    tab.keyboard.press("ArrowDown")
    expect(closest(tab).first).to_be_focused()
    tab.keyboard.press("Enter")
    arrive(tab, f"{address}/en/glossary/#neural-network")


@pytest.mark.parametrize(("root", "language"), [("", "vi"), ("en/", "en")])
def test_an_empty_search_offers_six_terms_that_the_keyboard_reaches(
    tab: Page, address: str, root: str, language: str
) -> None:
    visit(tab, f"{address}/{root}install/")
    tab.keyboard.press("Control+k")
    offered = tab.locator(".search__start a")
    terms = [term for term in PROJECT.terms if term.offered]
    assert len(terms) == 6
    expect(offered).to_have_text([term.names[language] for term in terms])
    tab.keyboard.type("keras")
    results(tab).first.wait_for()
    expect(offered.first).to_be_hidden()
    field(tab).fill("")
    tab.keyboard.press("ArrowDown")
    expect(offered.first).to_be_focused()
    tab.keyboard.press("Enter")
    arrive(tab, f"{address}/{root}glossary/#{terms[0].id}")


def serve_the_public_address(tab: Page, address: str) -> None:
    """Redirect to the tests' server what the page for missing addresses loads from the site's public address."""
    tab.route(
        "http://localhost:8000/**",
        lambda route: route.continue_(url=re.sub(r"^http://[^/]+", address, route.request.url)),
    )


def test_a_missing_page_searches_for_the_words_of_its_address(tab: Page, site: Path, address: str) -> None:
    missing = (site / "en/404.html").read_text(encoding="utf-8")
    tab.route("**/en/old/learning-rate/index.html", lambda route: route.fulfill(body=missing, content_type="text/html"))
    serve_the_public_address(tab, address)
    visit(tab, f"{address}/en/old/learning-rate/index.html")
    tab.get_by_role("button", name="Search this site").click()
    expect(field(tab)).to_have_value("learning rate")
    expect(results(tab).first).to_have_text("learning rate")


def test_enter_in_the_field_leads_to_the_first_result(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("hat giong ngau nhien")
    results(tab).first.wait_for()
    tab.keyboard.press("Enter")
    arrive(tab, f"{address}/train/#seed")


def test_a_letter_alone_opens_nothing_and_closing_leads_back_to_the_button(tab: Page, address: str) -> None:
    visit(tab, f"{address}/install/")
    button, dialog = tab.locator(".search-button"), tab.locator(".search")
    for key in "/fsk":
        tab.keyboard.press(key)
    assert not dialog.is_visible()
    button.focus()
    closings: list[Callable[[], None]] = [
        lambda: tab.keyboard.press("Escape"),
        lambda: tab.locator(".search__close").click(),
        lambda: tab.mouse.click(1, 1),
    ]
    for close in closings:
        tab.keyboard.press("Enter")
        expect(field(tab)).to_be_focused()
        close()
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()


def test_a_result_on_the_same_page_closes_the_search(tab: Page, address: str) -> None:
    visit(tab, f"{address}/data/")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("xem anh")
    results(tab).get_by_text("Xem ảnh").first.click()
    expect(tab.locator(".search")).to_be_hidden()
    expect(tab.locator("#look")).to_be_in_viewport()


def test_an_address_can_hold_the_query(tab: Page, address: str) -> None:
    visit(tab, f"{address}/?q=duong+cong")
    expect(results(tab).first).to_have_text("Đọc đường cong")
    expect(field(tab)).to_have_value("duong cong")


@pytest.mark.parametrize("file", [INDEX, SCRIPT])
def test_where_a_file_of_it_cannot_be_loaded_the_search_says_so_and_tries_again(
    tab: Page, address: str, file: str
) -> None:
    tab.route(f"**/{file}", lambda route: route.fulfill(status=503))
    visit(tab, f"{address}/en/")
    tab.locator(".search-button").click()
    expect(status(tab)).to_have_text(re.compile("could not be loaded"))
    tab.unroute(f"**/{file}")
    tab.keyboard.type("layer")
    results(tab).first.wait_for()


@pytest.mark.parametrize("path", ["", "en/", "404.html"])
def test_the_search_of_every_kind_of_page_leads_to_pages_that_are_there(tab: Page, address: str, path: str) -> None:
    serve_the_public_address(tab, address)
    visit(tab, f"{address}/{path}?q=keras")
    results(tab).first.wait_for()
    places = results(tab).evaluate_all("links => links.map(({href}) => href.split('#')[0])")
    assert {tab.request.get(place).status for place in places} == {200}


def test_without_a_server_or_without_scripts_there_is_no_button(
    browser: Browser, flat_site: Path, address: str
) -> None:
    page = browser.new_page(viewport=DESKTOP, service_workers="block")
    errors = errors_of(page)
    page.goto(f"{flat_site.as_uri()}/install.html")
    assert not page.locator(".search-button").is_visible()
    assert errors == []
    page.close()
    scriptless = browser.new_page(viewport=DESKTOP, java_script_enabled=False)
    visit(scriptless, f"{address}/install/")
    assert not scriptless.locator(".search-button").is_visible()
    scriptless.close()


@pytest.mark.parametrize("root", PREFIX_OF.values())
def test_the_index_is_small(site: Path, root: str) -> None:
    assert len(gzip.compress((site / root / INDEX).read_bytes())) <= INDEX_LIMIT
