"""Fences as the site renders them."""

from markdown import Markdown

from docs.plugins.fences.view import View
from docs.plugins.site.configuration import custom_fences
from docs.plugins.site.html import with_relative_addresses


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
