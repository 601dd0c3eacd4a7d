"""Code comes back as a parser would have left it."""

import pytest
from bs4 import BeautifulSoup

from docs.plugins.site.code_blocks import CodeBlocks

CODE = (
    '<div class="highlight"><pre><span></span><code><span class="nb">print</span>("a", 1 &lt; 2)\n</code></pre></div>'
)


@pytest.mark.parametrize(
    "html", [CODE, f"<p>a</p>{CODE}<p>&amp;</p>\n{CODE}", "<p>a</p>", "<pre></pre><pre>\n1 &lt; 2\n</pre>"]
)
def test_a_page_is_the_same_as_if_its_code_had_been_parsed_too(html: str) -> None:
    code = CodeBlocks()
    parsed = BeautifulSoup(code.without(html), "html.parser")
    assert code.within(str(parsed)) == str(BeautifulSoup(html, "html.parser"))


def test_code_is_not_parsed() -> None:
    code = CodeBlocks()
    assert "span" not in code.without(CODE)
    assert "print" not in code.without(CODE)


def test_what_is_added_later_comes_back_too() -> None:
    code = CodeBlocks()
    first, second = code.without("<pre>1</pre>"), code.without("<pre>2</pre>")
    assert code.within(second + first) == "<pre>2</pre><pre>1</pre>"
