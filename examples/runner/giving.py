"""Gives a script what it asks for: files in the folder in which it runs."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from docs.plugins.project.errors import UserError
from docs.plugins.project.given_files import (
    given_path,
    missing_file,
    missing_program,
    names_asked,
    programs_asked,
    programs_imported,
)
from docs.plugins.project.links import program_address
from docs.plugins.project.programs import composed
from docs.plugins.project.project import Project
from examples.runner.files import no_room
from examples.runner.replacing import replaced


@dataclass(frozen=True)
class GivenFile:
    """A file to be in the folder in which a script runs: its name there, and what is in it."""

    name: str
    content: bytes

    @property
    def module(self) -> str:
        """The name by which a script imports it; "" where it can't be imported."""
        path = Path(self.name)
        return path.stem if path.suffix == ".py" else ""


def find_given(project: Project, text: str) -> list[GivenFile]:
    """What the text of a script asks for; raises UserError, which says what to do, where one is missing."""
    names = names_asked(text)
    for name in names:
        if not (project.root / given_path(name)).is_file():
            raise UserError(missing_file(name))
    files = [GivenFile(name, (project.root / given_path(name)).read_bytes()) for name in names]
    return [*files, *_programs(project, text)]


def give(files: Iterable[GivenFile], folder: Path) -> None:
    """Write the files into the folder; raises OSError."""
    for file in files:
        (folder / file.name).write_bytes(file.content)


@contextmanager
def given(files: Sequence[GivenFile], folder: Path) -> Iterator[None]:
    """Have the files in the folder meanwhile, and let this process import the programs among them.

    Afterwards they are gone, as is what a script has unpacked them to: what stays in the folder is the script's own.
    Raises UserError where there is no room.
    """
    try:
        give(files, folder)
    except OSError as error:
        raise no_room(folder, str(error.strerror)) from None
    modules = [file.module for file in files if file.module]
    with _importable(modules, folder) if modules else nullcontext():
        yield
    for file in files:
        (folder / file.name).unlink(missing_ok=True)
        if not file.module:
            rmtree(folder / Path(file.name).stem, ignore_errors=True)


def _programs(project: Project, text: str) -> Iterator[GivenFile]:
    imported = programs_imported(text)
    for name in programs_asked(text):
        path = project.root / program_address(name)
        if path.is_file():
            yield GivenFile(name, path.read_bytes())
        elif name in project.programs:
            yield GivenFile(name, composed(project.programs[name], project.scripts).encode())
        elif name in imported:
            raise UserError(missing_program(name))


@contextmanager
def _importable(modules: Sequence[str], folder: Path) -> Iterator[None]:
    """Let the modules in the folder be imported meanwhile; then Python knows nothing of them."""
    # Compiled code would stay in the folder.
    with replaced(sys, "path", [str(folder), *sys.path]), replaced(sys, "dont_write_bytecode", True):
        try:
            yield
        finally:
            for name in modules:
                sys.modules.pop(name, None)
