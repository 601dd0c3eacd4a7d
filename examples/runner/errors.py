"""The parts that messages to the user share."""

import difflib
from collections.abc import Iterable

STOPPED = "stopped; nothing unfinished was written"
INSTALL = "make .venv/test (without make: pip install -r requirements.txt -r examples/requirements-extra.txt)"
# `make .venv/test` does without it.
INSTALL_TORCH = (
    ".venv/bin/uv pip install --python .venv/bin/python --require-hashes --requirement requirements-torch.txt"
)
INSTALL_REQUIREMENTS = f"install what the examples need: {INSTALL}"


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """The end of a sentence, which offers the closest of the names; "" where none is close."""
    closest = difflib.get_close_matches(word, names, n=1)
    return f'; did you mean "{closest[0]}"?' if closest else ""


def first_line(error: BaseException) -> str:
    """The first line of the error's message that explains it; the name of its class where there is no message.

    The message of TensorFlow's ImportError begins with a whole traceback: its heading and indented lines are skipped.
    """
    lines = [line for line in str(error).splitlines() if line.strip()]
    explaining = (line for line in lines if not line.startswith((" ", "Traceback ")))
    return next(explaining, type(error).__name__)
