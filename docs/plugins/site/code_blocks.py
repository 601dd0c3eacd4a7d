"""A page's code, taken out while the page is parsed: it is most of the page's elements, and none of them is changed."""

import re

CODE = re.compile(r"(?<=<pre>).*?(?=</pre>)", re.DOTALL)
# Of a private use, so in no page.
MARK = "\ue000"
MARKED = re.compile(rf"{MARK}(\d+){MARK}")


class CodeBlocks:
    """What stands in the `pre` elements of one page."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def without(self, html: str) -> str:
        """The HTML with a mark in the place of each piece of code."""
        return CODE.sub(self._take, html)

    def within(self, html: str) -> str:
        """The HTML with each piece of code in its place."""
        return MARKED.sub(lambda mark: self.taken[int(mark[1])], html)

    def _take(self, code: re.Match[str]) -> str:
        self.taken.append(code[0])
        return f"{MARK}{len(self.taken) - 1}{MARK}"
