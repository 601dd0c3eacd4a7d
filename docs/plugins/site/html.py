"""What the HTML of a page lacks when Markdown has made it. Pure."""

import re
from collections.abc import Callable
from html import escape, unescape
from xml.etree import ElementTree

from mkdocs.utils import get_relative_url

from docs.plugins.fences.pieces import code_row, is_error
from docs.plugins.fences.view import ROOT
from docs.plugins.project.errors import ProjectError
from docs.plugins.site.tables import with_fitting_tables

FROM_ROOT = re.compile(rf'(?<="){ROOT}(?P<path>[^"#]*)')
DRAWING = re.compile(r'<img (?P<before>[^>]*)src="(?P<address>[^"]+/(?P<name>[\w-]+\.svg))"')
TEXT_BLOCK = re.compile(
    r'<div class="language-text highlight">(?P<pre><pre><span></span><code>(?P<text>[^<]*)</code></pre>)</div>'
)
# What a line may not break in: a short word with a hyphen, such as "nơ-ron", or a short range, such as "0–1". Code and
# tags come first, and stay as they are.
UNBROKEN = re.compile(
    r"""<(?P<kept>pre|code|svg)\b.*?</(?P=kept)>
    | <(?:[^<>"']|"[^"]*"|'[^']*')*>
    | (?<![\w–-])(?P<word>[\w.,%]{1,4}[–-][\w.,%]{1,4})(?![\w–-])""",
    re.DOTALL | re.VERBOSE,
)
Size = tuple[str, str]


def with_relative_addresses(html: str, page: str) -> str:
    """The page with the addresses of its fences relative to it; `page` is its own from the root of the whole site."""
    return FROM_ROOT.sub(lambda match: get_relative_url(match["path"], page), html)


def finished(html: str, size: Callable[[str], Size | None]) -> str:
    """The page with room for drawings while they load, with tables that fit a phone, and without breaks in short words.

    `size` gives the width and the height in pixels of a drawing by its file's name, None where it is not there.
    """
    html = with_fitting_tables(_sized(html, size))
    return UNBROKEN.sub(
        lambda match: f'<span class="unbroken">{match["word"]}</span>' if match["word"] else match[0], html
    )


def with_labels(html: str, error: str, output: str) -> str:
    """The page with each block of text, which a program prints, below a label: an error, or else an output."""

    def labelled(match: re.Match[str]) -> str:
        block = f'<div class="highlight">{match["pre"]}</div>'
        if is_error(unescape(match["text"])):
            return f'<div class="error">{code_row(error)}{block}</div>'
        return f'<div class="lesson-output no-copy wraps"><p>{escape(output)}</p>{block}</div>'

    return TEXT_BLOCK.sub(labelled, html)


def parted_below_title(html: str) -> tuple[str, str]:
    """The page up to the end of its title, and what follows; all of it follows where there is no title."""
    title, end, text = html.partition("</h1>")
    return (title + end, text) if end else ("", html)


def parse_drawing_size(content: bytes, path: str) -> Size:
    """The width and the height that an SVG states; raises ProjectError where it states none."""
    try:
        drawing = ElementTree.fromstring(content)
        return drawing.attrib["width"], drawing.attrib["height"]
    except (ElementTree.ParseError, KeyError) as error:
        raise ProjectError(f"{path}: not a drawing with a width and a height ({error}); give it both") from None


def _sized(html: str, size: Callable[[str], Size | None]) -> str:
    def with_size(match: re.Match[str]) -> str:
        of_drawing = size(match["name"])
        return f'{match[0]} width="{of_drawing[0]}" height="{of_drawing[1]}"' if of_drawing else match[0]

    return DRAWING.sub(with_size, html)
