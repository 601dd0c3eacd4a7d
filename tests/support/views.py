"""A tiny project as its site in one language shows it."""

from markdown import Markdown

from docs.plugins.fences.view import View
from docs.plugins.project.links import Links
from docs.plugins.site.configuration import custom_fences
from docs.plugins.site.html import with_relative_addresses
from tests.support.tiny_project import TinyProject

SITE_ROOT = "https://example.org/keras/"


def view_of(
    project: TinyProject, language: str = "en", repository: str | None = None, directory_urls: bool = True
) -> View:
    """The view of a language, of the files as they are now."""
    read = project.read()
    of_code = {each.code: each for each in read.languages}
    return View(read, of_code[language], Links(repository, directory_urls), SITE_ROOT)


def rendered(text: str, view: View, *extensions: str) -> str:
    """The HTML of a page's text with all its fences, as the site has it on the page `add`."""
    fences = {"pymdownx.superfences": {"custom_fences": custom_fences(view)}}
    markdown = Markdown(extensions=["pymdownx.superfences", *extensions], extension_configs=fences)
    return relative(markdown.convert(text), view)


def relative(html: str, view: View, page: str = "add") -> str:
    """HTML with the addresses of its fences as they are from a page, by the page's name."""
    return with_relative_addresses(html, view.from_root(view.links.page(page)))


def fence(kind: str, body: str) -> str:
    """A fence in Markdown."""
    return f"```{kind}\n{body}\n```"
