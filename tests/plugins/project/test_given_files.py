"""The files that a script may ask for by their names, and the programs that it may import."""

import pytest

from docs.plugins.project.commands import EXAMPLES
from docs.plugins.project.given_files import (
    GIVEN_FILES,
    given_path,
    missing_file,
    missing_program,
    names_asked,
    programs_asked,
    programs_imported,
)
from tests.support.tiny_project import TinyProject


@pytest.mark.parametrize(
    ("text", "names"),
    [('shutil.unpack_archive("photos.zip", "photos")', ["photos.zip"]), ("photos", []), ("", [])],
)
def test_a_script_asks_for_each_file_that_it_names_whole(text: str, names: list[str]) -> None:
    assert names_asked(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import keras\nfrom photo import (\n    open_photo,\n)\n", ["photo.py"]),
        ("try:\n    import photo as steps\nfinally:\n    pass\n", ["photo.py"]),
        ("from photos import open_photo\nimport photography\n", []),
        ("photo = open_photo(photo)  # from photo import\n", []),
        ("", []),
    ],
)
def test_a_script_asks_for_each_program_that_it_imports(text: str, names: list[str]) -> None:
    assert programs_imported(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('subprocess.run([sys.executable, "train_together.py", "0"])\n# train_together.py\n', ["train_together.py"]),
        ("import photo\nprint('python photo.py', 'b2.py')\n", ["photo.py", "b2.py"]),
        ("'my-photo.py', './photo.py', 'src/photo.py', 'a.photo.py', 'photo.pyc', 'Photo.py', '.py'", []),
        ("", []),
    ],
)
def test_a_script_asks_for_each_program_that_it_names_or_imports(text: str, names: list[str]) -> None:
    assert programs_asked(text) == names


def test_what_is_missing_is_named_with_the_remedy() -> None:
    assert missing_file("photos.zip") == f"no examples/photos.zip; make it: {EXAMPLES} photos"
    assert missing_program("photo.py") == "no page makes photo.py; write a `program` fence"


@pytest.mark.parametrize("name", GIVEN_FILES)
def test_a_project_knows_which_are_there(project: TinyProject, name: str) -> None:
    assert project.read().given_files == ()
    project.write_bytes(given_path(name), b"")
    assert project.read().given_files == (name,)
