"""The programs for a reader's own folder, which are made of cells, as files that a test can run."""

from pathlib import Path

from docs.plugins.project.programs import composed
from tests.support.programs import PROJECT


def write_program(name: str, folder: Path) -> Path:
    """Write the program of that name into the folder, as the site publishes it; return its path."""
    path = folder / name
    path.write_text(composed(PROJECT.programs[name], PROJECT.scripts), encoding="utf-8")
    return path
