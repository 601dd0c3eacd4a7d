"""All lessons as one page to print: chapters whose ids are unique, and whose links to each other lead within it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.site.site import page_name

FOLDER = "print"
# The template, and so the page's path from its language's root.
TEMPLATE = f"{FOLDER}/index.html"
# Elements that are of use only on a screen.
DROPPED = (
    ".headerlink, .lesson-cell > .code-row, .links, .glossary-filter, .draw:not([data-sample]), .draw-live, .figure, "
    ".question-answer, .question-field, .predict-always, .erasing, .paste"
)
# A board that is printed, with its sample, and a question: no script may come for what has been left out of them.
SCRIPTED = ":is(.draw, .question)[data-script]"
# The line that is printed in the place of a board to draw on, or below its sample.
INSTEAD = ".draw-needs[hidden]"
# The attributes that hold one id or several.
IDS = ("id", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class PageContent:
    """A page by its name, with its address from its language's root, and its HTML."""

    name: str
    url: str
    html: str


@dataclass(frozen=True)
class PrintedSection:
    """A heading of the second level, with its id on the printed page."""

    id: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """A page as a part of the printed one. Its id is its name."""

    id: str
    title: str
    sections: tuple[PrintedSection, ...]
    html: str


def chapters_of(pages: Iterable[Page], without: Collection[str], site_url: str) -> list[Chapter]:
    """The pages of a built site, in their order, but for those `without` which it is printed."""
    learners = [page for page in pages if page_name(page.file.src_uri) not in without]
    return chapters(
        [PageContent(page_name(page.file.src_uri), page.url, page.content or "") for page in learners], site_url
    )


def chapters(pages: Sequence[PageContent], site_url: str) -> list[Chapter]:
    """The pages as chapters, in their order; links to what is not among them lead to the site at `site_url`."""
    names = {page.url: page.name for page in pages}
    return [_chapter(page, names, site_url) for page in pages]


def _chapter(page: PageContent, names: Mapping[str, str], site_url: str) -> Chapter:
    html = LexborHTMLParser(page.html, is_fragment=True)
    _put_on_paper(html)
    for link in html.css("a[href]"):
        _lead(link, page, names, site_url)
    for picture in html.css('img[src]:not([src^="data:"])'):
        address = _absolute(picture.attrs.sget("src"), page, site_url)
        picture.attrs["src"] = get_relative_url(address.removeprefix(site_url), TEMPLATE)
    _make_unique(html, page.name)
    title = html.css_first("h1")
    sections = tuple(PrintedSection(heading.attrs.sget("id"), _text(heading)) for heading in html.css("h2[id]"))
    return Chapter(page.name, _text(title) if title else page.name, sections, html.inner_html)


def _put_on_paper(html: LexborHTMLParser) -> None:
    """Leave out what only a screen makes use of, and show what is shown there on demand."""
    for element in html.css(DROPPED):
        element.remove()
    for element in html.css(SCRIPTED):
        del element.attrs["data-script"]
    for element in html.css(INSTEAD):
        del element.attrs["hidden"]
    for element in html.css("details"):
        element.attrs["open"] = ""
    # A browser prints before it has loaded pictures that are not in sight.
    for element in html.css("img[loading]"):
        del element.attrs["loading"]


def _lead(link: LexborNode, page: PageContent, names: Mapping[str, str], site_url: str) -> None:
    """Let a link lead within the printed page, to another site, or to what the printed page leaves out."""
    address = link.attrs.sget("href")
    if urlsplit(address).scheme:
        # print.css prints the address of such a link after its text.
        if link.text() != address:
            link.attrs["class"] = f"{link.attrs.sget('class')} external".lstrip()
        return
    there, fragment = urldefrag(_absolute(address, page, site_url))
    name = names.get(there.removeprefix(site_url))
    if name is None:
        link.attrs["href"] = f"{there}#{fragment}" if fragment else there
    else:
        link.attrs["href"] = f"#{_unique(name, unquote(fragment))}" if fragment else f"#{name}"


def _absolute(address: str, page: PageContent, site_url: str) -> str:
    return urljoin(urljoin(site_url, page.url), address)


def _make_unique(html: LexborHTMLParser, name: str) -> None:
    for attribute in IDS:
        for element in html.css(f"[{attribute}]"):
            ids = element.attrs.sget(attribute).split()
            element.attrs[attribute] = " ".join(_unique(name, id_) for id_ in ids)
    # Radio buttons of one name are one group.
    for element in html.css("input[name]"):
        element.attrs["name"] = _unique(name, element.attrs.sget("name"))


def _unique(name: str, id_: str) -> str:
    return f"{name}--{id_}"


def _text(heading: LexborNode) -> str:
    return " ".join(heading.text().split())
