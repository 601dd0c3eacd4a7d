"""The tests' server answers as GitHub Pages does."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.serving import served

PAGE = "<p>Xin chào</p>" * 100
ACCEPTS = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[http.client.HTTPConnection]:
    """One connection to a little site, kept open between requests."""
    (tmp_path / "lesson").mkdir()
    (tmp_path / "lesson/index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text("Lost", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"png")
    with served(tmp_path) as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc)
        yield connection
        connection.close()


def ask(
    connection: http.client.HTTPConnection, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    return response, response.read()


def test_a_text_is_compressed_for_browsers_that_accept_it(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/lesson/?query", **ACCEPTS)
    assert (response.status, response.headers["Content-Encoding"]) == (200, "gzip")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Length"] == str(len(body))
    assert gzip.decompress(body).decode() == PAGE
    response, body = ask(connection, "/lesson/")
    assert "Content-Encoding" not in response.headers
    assert body.decode() == PAGE


def test_a_picture_is_not_compressed(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/picture.png", **ACCEPTS)
    assert "Content-Encoding" not in response.headers
    assert (response.headers["Content-Type"], body) == ("image/png", b"png")


def test_browsers_cache_what_they_get_and_keep_the_connection(connection: http.client.HTTPConnection) -> None:
    response, _ = ask(connection, "/lesson/")
    first = connection.sock
    assert response.headers["Cache-Control"] == "max-age=600"
    ask(connection, "/picture.png")
    assert connection.sock is first is not None


def test_a_folder_without_its_slash_redirects_to_the_one_with_it(connection: http.client.HTTPConnection) -> None:
    response, _ = ask(connection, "/lesson?song-ngu=1")
    assert (response.status, response.headers["Location"]) == (301, "/lesson/?song-ngu=1")


@pytest.mark.parametrize("path", ["/lost", "/lost/", "/picture.png/", "/../test_serving.py"])
def test_an_unknown_address_gets_the_sites_404_page_and_the_status(
    connection: http.client.HTTPConnection, path: str
) -> None:
    response, body = ask(connection, path)
    assert (response.status, body) == (404, b"Lost")


def test_a_request_for_the_headers_gets_no_body(connection: http.client.HTTPConnection) -> None:
    response, body = ask(connection, "/lesson/", "HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(PAGE.encode()))
