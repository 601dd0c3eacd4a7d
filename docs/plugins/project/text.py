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
# The line ends of three systems, and that of a program which has put a second "\r" before the first.
LINE_END = re.compile(r"\r+\n|\r")
# The lines that git leaves around two texts of which one is to stand. The line between them may be anything else alone:
# what a program has printed, for example.
CONFLICT_MARK = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
# Control characters, the ends of lines and of paragraphs that few programs know, what turns round the direction of
# writing, and a space without width after a Latin letter: readers see something else than writers.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]|(?<=[!-~\u00a1-\u024f\u1e00-\u1eff])\u200b"
)
# What a program writes for a letter that it could not read.
LOST = "\ufffd"
FOREIGN = re.compile(r"[^\x00-\x7f]{2,}")
# The letters and the marks of Vietnamese, English and their neighbours.
WESTERN = re.compile(r"[\u00a1-\u0233\u1e00-\u1eff\u2010-\u203a\u20ac\u2122]+")


def text_of(path: str, content: bytes) -> str:
    """The text of a file by its content, whatever ends its lines.

    Raises ProjectError where it is not UTF-8, and where git has left the marks of a conflict.
    """
    if (zero := content.find(b"\0")) >= 0:
        raise ProjectError(_not_utf_8(path, content, zero, "a zero byte, as UTF-16 has"))
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise ProjectError(_not_utf_8(path, content, error.start, error.reason)) from None
    text = LINE_END.sub("\n", unicodedata.normalize("NFC", text.replace(BYTE_ORDER_MARK, "")))
    if conflict := conflict_in(text):
        raise ProjectError(f"{path}:{conflict}; resolve it, and delete its marks")
    return text


def conflict_in(text: str) -> str:
    """The line of a conflict that git has left in a text, and its mark; "" where there is none."""
    mark = CONFLICT_MARK.search(text)
    return f'{_line(text, mark.start())}: "{mark[0]}" is git\'s mark of a conflict' if mark else ""


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
        meant = run.encode("cp1252").decode()
    except UnicodeError:
        return ""
    return meant if WESTERN.fullmatch(meant) else ""


def _not_utf_8(path: str, content: bytes, position: int, reason: str) -> str:
    line = _line(LINE_END.sub("\n", content[:position].decode("latin-1")))
    return f"{path}:{line}: not UTF-8 ({reason}); save the file as UTF-8"


def _line(text: str, end: int | None = None) -> int:
    """The number of the line on which a text ends, or its part up to the index `end`."""
    return text.count("\n", 0, end) + 1
