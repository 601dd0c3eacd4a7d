"""Templates of messages, and how a message is known by one in whatever surrounds it. Pure.

A template is the part of a message that matters, with marks where messages of one mistake differ:

    {n}      a number, or None in a shape
    {many}   a number above 1
    {dims}   the numbers of a shape, without its brackets
    {same}   such numbers, and at its second place the same ones
    {other}  such numbers, but others than those of {same}
    {…}      anything

docs/assets/javascripts/paste/messages.js squeezes a text in the same way, and tries the same patterns: they are written
so that Python and JavaScript read them alike.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

MARKS = ("n", "many", "dims", "same", "other", "…")
# A traceback ends with its message; more of a long log would keep a phone busy.
LAST = 50_000
# The colours and the links of a terminal. Windows shows the escape character as an arrow, and what copies may lose it.
COLOURS = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-9;?]*[A-Za-z]|(?:\^\[|[←␛])?\[\d[\d;]*m")
QUOTES = re.compile("[\"'`‘’‚‛“”„‟«»]")
# Neither frames, bullets and the signs of quotations and comments, nor where a line or a word is broken, nor what
# screenshots and renderers of Markdown lose: underscores, full stops, dashes.
LEFT_OUT = re.compile("[^A-Za-z0-9'(),]+")
# What an editor, a log or pytest puts before each line.
LINE_HEADS = re.compile(r"(?:^|[\r\n])[ \t>|#]*(?:\d+[:.|)]?|E)[ \t\r\n]")
MARK = re.compile(rf"{{({'|'.join(MARKS)})}}")
# What looks like a mark: a dictionary in a message has more than a name in its braces.
BRACED = re.compile(r"\{(\w+|…|\.\.\.)\}")
UNCLOSED = re.compile(rf"\{{(?:{'|'.join(MARKS)})(?![\w}}])")
# With fewer letters of its own, a template would be found in the messages of other mistakes.
FEWEST_LETTERS = 8
SPECIAL = re.compile(r"[()]")
# Nothing repeats without an end: a text of digits alone would keep a template busy that begins with a number.
NUMBER = r"(?:None|\d{1,9})"
DIMS = rf"{NUMBER}(?:,{NUMBER}){{0,9}}"
ANYTHING = ".{0,300}?"
PATTERNS = {"n": NUMBER, "many": r"(?!1(?!\d))\d{1,9}", "dims": DIMS, "other": rf"(?!\1\)){DIMS}", "…": ANYTHING}


def squeezed(text: str) -> str:
    """A text without all that depends on where it was printed and how it was copied.

    Colours, frames, line breaks, the kind of quotes and of shapes: PyTorch's is `torch.Size([32, 10])`, and the comma
    of a shape of one number says nothing.
    """
    plain = QUOTES.sub("'", COLOURS.sub("", unicodedata.normalize("NFKC", text)))
    return LEFT_OUT.sub("", plain).replace("torchSize", "").replace("TensorShape", "").replace(",)", ")")


def pattern_of(template: str) -> str:
    """The regular expression, for Python and JavaScript, that finds a template in a squeezed text."""
    parts = []
    is_named = False
    for index, part in enumerate(MARK.split(template)):
        if index % 2 == 0:
            parts.append(_literal(part))
        elif part == "same":
            parts.append(r"\1" if is_named else f"({DIMS})")
            is_named = True
        else:
            parts.append(PATTERNS[part])
    return "".join(parts)


def _literal(part: str) -> str:
    """What is between two marks. Its backticks are optional: what renders Markdown takes them away."""
    return "'?".join(SPECIAL.sub(r"\\\g<0>", squeezed(piece)) for piece in part.split("`"))


def template_problem(template: str) -> str:
    """What is wrong with the marks of a template, or with what is between them; "" where nothing is."""
    if unclosed := UNCLOSED.search(template):
        return f'"{unclosed[0]}" is never closed; write "{unclosed[0]}}}"'
    for mark in BRACED.findall(template):
        if mark not in MARKS:
            return f'no mark "{{{mark}}}" (marks: {", ".join(f"{{{each}}}" for each in MARKS)})'
    named, others = template.count("{same}"), template.count("{other}")
    if (others and not named) or (named == 1 and not others):
        return '"{same}" stands twice, or once with an "{other}" after it; add that'
    if sum(character.isalpha() for character in squeezed(MARK.sub("", template))) < FEWEST_LETTERS:
        return f'"{template}" has hardly any words of its own; write the part of the message that matters'
    return ""


def known_by(text: str, patterns: Mapping[str, Sequence[str]]) -> str | None:
    """The name whose pattern the text has; of several, that which ends last, as a traceback ends with its cause.

    Of those that end together, it is the longest, and then the first. None where the text has none of them.
    """
    last = text[-LAST:]
    for inside in map(squeezed, (last, LINE_HEADS.sub("\n", last))):
        found = [
            (match.end(), match.end() - match.start(), name)
            for name, those in patterns.items()
            for pattern in those
            for match in re.finditer(pattern, inside)
        ]
        if found:
            return max(found, key=lambda each: each[:2])[2]
    return None
