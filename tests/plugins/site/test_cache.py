"""What a build keeps is taken up whole or made again, and a build that can keep nothing works too."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from docs.plugins.site.cache import CompiledTemplates, cache_folder, delete_broken_entries, keep, kept, read_kept
from tests.support.programs import ROOT

WHOLE = json.dumps({"content": "<p>một</p>", "toc_tokens": [], "title": None})


def made_again() -> bytes:
    raise AssertionError("made again")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which a file can be begun and not be ended."""
    write_bytes = Path.write_bytes

    def write_some(path: Path, content: bytes) -> int:
        write_bytes(path, content[:-1])
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", write_some)


# One file


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    path = tmp_path / "new/a"
    assert kept(path, lambda: b"a") == b"a"
    assert kept(path, made_again) == b"a"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("damage", [cut_short, emptied, zeroed])
def test_what_is_not_whole_is_made_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    keep(tmp_path / "a", b"before")
    damage(tmp_path / "a")
    assert kept(tmp_path / "a", lambda: b"again") == b"again"
    assert kept(tmp_path / "a", made_again) == b"again"


def test_what_cannot_be_made_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="made again"):
        kept(tmp_path / "a", made_again)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_nothing_and_stops_nothing(tmp_path: Path, full_disk: None) -> None:
    assert kept(tmp_path / "a", lambda: b"a") == b"a"
    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kept(tmp_path / "file/a", lambda: b"a") == b"a"


# Templates


def rendered(folder: Path, text: str) -> str:
    templates = DictLoader({"a.html": text})
    environment = Environment(loader=templates, bytecode_cache=CompiledTemplates(folder), autoescape=True)
    return environment.get_template("a.html").render()


@pytest.mark.parametrize("damage", [cut_short, emptied, zeroed])
def test_a_template_whose_code_is_not_whole_is_compiled_again(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    assert rendered(tmp_path, "một") == "một"
    (path,) = tmp_path.iterdir()
    damage(path)
    assert rendered(tmp_path, "một") == "một"
    assert read_kept(path) is not None


def test_a_template_that_has_changed_is_compiled_again(tmp_path: Path) -> None:
    assert rendered(tmp_path, "một") == "một"
    assert rendered(tmp_path, "hai") == "hai"


# Pages of notebooks


@pytest.mark.parametrize(
    "content",
    [
        WHOLE[:-1].encode(),
        b"",
        bytes(9),
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"content": "a"}',
        b'{"content": 1, "toc_tokens": []}',
        b'{"content": "a", "toc_tokens": 1}',
    ],
)
def test_an_entry_of_mkdocs_jupyter_that_it_could_not_read_is_deleted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(content)
    (tmp_path / "good.json").write_text(WHOLE, encoding="utf-8")
    delete_broken_entries(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["good.json"]


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    delete_broken_entries(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


# The folder


def test_the_folder_is_that_of_the_project(tmp_path: Path) -> None:
    assert cache_folder(tmp_path) == tmp_path / ".cache"
    assert (tmp_path / ".cache").is_dir()


@pytest.mark.parametrize("denied", [".cache", ".cache/pictures"])
def test_where_nothing_may_be_written_it_is_one_that_is_gone_after_the_build(tmp_path: Path, denied: str) -> None:
    (tmp_path / ".cache/pictures").mkdir(parents=True)
    # Whoever runs the tests as root may write everywhere.
    program = (
        "import os, sys; from pathlib import Path; from docs.plugins.site.cache import cache_folder\n"
        "root, denied = Path(sys.argv[1]), Path(sys.argv[2])\n"
        "os.access = lambda path, mode: path != denied\n"
        "folder = cache_folder(root)\n"
        "(folder / 'a').touch()\n"
        "print(folder)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, tmp_path, tmp_path / denied],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    folder = Path(result.stdout.strip())
    assert folder.name.startswith("keras-site-")
    assert not folder.exists()
    assert list((tmp_path / ".cache").rglob("*")) == [tmp_path / ".cache/pictures"]


def test_nor_does_a_file_in_its_place_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / ".cache").touch()
    assert cache_folder(tmp_path).is_dir()
    assert cache_folder(tmp_path) != tmp_path / ".cache"
