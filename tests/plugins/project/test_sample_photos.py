"""The photos that a reader can try in the page, as the site takes them out of the archive."""

import io
import zipfile

import pytest
from PIL import Image

from docs.plugins.project.commands import PHOTOS
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.sample_photos import PATH, SAMPLES, parse_sample_photos
from tests.support.programs import PROJECT
from tests.support.tiny_project import TinyProject, photos

# In EXIF data: how the camera was held.
ORIENTATION, UPRIGHT = 0x112, 1


def test_a_project_has_the_photos_where_the_archive_is(project: TinyProject) -> None:
    assert project.read().sample_photos == {}
    project.write_bytes(PATH, photos())
    names = [path.rpartition("/")[2] for path in SAMPLES.values()]
    assert list(project.read().sample_photos) == names
    assert list(project.read().sample_photos.values()) == [path.encode() for path in SAMPLES.values()]


def test_one_of_those_of_this_project_is_turned_only_by_its_exif_data() -> None:
    orientations = [
        Image.open(io.BytesIO(photo)).getexif().get(ORIENTATION, UPRIGHT) for photo in PROJECT.sample_photos.values()
    ]
    turned = [name for name, orientation in zip(SAMPLES, orientations, strict=True) if orientation != UPRIGHT]
    assert turned == ["turned"]


def test_what_is_no_archive_of_them_is_said_with_the_command_that_makes_it() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("other.jpg"), b"")
    lacking = f"There is no item named '{SAMPLES['shadow']}' in the archive"
    for content, problem in ((b"photos", "not a ZIP archive, or a damaged one"), (file.getvalue(), lacking)):
        with pytest.raises(ProjectError) as error:
            parse_sample_photos(content)
        assert str(error.value) == f"{PATH}: {problem}; make it again: {PHOTOS}"
