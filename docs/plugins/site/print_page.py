"""All lessons as one page to print: chapters whose ids are unique, and whose links to each other lead within it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from docs.plugins.site.code_blocks import CodeBlocks
from docs.plugins.site.site import page_name

FOLDER = "print"
# The template, and so the page's path from its language's root.
TEMPLATE = f"{FOLDER}/index.html"
# Nothing that a learner reads on paper.
FOR_TRANSLATORS = ("translate", "translations")
# What only a screen makes use of.
DROPPED = {"headerlink", "lesson-cell-links", "draw"}
# The line that stands for a board to draw on.
INSTEAD = "draw-needs"
# The attributes that hold an id, or several.
REFERENCES = ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Source:
    """A page by its name, with its address from its language's root, and its content."""

    name: str
    url: str
    html: str


@dataclass(frozen=True)
class Section:
    """A heading of the second level, with its id on the printed page."""

    id: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """A page as a part of the printed one. Its id is its name."""

    id: str
    title: str
    sections: tuple[Section, ...]
    html: str


def chapters_of(pages: Iterable[Page], site_url: str) -> list[Chapter]:
    """The pages that a learner reads, of those of a built site."""
    learners = [page for page in pages if page_name(page.file.src_uri) not in FOR_TRANSLATORS]
    return chapters([Source(page_name(page.file.src_uri), page.url, page.content or "") for page in learners], site_url)


def chapters(pages: Sequence[Source], site_url: str) -> list[Chapter]:
    """The pages as chapters, in their order; links to what is not among them lead to the site at `site_url`."""
    names = {page.url: page.name for page in pages}
    return [_chapter(page, names, site_url) for page in pages]


def _chapter(page: Source, names: Mapping[str, str], site_url: str) -> Chapter:
    code = CodeBlocks()
    html = BeautifulSoup(code.without(page.html), "html.parser")
    # Once through the page: a selector for each of these would take a quarter of the site's build.
    for element in html.find_all(True):
        if DROPPED.intersection(element.get_attribute_list("class")):
            element.extract()
        else:
            _put_on_paper(element, page, names, site_url)
    title = html.find("h1")
    sections = tuple(Section(str(heading["id"]), _text(heading)) for heading in html.find_all("h2", id=True))
    return Chapter(page.name, _text(title) if title else page.name, sections, code.within(str(html)))


def _put_on_paper(element: Tag, page: Source, names: Mapping[str, str], site_url: str) -> None:
    if element.name == "a" and element.has_attr("href"):
        _lead(element, page, names, site_url)
    elif element.name == "img" and element.has_attr("src"):
        source = _absolute(str(element["src"]), page, site_url)
        element["src"] = get_relative_url(source.removeprefix(site_url), TEMPLATE)
        # A browser that prints doesn't wait for what is not in sight yet.
        del element["loading"]
    elif element.name == "details":
        element["open"] = ""
    if INSTEAD in element.get_attribute_list("class"):
        del element["hidden"]
    _make_unique(element, page.name)


def _lead(link: Tag, page: Source, names: Mapping[str, str], site_url: str) -> None:
    """Let a link lead within the printed page, to another site, or to what the printed page leaves out."""
    address = str(link["href"])
    if urlsplit(address).scheme:
        # Its address is printed too, unless it is what the text says.
        if link.get_text() != address:
            link["class"] = " ".join([*map(str, link.get("class") or ()), "external"])
        return
    there, fragment = urldefrag(_absolute(address, page, site_url))
    name = names.get(there.removeprefix(site_url))
    if name is None:
        link["href"] = f"{there}#{fragment}" if fragment else there
    else:
        link["href"] = f"#{_unique(name, unquote(fragment))}" if fragment else f"#{name}"


def _absolute(address: str, page: Source, site_url: str) -> str:
    return urljoin(urljoin(site_url, page.url), address)


def _make_unique(element: Tag, name: str) -> None:
    if element.has_attr("id"):
        element["id"] = _unique(name, str(element["id"]))
    for attribute in REFERENCES:
        if element.has_attr(attribute):
            ids = element.get_attribute_list(attribute)
            element[attribute] = " ".join(_unique(name, id_) for value in ids for id_ in str(value).split())
    # Radio buttons of one name are one group.
    if element.name == "input" and element.has_attr("name"):
        element["name"] = _unique(name, str(element["name"]))


def _unique(name: str, id_: str) -> str:
    return f"{name}--{id_}"


def _text(heading: Tag) -> str:
    return " ".join(heading.get_text().split())
