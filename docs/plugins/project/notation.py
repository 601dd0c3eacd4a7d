"""The Markdown that a page may use: how each part of it is written, described once for all who read pages.

What is needed alone is a compiled pattern. What others put together in one pattern is a piece, in the syntax of
`re.VERBOSE`: its spaces and hashes are escaped.
"""

import re

# The spaces that set the content of a note, a fold, a tab or an item in.
INDENT = 4

# The closing fence must be the very run that opened it: superfences takes no longer one, as CommonMark would.
FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<run>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*")
HEADING = re.compile(r"(?P<hashes>#{1,6})[ \t]+(?P<title>.+?)(?:[ \t]*\{[ \t]*#(?P<id>[^\s}]+)[ \t]*\})?[ \t]*")
# Markdown's other way to write a heading, which no part of this project reads.
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
# As MkDocs takes it.
FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(?P<yaml>.*?\n|)-{3}[ \t]*(\n|\Z)", re.DOTALL)
# In the front matter, of which it is the one part that is prose.
DESCRIPTION = re.compile(r"^description:[ ]*(?P<text>.*(?:\n[ \t]+.*)*)", re.MULTILINE)

# What opens a note, a fold or a tab: `!!! note "Title"`, `??? tip "Title"`, `=== "Title"`.
OPENER = r"(?:!!!|\?\?\?\+?|===)"
CONTAINER = re.compile(rf'(?P<opener>{OPENER}) +(?P<type>[\w-]+)?(?: +[\w-]+)*(?: *"(?P<title>.+)")?')
# As editors write quotes: the line would be shown to readers as it is.
CURLY_CONTAINER = re.compile(rf'[ \t]*{OPENER} [^"]*[“”„«»‘’][^"]*')
ITEM = re.compile(r"(?P<mark>[-*+]|\d+[.)]) +.*")
ROW = re.compile(r"\|.*\|")
# A cell's end is not a "|" in code, nor one behind a backslash.
CELL_END = re.compile(r"`[^`]*`|\\\||(?P<end>\|)")

# Code within a paragraph, between runs of as many backticks.
INLINE_CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>(?:(?!\n\s*\n)[\s\S])+?)(?<!`)(?P=ticks)(?!`)"
COMMENT = r"<!--[\s\S]*?-->"
HTML_TAG = r"</?[a-zA-Z][^<>]*>"
# Ids and classes, of a heading or behind a link: `{ #id }`, `{.class}`.
ATTRIBUTES = r"\{:?[ ]*[\#.][^{}\n]*\}"
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<address>[^\s)]+)[^)]*\)")
# Its text may hold brackets and a picture.
LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\]|!\[[^\]]*\]\([^)]*\))*\]\((?P<address>[^\s)]+)[^)]*\)")
