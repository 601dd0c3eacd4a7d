"""The kinds of pages that the site has, and the visits at which Lighthouse measures them.

The source language is enough: a translation has the same elements, styles and scripts. All kinds are measured on a
phone, where everything is slowest, and two also on a desktop, whose different styles all pages share.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.measuring.lighthouse.measuring import Form


@dataclass(frozen=True)
class Kind:
    """A kind of page, a page of it, and a piece of its HTML that makes it one."""

    name: str
    path: str
    mark: str
    forms: tuple[Form, ...] = ("mobile",)


KINDS = (
    Kind("the home page", "", '<meta property="og:type" content="website">'),
    Kind("a lesson with pictures", "data/", '<img src="../examples/data/samples.webp"', ("mobile", "desktop")),
    Kind("a lesson with the board", "train/", '<div class="draw"', ("mobile", "desktop")),
    Kind("a lesson with figures", "learn/", '<div class="figure '),
    Kind("a table to look things up in", "glossary/", '<table class="glossary"'),
    Kind("a field for a pasted message", "mistakes/", '<div class="paste"'),
    Kind("an example's page", "examples/train/", 'id="cell-id='),
    Kind("a missing page", "404.html", '<section class="not-found"'),
    Kind("all lessons on one page", "print/", '<section class="printed-chapter"'),
)
VISITS: Sequence[tuple[str, Form]] = [(kind.path, form) for kind in KINDS for form in kind.forms]
