"""A file is read once, and again only after it has changed; one that can't be read or written is named."""

import codecs
import os
from pathlib import Path

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.files import Files, MissingFileError, UnreadableFileError


class Parser:
    """A parser that counts how often it has parsed."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, content: bytes, *context: object) -> tuple[object, ...]:
        self.times += 1
        return (content, *context)


def set_time(path: Path, nanoseconds: int) -> None:
    """Let a file have been changed at that time."""
    os.utime(path, ns=(nanoseconds, nanoseconds))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """A folder with one file."""
    (tmp_path / "a.md").write_bytes(b"one")
    return Files(tmp_path)


def test_a_file_is_parsed_once(files: Files) -> None:
    parser = Parser()
    first, second = files.parsed("a.md", parser), files.parsed("a.md", parser)
    assert first is second
    assert first == (b"one",)
    assert parser.times == 1


def test_it_is_not_even_read_again(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    parser = Parser()
    files.parsed("a.md", parser)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} is read again"))
    assert files.parsed("a.md", parser) == (b"one",)


def test_a_file_of_another_size_is_parsed_again(files: Files) -> None:
    parser = Parser()
    files.parsed("a.md", parser)
    (files.root / "a.md").write_bytes(b"three")
    assert files.parsed("a.md", parser) == (b"three",)
    assert parser.times == 2


def test_a_file_of_the_same_size_that_was_changed_later_is_parsed_again(files: Files) -> None:
    parser = Parser()
    files.parsed("a.md", parser)
    path = files.root / "a.md"
    path.write_bytes(b"two")
    set_time(path, path.stat().st_mtime_ns + 1)
    assert files.parsed("a.md", parser) == (b"two",)


def test_a_file_that_was_replaced_by_one_of_its_size_and_time_is_parsed_again(files: Files) -> None:
    parser = Parser()
    files.parsed("a.md", parser)
    path, other = files.root / "a.md", files.root / "b.md"
    other.write_bytes(b"two")
    set_time(other, path.stat().st_mtime_ns)
    other.replace(path)
    assert files.parsed("a.md", parser) == (b"two",)


def test_a_file_is_parsed_again_in_another_context_only(files: Files) -> None:
    parser = Parser()
    assert files.parsed("a.md", parser, "vi", ("x",)) == (b"one", "vi", ("x",))
    assert files.parsed("a.md", parser, "vi", ("x",)) == (b"one", "vi", ("x",))
    assert parser.times == 1
    assert files.parsed("a.md", parser, "en", ("x",)) == (b"one", "en", ("x",))
    assert parser.times == 2


def test_what_could_not_be_parsed_is_parsed_again(files: Files) -> None:
    def refuse(content: bytes) -> object:
        raise ProjectError("a.md:1: no")

    for _ in range(2):
        with pytest.raises(ProjectError, match=r"^a\.md:1: no$"):
            files.parsed("a.md", refuse)
    assert files.parsed("a.md", Parser()) == (b"one",)


def test_a_missing_file_is_named(files: Files) -> None:
    with pytest.raises(MissingFileError) as error:
        files.parsed("docs/b.md", Parser())
    assert str(error.value) == "docs/b.md: no such file; restore it"


def test_a_file_that_was_deleted_is_missing_though_it_was_read(files: Files) -> None:
    files.parsed("a.md", Parser())
    (files.root / "a.md").unlink()
    with pytest.raises(MissingFileError):
        files.parsed("a.md", Parser())


def test_a_file_that_can_not_be_read_is_named_with_the_reason(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableFileError) as error:
        files.parsed("a.md", Parser())
    assert str(error.value) == "a.md: cannot be read (Permission denied); check its permissions"


def test_a_folder_in_the_place_of_a_file_is_named(files: Files) -> None:
    (files.root / "b.md").mkdir()
    with pytest.raises(UnreadableFileError) as error:
        files.parsed("b.md", Parser())
    assert str(error.value) == "b.md: cannot be read (Is a directory); check its permissions"


# Writing


def test_a_file_is_written_whole_with_its_lines_ended_as_everywhere_and_no_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(codecs.BOM_UTF8 + b"old")
    Files(tmp_path).write("a.md", "một\nhai\n")
    assert path.read_bytes() == "một\nhai\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("broken", ["write_bytes", "replace"])
def test_a_file_that_can_not_be_written_is_named_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, broken, refuse)
    if broken == "write_bytes":
        # A folder that may only be read says so also of a file that is not there.
        monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(ProjectError) as error:
        Files(tmp_path).write("a.md", "new")
    assert str(error.value) == "a.md: cannot be written (No space left on device); make room, or check its permissions"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
