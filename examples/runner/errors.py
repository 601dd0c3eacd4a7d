"""What goes wrong for a reason that the user can mend, and how it is said: in one line."""

import difflib
import sys
from collections.abc import Iterable

USER_ERROR = 2
INTERRUPTED = 130


class UserError(Exception):
    """A mistake of the user's, or of the machine's; the message says what is wrong, where, and what to do."""


def report_error(message: str) -> int:
    """Say it on stderr, in one line whatever names it quotes; return the exit status."""
    print("error:", " ".join(message.splitlines()), file=sys.stderr)
    return USER_ERROR


def report_stop() -> int:
    """Say that Ctrl-C was heard; return the exit status."""
    print("stopped; nothing unfinished was written", file=sys.stderr)
    return INTERRUPTED


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The rest of a sentence, which offers the closest of the names, or nothing where none is close."""
    closest = difflib.get_close_matches(word, names, n=1)
    return f'; did you mean "{closest[0]}"?' if closest else ""


def first_line(error: BaseException) -> str:
    """What the error says, in its first line that says something.

    TensorFlow's ImportError opens with a whole traceback as text: its heading and its indented lines are left out.
    """
    lines = [line for line in str(error).splitlines() if line.strip()]
    telling = (line for line in lines if not line.startswith((" ", "Traceback ")))
    return next(telling, type(error).__name__)
