"""Git, asked so that its answer is the same whatever a user's settings are.

Only its plumbing commands are used: settings such as `log.showSignature` and `color.ui` don't change what these print.
"""

import os
import subprocess
from pathlib import Path

from docs.plugins.project.errors import UserError

# A hook of git's has these: they name the repository of the commit that it is called for.
REPOSITORY = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH"),
)
DUBIOUS = "dubious ownership"


class GitError(UserError):
    """Git can't answer; the message says why, and what to do where that is known."""


def git(root: Path, *arguments: str) -> bytes:
    """What git prints in the folder `root`; raises GitError where it fails."""
    # Git's messages become part of ours, which are in English.
    environment = {name: value for name, value in os.environ.items() if name not in REPOSITORY} | {"LC_ALL": "C"}
    try:
        result = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror}); install it") from None
    if result.returncode:
        raise GitError(_refusal(result.stderr.decode(errors="replace")))
    return result.stdout


def _refusal(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it does not say why"]
    reason = f"git refuses ({lines[0].removeprefix('fatal: ')})"
    # Its last line is the command that lets it read a folder of another user's.
    return f"{reason}; if you trust this folder: {lines[-1]}" if DUBIOUS in lines[0] else reason
