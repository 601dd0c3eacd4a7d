"""The files of a project: each is read and parsed once, and again only after it has changed."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.text import text_of

Parsed = TypeVar("Parsed")


class MissingFileError(ProjectError):
    """A file that is not there."""


class UnreadableFileError(ProjectError):
    """A file that is there and can't be read."""


class Files:
    """The files below the folder `root`, by their paths from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._contents: dict[str, tuple[object, bytes]] = {}
        self._parsed: dict[tuple[str, str], tuple[object, object]] = {}

    def parsed(self, path: str, parse: Callable[..., Parsed], *context: object) -> Parsed:
        """What `parse(content, *context)` makes of the file's bytes; again only where they or the context changed.

        `parse` asks for no other file of the project, and is always the same function for a path. Raises
        MissingFileError or UnreadableFileError, and what `parse` does.
        """
        return self._made("parsed", path, parse, *context)

    def parsed_text(self, path: str, parse: Callable[..., Parsed], *context: object) -> Parsed:
        """As `parsed`, of the file's text; raises ProjectError as `text_of` does."""
        return self.parsed(path, lambda content, *given: parse(text_of(path, content), *given), *context)

    def text(self, path: str) -> str:
        """The text of a file; raises as `parsed_text` does."""
        return self._made("text", path, partial(text_of, path))

    def _made(self, kind: str, path: str, make: Callable[..., Parsed], *context: object) -> Parsed:
        state, content = self._read(path)
        before = self._parsed.get((kind, path))
        if before and before[0] == (state, context):
            return cast(Parsed, before[1])
        made = make(content, *context)
        self._parsed[kind, path] = ((state, context), made)
        return made

    def _read(self, path: str) -> tuple[object, bytes]:
        """The state of a file, which is another once the file has changed, and its bytes."""
        try:
            status = (self.root / path).stat()
            state = (status.st_ino, status.st_mtime_ns, status.st_size)
            before = self._contents.get(path)
            if before is None or before[0] != state:
                self._contents[path] = (state, (self.root / path).read_bytes())
        except FileNotFoundError:
            raise MissingFileError(f"{path}: no such file; restore it") from None
        except OSError as error:
            raise UnreadableFileError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
        return self._contents[path]

    def write(self, path: str, text: str) -> None:
        """Replace the text of a file in one step, or leave it as it was and raise ProjectError."""
        try:
            write_whole(self.root / path, text.encode())
        except OSError as error:
            raise ProjectError(
                f"{path}: cannot be written ({error.strerror}); make room, or check its permissions"
            ) from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it, whole or not at all; raises OSError."""
    # Another process may be writing the same. Editors and MkDocs pass over a name that begins with a dot.
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(content)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()
        raise
