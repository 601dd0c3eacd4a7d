"""An example's page in the form of the site's others, from what mkdocs-jupyter renders."""

import pytest

from docs.plugins.project.scripts import Cell, Script
from docs.plugins.site.example_pages import BEGIN, END, rewrite

SCRIPT = Script("add", {"vi": "Cộng."}, (Cell("add", 1, "1 + 1"),), "")
VIETNAMESE = '<div id="cell-id=title-vi"><div class="jp-RenderedMarkdown"><h1>Cộng</h1></div></div>'
ENGLISH = '<div id="cell-id=title-en"><div class="jp-RenderedMarkdown"><h1>Add</h1></div></div>'


def rewritten(cells: str, titles: str = VIETNAMESE, language: str = "vi") -> str:
    """What becomes of the title and the cells."""
    html = f"<style></style>{BEGIN}{titles}{cells}</div>{END}<script></script>"
    page = rewrite(html, language, SCRIPT, "<p>links</p>", lambda name: f"<p>output</p><p>of {name}</p>")
    return page.removeprefix(BEGIN).removesuffix("</div>")


def rewritten_cell(html: str) -> str:
    """What becomes of a cell below the title."""
    return rewritten(html).removeprefix(title("vi", "Cộng"))


def title(language: str, text: str) -> str:
    return f'<div id="title" lang="{language}"><div class="jp-RenderedMarkdown"><h1>{text}</h1><p>links</p></div></div>'


def test_the_title_is_in_the_language_of_the_page_with_the_links_below() -> None:
    assert rewritten("", VIETNAMESE + ENGLISH, "en") == title("en", "Add")


def test_a_page_without_a_title_in_its_language_keeps_that_of_the_source() -> None:
    assert rewritten("", VIETNAMESE + ENGLISH, "eo") == title("vi", "Cộng")


def test_code_is_a_block_like_the_sites_own() -> None:
    assert rewritten_cell('<div class="highlight-ipynb hl-python"><pre><span></span>1 &lt; 2\n</pre></div>') == (
        '<div class="highlight"><pre><code><span></span>1 &lt; 2\n</code></pre></div>'
    )


def test_a_cell_has_its_name_above_its_code() -> None:
    cell = '<div id="cell-id=add"><div class="CodeMirror">{}<div class="highlight">1</div></div></div>'
    assert rewritten_cell(cell.format("")) == cell.format('<div class="code-row">add</div>')


def test_an_output_is_what_the_fence_shows() -> None:
    assert rewritten_cell('<div id="cell-id=add"><div class="jp-Cell-outputWrapper"><pre>2</pre></div></div>') == (
        '<div id="cell-id=add"><p>output</p><p>of add</p></div>'
    )


@pytest.mark.parametrize(
    "name", ["zeroclipboard-container", "clipboard-copy-txt", "jp-Collapser", "anchor-link", "celltoolbar"]
)
def test_what_only_jupyters_own_styles_and_scripts_make_use_of_is_left_out(name: str) -> None:
    assert rewritten_cell(f'<h2>A<a class="{name} other"><i class="{name}">¶</i></a></h2>') == "<h2>A</h2>"


def test_a_cell_that_does_not_scroll_takes_no_focus() -> None:
    assert rewritten_cell('<div class="jp-Cell-inputWrapper" tabindex="0">1</div>') == (
        '<div class="jp-Cell-inputWrapper">1</div>'
    )
