"""The photos of the archive that scripts read which a reader can try in the page. Pure."""

import io
import zipfile
from collections.abc import Mapping
from posixpath import basename

from docs.plugins.project.commands import PHOTOS
from docs.plugins.project.errors import ProjectError

PATH = "examples/photos.zip"
# Where they are in the archive, by the ends of their labels: one that a shadow crosses, one that is turned only by what
# its EXIF data say, and one in pencil.
SAMPLES: Mapping[str, str] = {
    "shadow": "practice/7/red-pen-grid-hard-shadow.jpg",
    "turned": "practice/3/marker-recycled-gradient-turned.jpg",
    "pencil": "practice/5/pencil-white-phone-shadow.jpg",
}


def parse_sample_photos(content: bytes) -> Mapping[str, bytes]:
    """The photos by the names of their files, of an archive; raises ProjectError where it is none, or lacks one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {basename(path): archive.read(path) for path in SAMPLES.values()}
    except KeyError as error:
        problem = str(error.args[0])
    except zipfile.BadZipFile:
        problem = "not a ZIP archive, or a damaged one"
    raise ProjectError(f"{PATH}: {problem}; make it again: {PHOTOS}")
