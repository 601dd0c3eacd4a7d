"""Earlier texts of a page, from git: a section is found there by its hash."""

from collections.abc import Iterator
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.git import GitError, git
from docs.plugins.project.pages import Section, parse_page_file


def difference(root: Path, path: str, now: Section, hash_: str) -> str:
    """What has changed in a section of the page at `path`, from the project's root, since it had that hash.

    For people to read: where git does not have that text, it says why.
    """
    compare = f"compare the whole section, from {path}:{now.line} on\n"
    if not hash_:
        return f"no line says which text of {path}#{now.id} is translated; {compare}"
    try:
        before = find_section(root, path, now.id, hash_)
    except GitError as error:
        return f"{error}; otherwise {compare}"
    if before is None:
        return f"{_unknown(root, f'{path}#{now.id}')} {compare}"
    changed = unified_diff(
        before.text.splitlines(), now.text.splitlines(), "as translated", f"{path}:{now.line}", lineterm="", n=1
    )
    return "\n".join(changed) + "\n"


def find_section(root: Path, path: str, section: str, hash_: str) -> Section | None:
    """The section of the page at `path` when it had that hash, None where git knows none; raises GitError."""
    for content in _versions(root, path):
        try:
            sections = parse_page_file(content, path).sections
        except ProjectError:
            # It may have been committed in another encoding once, or with the marks of a conflict.
            continue
        for entry in sections:
            if (entry.id, entry.hash) == (section, hash_):
                return entry
    return None


def _versions(root: Path, path: str) -> Iterator[bytes]:
    """The committed contents of a file, the latest first."""
    for commit in git(root, "rev-list", "--all", "--", path).decode().split():
        # The commit may be the one that has deleted it.
        with suppress(GitError):
            yield git(root, "cat-file", "blob", f"{commit}:./{path}")


def _unknown(root: Path, section: str) -> str:
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        missing = f"git does not have the whole history here, and finds no {section} with that hash"
        return f"{missing}; run: git fetch --unshallow;"
    return (
        f"git finds no {section} with that hash: the source was edited after `confirm` and before a commit; "
        "next time, commit in between; now"
    )
