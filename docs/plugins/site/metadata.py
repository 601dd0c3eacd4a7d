"""What search engines are told of a page, as JSON-LD in the words of schema.org."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Item: TypeAlias = dict[str, Any]

# As LICENSE has them.
TEXT_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "https://opensource.org/license/mit"


@dataclass(frozen=True)
class Described:
    """A page: `language` is the code of that of its text, `url` and `picture` are absolute addresses."""

    title: str
    description: str
    language: str
    url: str
    picture: str
    authors: str
    licence: str


def website(name: str, home: Described) -> Item:
    """The site in one language, by its home page."""
    return {"@type": "WebSite", "name": name, **_common(home)}


def article(page: Described, site: Item, source: str | None) -> Item:
    """A page of the site; `source` is the address of the page of which it is a translation."""
    translation = {"translationOfWork": {"@id": source}} if source else {}
    part = {"isPartOf": {"@id": site["@id"], "@type": "WebSite", "name": site["name"], "url": site["url"]}}
    return {"@type": "TechArticle", "headline": page.title, **_common(page), **part, **translation}


def breadcrumbs(way: Sequence[tuple[str, str]]) -> Item:
    """The way from the home page to a page: the titles and the absolute addresses, the page's own as the last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(way, start=1)
        ],
    }


def as_json(items: Sequence[Item]) -> str:
    """The items as the text of a `<script type="application/ld+json">`, which no text in them can end."""
    graph = {"@context": "https://schema.org", "@graph": items}
    return json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")


def _common(page: Described) -> Item:
    authors = {"@type": "Organization", "name": page.authors}
    return {
        "@id": page.url,
        "url": page.url,
        "description": page.description,
        "inLanguage": page.language,
        "image": page.picture,
        "author": authors,
        "publisher": authors,
        "license": page.licence,
    }
