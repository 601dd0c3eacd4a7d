"""Serves a folder as GitHub Pages does: compressed, cached by the browser for a while, with the site's own 404 page."""

import functools
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}
# Not Python's default, gzip's best: a page must not weigh less here than on a real server, which spends less time.
LEVEL = 6


class Host(SimpleHTTPRequestHandler):
    """Answers as GitHub Pages does."""

    # Connections are kept open, so every answer has to state its length.
    protocol_version = "HTTP/1.1"
    # An answer is two writes; with Nagle's algorithm the second would wait until the browser confirms the first.
    disable_nagle_algorithm = True
    # The standard library's types for compressed files are left out: gzip is an encoding here. Markdown is added, as
    # some systems don't know it.
    extensions_map = {".md": "text/markdown"}  # noqa: RUF012

    def do_GET(self) -> None:
        path = self.translate_path(self.path)
        file = Path(path, "index.html") if path.endswith("/") else Path(path)
        if file.is_dir():
            self._redirect_into_folder()
        elif file.is_file():
            self._answer(HTTPStatus.OK, file)
        else:
            self._answer(HTTPStatus.NOT_FOUND, Path(self.directory, "404.html"))

    do_HEAD = do_GET  # noqa: N815

    def _redirect_into_folder(self) -> None:
        path, mark, query = self.path.partition("?")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"{path}/{mark}{query}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, file: Path) -> None:
        body = self.body(file) if file.is_file() else b""
        type_ = self.guess_type(file)
        self.send_response(status)
        self.send_header("Content-Type", f"{type_}; charset=utf-8" if type_.startswith("text/") else type_)
        for name, value in self.headers_of(file).items():
            self.send_header(name, value)
        if file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = _compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self, file: Path) -> bytes:
        """What is sent of a file."""
        return file.read_bytes()

    def headers_of(self, file: Path) -> dict[str, str]:
        """The headers that are sent with a file, besides those that describe it."""
        headers = {"Cache-Control": "max-age=600"}
        return headers | {"Vary": "Accept-Encoding"} if file.suffix in COMPRESSED else headers

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: a line for each request would hide the tests' own output."""


class HidingHtml(Host):
    """Redirects /404.html to /404 and /index.html to /, as some hosts do, and wants nothing of it to be kept."""

    def do_GET(self) -> None:
        path, mark, query = self.path.partition("?")
        if path.endswith(".html"):
            shown = path.removesuffix(".html").removesuffix("index")
            self.send_response(HTTPStatus.PERMANENT_REDIRECT)
            self.send_header("Location", f"{shown}{mark}{query}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path.endswith("/404"):
            self._answer(HTTPStatus.NOT_FOUND, Path(self.translate_path(f"{path}.html")))
        else:
            super().do_GET()

    def headers_of(self, file: Path) -> dict[str, str]:
        return {"Cache-Control": "no-store", "Vary": "*"}


class AlteringPages(Host):
    """Adds a comment to the pages whose paths have this part, as some hosts add a script."""

    part = ""

    def body(self, file: Path) -> bytes:
        body = super().body(file)
        return body + b"<!-- added -->" if file.suffix == ".html" and self.part in file.as_posix() else body


class AlteringData(AlteringPages):
    """Alters the pages on data alone."""

    part = "/data/"


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (the standard library's own)
        """Ignore a browser that disconnected before it had its answer: leaving a page is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@functools.lru_cache(maxsize=256)
def _compress(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL)


@contextmanager
def served(folder: Path, host: type[Host] = Host) -> Iterator[str]:
    """The address at which a folder is served."""
    with _Server(("127.0.0.1", 0), functools.partial(host, directory=str(folder))) as server:
        # By default, it would look only twice a second whether it is to end.
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
