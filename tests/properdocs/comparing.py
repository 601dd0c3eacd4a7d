"""Two built sites, file by file, but for what names the program that built them. Pure."""

import re
from collections.abc import Mapping
from pathlib import Path

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
# The service worker has the hash of each page, and so of its generator, and a version that is the hash of all.
WORKER = "service-worker.js"
HASHES_OF_PAGES = re.compile(rb'(?:(?<=/": )|(?<=\.html": ))"sha256-[^"]*"|(?<="version": )"[^"]*"')
Files = Mapping[str, bytes]


def files_of(site: Path) -> Files:
    """The content of each file of a site, by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def differences(ours: Files, theirs: Files) -> list[str]:
    """A line for each file that only one site has, or that is another there."""
    found = []
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            found.append(f"{name}: only MkDocs writes it")
        elif name not in ours:
            found.append(f"{name}: only ProperDocs writes it")
        elif _without_names(name, ours[name]) != _without_names(name, theirs[name]):
            found.append(f"{name}: not the same")
    return found


def _without_names(name: str, content: bytes) -> bytes:
    if name.endswith(".html"):
        return GENERATOR.sub(b"", content)
    return HASHES_OF_PAGES.sub(b"", content) if name.endswith(WORKER) else content
