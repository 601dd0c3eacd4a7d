"""Writes a file as a whole, or not at all."""

from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replace the text of a file in one step; raises OSError where it can't be written, and leaves nothing then."""
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
