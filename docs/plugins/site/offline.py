"""The service worker of a language's site: what it caches, so that the site opens without a network."""

import json
import re
from base64 import b64encode
from collections.abc import Collection
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from docs.plugins.fences.registry import bundles_of_kinds
from docs.plugins.site.bundles import SEARCH_SCRIPT
from docs.plugins.site.print_page import FOLDER

WORKER = Path(__file__).with_name("service_worker.js")
# Addresses from the root of a language's site: of the worker, and of the script that registers it.
WORKER_ADDRESS = "service-worker.js"
REGISTRATION = "assets/javascripts/offline.js"
INDEX = "search/search_index.json"
# A regular expression, because parsing every page would take a twentieth of the build.
LOADED = re.compile(
    r"""
    <(?:img|script|source|link(?=[^>]*\srel=["'](?:icon|stylesheet)["']))(?=\s)
    (?:[^>"']|"[^"]*"|'[^']*')*? \s(?:src|href)=(["'])(?P<address>.+?)\1
    """,
    re.VERBOSE,
)
# What stands in the examples' folder is cached only when a page has requested it: their pages, the pictures of their
# runs, the weights of their networks, the digits on which pages train one, the archives that scripts ask for, and the
# photos to try. The lessons hold the code too, and a description of each picture.
EXAMPLES = "examples"
ON_REQUEST = (".bin", ".html", ".jpg", ".safetensors", ".webp", ".zip")


def write_worker(site: Path, others: Collection[str]) -> None:
    """Write the worker of the built site of one language; the folders `others` below it are other languages' sites."""
    cached = {"files": files_cached_at_install(site, others), "later": files_cached_on_request(site)}
    hashes = {name: {_address(path): _integrity(site / path) for path in paths} for name, paths in cached.items()}
    version = sha256(json.dumps(hashes).encode()).hexdigest()[:16]
    build = json.dumps({"version": version, **hashes, "others": [f"{code}/" for code in others]})
    worker = f"const BUILD = {build};\n{WORKER.read_text(encoding='utf-8')}"
    (site / WORKER_ADDRESS).write_text(worker, encoding="utf-8")


def files_cached_at_install(site: Path, others: Collection[str]) -> list[str]:
    """The files to cache at once, from the root of a language's site: its pages, and what they and the search load."""
    pages = [path.relative_to(site) for path in site.rglob("*.html")]
    # Not the page to print: it would store all of the site a second time.
    cached = {page.as_posix() for page in pages if page.parts[0] not in {EXAMPLES, FOLDER, *others}}
    for page in sorted(cached):
        loaded = loaded_files(page, (site / page).read_text(encoding="utf-8"))
        cached.update(file for file in loaded if not file.startswith(f"{EXAMPLES}/"))
    cached.update([INDEX, SEARCH_SCRIPT, *bundles_of_kinds()])
    return sorted(path for path in cached if (site / path).is_file())


def files_cached_on_request(site: Path) -> list[str]:
    """The files to cache when a page requests them, from the root of a language's site."""
    files = [path.relative_to(site) for path in (site / EXAMPLES).rglob("*") if path.suffix in ON_REQUEST]
    return sorted(path.as_posix() for path in files)


def loaded_files(page: str, html: str) -> set[str]:
    """The files of the site that a page loads when it is shown; their paths, like the page's, begin at the root."""
    # A 404 page is shown at any address, so it names its files from the host's root. Other pages load them too.
    addresses = (unescape(loaded["address"]) for loaded in LOADED.finditer(html))
    links = [urlsplit(address) for address in addresses if not address.startswith("/")]
    return {unquote(urljoin(page, link.path)) for link in links if not link.scheme and not link.netloc}


def _address(path: str) -> str:
    """Where a browser finds a file: the folder, for its index."""
    folder, _, name = path.rpartition("/")
    return quote(f"{folder}/" if folder else "./") if name == "index.html" else quote(path)


def _integrity(path: Path) -> str:
    return f"sha256-{b64encode(sha256(path.read_bytes()).digest()).decode()}"
