"""What is found wrong with a published site, on a tiny one of one page that leads to another."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.published.checking import find_problems
from tests.support.programs import PROJECT

URL = "https://someone.github.io/keras/"
HOME = '<link href="site.css"><h1 id="home">Home</h1><a href="a/#more">A</a><a href="hoc-keras.pdf">PDF</a><a href="https://example.org">Elsewhere</a>'
FILES = {
    "index.html": HOME,
    "a/index.html": f'<h2 id="more">More</h2><a href="..">Home</a><link href="{URL}a/"><img src="../a.svg">',
    # The host shows this page at any address.
    "404.html": '<a href="/keras/">Home</a>',
    "site.css": "",
    "a.svg": "<svg/>",
    "feed.xml": f"<id>{URL}feed.xml#first</id><link>{URL}a/</link>",
    "sitemap.xml": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{URL}</loc></url><url><loc>{URL}a/</loc></url></urlset>",
    "search/search_index.json": json.dumps({"docs": [{"location": ""}, {"location": "a/#more"}]}),
    "service-worker.js": "",
    "hoc-keras.pdf": "%PDF-1.4",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site of the source language alone."""
    folder = tmp_path / "site"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    digests = {"./": _digest(HOME), "a/": _digest(FILES["a/index.html"])}
    build = json.dumps({"files": digests, "later": {"a.svg": _digest(FILES["a.svg"])}})
    (folder / "service-worker.js").write_text(f"const BUILD = {build};\n", encoding="utf-8")
    return folder


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def problems(site: Path) -> list[str]:
    return find_problems(site, URL, PROJECT.languages[:1])[1]


def test_a_whole_site_has_no_problem_and_all_of_it_was_requested(site: Path) -> None:
    requested, found = find_problems(site, URL, PROJECT.languages[:1])
    assert found == []
    assert requested == len(FILES) - len(["404.html"])


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("index.html", "a/#more", "b/", f"index.html: {URL}b/ answers 404"),
        ("index.html", "a/#more", "a/#less", f"index.html: {URL}a/#less leads to no such id"),
        ("index.html", "a/#more", "/a/", "index.html: https://someone.github.io/a/ leads out of the site"),
        ("index.html", "site.css", "other.css", f"index.html: {URL}other.css answers 404"),
        ("a/index.html", "../a.svg", "a.svg", f"a/index.html: {URL}a/a.svg answers 404"),
        ("a/index.html", f"{URL}a/", f"{URL}b/", f"a/index.html: {URL}b/ answers 404"),
        ("404.html", "/keras/", "/keras/b/", f"404.html: {URL}b/ answers 404"),
        ("feed.xml", f"{URL}a/", f"{URL}b/", f"feed.xml: {URL}b/ answers 404"),
        ("search/search_index.json", "a/#more", "", f"the search finds nothing of {URL}a/"),
        ("search/search_index.json", "a/#more", "a/#less", f"the search: {URL}a/#less leads to no such id"),
        ("a.svg", "<svg/>", "<svg></svg>", f"{URL}service-worker.js: a.svg is not what was built"),
        ("service-worker.js", "a.svg", "b.svg", f"{URL}service-worker.js: b.svg is not what was built"),
        ("index.html", "hoc-keras.pdf", "", f"no page leads to {URL}hoc-keras.pdf"),
        ("hoc-keras.pdf", "%PDF", "", f"{URL}hoc-keras.pdf is no PDF; run `make pdf`"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(site: Path, name: str, old: str, new: str, problem: str) -> None:
    text = (site / name).read_text(encoding="utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert problem in problems(site)


@pytest.mark.parametrize("name", ["search/search_index.json", "service-worker.js"])
def test_a_file_that_is_missing_is_told(site: Path, name: str) -> None:
    (site / name).unlink()
    assert problems(site) == [f"{URL}{name} answers 404"]
