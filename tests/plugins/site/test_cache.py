"""What a build keeps is taken up whole or made again, and a build that can keep nothing works too."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from docs.plugins.site.cache import (
    LEAST_ROOM,
    CompiledTemplates,
    cache_folder,
    delete_unknown_entries,
    keep,
    kept,
    note_entries,
    read_kept,
    write_copy,
)
from tests.support.programs import ROOT


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


def test_a_file_in_the_place_of_a_folder_stops_nothing(tmp_path: Path) -> None:
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


# Copies


def folder_in_its_place(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "a").touch()


def link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def file_in_the_place_of_its_folder(path: Path) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.touch()


@pytest.mark.parametrize(
    "damage", [cut_short, emptied, zeroed, folder_in_its_place, link_to_nowhere, file_in_the_place_of_its_folder]
)
def test_a_copy_is_written_in_the_place_of_whatever_stands_there(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "copies"
    write_copy(folder, "beside", b"b")
    write_copy(folder, "examples/a", b"a")
    damage(folder / "examples/a")
    write_copy(folder, "examples/a", b"a")
    assert (folder / "examples/a").read_bytes() == b"a"
    assert [path.name for path in (folder / "examples").iterdir()] == ["a"]
    assert (folder / "beside").read_bytes() == b"b"


def test_a_copy_that_is_right_is_not_written_again(tmp_path: Path) -> None:
    write_copy(tmp_path, "a", b"a")
    before = (tmp_path / "a").stat()
    write_copy(tmp_path, "a", b"a")
    assert (tmp_path / "a").stat() == before


def test_a_copy_without_room_is_not_left_half_written(tmp_path: Path, full_disk: None) -> None:
    with pytest.raises(OSError, match="No space left"):
        write_copy(tmp_path, "a", b"a")
    assert list(tmp_path.iterdir()) == []


# Pages of notebooks


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"one", b"two"))


@pytest.mark.parametrize("damage", [cut_short, emptied, zeroed, changed, folder_in_its_place, link_to_nowhere])
def test_an_entry_that_is_not_as_a_build_has_left_it_is_deleted(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_bytes(b'{"content": "one"}')
    note_entries(tmp_path)
    damage(tmp_path / "a.json")
    delete_unknown_entries(tmp_path)
    assert [path.name for path in tmp_path.glob("*.json")] == ["b.json"]


def test_an_entry_that_a_build_has_not_ended_with_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"content": "one"}')
    delete_unknown_entries(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    delete_unknown_entries(tmp_path / "new")
    note_entries(tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_their_folder_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "vi").touch()
    delete_unknown_entries(tmp_path / "vi")
    assert list(tmp_path.iterdir()) == []


# The folder


def test_the_folder_is_that_of_the_project(tmp_path: Path) -> None:
    assert cache_folder(tmp_path) == tmp_path / ".cache"
    assert (tmp_path / ".cache").is_dir()


@pytest.mark.parametrize("denied", [".cache", ".cache/pictures"])
def test_where_nothing_may_be_written_it_is_one_that_is_gone_after_the_build(tmp_path: Path, denied: str) -> None:
    cache_folder(tmp_path)
    before = sorted((tmp_path / ".cache").rglob("*"))
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
    assert sorted((tmp_path / ".cache").rglob("*")) == before


def test_a_full_disk_moves_the_folder_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=LEAST_ROOM - 1))
    folder = cache_folder(tmp_path)
    assert folder.is_dir()
    assert folder != tmp_path / ".cache"


@pytest.mark.parametrize("path", [".cache", ".cache/notebooks", ".cache/mkdocs-jupyter"])
@pytest.mark.parametrize("damage", [Path.touch, lambda path: path.symlink_to("nowhere")])
def test_a_folder_is_made_in_the_place_of_whatever_stands_there(
    tmp_path: Path, path: str, damage: Callable[[Path], None]
) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    damage(tmp_path / path)
    assert cache_folder(tmp_path) == tmp_path / ".cache"
    assert (tmp_path / path).is_dir()
