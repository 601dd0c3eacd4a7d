"""The text of a file, however an editor or a system has written it. Pure.

Everything that is read passes through here, so one letter is one text wherever it stands: in a page, in YAML, in a
script. Unicode has up to four ways to write "ệ", and macOS and some keyboards use others than most: the text has them
all in the form NFC, in which such a letter is one character. Searching does the same with what a reader types.
"""

import re
import unicodedata
from collections.abc import Iterator

from docs.plugins.project.errors import ProjectError

# Some editors put it first in a file, and joining two such files leaves one in the middle.
BYTE_ORDER_MARK = "\ufeff"
# What git leaves in a file where two changes meet, each at the beginning of a line.
CONFLICT_MARK = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)
# Control characters, spaces without width, marks of the direction of writing: readers see something else than writers.
# Not the two joiners, with which some languages are written.
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069]")
# What a program writes for a letter that it could not read.
LOST = "\ufffd"
FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")


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


def bad_characters(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that no one means to write, each with its line, and what to do."""
    for number, line in enumerate(text.split("\n"), start=1):
        if match := INVISIBLE.search(line):
            yield number, f"a character that no one sees, U+{ord(match[0]):04X}; delete it"
        if LOST in line:
            yield number, f'"{LOST}" stands for a letter that was lost; write it again'
        for run in FOREIGN.findall(line):
            if meant := _read_as_utf_8(run):
                yield number, f'"{run}" is "{meant}" in UTF-8 that was read as Windows-1252; write it again'


def _read_as_utf_8(run: str) -> str:
    """What the characters mean if a program has read UTF-8 as Windows' encoding of Western languages; else ""."""
    try:
        return run.encode("cp1252").decode()
    except UnicodeError:
        return ""


def _not_utf_8(path: str, content: bytes, position: int, reason: str) -> str:
    line = content.count(b"\n", 0, position) + 1
    return f"{path}:{line}: not UTF-8 ({reason}); save the file as UTF-8"
