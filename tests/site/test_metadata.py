"""What every page gives search engines, feed readers, and people who share a link, in both languages."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from tests.support.addresses import BELOW_A_LANGUAGE, CODES, EVERY_ADDRESS, PREFIX_OF
from tests.support.building import SITE_URL
from tests.support.programs import PROJECT, ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
LENGTHS = range(50, 161)


@cache
def head(site: Path, address: str) -> Tag:
    """The head of the page at an address from the site's root."""
    text, end, _ = (site / address / "index.html").read_text(encoding="utf-8").partition("</head>")
    # Parsing the body too would take ten times as long.
    page = BeautifulSoup(text + end, "html.parser")
    assert page.head
    return page.head


def metadata(head: Tag) -> Mapping[str, str]:
    """The contents of a head's meta elements, by their names."""
    metas = head.select("meta[content]")
    return {str(meta.get("property") or meta.get("name")): str(meta["content"]) for meta in metas}


def graph(head: Tag) -> list[dict[str, Any]]:
    """The items of a head's JSON-LD."""
    (script,) = head.select('script[type="application/ld+json"]')
    items: list[dict[str, Any]] = json.loads(str(script.string))["@graph"]
    return items


def leads_to(site: Path, url: str) -> Path:
    """The file of the built site that an absolute address leads to."""
    assert url.startswith(SITE_URL)
    path = site / url.removeprefix(SITE_URL)
    path = path / "index.html" if path.is_dir() else path
    assert path.is_file(), url
    return path


def test_no_two_pages_have_the_same_title_or_description(site: Path) -> None:
    titles = [str(head(site, address).title) for address in EVERY_ADDRESS]
    descriptions = [metadata(head(site, address))["description"] for address in EVERY_ADDRESS]
    assert len(set(titles)) == len(set(descriptions)) == len(EVERY_ADDRESS)


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_a_description_is_of_a_length_that_search_results_show(site: Path, address: str) -> None:
    assert len(metadata(head(site, address))["description"]) in LENGTHS


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_a_page_has_its_own_address_as_the_canonical_one(site: Path, address: str) -> None:
    (link,) = head(site, address).select('link[rel="canonical"]')
    assert link["href"] == metadata(head(site, address))["og:url"] == f"{SITE_URL}{address}"


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_a_shared_link_shows_the_pages_own_title_description_and_picture(site: Path, address: str) -> None:
    here, meta = head(site, address), metadata(head(site, address))
    assert str(here.title and here.title.string) == f"{meta['og:title']} - {meta['og:site_name']}"
    assert meta["og:description"] == meta["description"]
    assert meta["og:type"] == ("website" if address in PREFIX_OF.values() else "article")
    assert meta["og:image:alt"] == f"{meta['og:site_name']}: {meta['og:title']}"
    assert meta["twitter:card"] == "summary_large_image"
    with Image.open(leads_to(site, meta["og:image"])) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 630) == (int(meta["og:image:width"]), int(meta["og:image:height"]))


def test_every_page_has_a_picture_of_its_own(site: Path) -> None:
    pictures = {leads_to(site, metadata(head(site, address))["og:image"]) for address in EVERY_ADDRESS}
    assert len({picture.read_bytes() for picture in pictures}) == len(EVERY_ADDRESS)


def test_a_page_names_its_locale_and_those_of_its_translations(site: Path) -> None:
    vietnamese, english = metadata(head(site, "data/")), metadata(head(site, "en/data/"))
    assert (vietnamese["og:locale"], english["og:locale"]) == ("vi_VN", "en_US")
    for address, own in [("data/", "vi_VN"), ("en/data/", "en_US")]:
        others = [str(meta["content"]) for meta in head(site, address).select('[property="og:locale:alternate"]')]
        assert others == [language.locale for language in PROJECT.languages if language.locale != own]


@pytest.mark.parametrize("address", EVERY_ADDRESS)
def test_the_structured_data_say_the_same_as_the_page(site: Path, address: str) -> None:
    here, meta = head(site, address), metadata(head(site, address))
    item = graph(here)[0]
    if address in PREFIX_OF.values():
        assert (item["@type"], item["name"]) == ("WebSite", meta["og:site_name"])
    else:
        assert (item["@type"], item["headline"]) == ("TechArticle", meta["og:title"])
        assert leads_to(site, item["isPartOf"]["url"]).is_file()
    assert item["description"] == meta["description"]
    assert item["url"] == item["@id"] == meta["og:url"]
    assert item["image"] == meta["og:image"]
    assert item["inLanguage"] == next(code for code in reversed(CODES) if address.startswith(PREFIX_OF[code]))


