"""What a browser keeps of the site, and who is given the worker that keeps it."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from docs.plugins import hooks
from docs.plugins.fences.registry import bundles_of_kinds
from docs.plugins.project.given_files import given_path
from docs.plugins.project.links import DIGITS_ADDRESS, photo_address
from docs.plugins.project.packed_digits import PATH
from docs.plugins.project.sample_photos import SAMPLES
from docs.plugins.site.bundles import SCRIPT, SEARCH_SCRIPT
from docs.plugins.site.offline import (
    INDEX,
    WORKER,
    WORKER_ADDRESS,
    files_cached_at_install,
    files_cached_on_request,
    loaded_files,
    write_worker,
)
from tests.support.addresses import EVERY_CODE, EVERY_PAGE_FILE, LANGUAGE_FOLDERS
from tests.support.programs import PROJECT, ROOT
from tests.support.tiny_project import TinyProject

PAGE = """<link rel="stylesheet" href="../assets/site.css?v=2"><link rel="canonical" href="http://localhost:8000/a/">
<link rel="next" href="../b/"><script src="../assets/x.js" defer></script><script>let inline</script>
<img alt="a > b" src="one%20two.png"><img alt='>"' src='of "one".png'><img src="it's.png">
<a href="notes.ipynb"></a><img src="https://example.com/far.png"><img src="data:image/png,">
"""
# As it comes over the network: 35 to 50 kB a lesson, with its part of the search, and 60 the page of mistakes.
MOST_KEPT = 800_000


def test_a_page_loads_its_styles_scripts_and_pictures_from_the_site() -> None:
    assert loaded_files("a/index.html", PAGE) == {
        "assets/site.css",
        "assets/x.js",
        "a/one two.png",
        'a/of "one".png',
        "a/it's.png",
    }


def test_a_404_page_names_files_from_the_hosts_root_which_are_not_the_sites() -> None:
    assert loaded_files("404.html", '<script src="/keras/assets/x.js"></script>') == set()


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_every_page_of_one_language_but_the_examples_is_kept_in_little_room(site: Path, root: str) -> None:
    kept = files_cached_at_install(site / root, EVERY_CODE[1:] if root == "." else [])
    pages = [page.removeprefix(f"{root}/") for page in EVERY_PAGE_FILE if page.startswith(f"{root}/")]
    read = [page for page in pages if not page.startswith("examples/")]
    assert sorted(path for path in kept if path.endswith(".html")) == sorted([*read, "404.html"])
    assert {SEARCH_SCRIPT, INDEX, *bundles_of_kinds()} <= set(kept)
    assert {Path(path).suffix for path in kept} <= {".html", ".css", ".js", ".json", ".svg"}
    assert sum(len(gzip.compress((site / root / path).read_bytes())) for path in kept) < MOST_KEPT


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_examples_pictures_weights_digits_and_photos_of_one_language_are_kept_later(site: Path, root: str) -> None:
    kept = files_cached_on_request(site / root)
    assert [path for path in kept if path.endswith(".safetensors")] == [
        "examples/cnn/cnn.safetensors",
        "examples/learn/learn.safetensors",
        "examples/sequential/sequential.safetensors",
        "examples/your-own/your-own.safetensors",
    ]
    assert {"examples/learn/index.html", "examples/solutions/learn/index.html", "examples/learn/rates.webp"} < set(kept)
    assert [path for path in kept if path.endswith(".bin")] == [DIGITS_ADDRESS]
    assert set(map(given_path, PROJECT.given_files)) <= set(kept)
    assert {photo_address(Path(file).name) for file in SAMPLES.values()} <= set(kept)
    assert {Path(path).suffix for path in kept} == {
        ".bin",
        ".html",
        ".jpg",
        ".safetensors",
        ".webp",
        *(Path(name).suffix for name in PROJECT.given_files),
    }


@pytest.mark.parametrize("root", LANGUAGE_FOLDERS)
def test_the_packed_digits_are_published_as_they_are(site: Path, root: str) -> None:
    assert (site / root / DIGITS_ADDRESS).read_bytes() == (ROOT / PATH).read_bytes()


@pytest.mark.parametrize("name", ["index.html", "examples/a.safetensors", "examples/digits.bin", "examples/a.zip"])
def test_the_version_is_another_when_a_file_is_another_and_the_same_otherwise(tmp_path: Path, name: str) -> None:
    file, worker = tmp_path / name, tmp_path / "service-worker.js"
    file.parent.mkdir(exist_ok=True)
    written = []
    for text in ("one", "two", "one"):
        file.write_text(text, encoding="utf-8")
        write_worker(tmp_path, [])
        written.append(
            json.loads(worker.read_text(encoding="utf-8").partition(" = ")[2].partition(";\n")[0])["version"]
        )
    assert written[0] == written[2] != written[1]


def test_the_worker_is_short_enough_to_be_read() -> None:
    assert len(WORKER.read_text(encoding="utf-8").splitlines()) < 95


# Serves no one, and keeps what it would serve.
SERVE = """
import shutil, sys
from mkdocs.__main__ import cli
from mkdocs.livereload import LiveReloadServer

LiveReloadServer.serve = lambda server, **_: shutil.copytree(server.root, sys.argv[1])
cli(["serve"], standalone_mode=False)
"""


def test_who_writes_the_pages_is_served_none_that_was_kept(buildable: TinyProject, tmp_path: Path) -> None:
    seen = tmp_path / "served"
    command = [sys.executable, "-P", "-c", SERVE, str(seen)]
    subprocess.run(command, cwd=buildable.root, check=True, capture_output=True)
    for folder in LANGUAGE_FOLDERS:
        assert SCRIPT in (seen / folder / "add/index.html").read_text(encoding="utf-8")
        assert "serviceWorker" not in (seen / folder / SCRIPT).read_text(encoding="utf-8")
        assert not (seen / folder / WORKER_ADDRESS).exists()


def test_a_build_after_that_is_one_to_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "serving", True)
    hooks.on_startup("build", dirty=False)
    assert not hooks.serving
