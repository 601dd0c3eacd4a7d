"""What a fence is shown in: the project, the language of the site, and where things stand on it."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from docs.plugins.project.languages import Language
from docs.plugins.project.links import Links
from docs.plugins.project.pages import Section
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference

# How an address from the root of the whole site begins in the HTML of a fence. docs/plugins/site/html.py makes all of a
# page relative to the page, so that no fence need know on which page it stands.
ROOT = "site-root:"


@dataclass(frozen=True)
class Code:
    """Code in a page's Markdown. Where it has the name of a `program`, it runs, and continues what ran under that name.

    `reference` is the cell that it is, where it is one.
    """

    text: str
    language: str
    program: str = ""
    reference: Reference | None = None


@dataclass(frozen=True)
class View:
    """A site in one language; `site_root` is the absolute address of the site with all languages.

    `page` is the address of the page that Markdown is written for, from the language's root.
    """

    project: Project
    language: Language
    links: Links
    site_root: str
    page: str = ""

    def at(self, page: str) -> "View":
        """The same view for the Markdown of another page."""
        return replace(self, page=page)

    @property
    def originals(self) -> tuple[Language, ...]:
        """The languages whose text stands in for what is not translated, in their order."""
        return self.project.originals(self.language)

    def best(self, by_language: Mapping[str, object]) -> str:
        """The code of the language to show, of those that something is given in: the view's, or one that stands in."""
        return next(each.code for each in (self.language, *self.originals) if each.code in by_language)

    def label(self, name: str) -> str:
        """A word of the site in the language."""
        return self.language.labels[name]

    def address(self, path: str, language: Language | None = None) -> str:
        """The address, for HTML, of what stands at `path` from the root of a language, the view's if none is named."""
        return f"{ROOT}{self.from_root(path, language)}"

    def absolute(self, path: str, language: Language | None = None) -> str:
        """The same with the host, for Markdown, which is copied to elsewhere."""
        return urljoin(self.site_root, self.from_root(path, language))

    def markdown_address(self, name: str, language: Language | None = None) -> str:
        """The absolute address of the Markdown of a page, by the page's name."""
        return markdown_address(self.absolute(self.links.page(name), language))

    def from_root(self, path: str, language: Language | None = None) -> str:
        """The address of what stands at `path` from the root of a language, from the root of the whole site."""
        code = (language or self.language).code
        return path if code == self.project.source.code else f"{code}/{path}"


def markdown_address(address: str) -> str:
    """The address of a page's Markdown, which stands beside the page, by the page's own address."""
    return f"{address.removesuffix('.html')}.md" if address.endswith(".html") else f"{address}index.md"


def section_address(address: str, section: Section) -> str:
    """The address of a section of a page's Markdown, by the Markdown's own; a page's title has no anchor there."""
    return address if section.level == 1 else f"{address}#{section.id}"


def markdown_file_name(address: str) -> str:
    """The name of the file of a page's Markdown, by the page's address."""
    return posixpath.basename(markdown_address(address))
