"""A script is given what it asks for, and leaves nothing of it."""

import importlib
import re
import shutil
import sys
from pathlib import Path

import pytest

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.errors import UserError
from docs.plugins.project.project import read_project
from examples.runner.giving import GivenFile, find_given, given
from tests.runner.conftest import full_disk, make_photo_program, make_photos

ASKS = "open('photos.zip')\n"
IMPORTS = "from photo import half\n"
# No archive, and a program that tells how often it was run.
FILES = [GivenFile("photos.zip", b""), GivenFile("photo.py", b"import sys\nsys.runs = getattr(sys, 'runs', 0) + 1\n")]


def test_what_is_asked_for_lies_beside_the_scripts(project: Path) -> None:
    archive = make_photos(project)
    assert archive == project / "examples/photos.zip"
    assert find_given(read_project(project), ASKS) == [GivenFile("photos.zip", archive.read_bytes())]
    assert find_given(read_project(project), "") == []


def test_a_program_that_is_imported_is_made_of_its_cells(project: Path) -> None:
    make_photo_program(project)
    code = b"def half(number):\n    return number / 2\n"
    assert find_given(read_project(project), IMPORTS) == [GivenFile("photo.py", code)]
    assert find_given(read_project(project), "photo = half(4)\n") == []


def test_a_program_that_is_named_is_given_as_it_is_or_made_of_its_cells(project: Path) -> None:
    make_photo_program(project)
    (project / "examples/programs").mkdir()
    (project / "examples/programs/join.py").write_bytes(b"print(1)\n")
    found = find_given(read_project(project), "run('join.py', 'photo.py', 'photo.py')\nopen('unknown.py')")
    assert found == [GivenFile("join.py", b"print(1)\n"), *find_given(read_project(project), IMPORTS)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ASKS, f"no examples/photos.zip; make it: {EXAMPLES} photos"),
        (IMPORTS, "no page makes photo.py; write a `program` fence"),
    ],
)
def test_what_is_not_there_is_named_with_the_remedy(project: Path, text: str, message: str) -> None:
    with pytest.raises(UserError, match=f"^{re.escape(message)}$"):
        find_given(read_project(project), text)


@pytest.mark.parametrize("unpacks", [True, False])
def test_the_files_and_what_they_were_unpacked_to_are_gone_afterwards(tmp_path: Path, unpacks: bool) -> None:
    archive, folder = make_photos(tmp_path), tmp_path / "work"
    folder.mkdir()
    with given([GivenFile("photos.zip", archive.read_bytes())], folder):
        if unpacks:
            shutil.unpack_archive(folder / "photos.zip", folder / "photos")
            assert (folder / "photos/practice/3/a.jpg").read_bytes() == b"a photo"
        (folder / "own.txt").touch()
    assert [path.name for path in folder.iterdir()] == ["own.txt"]


def test_a_script_may_remove_what_it_was_given(tmp_path: Path) -> None:
    with given(FILES, tmp_path):
        (tmp_path / "photos.zip").unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_program_can_be_imported_meanwhile_and_is_unknown_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "runs", 0, raising=False)
    path = sys.path
    for runs in (1, 2):
        folder = tmp_path / str(runs)
        folder.mkdir()
        with given(FILES, folder):
            importlib.import_module("photo")
            importlib.import_module("photo")
        assert vars(sys)["runs"] == runs
        assert "photo" not in sys.modules
        assert list(folder.iterdir()) == []
    assert sys.path is path


def test_after_an_error_no_program_can_be_imported(tmp_path: Path) -> None:
    def fail() -> None:
        importlib.import_module("photo")
        raise ZeroDivisionError

    path = sys.path
    with pytest.raises(ZeroDivisionError), given(FILES, tmp_path):
        fail()
    assert "photo" not in sys.modules
    assert sys.path is path


def test_a_folder_of_a_programs_name_is_the_scripts_own(tmp_path: Path) -> None:
    with given(FILES, tmp_path):
        (tmp_path / "photo").mkdir()
    assert [path.name for path in tmp_path.iterdir()] == ["photo"]


def test_a_disk_too_full_for_a_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_bytes", full_disk)
    refused = pytest.raises(UserError, match=r"\(No space left on device\); make room, or set TMPDIR$")
    with refused, given(FILES, tmp_path):
        pass
