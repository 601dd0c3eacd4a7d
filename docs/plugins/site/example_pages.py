"""An example's page: mkdocs-jupyter's rendering of a record, without the 600 KB of styles and scripts around it.

Its code takes the form of the site's own blocks, and so their style and copy button; its outputs are those of the
`output` fence, whose pictures are files.
"""

from collections.abc import Callable

from mkdocs.structure.toc import AnchorLink, TableOfContents
from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.fences.pieces import code_row
from docs.plugins.project.links import cell_id
from docs.plugins.project.scripts import Script

BEGIN = '<div class="jupyter-wrapper">'
END = "<!-- jupyter-wrapper -->"
TITLE = "cell-id=title-"
TITLE_ID = "title"
# What does nothing without mkdocs-jupyter's own scripts and styles, and the tags of cells.
DROPPED = ".zeroclipboard-container, .clipboard-copy-txt, .jp-Collapser, .anchor-link, .celltoolbar"


def rewrite(html: str, language: str, script: Script, links: str, output: Callable[[str], str]) -> str:
    """The page's content, with `links` below its title in that language; `output` renders the output of a cell."""
    _, begin, rest = html.partition(BEGIN)
    body, end, _ = rest.partition(END)
    if not end:
        raise ValueError(f"mkdocs-jupyter renders {script.name} without {BEGIN} or {END}")
    page = LexborHTMLParser(begin + body, is_fragment=True)
    for element in page.css(DROPPED):
        element.remove()
    _keep_title(page, language)
    for text in page.css(".jp-RenderedMarkdown"):
        text.inner_html = f"{text.inner_html}{links}"
    # A reader who uses the keyboard would stop there for nothing: on this site it does not scroll.
    for element in page.css(".jp-Cell-inputWrapper[tabindex]"):
        del element.attrs["tabindex"]
    for block in page.css(".highlight-ipynb"):
        _as_own_block(block)
    for cell in script.cells:
        for code in page.css(f'[id="{cell_id(cell.name)}"] .CodeMirror'):
            code.inner_html = f"{code_row(cell.name)}{code.inner_html}"
        for element in page.css(f'[id="{cell_id(cell.name)}"] .jp-Cell-outputWrapper'):
            element.inner_html = output(cell.name)
            element.unwrap()
    return page.inner_html


def contents(script: Script) -> TableOfContents:
    """The page's table of contents: its title, and below it the cells."""
    page = AnchorLink(f"{script.name}.py", TITLE_ID, 1)
    page.children = [AnchorLink(cell.name, cell_id(cell.name), 2) for cell in script.cells]
    return TableOfContents([page])


def _keep_title(page: LexborHTMLParser, language: str) -> None:
    """Leave only the title in that language, or the first, the source's, where the record has none in it."""
    titles = {title.attrs.sget("id").removeprefix(TITLE): title for title in page.css(f'[id^="{TITLE}"]')}
    shown = language if language in titles else next(iter(titles))
    for code, title in titles.items():
        if code == shown:
            title.attrs["lang"] = code
            title.attrs["id"] = TITLE_ID
        else:
            title.remove()


def _as_own_block(block: LexborNode) -> None:
    block.attrs["class"] = "highlight"
    pre = block.css_first("pre")
    assert pre is not None
    pre.inner_html = f"<code>{pre.inner_html}</code>"
