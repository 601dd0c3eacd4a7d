"""Which scripts a change touches: those whose records are to be verified after it.

A record depends on its script, on the files and programs that this asks for, on the scripts of whose cells such a
program is made, on the packages, and on the runner, which makes it.
Other files (pages, styles, tests) don't change what a script prints. Nor does a tolerance: a narrower one is tried
weekly, when every record is verified. Where a page's question asks for another value, its script is to be recorded
again, and the record is touched.
"""

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from docs.plugins.project.errors import UserError
from docs.plugins.project.git import GitError, git
from docs.plugins.project.given_files import given_path, names_asked, programs_asked
from docs.plugins.project.links import program_address
from docs.plugins.project.programs import Program
from docs.plugins.project.scripts import Script
from examples.runner.packages import names_one

# That of PyTorch, which only scripts need that name it.
TORCH_LOCK = "requirements-torch.txt"
# A change of one of these may change any output.
LOCKS = ("requirements.txt", "docs/requirements.txt", "examples/requirements-extra.txt")
PARTS = ("given_files", "programs", "questions", "records", "scripts", "text", "values")
RUNNER = ("examples/runner/", *(f"docs/plugins/project/{name}.py" for name in PARTS))

# What `--since` takes instead of a revision: the newest commit that is not part of the current change.
AUTO = "auto"
# The environment variable in which CI names that commit, for a push or a pull request.
BASE = "BASE"
MAIN = "origin/main"
# A working session lasts three hours: a commit older than four is not part of this one.
SESSION = timedelta(hours=4)

# The exit status of git where it can't do something, such as to write its index in a folder that is read-only.
UNREADABLE = 128


def touched(
    paths: Iterable[str], scripts: Iterable[Script], programs: Mapping[str, Program] = MappingProxyType({})
) -> list[Script]:
    """The scripts that a change of the files at `paths` touches; the paths begin at the project's root.

    `programs` are those of the project's that are made of cells.
    """
    changed = set(paths)
    if any(path in LOCKS or path.startswith(RUNNER) for path in changed):
        return list(scripts)
    return [script for script in scripts if changed.intersection(_files(script, programs))]


def changed_since(root: Path, revision: str) -> list[str]:
    """The paths of the files that have changed since `revision`, new files that git doesn't know yet among them.

    Raises UserError where git can't tell.
    """
    # Unlike `git diff`, these commands are git's plumbing: no setting of the user's changes what they print. They go by
    # the times of files, which the first of them compares with the content. --no-renames: a renamed file has changed at
    # both of its paths. --relative: the project may lie inside another repository.
    _git(root, "update-index", "-q", "--refresh", accepted=(0, 1, UNREADABLE))
    commit = _commit(root, revision)
    if not commit:
        raise UserError(f'git knows no revision "{revision}"; give --since another one, or leave it out')
    known = _git(root, "diff-index", "--name-only", "--no-renames", "--relative", "-z", commit, "--")
    # Not --exclude-standard: the user's own list of what to ignore would hide new files.
    unknown = _git(root, "ls-files", "--others", "--exclude-per-directory=.gitignore", "-z")
    return [path for path in (known + unknown).split("\0") if path]


def find_base(root: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The newest commit that is not part of the current change; None where it is unknown: all files may have changed.

    It is the one that CI names; without CI, the one where this branch left the main branch; on the main branch itself,
    the last commit of the session before this one. Raises UserError where there is no git.
    """
    if BASE in environment:
        named = environment[BASE]
        # For a new branch, GitHub names no commit, or one of zeros; after a forced push, one that may be gone.
        return named if named.strip("0") and _commit(root, named) else None
    head = _git(root, "rev-parse", "HEAD").strip()
    if _commit(root, MAIN):
        left = _git(root, "merge-base", "HEAD", MAIN).strip()
        if left != head:
            return left
    made = datetime.fromisoformat(_git(root, "rev-list", "--max-count=1", "--format=%cI", "HEAD").split()[-1])
    return _git(root, "rev-list", "--max-count=1", f"--before={(made - SESSION).isoformat()}", "HEAD").strip() or None


def _files(script: Script, programs: Mapping[str, Program]) -> Iterator[str]:
    yield from (script.path, script.record_path, script.weights_path, script.values_path)
    yield from map(given_path, names_asked(script.code))
    if names_one(script.code, ["torch"]):
        yield TORCH_LOCK
    for name in programs_asked(script.code):
        yield program_address(name)
        if program := programs.get(name):
            yield from (f"examples/{cell.script}.py" for cell in program.cells)


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision means; "" where it means none."""
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return _git(root, *asked, accepted=(0, 1)).strip()


def _git(root: Path, *arguments: str, accepted: Container[int] = (0,)) -> str:
    try:
        return git(root, *arguments, accepted=accepted).decode(errors="surrogateescape")
    except GitError as error:
        raise UserError(f"{error}; otherwise leave out --since") from None
