"""What search engines are told of a page."""

import json

from docs.plugins.site.metadata import CODE_LICENCE, TEXT_LICENCE, Described, article, as_json, breadcrumbs, website
from tests.support.programs import ROOT

HOME = Described("Keras là gì?", "Con đường.", "vi", "https://a.org/", "https://a.org/i.png", "Nhóm A", TEXT_LICENCE)
PAGE = Described(
    "Data", "The data.", "en", "https://a.org/en/data/", "https://a.org/d.png", "A's authors", CODE_LICENCE
)
SITE = website("Học Keras", HOME)


def test_a_site_has_its_own_name_and_all_else_of_its_home_page() -> None:
    assert SITE == {
        "@type": "WebSite",
        "@id": "https://a.org/",
        "url": "https://a.org/",
        "name": "Học Keras",
        "description": "Con đường.",
        "inLanguage": "vi",
        "image": "https://a.org/i.png",
        "author": {"@type": "Organization", "name": "Nhóm A"},
        "publisher": {"@type": "Organization", "name": "Nhóm A"},
        "license": TEXT_LICENCE,
    }


def test_a_page_is_an_article_of_the_site() -> None:
    told = article(PAGE, SITE, None)
    assert told["@type"] == "TechArticle"
    assert told["headline"] == "Data"
    assert told["inLanguage"] == "en"
    assert told["license"] == CODE_LICENCE
    assert told["isPartOf"] == {
        "@type": "WebSite",
        "@id": "https://a.org/",
        "name": "Học Keras",
        "url": "https://a.org/",
    }
    assert "translationOfWork" not in told


def test_a_translation_names_its_source() -> None:
    assert article(PAGE, SITE, "https://a.org/data/")["translationOfWork"] == {"@id": "https://a.org/data/"}


def test_breadcrumbs_are_numbered_from_one() -> None:
    told = breadcrumbs([("Home", "https://a.org/"), ("Data", "https://a.org/data/")])
    assert told["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://a.org/"},
        {"@type": "ListItem", "position": 2, "name": "Data", "item": "https://a.org/data/"},
    ]


def test_no_text_ends_the_script_that_holds_it() -> None:
    text = as_json([{"name": "</script><!-- “Học”"}])
    assert "<" not in text
    assert json.loads(text) == {"@context": "https://schema.org", "@graph": [{"name": "</script><!-- “Học”"}]}


def test_the_licences_are_those_of_the_project() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert TEXT_LICENCE in text
    assert "MIT License" in text
    assert CODE_LICENCE.endswith("/mit")
