"""How long a page takes to read."""

import re

# Words of prose. For English, Brysbaert, "How many words do we read per minute?" (2019), finds 238 for adults; here one
# reads to learn. Vietnamese is written in syllables, of which a page has about as many as its translation has words.
PER_MINUTE = 200
NOT_PROSE = re.compile(r"<pre.*?</pre>|<[^>]+>", re.DOTALL)


def minutes(html: str) -> int:
    """Whole minutes, one at least, for the prose of a page: code is not read as prose is, and not counted."""
    return max(1, round(len(NOT_PROSE.sub(" ", html).split()) / PER_MINUTE))
