"""An example's page: mkdocs-jupyter's rendering of a record, without the 600 KB of styles and scripts around it.

Its code takes the form of the site's own blocks, and so their style and copy button; its outputs are those of the
`output` fence, whose pictures are files.
"""

from collections.abc import Callable, Mapping

from bs4 import BeautifulSoup, Tag
from mkdocs.structure.toc import AnchorLink, TableOfContents

from docs.plugins.project.links import cell_id
from docs.plugins.project.scripts import Script
from docs.plugins.site.code_blocks import CodeBlocks

BEGIN = '<div class="jupyter-wrapper">'
END = "<!-- jupyter-wrapper -->"
TITLE = "cell-id=title-"
TITLE_ID = "title"
# What only its own scripts and styles gave a meaning.
DROPPED = {"zeroclipboard-container", "clipboard-copy-txt", "jp-Collapser", "jp-InputPrompt", "anchor-link"}


def rewrite(html: str, language: str, script: Script, links: str, output: Callable[[str], str]) -> str:
    """The page's content, with `links` below its title in that language; `output` renders the output of a cell."""
    _, begin, rest = html.partition(BEGIN)
    body, end, _ = rest.partition(END)
    if not end:
        raise ValueError(f"mkdocs-jupyter renders {script.name} without {BEGIN} or {END}")
    code = CodeBlocks()
    page = BeautifulSoup(code.without(begin + body), "html.parser")
    names = {cell_id(cell.name): cell.name for cell in script.cells}
    titles: dict[str, Tag] = {}
    # Once through the page: a selector for each of these would take as long as to parse it.
    for element in page.find_all(True):
        classes = set(element.get_attribute_list("class"))
        if classes & DROPPED:
            element.extract()
        elif "jp-Cell-outputWrapper" in classes:
            cell = element.find_parent(id=True)
            assert cell is not None
            element.replace_with(BeautifulSoup(code.without(output(names[str(cell["id"])])), "html.parser"))
        elif "jp-Cell-inputWrapper" in classes:
            # It does not scroll: nothing is to be had there with the keyboard.
            del element["tabindex"]
        elif "highlight-ipynb" in classes:
            _as_own_block(page, element)
        elif "jp-RenderedMarkdown" in classes:
            element.append(BeautifulSoup(links, "html.parser"))
        elif str(element.get("id")).startswith(TITLE):
            titles[str(element["id"]).removeprefix(TITLE)] = element
    _keep_title(titles, language)
    return code.within(str(page))


def contents(script: Script) -> TableOfContents:
    """The page's table of contents: its title, and below it the cells."""
    page = AnchorLink(f"{script.name}.py", TITLE_ID, 1)
    page.children = [AnchorLink(cell.name, cell_id(cell.name), 2) for cell in script.cells]
    return TableOfContents([page])


def _keep_title(titles: Mapping[str, Tag], language: str) -> None:
    """Leave only the title in that language, or the first, the source's, where the record has none in it."""
    kept = language if language in titles else next(iter(titles))
    for code, title in titles.items():
        if code == kept:
            title["lang"] = code
            title["id"] = TITLE_ID
        else:
            title.decompose()


def _as_own_block(page: BeautifulSoup, block: Tag) -> None:
    block["class"] = "highlight"
    code = page.new_tag("code")
    pre = block.pre
    assert pre is not None
    code.extend(list(pre.children))
    pre.append(code)
