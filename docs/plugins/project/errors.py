"""The mistakes that a user can fix, and how they are said: in one line."""

import io
import sys

USER_ERROR = 2


class ProjectError(Exception):
    """Something that a user can fix; the message says in one line where it is, what is wrong, and what to do.

    A message about a file begins with `PATH: ` or `PATH:LINE: `, the path being that from the project's root.
    """


class UserError(ProjectError):
    """A mistake in a command, or something that the machine lacks: no file of the project is wrong."""


def replace_unencodable() -> None:
    """Let a stdout that can't encode "chữ số", as a pipe on Windows can't, write "?" instead of raising an error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def report_error(message: str) -> int:
    """Say it on stderr, in one line whatever names it quotes; return the exit status."""
    print("error:", " ".join(message.splitlines()), file=sys.stderr)
    return USER_ERROR
