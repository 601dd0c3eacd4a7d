"""Results are written completely or not at all, and nothing else is left."""

import errno
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from docs.plugins.project.errors import UserError
from examples.runner.files import full_disk_reason, publish, refuse_unwritable, temporary_folder, write_whole
from tests.runner.conftest import full_disk, leftovers

TARGET = Path("outputs/tiny")


@pytest.fixture
def results(folder: Path) -> Path:
    """Return a folder with two files in it."""
    results = folder.parent / "results"
    (results / "sub").mkdir(parents=True)
    (results / "a.png").write_text("new a", encoding="utf-8")
    (results / "sub" / "b.png").write_text("new b", encoding="utf-8")
    return results


def test_a_temporary_folder_is_gone_afterwards_with_what_is_in_it(folder: Path) -> None:
    with temporary_folder() as temporary:
        (temporary / "a").write_text("a", encoding="utf-8")
        assert temporary.parent == folder.parent / "temporary"
    assert leftovers(folder) == []


def test_a_temporary_folder_is_gone_after_ctrl_c_too(folder: Path) -> None:
    with pytest.raises(KeyboardInterrupt), temporary_folder():
        raise KeyboardInterrupt
    assert leftovers(folder) == []


def test_where_no_temporary_folder_can_be_made_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "mkdtemp", full_disk)
    with pytest.raises(UserError) as error, temporary_folder():
        pass
    assert str(error.value) == ("no temporary folder can be made (No space left on device); make room, or set TMPDIR")


def test_a_temporary_folder_that_is_gone_already_is_no_error(folder: Path) -> None:
    with temporary_folder() as temporary:
        temporary.rmdir()
    assert leftovers(folder) == []


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("[Errno 28] No space left on device: 'model.keras'", "No space left on device"),
        ("Can't write data (errno = 27, error message = 'File too large', buf = 0x7f)", "File too large"),
        ("[Errno 2] No such file or directory: 'a'", ""),
    ],
)
def test_a_full_disk_is_found_in_the_message_of_an_error(message: str, reason: str) -> None:
    assert full_disk_reason(message) == reason


def test_a_writable_folder_is_found_so_without_a_trace(folder: Path) -> None:
    refuse_unwritable(TARGET)
    assert leftovers(folder) == []


def test_a_folder_that_was_there_stays(folder: Path) -> None:
    TARGET.mkdir(parents=True)
    refuse_unwritable(TARGET)
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny"]


@pytest.mark.parametrize("blocked", [Path("outputs"), TARGET])
def test_a_file_in_the_way_is_named(folder: Path, blocked: Path) -> None:
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("mine", encoding="utf-8")
    before = leftovers(folder)
    with pytest.raises(UserError) as error:
        refuse_unwritable(TARGET)
    assert str(error.value) == (f"cannot write to outputs/tiny: {blocked} is a file; move it away")
    assert leftovers(folder) == before


def test_a_folder_that_cannot_be_made_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "mkdir", full_disk)
    with pytest.raises(UserError) as error:
        refuse_unwritable(TARGET)
    assert str(error.value) == (
        "cannot write to outputs/tiny (No space left on device); make room, or check its permissions"
    )
    assert leftovers(folder) == []


def test_a_folder_in_which_nothing_can_be_written_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_keywords: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(UserError) as error:
        refuse_unwritable(TARGET)
    assert str(error.value) == ("cannot write to outputs/tiny (Permission denied); make room, or check its permissions")
    assert leftovers(folder) == []


def test_every_file_is_published_at_its_place(folder: Path, results: Path) -> None:
    assert publish(results, TARGET) == [TARGET / "a.png", TARGET / "sub" / "b.png"]
    assert leftovers(folder) == [
        "current/outputs",
        "current/outputs/tiny",
        "current/outputs/tiny/a.png",
        "current/outputs/tiny/sub",
        "current/outputs/tiny/sub/b.png",
    ]
    assert (TARGET / "a.png").read_text(encoding="utf-8") == "new a"
    assert (TARGET / "sub" / "b.png").read_text(encoding="utf-8") == "new b"


def test_an_older_file_is_replaced_and_another_stays(results: Path) -> None:
    TARGET.mkdir(parents=True)
    (TARGET / "a.png").write_text("old a", encoding="utf-8")
    (TARGET / "other.png").write_text("other", encoding="utf-8")
    publish(results, TARGET)
    assert (TARGET / "a.png").read_text(encoding="utf-8") == "new a"
    assert (TARGET / "other.png").read_text(encoding="utf-8") == "other"


def test_without_files_no_folder_is_made(folder: Path) -> None:
    assert publish(folder.parent / "temporary", TARGET) == []
    assert leftovers(folder) == []


def test_a_disk_full_half_way_leaves_the_older_files_and_no_other(
    folder: Path, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TARGET.mkdir(parents=True)
    (TARGET / "a.png").write_text("old a", encoding="utf-8")

    def copy_one(path: Path, copy: Path) -> None:
        if path.name == "b.png":
            copy.write_text("ne", encoding="utf-8")
            full_disk()
        copy.write_bytes(path.read_bytes())

    monkeypatch.setattr(shutil, "copyfile", copy_one)
    with pytest.raises(UserError) as error:
        publish(results, TARGET)
    assert str(error.value) == (
        "cannot write to outputs/tiny (No space left on device); make room, or check its permissions"
    )
    assert (TARGET / "a.png").read_text(encoding="utf-8") == "old a"
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny", "current/outputs/tiny/a.png"]


def test_a_file_that_cannot_be_put_in_place_leaves_no_temporary_one(
    folder: Path, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(UserError):
        publish(results, TARGET)
    assert leftovers(folder) == []


def test_a_file_is_written_with_the_folders_it_needs(folder: Path) -> None:
    write_whole(TARGET / "a.txt", "chữ số\n".encode())
    assert (TARGET / "a.txt").read_text(encoding="utf-8") == "chữ số\n"
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny", "current/outputs/tiny/a.txt"]


@pytest.mark.parametrize(
    ("module", "function", "message"),
    [
        (
            Path,
            "write_bytes",
            r"cannot write to \S+/temporary/keras-example-\S+ \(No space left on device\); make room, or set TMPDIR",
        ),
        (shutil, "copyfile", r"cannot write to outputs/tiny \(No space left on device\); make room, or check .+"),
    ],
    ids=["of temporary files", "of the file itself"],
)
def test_a_full_disk_leaves_the_older_file_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: object, function: str, message: str
) -> None:
    TARGET.mkdir(parents=True)
    (TARGET / "a.txt").write_text("old", encoding="utf-8")
    monkeypatch.setattr(module, function, full_disk)
    with pytest.raises(UserError) as error:
        write_whole(TARGET / "a.txt", b"new")
    assert re.fullmatch(message, str(error.value))
    assert (TARGET / "a.txt").read_text(encoding="utf-8") == "old"
    assert leftovers(folder) == ["current/outputs", "current/outputs/tiny", "current/outputs/tiny/a.txt"]
