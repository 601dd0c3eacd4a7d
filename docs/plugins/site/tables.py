"""Tables that fit a phone: each scrolls by itself, and one of prose can be shown there row by row. Pure."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

TABLE = re.compile(r"<table.*?</table>", re.DOTALL)
# A table with a longer cell, or with a longer row, has too little room for its columns on a phone.
LONGEST_CELL = 24
LONGEST_ROW = 40
# In more columns than these, one compares rows: they stay below each other.
MOST_COLUMNS = 4
PART_OF_NAME = re.compile(r"\.(?=\w)")


def with_fitting_tables(html: str) -> str:
    """The page with each table in an element of its own, whose classes tables.css knows."""
    return TABLE.sub(lambda table: _fitting(table[0]), html)


def _fitting(table: str) -> str:
    """A table that scrolls by itself. One of Markdown can break in the names of its code, and be shown row by row."""
    if not table.startswith("<table>"):
        return f'<div class="table">{table}</div>'
    page = LexborHTMLParser(table, is_fragment=True)
    cells = page.css("td")
    for cell in cells:
        for code in cell.css("code"):
            code.inner_html = PART_OF_NAME.sub(".<wbr>", code.inner_html or "")
    heads = [head.text() for head in page.css("th")]
    if not _is_of_prose(heads, [cell.text() for cell in cells]):
        return f'<div class="table">{page.inner_html}</div>'
    for number, cell in enumerate(cells):
        cell.attrs["data-head"] = heads[number % len(heads)]
    return f'<div class="table rows">{page.inner_html}</div>'


def _is_of_prose(heads: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a table is read row by row, and a phone has too little room for its columns."""
    columns = [cells[number :: len(heads)] for number in range(len(heads))]
    widths = [max(map(len, column), default=0) for column in columns]
    return 0 < len(heads) <= MOST_COLUMNS and (max(widths) > LONGEST_CELL or sum(widths) > LONGEST_ROW)
