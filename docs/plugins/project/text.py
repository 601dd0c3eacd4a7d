"""The text of a file, however an editor or a system has written it. Pure.

Everything that is read passes through here, so one letter is one text wherever it stands: in a page, in YAML, in a
script. Unicode has up to four ways to write "ệ", and macOS and some keyboards use others than most: the text has them
all in the form NFC, in which such a letter is one character. Searching does the same with what a reader types.
"""

import re
import unicodedata

from docs.plugins.project.errors import ProjectError

# Some editors put it first in a file, and joining two such files leaves one in the middle.
BYTE_ORDER_MARK = "\ufeff"
# What git leaves in a file where two changes meet, each at the beginning of a line.
CONFLICT_MARK = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)


def text_of(path: str, content: bytes) -> str:
    """The text of a file by its content, whatever ends its lines.

    Raises ProjectError where it is not UTF-8, and where git has left the marks of a conflict.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ProjectError(_not_utf_8(path, content, error.start, error.reason)) from None
    if (zero := content.find(b"\0")) >= 0:
        raise ProjectError(_not_utf_8(path, content, zero, "a zero byte, as UTF-16 has"))
    text = unicodedata.normalize("NFC", text.replace(BYTE_ORDER_MARK, ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if mark := CONFLICT_MARK.search(text):
        line = text.count("\n", 0, mark.start()) + 1
        raise ProjectError(f'{path}:{line}: "{mark[0]}" is git\'s mark of a conflict; resolve it, and delete its marks')
    return text


def _not_utf_8(path: str, content: bytes, position: int, reason: str) -> str:
    line = content.count(b"\n", 0, position) + 1
    return f"{path}:{line}: not UTF-8 ({reason}); save the file as UTF-8"
