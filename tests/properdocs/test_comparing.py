"""What counts as a difference between the sites of MkDocs and of ProperDocs."""

import pytest

from tests.properdocs.comparing import differences

PAGE = b'<meta name="generator" content="mkdocs-1.6.1"><h1>A</h1>'
OTHER_PAGE = b'<meta name="generator" content="mkdocs-ProperDocs 1.6.7"><h1>A</h1>'
WORKER = (
    b'const BUILD = {"version": "0a", "files": {"./": "sha256-1a", "404.html": "sha256-2a", "site.css": "sha256-3a"}};'
)
OTHER_WORKER = WORKER.replace(b'"0a"', b'"0b"').replace(b"1a", b"1b").replace(b"2a", b"2b")


def test_a_pages_generator_and_what_follows_from_it_are_no_difference() -> None:
    ours = {"a/index.html": PAGE, "en/service-worker.js": WORKER, "a.svg": b"<svg/>"}
    theirs = {"a/index.html": OTHER_PAGE, "en/service-worker.js": OTHER_WORKER, "a.svg": b"<svg/>"}
    assert differences(ours, theirs) == []


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("a/index.html", PAGE, OTHER_PAGE.replace(b"A", b"B")),
        ("a.md", PAGE, OTHER_PAGE),
        ("service-worker.js", WORKER, OTHER_WORKER.replace(b"3a", b"3b")),
        ("a.svg", b"<svg/>", b""),
    ],
)
def test_anything_else_is(name: str, ours: bytes, theirs: bytes) -> None:
    assert differences({name: ours}, {name: theirs}) == [f"{name}: not the same"]


def test_a_file_that_only_one_writes_is_told() -> None:
    assert differences({"a": b"", "b": b""}, {"b": b"", "c": b""}) == [
        "a: only MkDocs writes it",
        "c: only ProperDocs writes it",
    ]
