"""The code and the emphasis in a line of a fence, as HTML and as Markdown."""

import pytest

from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.project.inline import InlineCode, Words, inline_of


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b c* d", "a <em>b c</em> d"),
        ("*a*, *b*", "<em>a</em>, <em>b</em>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a*b*c", "a*b*c"),
        ("`a * b *c*`", "<code>a * b *c*</code>"),
        ("<b> & `<i>`", "&lt;b&gt; &amp; <code>&lt;i&gt;</code>"),
        ("*a < b*", "<em>a &lt; b</em>"),
    ],
)
def test_emphasis_and_code_are_elements_and_all_else_is_text(text: str, html: str) -> None:
    assert inline_html(inline_of(text)) == html


def test_markdown_stays_as_it_is() -> None:
    assert inline_markdown(inline_of("*a* and `b`")) == "*a* and `b`"


def test_code_with_backticks_stands_between_longer_runs_of_them() -> None:
    assert inline_markdown([Words("see "), InlineCode("a`b``c")]) == "see ``` a`b``c ```"
