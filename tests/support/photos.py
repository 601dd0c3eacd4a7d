"""The photos that the project draws, and others made of them, for the form that reads a photo in the page."""

import io
import zipfile
from typing import Any

from PIL import Image
from playwright.sync_api import FilePayload, Locator

from docs.plugins.project.given_files import given_path
from tests.support.programs import ROOT

ARCHIVE = ROOT / given_path("photos.zip")
# A 7 in red on squared paper, through which a shadow goes.
SEVEN = "practice/7/red-pen-grid-hard-shadow.jpg"
# A 5 in pencil, in the shadow of a phone.
FIVE = "practice/5/pencil-white-phone-shadow.jpg"


def names_in(use: str) -> list[str]:
    """The names of the archive's files in the folder of a use, such as "odd", or of all its files with ""."""
    with zipfile.ZipFile(ARCHIVE) as archive:
        return sorted(name for name in archive.namelist() if name.startswith(f"{use}/" if use else ""))


def practice() -> list[str]:
    """The names of the photos on which the steps were chosen."""
    return names_in("practice")


def file_of(name: str) -> bytes:
    """A file of the archive."""
    with zipfile.ZipFile(ARCHIVE) as archive:
        return archive.read(name)


def picture(name: str = SEVEN) -> Image.Image:
    """A photo of the archive as its pixels lie in the file."""
    return Image.open(io.BytesIO(file_of(name)))


def saved(image: Image.Image, format_: str = "PNG", **settings: Any) -> bytes:  # noqa: ANN401
    """The file of an image."""
    file = io.BytesIO()
    image.save(file, format_, **settings)
    return file.getvalue()


def animation(format_: str, count: int) -> bytes:
    """An animation of as many pictures."""
    first, *others = (Image.new("RGB", (100, 100), (40 * number,) * 3) for number in range(count))
    return saved(first, format_, save_all=True, append_images=others)


def with_a_mark(height: int) -> bytes:
    """White paper with a black mark so many pixels tall."""
    paper = Image.new("L", (240, 320), 255)
    paper.paste(0, (110, 120, 116, 120 + height))
    return saved(paper)


def give(form: Locator, content: bytes) -> None:
    """Choose a file in the form."""
    # A browser looks at the bytes, whatever their name says.
    file = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=content)
    form.locator(".photo-choose + input").set_input_files(file)
