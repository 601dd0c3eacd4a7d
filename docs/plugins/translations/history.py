"""Earlier texts of a page, from git: a section is found there by its hash."""

import subprocess
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.pages import Section, parse_page


def find_section(root: Path, path: str, section: str, hash_: str) -> Section | None:
    """The section of the page at `path`, from the project's root, when it had that hash; None where git knows none."""
    for text in _versions(root, path):
        try:
            sections = parse_page(path, text).sections
        except ProjectError:
            continue
        for entry in sections:
            if (entry.id, entry.hash) == (section, hash_):
                return entry
    return None


def difference(path: str, before: Section | None, now: Section) -> str:
    """What has changed in a section of the source, for people to read."""
    if before is None:
        return f"git knows no {path}#{now.id} of that hash; compare the whole section, from {path}:{now.line} on\n"
    changed = unified_diff(
        before.text.splitlines(), now.text.splitlines(), "as translated", f"{path}:{now.line}", lineterm="", n=1
    )
    return "\n".join(changed) + "\n"


def _versions(root: Path, path: str) -> Iterator[str]:
    """The committed texts of a file, the latest first; none where there is no git or no repository."""
    for commit in _git(root, "log", "--format=%H", "--", path).splitlines():
        yield _git(root, "show", f"{commit}:./{path}")


def _git(root: Path, *arguments: str) -> str:
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        return ""
    # A page may have been committed in another encoding once.
    return result.stdout.decode(errors="replace") if result.returncode == 0 else ""
