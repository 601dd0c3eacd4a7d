"""What every built page has, whatever its kind; Lighthouse checks only one page of each kind.

The page of all lessons and the one for missing pages are among them. tests/site/test_metadata.py and test_pages.py look
at what search engines and readers of links find; tests/browser at what only a browser shows.
"""

import base64
import gzip
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from tests.support.addresses import EVERY_PAGE_FILE, FOLDER_OF
from tests.support.programs import PROJECT
from tests.support.serving import COMPRESSED, LEVEL

ALL_LESSONS = [f"{folder}/print/index.html" for folder in FOLDER_OF.values()]
MISSING = [f"{folder}/404.html" for folder in FOLDER_OF.values()]
EVERY_FILE = [*EVERY_PAGE_FILE, *ALL_LESSONS, *MISSING]
# The kinds of links in a page's head that browsers fetch at once.
FETCHED = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}
# The kinds of links that make browsers contact other addresses in advance.
CONNECTED = {"preconnect", "dns-prefetch", "prefetch", "prerender"}
# The attributes that make browsers fetch something: on any element, and on one kind of element.
REQUESTING = ("src", "srcset", "poster")
REQUESTING_OF = {"object": "data", "link": "href", "form": "action"}
MOST_BYTES = 150_000
URL = re.compile(r"""(?:url\(|@import\s+)\s*["']?([^"')\s;]+)""")
COLOURED = re.compile(r'<span class="\w+">([^<]*)</span>')
# What a Content-Security-Policy may name: this site, something in the page itself, or nothing.
OWN_SOURCE = re.compile(r"'none'|'self'|data:|'sha256-[A-Za-z0-9+/=]+'")


@cache
def read(path: Path) -> BeautifulSoup:
    """A built page without the elements that colour its code, which are most of its elements."""
    return BeautifulSoup(COLOURED.sub(r"\1", path.read_text(encoding="utf-8")), "html.parser")


def language(page: str) -> str:
    """The language of the folder that a page lies in."""
    return next(code for code, folder in reversed(FOLDER_OF.items()) if page.startswith(f"{folder}/"))


def named(site: Path, file: Path, address: str) -> Path:
    """The file that an address in a file of the site leads to; the 404 page has absolute paths."""
    path = unquote(urlsplit(address).path)
    return (site / path.lstrip("/") if path.startswith("/") else file.parent / path).resolve()


@cache
def requested(file: Path) -> list[tuple[Tag, str]]:
    """Each element of a page that makes browsers fetch something, with the address."""
    return list(_requested(read(file)))


