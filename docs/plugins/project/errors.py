"""A mistake that the user of a command can mend, and how it is said: in one line."""

import sys

USER_ERROR = 2


class UserError(Exception):
    """A mistake of the user's, or of the machine's; the message says what is wrong, where, and what to do."""


def report_error(message: str) -> int:
    """Say it on stderr, in one line whatever names it quotes; return the exit status."""
    print("error:", " ".join(message.splitlines()), file=sys.stderr)
    return USER_ERROR
