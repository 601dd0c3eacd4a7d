"""The door for MkDocs: its events, and nothing else. What they do is in the rooms below.

`mkdocs.yml` is the source language's configuration. After that build, each other language of `docs/languages.yml` is
built from the same file. Records are shown as they are: nothing is executed here.
"""

import gc
import sys
from pathlib import Path
from typing import Literal, cast

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

# MkDocs loads this file by its path, and doesn't put the project on the import path.
sys.path.insert(0, str(Path(__file__).parents[2]))

from docs.plugins.site import bundles, metadata, print_page
from docs.plugins.site.cache import note_entries
from docs.plugins.site.checkboxes import with_valid_checkboxes
from docs.plugins.site.configuration import checked_site, configuration_of, configure, site_of
from docs.plugins.site.content import complete, content, edit_address, markdown, source_text
from docs.plugins.site.files import add_shared_files
from docs.plugins.site.offline import write_worker
from docs.plugins.site.search import prepare_index
from docs.plugins.site.security_policy import with_policy
from docs.plugins.site.site import Site
from docs.plugins.site.tooltips import in_language

# Before the plugins: mkdocs-jupyter takes the notebooks that on_files adds, and the search reads the theme's language.
FIRST = 100
# After the search has written its index.
LAST = -100
# Set once, in on_startup; on_config runs on every rebuild.
serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the pages are served to someone who writes, and wants to see no cached page."""
    global serving
    serving = command == "serve"
    # What has been imported stays: Python's garbage collector need not look through it again and again.
    gc.freeze()


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the project, and configure the site; the source's build has done the first for the others."""
    if "site" not in config.extra:
        config.extra["site"] = checked_site(config, serving)
    configure(config, config.extra["site"])
    return config


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every language shares, and join styles and scripts."""
    site: Site = config.extra["site"]
    add_shared_files(files, config, site)
    bundles.join(files, config, site.bundles)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Prepare the search's index; add the pages' pictures."""
    site: Site = config.extra["site"]
    prepare_index(config, site)
    metadata.add_pictures(files, config, site)
    return env


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give MkDocs the text that the project has read: it would read the file again, and as it was written."""
    site: Site = config.extra["site"]
    return source_text(page, site)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let a page that stands in for a translation say in which language it is."""
    site: Site = config.extra["site"]
    return in_language(markdown, site.fallback.code) if site.is_untranslated(page.file.src_uri) else markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Show the page in the site's form."""
    site: Site = config.extra["site"]
    html = content(html, page, site)
    complete(page, site)
    return html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Give the template the page's metadata."""
    site: Site = config.extra["site"]
    page.edit_url = edit_address(page, site)
    return cast(TemplateContext, {**context, **metadata.metadata(page, nav, site)})


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Write the page's Markdown, which MkDocs would take for a page of the site; add the Content-Security-Policy."""
    site: Site = config.extra["site"]
    path = Path(page.file.abs_dest_path).with_suffix(".md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markdown(page, site), encoding="utf-8")
    return _finished(output, site)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Finish the 404 page and the page to print in the same way."""
    site: Site = config.extra["site"]
    return _finished(output_content, site) if template_name.endswith(".html") else output_content


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Give the page to print the pages that learners read."""
    if template_name != print_page.TEMPLATE:
        return context
    site: Site = config.extra["site"]
    without = site.project.unprinted
    chapters = print_page.chapters_of(context["nav"].pages, without, config.site_url or "/")
    return cast(TemplateContext, {**context, "chapters": chapters})


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the language's service worker; after the source language, build the others."""
    site: Site = config.extra["site"]
    note_entries(Path(config.plugins["mkdocs-jupyter"].config["cache_dir"]))
    if not site.serving:
        write_worker(Path(config.site_dir), [language.code for language in site.others])
    for language in site.others:
        other = configuration_of(language, config)
        other.extra["site"] = site_of(other, site.project, language, site.serving)
        build(other)


def _finished(html: str, site: Site) -> str:
    html = with_valid_checkboxes(html)
    return with_policy(html) if site.has_policy else html
