"""The pictures of the site in the format in which they are sent: each is converted once."""

import io
from hashlib import sha256
from pathlib import Path

import PIL
from PIL import Image

from docs.plugins.site.cache import kept


def webp(png: bytes, folder: Path) -> bytes:
    """A picture in the lossless WebP format: a third of the bytes, and the same pixels. It is kept in the folder."""
    name = sha256(PIL.__version__.encode() + png).hexdigest()
    return kept(folder / name, lambda: _webp(png))


def _webp(png: bytes) -> bytes:
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).save(file, "WEBP", lossless=True)
    return file.getvalue()
