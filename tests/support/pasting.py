"""Messages of the mistakes as readers paste them: what terminals, screens, mails and notebooks do to a text."""

import re
import textwrap
from collections.abc import Callable, Mapping

from docs.plugins.project.messages import MARK

# A message of one's own, for each mark of a template.
FILLED = {"n": "32", "many": "10", "dims": "28, 3", "same": "28, 28", "other": "5", "…": "'nothing_12'"}
TRACEBACK = """Traceback (most recent call last):
  File "/home/lan/my net/train.py", line 23, in <module>
    model.fit(x_train, y_train, epochs=5)  # ValueError: nothing yet
    ~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/usr/lib/python3.12/site-packages/keras/src/utils/traceback_utils.py", line 122, in error_handler
    raise e.with_traceback(filtered_tb) from None
ValueError: Exception encountered when calling Sequential.call().

{message}

Arguments received by Sequential.call():
  • inputs=tf.Tensor(shape=(32, 28), dtype=float32)
  • training=True
"""


def message_of(template: str) -> str:
    """A message that a template is of."""
    return MARK.sub(lambda mark: FILLED[mark[1]], template)


def pasted(template: str) -> str:
    """A traceback with such a message."""
    return TRACEBACK.format(message=message_of(template))


def _each_line(change: Callable[[int, str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(number, line) for number, line in enumerate(text.split("\n"), 1))


def _broken(text: str, width: int = 37) -> str:
    """As a narrow screen breaks lines: anywhere."""
    lines = (line[at : at + width] for line in text.split("\n") for at in range(0, max(len(line), 1), width))
    return "\n".join(lines)


def _framed(text: str) -> str:
    """As Rich draws it."""
    lines = _broken(text, 60).split("\n")
    return "\n".join(["╭" + "─" * 62 + "╮", *(f"│ {line:<60} │" for line in lines), "╰" + "─" * 62 + "╯"])


def _hyphenated(text: str) -> str:
    return re.sub(r"(\w{4})(\w{4})", "\\1\u00ad\\2", text).replace(" ", "\u00a0")


# What becomes of a text, by what does it.
DISGUISES: Mapping[str, Callable[[str], str]] = {
    "nothing": lambda text: text,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "colours": lambda text: text.replace(" ", " \x1b[1m").replace(":", ":\x1b[0m\x1b[K"),
    "colours whose escape is lost": lambda text: text.replace(" ", " [0;31m").replace("\n", "\n[0m"),
    "colours in an old console": lambda text: text.replace(" ", " ←[1m"),
    "links in a terminal": lambda text: text.replace(" in", " \x1b]8;id=1;file:///a b.py\x1b\\in\x1b]8;;\x1b\\"),
    "a screenshot": _broken,
    "a field of one line": lambda text: text.replace("\n", " "),
    "a field that joins lines": lambda text: text.replace("\n", ""),
    "Rich": _framed,
    "IPython": _each_line(lambda number, line: f"{'---->' if number == 3 else '     '} {number} {line}"),
    "pytest": _each_line(lambda _, line: f"E       {line}"),
    "an answer by mail": lambda text: _each_line(lambda _, line: f"> > {line}")(textwrap.fill(text, 50)),
    "a comment": lambda text: _each_line(lambda _, line: f"# {line}")(_broken(text)),
    "line numbers": lambda text: _each_line(lambda number, line: f"{number:>4}  {line}")(_broken(text)),
    "line numbers with a colon": lambda text: _each_line(lambda number, line: f"{number}: {line}")(_broken(text)),
    "line numbers in a column": lambda text: _each_line(lambda number, line: f"{number}\n{line}")(_broken(text)),
    "a word processor": lambda text: re.sub(r"'(.*?)'", "‘\\1’", re.sub(r"`(.*?)`", "“\\1”", text)),
    "Markdown, rendered": lambda text: text.replace("`", ""),
    "hyphens that break words": _hyphenated,
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ"),
    "a question in Vietnamese": lambda text: f"Chào mọi người, mình chạy bị lỗi này:\n{text}\nSửa thế nào ạ? Cảm ơn!",
}
