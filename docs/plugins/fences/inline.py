"""The code and the emphasis in a line of text, as HTML and as Markdown. Pure."""

import re
from collections.abc import Iterable
from html import escape

from docs.plugins.project.inline import EMPHASIS, Inline, InlineCode


def inline_html(pieces: Iterable[Inline]) -> str:
    """The text as HTML."""
    return "".join(
        f"<code>{escape(piece.text)}</code>" if isinstance(piece, InlineCode) else _words(piece.text)
        for piece in pieces
    )


def inline_markdown(pieces: Iterable[Inline]) -> str:
    """The text as Markdown."""
    return "".join(_code(piece.text) if isinstance(piece, InlineCode) else piece.text for piece in pieces)


def _words(text: str) -> str:
    return EMPHASIS.sub(r"<em>\g<text></em>", escape(text))


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    return f"{ticks} {text} {ticks}" if longest else f"{ticks}{text}{ticks}"
