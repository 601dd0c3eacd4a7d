"""Builds a site as a person does, and reads the pages that come out."""

import os
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from filelock import FileLock

from tests.support.programs import ROOT

# The site's address in mkdocs.yml if SITE_URL is not set.
SITE_URL = "http://localhost:8000/"


def mkdocs_build(root: Path, site: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build --strict` of the project at `root` into the folder `site`."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs", "build", "--strict", "--site-dir", site, *options],
        cwd=root,
        env=_without_addresses() | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _without_addresses() -> dict[str, str]:
    """The environment without the addresses of the repository and of the site."""
    return {name: value for name, value in os.environ.items() if name not in ("REPO_URL", "SITE_URL")}


def built_once(factory: pytest.TempPathFactory, name: str, *options: str) -> Path:
    """The folder `name` with the project's site, built by the first worker that asks for it."""
    folder = factory.getbasetemp()
    # Each of pytest-xdist's workers has a folder of its own below one that they share.
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    # All builds share one lock, because they share the cache of mkdocs-jupyter.
    with FileLock(shared / "building.lock"):
        site = shared / name
        if not site.is_dir():
            result = mkdocs_build(ROOT, shared / f"{name}.partial", *options)
            assert result.returncode == 0, result.stderr
            (shared / f"{name}.partial").rename(site)
    return site


class Html(HTMLParser):
    """The ids, links and images of a page, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if name := attributes.get("id"):
            self.ids.add(name)
        if tag == "a" and (address := attributes.get("href")):
            self.links.append(address)
        if tag == "img":
            self.images.append(attributes)


def parse_html(text: str) -> Html:
    """The ids, links and images of a page's HTML."""
    html = Html()
    html.feed(text)
    return html


@cache
def read_html(path: Path) -> Html:
    """The ids, links and images of a built page; cached, as every page links to most others."""
    return parse_html(path.read_text(encoding="utf-8"))


def lost_links(page: Path) -> list[str]:
    """The links of a built page that lead to no file, or to no such id in it; links to other sites aside."""
    return [link for link in read_html(page).links if not urlsplit(link).scheme and not _leads(page, link)]


def _leads(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    there = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    there = there / "index.html" if there.is_dir() else there
    return there.is_file() and (not parts.fragment or unquote(parts.fragment) in read_html(there).ids)
