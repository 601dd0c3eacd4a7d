"""Which scripts a change touches: those whose records are to be verified after it.

A record depends on its script, on the packages, and on the runner, which makes it. Other files (pages, styles, tests)
don't change what a script prints. Nor does a tolerance: a narrower one is tried weekly, when every record is verified.
"""

import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import Script

# A change of one of these may change any output.
LOCKS = ("requirements.txt", "docs/requirements.txt")
RUNNER = ("examples/runner/", *(f"docs/plugins/project/{name}.py" for name in ("scripts", "records", "values")))

# What `--since` takes instead of a revision: the newest commit that is not part of the current change.
AUTO = "auto"
# The environment variable in which CI names that commit, for a push or a pull request.
BASE = "BASE"
MAIN = "origin/main"
# A working session lasts three hours: a commit older than four is not part of this one.
SESSION = timedelta(hours=4)


def touched(paths: Iterable[str], scripts: Iterable[Script]) -> list[Script]:
    """The scripts that a change of the files at `paths` touches; the paths begin at the project's root."""
    changed = set(paths)
    if any(path in LOCKS or path.startswith(RUNNER) for path in changed):
        return list(scripts)
    return [script for script in scripts if changed.intersection(_files(script))]


def changed_since(root: Path, revision: str) -> list[str]:
    """The paths of the files that have changed since `revision`, new files that git doesn't know yet among them.

    Raises UserError where git can't tell.
    """
    # --no-renames: a renamed file has changed at both of its paths. --relative: the project may lie inside another
    # repository.
    known = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", "--end-of-options", revision, "--")
    unknown = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return [path for path in (known + unknown).split("\0") if path]


def find_base(root: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The newest commit that is not part of the current change; None where it is unknown: all files may have changed.

    It is the one that CI names; without CI, the one where this branch left the main branch; on the main branch itself,
    the last commit of the session before this one. Raises UserError where there is no git.
    """
    if BASE in environment:
        named = environment[BASE]
        # For a new branch, GitHub names no commit, or one of zeros; after a forced push, one that may be gone.
        return named if named.strip("0") and _known(root, named) else None
    head = _git(root, "rev-parse", "HEAD").strip()
    if _known(root, MAIN):
        left = _git(root, "merge-base", "HEAD", MAIN).strip()
        if left != head:
            return left
    made = datetime.fromisoformat(_git(root, "show", "--no-patch", "--format=%cI", "HEAD").strip())
    return _git(root, "rev-list", "--max-count=1", f"--before={(made - SESSION).isoformat()}", "HEAD").strip() or None


def _files(script: Script) -> tuple[str, ...]:
    return script.path, script.record_path, script.weights_path, script.values_path


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
            # Git's messages become part of ours, which are in English.
            env=os.environ | {"LC_ALL": "C"},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=True,
        )
    except FileNotFoundError:
        raise UserError("git is needed to tell what has changed; install it, or leave out --since") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip().partition("\n")[0].removeprefix("fatal: ")
        raise UserError(
            f"git can't tell what has changed ({said}); give --since another revision, or leave it out"
        ) from None
    return result.stdout
