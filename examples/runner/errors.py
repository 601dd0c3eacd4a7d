"""What is said of a stop, and the pieces of which messages to the user are made."""

import difflib
import sys
from collections.abc import Iterable

INTERRUPTED = 130


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
