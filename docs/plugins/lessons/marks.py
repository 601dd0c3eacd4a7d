"""The marks of what is still to be written: `new-lesson` leaves one in each place, and `check` names them. Pure."""

import re
from collections.abc import Iterator, Mapping

# Up to the next mark on the line, and without what ends it in Python, YAML, HTML and Markdown.
MARKED = re.compile(r"TODO: (?P<what>.*?)[\"'*|`)\]} -]*(?=TODO: |\]\(|\{ #|$)", re.MULTILINE)


def unwritten(texts: Mapping[str, str]) -> Iterator[str]:
    """Each mark in the texts of files, by their paths, as `PATH:LINE: what is to be written`."""
    for path, text in texts.items():
        for match in MARKED.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f'{path}:{line}: "TODO" is still to be replaced by: {match["what"]}'
