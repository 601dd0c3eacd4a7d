"""Files: a folder to work in, and results that are written whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docs.plugins.project.errors import UserError
from examples.runner.interrupts import interrupts_ignored

# Of errors that say that there is no room: on the disk, of what the user may have of it, or in one file.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; raises UserError where none can be made."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="keras-example-"))
    except OSError as error:
        raise UserError(f"no temporary folder can be made ({error.strerror}); make room, or set TMPDIR") from None
    try:
        yield folder
    finally:
        # A second Ctrl-C would leave files behind.
        with interrupts_ignored():
            shutil.rmtree(folder, ignore_errors=True)


def refuse_unwritable(folder: Path) -> None:
    """Raise UserError unless a file can be written in the folder, which need not be there. Leaves no trace."""
    try:
        with _made(folder), tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _unwritable(folder, error) from None


def publish(folder: Path, target: Path) -> list[Path]:
    """Copy every file below `folder` into `target`; return the copies' paths.

    All are copied under temporary names first, so that a full disk is noticed before an older file is replaced, and no
    reader ever sees half a file. Without a file to copy, `target` is not made. Raises UserError where one can't be
    written.
    """
    names = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    try:
        with _made(target), tempfile.TemporaryDirectory(prefix=".partial-", dir=target) as partial:
            for name in names:
                _copy(folder / name, Path(partial, name))
            for name in names:
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                Path(partial, name).replace(target / name)
    except OSError as error:
        raise _unwritable(target, error) from None
    return [target / name for name in names]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raises UserError where it can't be written."""
    with temporary_folder() as folder:
        try:
            Path(folder, path.name).write_bytes(content)
        except OSError as error:
            raise no_room(folder, str(error.strerror)) from None
        publish(folder, path.parent)


def mode_of(path: Path) -> int:
    """The path's `st_mode`, which says what kind of file it is; 0 where nothing can be found there."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def no_room(folder: Path, reason: str) -> UserError:
    """The error to raise where a temporary folder can't be written to."""
    return UserError(f"cannot write to {folder} ({reason}); make room, or set TMPDIR")


def full_disk_reason(message: str) -> str:
    """What an error's message says of a full disk; "" where it says nothing. HDF5 puts it into a long message."""
    return next((reason for reason in map(os.strerror, NO_ROOM) if reason in message), "")


def _copy(path: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, copy)


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make the folder and its parents where they are missing; afterwards remove those of them that are empty."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        for each in missing:
            with suppress(OSError):
                each.rmdir()


def _unwritable(folder: Path, error: OSError) -> UserError:
    for each in (folder, *folder.parents):
        if each.is_file():
            return UserError(f"cannot write to {folder}: {each} is a file; move it away")
    return UserError(f"cannot write to {folder} ({error.strerror}); make room, or check its permissions")
