"""What a build keeps for the next: each file with its digest, by which one that is not whole is known and made again.

A full disk cuts files short, and so does a machine that goes off. Where nothing can be kept, as in a checkout that may
only be read, a build works as the first one does.
"""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

DIGEST_SIZE = sha256().digest_size


@cache
def cache_folder(root: Path) -> Path:
    """The folder `.cache` of a project; where no file can be written there, one that is gone after the build."""
    folder = root / ".cache"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        # Another user may have made some of them.
        folders = (folder, *(path for path in folder.rglob("*") if path.is_dir()))
        if all(os.access(each, os.W_OK | os.X_OK) for each in folders):
            return folder
    other = Path(tempfile.mkdtemp(prefix="keras-site-"))
    atexit.register(shutil.rmtree, other, ignore_errors=True)
    return other


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """What `make` makes: only once, if it can be kept at `path`, whose name is a hash of all that shapes it."""
    content = read_kept(path)
    if content is None:
        content = make()
        keep(path, content)
    return content


def read_kept(path: Path) -> bytes | None:
    """What was kept at `path`; None where nothing was, or not all of it."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    digest, content = whole[:DIGEST_SIZE], whole[DIGEST_SIZE:]
    return content if sha256(content).digest() == digest else None


def keep(path: Path, content: bytes) -> None:
    """Keep the content at `path`, whole or not at all."""
    # Another build may be keeping the same.
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(sha256(content).digest() + content)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()


def delete_broken_entries(folder: Path) -> None:
    """Delete the entries of mkdocs-jupyter's cache that it could not read: it would stop the build at each of them."""
    for path in folder.glob("*.json"):
        try:
            entry = json.loads(path.read_bytes())
            is_whole = isinstance(entry["content"], str) and isinstance(entry["toc_tokens"], list)
        except (OSError, ValueError, KeyError, TypeError):
            is_whole = False
        if not is_whole:
            path.unlink(missing_ok=True)


class CompiledTemplates(BytecodeCache):
    """The code of the templates, each kept below a folder: Jinja's own cache reads a file that is not whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of a template, if it was kept."""
        if code := read_kept(self._folder / bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        keep(self._folder / bucket.key, bucket.bytecode_to_string())
