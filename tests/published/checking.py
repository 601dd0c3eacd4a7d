"""Requests what a published site leads to: links, the search's index, what the service worker keeps, the PDFs."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser

from docs.plugins.project.languages import Language
from docs.plugins.site.offline import INDEX, WORKER_ADDRESS
from docs.plugins.site.site import pdf_name
from tests.support.serving import served

TEXTS = {".html", ".json", ".md", ".txt", ".xml"}
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
BUILD = re.compile(r"const BUILD = (\{.*\});")
OK, MOVED = 200, 301


@dataclass
class Visitor:
    """Requests addresses of the site at `url` from the server at `host`, each once."""

    url: str
    host: str
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)

    def get(self, address: str) -> tuple[int, bytes]:
        """The status and the body of the answer, where a host leads to in the end."""
        if address not in self.answers:
            connection = HTTPConnection(urlsplit(self.host).netloc)
            connection.request("GET", urlsplit(address).path)
            response = connection.getresponse()
            answer = response.status, response.read()
            connection.close()
            moved = response.getheader("Location", "")
            self.answers[address] = self.get(urljoin(address, moved)) if response.status == MOVED else answer
        return self.answers[address]

    def problem(self, link: str) -> str | None:
        """What is wrong with an absolute address; None where nothing is, or where it leads to another host."""
        address, fragment = urldefrag(link)
        if urlsplit(address).netloc != urlsplit(self.url).netloc:
            return None
        if not address.startswith(self.url):
            return f"{link} leads out of the site"
        status, body = self.get(address)
        if status != OK:
            return f"{link} answers {status}"
        # The ids of a feed's entries look like addresses, and lead nowhere.
        if not fragment or address.endswith(".xml"):
            return None
        return None if unquote(fragment) in self._ids(address, body) else f"{link} leads to no such id"

    def _ids(self, address: str, body: bytes) -> set[str]:
        if address not in self.ids:
            elements = LexborHTMLParser(body.decode()).css("[id]")
            self.ids[address] = {element.attrs.sget("id") for element in elements}
        return self.ids[address]


def find_problems(site: Path, url: str, languages: Sequence[Language]) -> tuple[int, list[str]]:
    """How many addresses were requested of the site that was built for `url`, and each problem, once."""
    with _served_below(site, urlsplit(url).path) as host:
        visitor = Visitor(url, host)
        problems = [*_of_texts(site, visitor)]
        for number, language in enumerate(languages):
            root = url if number == 0 else f"{url}{language.code}/"
            problems += [*_of_search(root, visitor), *_of_worker(root, visitor), *_of_pdf(root, language, visitor)]
        return len(visitor.answers), list(dict.fromkeys(problems))


@contextmanager
def _served_below(site: Path, path: str) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        below = Path(folder, "host", path.strip("/"))
        below.parent.mkdir(parents=True, exist_ok=True)
        below.symlink_to(site.resolve())
        with served(Path(folder, "host")) as host:
            yield host


def _of_texts(site: Path, visitor: Visitor) -> Iterator[str]:
    """What a page links to and loads, and each address of the site that stands written out in a file."""
    written = re.compile(re.escape(visitor.url) + r"[^\s\"'<>()\[\]\\]*")
    for path in sorted(site.rglob("*")):
        if path.suffix not in TEXTS:
            continue
        name = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        links = set(written.findall(text))
        if path.suffix == ".html":
            here = urljoin(visitor.url, name.removesuffix("index.html"))
            links |= {urljoin(here, link) for link in _links(text)}
        yield from (f"{name}: {problem}" for problem in map(visitor.problem, sorted(links)) if problem)


def _links(html: str) -> Iterator[str]:
    page = LexborHTMLParser(html)
    for attribute in ("href", "src"):
        yield from (element.attrs.sget(attribute) for element in page.css(f"[{attribute}]"))


def _of_search(root: str, visitor: Visitor) -> Iterator[str]:
    """Whether the search's index loads, finds every page of the site's map, and leads to what it finds."""
    status, body = visitor.get(f"{root}{INDEX}")
    status_of_map, sitemap = visitor.get(f"{root}sitemap.xml")
    for name, answer in ((INDEX, status), ("sitemap.xml", status_of_map)):
        if answer != OK:
            yield f"{root}{name} answers {answer}"
            return
    found = [urljoin(root, entry["location"]) for entry in json.loads(body)["docs"]]
    pages = {location.text or "" for location in ElementTree.fromstring(sitemap).iter(LOCATION)}
    yield from (
        f"the search finds nothing of {page}" for page in sorted(pages - {urldefrag(each).url for each in found})
    )
    yield from (f"the search: {problem}" for problem in map(visitor.problem, found) if problem)


def _of_worker(root: str, visitor: Visitor) -> Iterator[str]:
    """Whether the host has all that the service worker keeps, just as it was built."""
    status, worker = visitor.get(f"{root}{WORKER_ADDRESS}")
    if status != OK:
        yield f"{root}{WORKER_ADDRESS} answers {status}"
        return
    match = BUILD.search(worker.decode())
    if match is None:
        yield f"{root}{WORKER_ADDRESS} has no list of what it keeps"
        return
    build = json.loads(match[1])
    for address, digest in {**build["files"], **build["later"]}.items():
        status, body = visitor.get(urljoin(root, address))
        if status != OK or f"sha256-{b64encode(sha256(body).digest()).decode()}" != digest:
            yield f"{root}{WORKER_ADDRESS}: {address} is not what was built"


def _of_pdf(root: str, language: Language, visitor: Visitor) -> Iterator[str]:
    address = f"{root}{pdf_name(language)}"
    if address not in visitor.answers:
        yield f"no page leads to {address}"
    status, body = visitor.get(address)
    if status != OK or not body.startswith(b"%PDF"):
        yield f"{address} is no PDF; run `make pdf`"
