"""The MkDocs hook for what lets a page be found and shared: its description, its picture, its data, the feed.

It comes after docs/plugins/hooks.py, which puts the project on the import path and sets the language.
"""

from pathlib import Path
from typing import cast
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from docs.plugins.fences.everything import Library
from docs.plugins.project.changes import read_changes
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import read_pages
from docs.plugins.project.scripts import Script
from docs.plugins.site.example_pages import script_at
from docs.plugins.site.metadata import (
    CODE_LICENCE,
    TEXT_LICENCE,
    Described,
    Item,
    article,
    as_json,
    breadcrumbs,
    website,
)
from docs.plugins.site.social_pictures import SIZE, Words, picture


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read what the feed tells."""
    root, library = Path(config.config_file_path).parent, _library(config)
    config.extra["changes"] = read_changes(root, library.languages, read_pages(root, library.languages[0].code))
    return config


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Describe an example's page, which has no front matter of its own."""
    if script := _script_of(page, config):
        page.meta["description"] = _description(script, config)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add the pictures, once every page has its title and its description."""
    folder = Path(config.config_file_path).parent / ".cache/social"
    for file in list(files.documentation_pages()):
        assert file.page is not None
        described = _described(file.page, config)
        words = Words(config.site_name, described.title, described.description)
        files.append(File.generated(config, _picture_uri(file), abs_src_path=str(picture(words, folder))))
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Give the template what it tells of the page."""
    described = _described(page, config)
    told = {
        "described": described,
        "picture_size": SIZE,
        "structured_data": as_json(_items(page, described, nav, config)),
    }
    return cast("TemplateContext", {**context, **told})


def _items(page: Page, described: Described, nav: Navigation, config: MkDocsConfig) -> list[Item]:
    home = nav.homepage
    assert home is not None
    site = website(config.site_name, _described(home, config))
    if page.is_homepage:
        return [site]
    way = [home, page]
    if script := _script_of(page, config):
        way[1:1] = [entry for entry in nav.pages if entry.file.src_uri == f"{script.page}.md"]
    source = None if described.language == _library(config).languages[0].code else _source_url(page, config)
    titles = [site["name"], *map(_title, way[1:])]
    urls = [str(entry.canonical_url) for entry in way]
    return [article(described, site, source), breadcrumbs(list(zip(titles, urls, strict=True)))]


def _described(page: Page, config: MkDocsConfig) -> Described:
    language: Language = config.extra["language"]
    return Described(
        title=_title(page),
        description=page.meta.get("description", config.site_description),
        # A page that is not translated yet is in the source's language.
        language=Path(str(page.file.src_dir)).name,
        url=str(page.canonical_url),
        picture=urljoin(str(config.site_url), _picture_uri(page.file)),
        authors=language.labels["authors"],
        licence=CODE_LICENCE if _script_of(page, config) else TEXT_LICENCE,
    )


def _description(script: Script, config: MkDocsConfig) -> str:
    library, language = _library(config), config.extra["language"]
    source = script.descriptions[library.languages[0].code]
    shown = script.descriptions.get(language.code, source)
    return str(language.labels["example_description"]).format(description=shown)


def _title(page: Page) -> str:
    """The title without the markup that MkDocs leaves in it."""
    return Markup(page.title).striptags()


def _picture_uri(file: File) -> str:
    return f"assets/social/{Path(file.src_uri).with_suffix('.png').as_posix()}"


def _source_url(page: Page, config: MkDocsConfig) -> str:
    """Where the page stands in the source language, whose folder is the one above."""
    return urljoin(urljoin(str(config.site_url), ".."), page.url)


def _script_of(page: Page, config: MkDocsConfig) -> Script | None:
    return script_at(page.file.src_uri, _library(config).scripts)


def _library(config: MkDocsConfig) -> Library:
    library: Library = config.extra["renderer"].library
    return library