@pytest.mark.parametrize("address", [address for address in EVERY_ADDRESS if address not in PREFIX_OF.values()])
def test_breadcrumbs_lead_from_the_home_page_to_the_page(site: Path, address: str) -> None:
    _, crumbs = graph(head(site, address))
    assert crumbs["@type"] == "BreadcrumbList"
    urls = [crumb["item"] for crumb in crumbs["itemListElement"]]
    assert urls[0].removeprefix(SITE_URL) in PREFIX_OF.values()
    assert urls[-1] == f"{SITE_URL}{address}"
    assert all(leads_to(site, url) for url in urls)
    assert len(urls) == (3 if "examples/" in address else 2)


def test_an_example_stands_below_its_lesson(site: Path) -> None:
    _, crumbs = graph(head(site, "en/examples/solutions/train/"))
    assert [crumb["name"] for crumb in crumbs["itemListElement"]] == [
        "Learn Keras",
        "Training and evaluation",
        "solutions/train.py",
    ]


def test_a_translation_leads_to_its_source(site: Path) -> None:
    for below in set(BELOW_A_LANGUAGE) - {""}:
        source, translation = graph(head(site, below))[0], graph(head(site, f"en/{below}"))[0]
        assert translation["translationOfWork"] == {"@id": source["@id"]}
        assert "translationOfWork" not in source


@pytest.mark.parametrize("root", PREFIX_OF.values())
def test_search_engines_and_social_networks_learn_nothing_of_the_404_page(site: Path, root: str) -> None:
    text = (site / root / "404.html").read_text(encoding="utf-8")
    assert "og:" not in text
    assert "ld+json" not in text
    assert "404" not in (site / root / "sitemap.xml").read_text(encoding="utf-8")
    assert not (site / root / "assets/social/404.png").exists()


# The feeds


@pytest.mark.parametrize("code", CODES)
def test_every_page_leads_to_the_feed_of_its_language(site: Path, code: str) -> None:
    for below in BELOW_A_LANGUAGE:
        (link,) = head(site, f"{PREFIX_OF[code]}{below}").select('link[type="application/atom+xml"]')
        assert link["href"] == f"{SITE_URL}{PREFIX_OF[code]}feed.xml"
        assert "alternate" in link["rel"]
        assert link["title"]


@pytest.mark.parametrize("code", CODES)
def test_a_feed_has_all_that_atom_asks_for(site: Path, code: str) -> None:
    address = f"{SITE_URL}{PREFIX_OF[code]}feed.xml"
    feed = ElementTree.fromstring(leads_to(site, address).read_bytes())
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == address
    assert feed.findtext(f"{ATOM}title")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    own = feed.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == address
    entries = feed.findall(f"{ATOM}entry")
    dates = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", date) for date in dates)
    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


@pytest.mark.parametrize("code", CODES)
def test_a_change_leads_to_the_pages_it_concerns(site: Path, code: str) -> None:
    feed = ElementTree.parse(site / PREFIX_OF[code] / "feed.xml")
    for entry in feed.findall(f".//{ATOM}entry"):
        assert entry.findtext(f"{ATOM}title")
        links = entry.findall(f"{ATOM}link")
        assert [link.get("rel") for link in links] == ["alternate", *["related"] * (len(links) - 1)]
        for link in links:
            url = str(link.get("href"))
            assert url.startswith(urljoin(SITE_URL, PREFIX_OF[code]))
            assert leads_to(site, url)


def test_each_feed_is_in_its_own_language(site: Path) -> None:
    texts = {code: (site / PREFIX_OF[code] / "feed.xml").read_text(encoding="utf-8") for code in CODES}
    assert ("Giáo trình Keras ra mắt" in texts["vi"], "Giáo trình Keras ra mắt" in texts["en"]) == (True, False)
    assert ("The Keras tutorial is here" in texts["en"], "The Keras tutorial is here" in texts["vi"]) == (True, False)


# The icon


def test_a_page_has_the_sites_own_icon(site: Path) -> None:
    (icon,) = head(site, "en/data/").select('link[rel="icon"]')
    path = (site / "en/data" / str(icon["href"])).resolve()
    assert path.read_bytes() == (ROOT / "docs/assets/images/favicon.svg").read_bytes()
