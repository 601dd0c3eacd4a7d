"""`photos`: the archive of pictures is replaced as a whole or stays as it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.plugins.project.given_files import given_path
from examples.runner import cli
from examples.runner.cli import main
from examples.runner.photos import NAME, archived
from tests.runner.conftest import full_disk, leftovers

OLD = b"an older archive"
FILES = {"odd/blank.jpg": b"1", "practice/0/pencil.jpg": b"22", "practice/1/marker.jpg": b"333"}


@pytest.fixture
def path(project: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive of a project, an older one; the files of the new one are drawn at once."""
    del folder
    monkeypatch.setattr(cli, "photos", FILES.items)
    (project / given_path(NAME)).write_bytes(OLD)
    return project / given_path(NAME)


def test_the_pictures_are_written_and_counted_by_folder_in_one_line(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["photos"]) == 0
    content = path.read_bytes()
    assert content == archived(FILES)
    assert capsys.readouterr() == (f"examples/photos.zip: 1 odd, 2 practice, {len(content)} bytes\n", "")
    assert leftovers(folder) == []
    assert [each.name for each in path.parent.glob("*photos*")] == [NAME]


def test_a_stop_while_pictures_are_drawn_leaves_the_older_archive(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> Iterator[tuple[str, bytes]]:
        yield from FILES.items()
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "photos", stopped)
    assert main(["photos"]) == 130
    assert path.read_bytes() == OLD
    assert leftovers(folder) == []


def test_a_full_disk_leaves_the_older_archive(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "copyfile", full_disk)
    assert main(["photos"]) == 2
    assert path.read_bytes() == OLD
    assert capsys.readouterr().err.endswith("(No space left on device); make room, or check its permissions\n")


def test_a_folder_that_cannot_be_written_is_refused_before_a_picture_is_drawn(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "photos", lambda: pytest.fail("a picture was drawn"))
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")
    assert main(["photos"]) == 2
    assert "is a file; move it away" in capsys.readouterr().err
