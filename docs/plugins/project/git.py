"""Git, asked so that its answer is the same whatever a user's settings are.

Only its plumbing commands are used: settings such as `log.showSignature` and `color.ui` don't change what these print.
"""

import os
import subprocess
from collections.abc import Container, Mapping
from pathlib import Path

from docs.plugins.project.errors import UserError

# The variables of git's that are kept: settings given to a command, where its programs are, and where it stops looking.
KEPT = ("GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
FATAL = "fatal: "
# What git says of a repository that belongs to another user.
DUBIOUS = "dubious ownership"


class GitError(UserError):
    """Git can't answer; the message says why, and what to do where that is known."""


def git(root: Path, *arguments: str, accepted: Container[int] = (0,)) -> bytes:
    """What git prints in the folder `root`; raises GitError where its exit status is not one of the accepted."""
    environment = environment_for_git(os.environ)
    try:
        result = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=False)
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror}); install it") from None
    if result.returncode not in accepted:
        raise GitError(refusal(result.stderr.decode(errors="replace")))
    return result.stdout


def environment_for_git(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment in which git looks for the repository from the current folder on.

    In a hook, git sets variables that name the repository, the index and the like, maybe those of another one.
    """
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_") or name.startswith(KEPT)}
    # Git's messages become part of ours, which are in English.
    return kept | {"LC_ALL": "C"}


def refusal(written: str) -> str:
    """Why git has refused, by what it has written to stderr, where warnings may come first."""
    lines = [line.strip() for line in written.splitlines() if line.strip()] or ["it does not say why"]
    reason = next((line for line in lines if line.startswith(FATAL)), lines[0]).removeprefix(FATAL)
    # Its last line is the command that lets it read a folder of another user's.
    remedy = f"; if you trust this folder: {lines[-1]}" if DUBIOUS in reason else ""
    return f"git refuses ({reason}){remedy}"
