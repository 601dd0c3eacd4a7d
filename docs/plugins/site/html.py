"""What the HTML of a page lacks when Markdown has made it, and how long it takes to read."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from mkdocs.utils import get_relative_url

from docs.plugins.fences.view import ROOT

FROM_ROOT = re.compile(rf'(?<="){ROOT}(?P<path>[^"#]*)')
DRAWING = re.compile(r'<img (?P<before>[^>]*)src="(?P<address>[^"]+/(?P<name>[\w-]+\.svg))"')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
Size = tuple[str, str]
# Words of prose. For English, Brysbaert, "How many words do we read per minute?" (2019), finds 238 for adults; here one
# reads to learn. Vietnamese is written in syllables, of which a page has about as many as its English one has words.
WORDS_PER_MINUTE = 200
NOT_PROSE = re.compile(r"<pre.*?</pre>|<[^>]+>", re.DOTALL)


def with_relative_addresses(html: str, page: str) -> str:
    """The page with the addresses of its fences relative to it; `page` is its own from the root of the whole site."""
    return FROM_ROOT.sub(lambda match: get_relative_url(match["path"], page), html)


def finished(html: str, size: Callable[[str], Size]) -> str:
    """The page with room for drawings while they load, and with tables that scroll by themselves.

    `size` gives the width and the height in pixels of a drawing by its file's name.
    """
    return TABLE.sub(r'<div class="table">\g<0></div>', _sized(html, size))


@cache
def drawing_size(path: Path) -> Size:
    """The width and the height that an SVG states."""
    drawing = ElementTree.parse(path).getroot()
    return drawing.attrib["width"], drawing.attrib["height"]


def reading_minutes(html: str) -> int:
    """Whole minutes, one at least, for the prose of a page: code is not read as prose is, and not counted."""
    return max(1, round(len(NOT_PROSE.sub(" ", html).split()) / WORDS_PER_MINUTE))


def _sized(html: str, size: Callable[[str], Size]) -> str:
    def with_size(match: re.Match[str]) -> str:
        width, height = size(match["name"])
        return f'{match[0]} width="{width}" height="{height}"'

    return DRAWING.sub(with_size, html)
