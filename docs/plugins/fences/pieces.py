"""Pieces of HTML and Markdown that several kinds of fences are made of. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name, get_lexer_by_name
from pygments.token import Name, Operator, Punctuation, Text, Whitespace
from pygments.util import ClassNotFound

from docs.plugins.fences.kind import Problem
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence

ALL = "all"
# The tokens to which docs/assets/stylesheets/colors.css gives the colour of text.
PLAIN = (Name, Operator, Punctuation, Whitespace)
ERROR = re.compile(r"^([\w.]*(Error|Exception)|ERROR): ", re.MULTILINE)


class _Plain(Filter):  # type: ignore[misc]
    """Makes text of the tokens that have its colour: as elements, they were half of a lesson's."""

    def filter(self, lexer: Lexer | None, stream: Iterable[tuple[object, str]]) -> Iterator[tuple[object, str]]:
        """Pass on the tokens."""
        for kind, text in stream:
            yield (Text if kind in PLAIN else kind), text


# A cell stands on its page and its example's, in every language.
@lru_cache(maxsize=1024)
def highlighted(code: str, language: str) -> str:
    """Code as the site's own blocks are highlighted."""
    lexer = get_lexer_by_name(language)
    lexer.add_filter(_Plain())
    return str(highlight(code, lexer, HtmlFormatter(cssclass="highlight", wrapcode=True)))


def is_highlighted(language: str) -> bool:
    """Whether code in a language can be highlighted."""
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return False
    return True


def problems_unless_all(fences: Sequence[Fence], what: str) -> Iterator[Problem]:
    """A fence that shows the whole of something, `what` it is, and whose body is not just `all`."""
    for fence in fences:
        if fence.body.strip() != ALL:
            yield fence.line, f'"{" ".join(fence.body.split())}" is not "{ALL}"; write that, for {what}'


def labels_in_html(language: Language) -> Mapping[str, str]:
    """The words of the site in a language, by the names of their labels, as HTML."""
    return {name: escape(text) for name, text in language.labels.items()}


def link(address: str, text: str, title: str) -> str:
    """A link in HTML."""
    return f'<a href="{escape(address)}" title="{escape(title)}">{escape(text)}</a>'


def download(address: str, text: str, title: str) -> str:
    """A link in HTML to a file to keep."""
    return f'<a href="{escape(address)}" title="{escape(title)}" download>{escape(text)}</a>'


def row_of_links(links: Iterable[str]) -> str:
    """A line of links; there is nothing in it to search for."""
    return f'<p class="links" data-search-exclude>{" ".join(links)}</p>'


def code_row(text: str) -> str:
    """What the block of code below it is, in a row in which the block's button for copying has room."""
    return f'<div class="code-row">{escape(text)}</div>'


def is_error(text: str) -> bool:
    """Whether a line of what is printed is the message of an exception, or of pip."""
    return ERROR.search(text) is not None


def markdown_table(rows: Sequence[Sequence[str]]) -> list[str]:
    """A table in Markdown, whose first row is its head, and as wide as that."""
    width = len(rows[0])
    written = [f"| {' | '.join([*map(_cell, row), *[''] * (width - len(row))])} |" for row in rows]
    return [written[0], f"|{'---|' * width}", *written[1:]]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())
