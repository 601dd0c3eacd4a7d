"""What the HTML of a page lacks: room kept for drawings while they come, and tables that scroll by themselves."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

DRAWING = re.compile(r'<img (?P<before>[^>]*)src="(?P<address>[^"]+/(?P<name>[\w-]+\.svg))"')
TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
Size = tuple[str, str]


def finished(html: str, size: Callable[[str], Size]) -> str:
    """The page; `size` tells the width and the height in pixels of a drawing by its file's name."""
    return TABLE.sub(r'<div class="table">\g<0></div>', _sized(html, size))


def drawing_size(path: Path) -> Size:
    """The width and the height that an SVG states."""
    drawing = ElementTree.parse(path).getroot()
    return drawing.attrib["width"], drawing.attrib["height"]


def _sized(html: str, size: Callable[[str], Size]) -> str:
    def with_size(match: re.Match[str]) -> str:
        width, height = size(match["name"])
        return f'{match[0]} width="{width}" height="{height}"'

    return DRAWING.sub(with_size, html)
