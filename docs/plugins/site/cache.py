"""What a build keeps for the next: each file with its digest, by which one that is not whole is known and made again.

A full disk cuts files short, and so does a machine that goes off. Where nothing can be kept, as in a checkout that may
only be read, a build works as the first one does.
"""

import atexit
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

from docs.plugins.project.files import write_whole

DIGEST_SIZE = sha256().digest_size


# The folders in `.cache`.
FOLDERS = ("mkdocs-jupyter", "notebooks", "pictures", "social", "templates")
# Bytes: several times what a build keeps.
LEAST_ROOM = 50_000_000
# The file in a folder of mkdocs-jupyter's with the digests of its entries.
DIGESTS = "digests"


@cache
def cache_folder(root: Path) -> Path:
    """The folder `.cache` of a project; where it has no room, or may not be written to, one that is gone afterwards."""
    folder = root / ".cache"
    with suppress(OSError):
        for each in (folder, *(folder / name for name in FOLDERS)):
            if not each.is_dir():
                _remove(each)
                each.mkdir()
        # Another user may have made some of them. Beside them may be environments, with folders by the thousand.
        folders = (folder, *(path for name in FOLDERS for path in (folder / name).glob("**") if path.is_dir()))
        writable = all(os.access(each, os.W_OK | os.X_OK) for each in folders)
        if writable and shutil.disk_usage(folder).free >= LEAST_ROOM:
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
    with suppress(OSError):
        write_whole(path, sha256(content).digest() + content)


def write_copy(folder: Path, uri: str, content: bytes) -> None:
    """Write the file `uri` of the folder, unless it holds just that: `mkdocs serve` rebuilds at every write."""
    path = folder / uri
    with suppress(OSError):
        if path.read_bytes() == content:
            return
    try:
        write_whole(path, content)
    except OSError:
        # Something else stands in its place, or in that of a folder above it.
        in_the_way = (each for each in path.parents if os.path.lexists(each) and not each.is_dir())
        _remove(next(in_the_way, path))
        write_whole(path, content)


def delete_unknown_entries(folder: Path) -> None:
    """Delete the entries of mkdocs-jupyter's cache that it has not written whole: it would show them, or stop."""
    if not folder.is_dir():
        _remove(folder)
    known = (read_kept(folder / DIGESTS) or b"").decode().split()
    for path in folder.glob("*.json"):
        if not path.is_file() or _digest(path) not in known:
            _remove(path)


def note_entries(folder: Path) -> None:
    """Note the entries that a build has left in mkdocs-jupyter's cache."""
    if folder.is_dir():
        keep(folder / DIGESTS, "\n".join(_digest(path) for path in folder.glob("*.json")).encode())


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


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
