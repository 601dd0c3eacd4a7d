"""Which scripts a change touches: those whose records are to be verified after it.

A record depends on its script and on the packages, and on the runner, which makes it. What else a change holds (pages,
styles, tests) makes no other outputs. A tolerance makes none either: one that is made narrower is tried weekly, when
every record is verified.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import Script

# Where one of these has changed, any output may be another.
LOCKS = ("requirements.txt", "docs/requirements.txt")
RUNNER = ("examples/runner/", "docs/plugins/project/scripts.py", "docs/plugins/project/records.py")

# The revision that stands for the newest one that is not of the change at hand.
AUTO = "auto"
# Holds that revision, where it is known: of a push or a pull request, CI knows it.
BASE = "BASE"
MAIN = "origin/main"
# A sitting lasts three hours: what is older than four is not of this one.
SITTING = timedelta(hours=4)


def touched(paths: Iterable[str], scripts: Iterable[Script]) -> list[Script]:
    """The scripts that are touched by a change of the files at `paths`, which are taken from the project's root."""
    changed = set(paths)
    if any(path in LOCKS or path.startswith(RUNNER) for path in changed):
        return list(scripts)
    return [script for script in scripts if changed.intersection(_files(script))]


def changed_since(root: Path, revision: str) -> list[str]:
    """The paths of the files that are not what they were at `revision`, those that git doesn't know yet among them.

    Raises UserError where git can't tell.
    """
    # Renamed is gone here and new there; a project inside another repository has paths of its own.
    known = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", "--end-of-options", revision, "--")
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return [path for path in (known + unknown).split("\0") if path]


def find_base(root: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The newest commit that is not of the change at hand; None where it can't be told, and so all may have changed.

    It is the one that CI names; or else where this branch has left the main one; or else, on that one itself, the last
    commit of the sitting before. Raises UserError where there is no git.
    """
    if BASE in environment:
        named = environment[BASE]
        # GitHub names no commit, or one of zeros, where a branch is new; after a forced push it may be gone.
        return named if named.strip("0") and _known(root, named) else None
    head = _git(root, "rev-parse", "HEAD").strip()
    if _known(root, MAIN):
        left = _git(root, "merge-base", "HEAD", MAIN).strip()
        if left != head:
            return left
    made = datetime.fromisoformat(_git(root, "show", "--no-patch", "--format=%cI", "HEAD").strip())
    return _git(root, "rev-list", "--max-count=1", f"--before={(made - SITTING).isoformat()}", "HEAD").strip() or None


def _files(script: Script) -> tuple[str, ...]:
    values = f"examples/values/{script.name}.yml"
    return script.path, script.record_path, script.weights_path, values


def _known(root: Path, revision: str) -> bool:
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except UserError:
        return False
    return True


def _git(root: Path, *arguments: str) -> str:
    try:
        result = subprocess.run(
            ["git", *arguments],
            cwd=root,
            # Its messages become part of ours.
            env=os.environ | {"LC_ALL": "C"},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError:
        raise UserError("what has changed can't be told without git; install it, or leave out --since") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip().partition("\n")[0].removeprefix("fatal: ")
        raise UserError(
            f"git can't tell what has changed ({said}); give --since another revision, or leave it out"
        ) from None
    return result.stdout