def _requested(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    for element in page.find_all(True):
        if element.name != "link" or (FETCHED | CONNECTED) & set(element["rel"]):
            for attribute in {*REQUESTING, REQUESTING_OF.get(element.name, "src")} & element.attrs.keys():
                yield element, str(element[attribute]).split()[0]


def first_visit(site: Path, file: Path) -> set[Path]:
    """The page and the files that browsers fetch with it.

    Lazily loaded pictures are among them: a browser fetches those that are a screen or two further down.
    """
    fetched = {named(site, file, address) for _, address in requested(file) if not address.startswith("data:")}
    for sheet in [path for path in fetched if path.suffix == ".css"]:
        fetched |= {named(site, sheet, address) for address in of_sheet(sheet) if not address.startswith("data:")}
    return {file, *fetched}


@cache
def of_sheet(path: Path) -> list[str]:
    """The addresses in a style sheet."""
    return URL.findall(path.read_text(encoding="utf-8"))


@cache
def transferred(path: Path) -> int:
    """The bytes of a file as it is sent."""
    body = path.read_bytes()
    return len(gzip.compress(body, LEVEL) if path.suffix in COMPRESSED else body)


@pytest.mark.parametrize("page", EVERY_FILE)
def test_a_page_begins_with_its_doctype_encoding_language_and_title(site: Path, page: str) -> None:
    text = (site / page).read_text(encoding="utf-8").lstrip()
    assert text.lower().startswith("<!doctype html>")
    # Browsers look for the encoding only here.
    assert '<meta charset="utf-8">' in text[:1000]
    html = read(site / page)
    assert html.html
    assert html.html["lang"] == language(page)
    assert [meta["content"] for meta in html.select('meta[name="viewport"]')] == ["width=device-width,initial-scale=1"]
    # test_metadata.py compares the titles and descriptions of the pages that search engines list.
    (title,) = html.select("head title")
    (description,) = html.select('head meta[name="description"]')
    assert title.get_text(strip=True)
    assert str(description["content"]).strip()


@pytest.mark.parametrize("page", EVERY_FILE)
def test_a_page_has_one_main_part_and_a_name_for_each_navigation(site: Path, page: str) -> None:
    html = read(site / page)
    assert len(html.select("main, [role=main]")) == 1
    names = []
    for element in html.select("nav, [role=navigation]"):
        by = html.find(id=str(element.get("aria-labelledby")))
        names.append(str(element.get("aria-label") or (by and by.get_text(strip=True)) or ""))
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("page", EVERY_PAGE_FILE)
def test_the_link_past_the_header_says_in_our_words_where_it_leads(site: Path, page: str) -> None:
    labels = {each.code: each.labels for each in PROJECT.languages}
    html = read(site / page)
    (link,) = html.select(".md-skip")
    assert html.find(id=str(link["href"]).removeprefix("#"))
    assert link.get_text(strip=True) == labels[language(page)]["skip"]


@pytest.mark.parametrize("page", EVERY_FILE)
def test_only_fields_of_text_say_whether_a_browser_fills_them_in(site: Path, page: str) -> None:
    # The only error that the W3C's checker found in the theme's pages; `make nu` runs the checker.
    assert read(site / page).select("input:is([type=checkbox], [type=radio])[autocomplete]") == []


@pytest.mark.parametrize("page", EVERY_FILE)
def test_the_headings_of_a_page_begin_at_the_top_and_leave_out_no_level(site: Path, page: str) -> None:
    main = read(site / page).main
    assert main
    levels = [int(heading.name[1]) for heading in main.find_all(re.compile("h[1-6]"))]
    assert levels[0] == 1
    assert levels.count(1) == 1 or page in (*ALL_LESSONS, *MISSING), "a chapter or a language has its own"
    skipped = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert skipped == []


@pytest.mark.parametrize("page", EVERY_FILE)
def test_every_picture_has_its_place_reserved_in_its_own_proportions(site: Path, page: str) -> None:
    html = read(site / page)
    # If a page gets one of these, it must state its size, and this test must check that.
    assert html.select("iframe, video, audio, object, embed") == []
    for image in html.select("img"):
        width, height = int(str(image["width"])), int(str(image["height"]))
        address = str(image["src"])
        picture = in_the_page(address) if address.startswith("data:") else named(site, site / page, address)
        assert width / height == pytest.approx(proportions(picture), rel=0.01)


def in_the_page(address: str) -> bytes:
    """A picture that stands in its own address."""
    return base64.b64decode(address.removeprefix("data:image/png;base64,"), validate=True)


@cache
def proportions(picture: Path | bytes) -> float:
    """A picture's width by its height."""
    if isinstance(picture, Path) and picture.suffix == ".svg":
        drawing = BeautifulSoup(picture.read_text(encoding="utf-8"), "html.parser").svg
        assert drawing
        _, _, width, height = map(float, str(drawing["viewbox"]).split())
        return width / height
    with Image.open(BytesIO(picture) if isinstance(picture, bytes) else picture) as opened:
        return opened.width / opened.height


@pytest.mark.parametrize("page", EVERY_FILE)
def test_a_page_asks_nothing_of_another_host(site: Path, page: str) -> None:
    html = read(site / page)
    addresses = [address for _, address in requested(site / page)]
    addresses += [address for styled in html.select("[style]") for address in URL.findall(str(styled["style"]))]
    addresses += [
        address for path in first_visit(site, site / page) if path.suffix == ".css" for address in of_sheet(path)
    ]
    assert [address for address in addresses if urlsplit(address).netloc] == []
    (policy,) = html.select('meta[http-equiv="Content-Security-Policy"]')
    sources = [source for rule in str(policy["content"]).split(";") for source in rule.split()[1:]]
    assert [source for source in sources if not OWN_SOURCE.fullmatch(source)] == []
    assert "default-src 'self'; script-src 'self'" in str(policy["content"])


@pytest.mark.parametrize("page", [page for page in EVERY_FILE if page not in ALL_LESSONS])
def test_a_first_visit_weighs_no_more_than_150_kb(site: Path, page: str) -> None:
    weights = {path.name: transferred(path) for path in first_visit(site, site / page)}
    assert {"index.html", "404.html"} & weights.keys()
    assert [name for name in weights if name.endswith((".css", ".js"))]
    assert sum(weights.values()) <= MOST_BYTES, weights
