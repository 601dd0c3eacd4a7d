"""Pictures that a build makes: each once, as a file that later builds find again."""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import PIL
from PIL import Image


def made_once(path: Path, make: Callable[[], bytes]) -> Path:
    """The path of a file, which is made where it is not there yet; its name is a hash of all that shapes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Another build may be making the same file.
        new = path.with_suffix(f".{os.getpid()}.new")
        new.write_bytes(make())
        new.replace(path)
    return path


def webp_file(png: bytes, folder: Path) -> Path:
    """The path, in the folder, of a picture in the lossless WebP format: a third of the bytes, and the same pixels."""
    name = hashlib.sha256(PIL.__version__.encode() + png).hexdigest()
    return made_once(folder / f"{name}.webp", lambda: _webp(png))


def _webp(png: bytes) -> bytes:
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).save(file, "WEBP", lossless=True)
    return file.getvalue()
