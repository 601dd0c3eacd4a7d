"""The pictures of the site in the format in which they are sent: each is converted once."""

import io
from hashlib import sha256
from pathlib import Path

import PIL
from PIL import Image

from docs.plugins.site.cache import kept

# Of 100. Photographs in the recorded pictures are a fifth of what they are without a loss, and look the same.
PHOTOGRAPH_QUALITY = 60


def webp(png: bytes, folder: Path) -> bytes:
    """A picture in the WebP format, kept in the folder: a drawing has the same pixels in a third of the bytes.

    One with photographs would have more bytes than a page, and is sent as photographs are.
    """
    name = sha256(f"{PIL.__version__} {PHOTOGRAPH_QUALITY}".encode() + png).hexdigest()
    return kept(folder / name, lambda: _webp(png))


def _webp(png: bytes) -> bytes:
    lossless, lossy = _saved(png, lossless=True), _saved(png, quality=PHOTOGRAPH_QUALITY)
    # Of drawings, what is saved that way is not much smaller, and is blurred.
    return lossy if len(lossy) < len(lossless) / 2 else lossless


def _saved(png: bytes, **settings: bool | int) -> bytes:
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).save(file, "WEBP", **settings)
    return file.getvalue()
