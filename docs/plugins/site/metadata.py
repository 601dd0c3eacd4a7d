"""What lets a page be found and shared: its description, its picture, and its data for search engines.

The last is JSON-LD in the words of schema.org.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from docs.plugins.project.scripts import Script
from docs.plugins.site.cache import cache_folder
from docs.plugins.site.site import Site
from docs.plugins.site.social_pictures import SIZE, Words, picture

Item: TypeAlias = dict[str, Any]

# The licences that LICENSE names.
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


def metadata(page: Page, nav: Navigation, site: Site) -> dict[str, object]:
    """What the template says of a page."""
    described = describe(page, site)
    return {
        "described": described,
        "picture_size": SIZE,
        "structured_data": as_json(_items(page, described, nav, site)),
    }


def describe(page: Page, site: Site) -> Described:
    """The description of a page, of which MkDocs knows the title by now."""
    return Described(
        title=_title(page),
        description=page.meta.get("description", site.language.description),
        # A page that is not translated yet is in the language that stands in for its own.
        language=Path(str(page.file.src_dir)).name,
        url=str(page.canonical_url),
        picture=site.view.absolute(_picture_uri(page.file)),
        authors=site.view.label("authors"),
        licence=CODE_LICENCE if site.script_at(page.file.src_uri) else TEXT_LICENCE,
    )


def example_description(script: Script, site: Site) -> str:
    """The description of an example's page, which has no front matter of its own."""
    description = script.descriptions[site.view.best(script.descriptions)]
    return site.view.label("example_description").format(description=description)


def add_pictures(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Add the picture of each page, once all have their titles and their descriptions."""
    folder = cache_folder(site.project.root) / "social"
    for file in list(files.documentation_pages()):
        assert file.page is not None
        described = describe(file.page, site)
        words = Words(site.language.site_name, described.title, described.description)
        files.append(File.generated(config, _picture_uri(file), content=picture(words, folder)))


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


def _items(page: Page, described: Described, nav: Navigation, site: Site) -> list[Item]:
    home = nav.homepage
    assert home is not None
    site_item = website(site.language.site_name, describe(home, site))
    if page.is_homepage:
        return [site_item]
    way = [home, page]
    if script := site.script_at(page.file.src_uri):
        way[1:1] = [entry for entry in nav.pages if entry.file.src_uri == f"{script.page}.md"]
    source = None if described.language == site.source.code else site.view.absolute(page.url, site.source)
    titles = [site_item["name"], *map(_title, way[1:])]
    urls = [str(entry.canonical_url) for entry in way]
    return [article(described, site_item, source), breadcrumbs(list(zip(titles, urls, strict=True)))]


def _title(page: Page) -> str:
    """The title without the markup that MkDocs leaves in it."""
    return Markup(page.title).striptags()


def _picture_uri(file: File) -> str:
    return f"assets/social/{Path(file.src_uri).with_suffix('.png').as_posix()}"
