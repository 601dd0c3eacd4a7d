"""The MkDocs hook: checks the pages, registers the fences, adds the examples, and builds the other languages.

Records are shown as they are: nothing is executed here. `mkdocs.yml` is the source language's configuration. After that
build, each other language of `docs/languages.yml` is built from the same file with its own `docs_dir`, `site_dir` and
cache.
"""

import logging
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

# MkDocs loads this file by its path, and doesn't put the project on the import path.
sys.path.insert(0, str(Path(__file__).parents[2]))

from docs.plugins.check import check
from docs.plugins.fences.everything import (
    Library,
    Links,
    Reference,
    Renderer,
    alternative_texts,
    example_path,
    picture_path,
    read_library,
    weights_path,
)
from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.glossary import Tooltips, search_entries
from docs.plugins.project.languages import Language, read_languages
from docs.plugins.project.pages import parse_page, read_pages
from docs.plugins.project.progress import PageProgress
from docs.plugins.project.records import outdated
from docs.plugins.project.scripts import Script
from docs.plugins.site.example_pages import contents, rewrite, script_at
from docs.plugins.site.html import drawing_size, finished
from docs.plugins.site.markdown_pages import TwinWriter, title
from docs.plugins.site.notices import untranslated, with_notices
from docs.plugins.site.offline import REGISTRATION, write_worker
from docs.plugins.site.print_page import FOR_TRANSLATORS, TEMPLATE, Source, chapters
from docs.plugins.site.reading_time import minutes
from docs.plugins.site.security_policy import with_policy
from docs.plugins.site.webp import webp
from docs.plugins.translations.checking import check_translations

# Before the plugins: mkdocs-jupyter takes the notebooks that on_files adds, and the search reads the theme's language.
FIRST = 100
# After the search has written its index.
LAST = -100
# Of the theme: docs/overrides/main.html says why its script is not used.
UNUSED = re.compile(r"assets/(javascripts/.*|stylesheets/palette\..*|.*\.map|images/favicon\.png)")
# Each language would compile the theme's hundred templates anew. Not in a project's own folder: all have the same.
TEMPLATES = Path(__file__).parents[2] / ".cache/templates"
log = logging.getLogger("mkdocs.hooks")
# Told once: the server loads the configuration anew for each build.
serving = False


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether the pages are served to someone who writes, and wants to see no page that was kept."""
    global serving
    serving = command == "serve"


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Stop at the first sight of a problem; set what differs between the languages, the fences and the tooltips."""
    library = _library(config)
    language = _language(config, library)
    config.site_name = language.site_name
    config.site_description = language.description
    config.edit_uri = f"edit/main/docs/{language.code}/" if config.repo_url else None
    config.extra["language"] = language
    config.extra["languages"] = library.languages
    renderer = Renderer(library, language, Links(config.repo_url, config.use_directory_urls))
    config.extra["renderer"] = renderer
    config.extra["twins"] = TwinWriter(renderer, config.site_url or "/")
    config.extra["alternative_texts"] = {
        **alternative_texts(read_pages(_root(config), library.languages[0].code).values()),
        **alternative_texts(read_pages(_root(config), language.code).values()),
    }
    if serving:
        config.extra_javascript[:] = [script for script in config.extra_javascript if str(script) != REGISTRATION]
    fences = config.mdx_configs.setdefault("pymdownx.superfences", {})
    fences["custom_fences"] = [*fences.get("custom_fences", []), *renderer.custom_fences]
    config.extra["tooltips"] = Tooltips(library.terms, language.code)
    config.markdown_extensions.append(config.extra["tooltips"])
    _keep_templates(config)
    return config


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every language shares: the assets, each script with its record and the pictures in it, missing pages."""
    root = _root(config)
    for file in [file for file in files if UNUSED.match(file.src_uri)]:
        files.remove(file)
    _add_untranslated(files, config)
    for path in sorted((root / "docs/assets").rglob("*")):
        if path.is_file():
            uri = path.relative_to(root / "docs").as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for script in config.extra["renderer"].library.scripts.values():
        _add_example(files, script, config)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the search find each term of the glossary: the search's plugin takes sections only, and they are rows."""
    renderer: Renderer = config.extra["renderer"]
    source: Language = config.extra["languages"][0]
    search: Any = config.plugins["material/search"]
    page = renderer.links.page("glossary")
    search.search_index.entries += search_entries(
        renderer.library.terms, config.extra["language"].code, source.code, page
    )


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the renderer which page its links start from, and the tooltips which language it is in."""
    config.extra["renderer"].page_url = page.url
    config.extra["tooltips"].language = Path(page.file.src_dir or config.docs_dir).name
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give an example's page the form of the site's others, and tell where a translation is missing or old."""
    drawings = _root(config) / "docs/assets/images"
    html = finished(_content(html, page, config), lambda name: drawing_size(drawings / name))
    page.meta["minutes"] = minutes(html)
    return html


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Offer no edit of an example's page, which is made from a script, and to write a page that is not there."""
    progress = _progress_of(page, config)
    if _script_of(page, config):
        page.edit_url = None
    elif progress and progress.translation is None:
        path = f"docs/{config.extra['language'].code}/{page.file.src_uri}"
        page.edit_url = config.extra["renderer"].links.create(path)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the page load nothing from elsewhere, and write its twin, which MkDocs would take for a page of the site."""
    config.extra["renderer"].page_url = page.url
    twin = Path(page.file.abs_dest_path).with_suffix(".md")
    twin.parent.mkdir(parents=True, exist_ok=True)
    twin.write_text(_twin(page, config), encoding="utf-8")
    return _guarded(output, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Let the 404 page load nothing from elsewhere."""
    return _guarded(output_content, config) if template_name.endswith(".html") else output_content


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Give the page to print the pages that learners read."""
    if template_name != TEMPLATE:
        return context
    pages = [page for page in context["nav"].pages if _name(page) not in FOR_TRANSLATORS]
    sources = [Source(_name(page), page.url, page.content or "") for page in pages]
    return cast(TemplateContext, {**context, "chapters": chapters(sources, config.site_url or "/")})


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write the language's service worker; after the source language, build the others."""
    source, *others = config.extra["languages"]
    if not serving:
        below = [language.code for language in others] if config.extra["language"] == source else []
        write_worker(Path(config.site_dir), below)
    if config.extra["language"] == source:
        for language in others:
            build(_configuration(config, language))


def _keep_templates(config: MkDocsConfig) -> None:
    """Give all who ask for the theme's environment the same one, which keeps what it has compiled."""
    environment = config.theme.get_env()
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = FileSystemBytecodeCache(str(TEMPLATES))
    config.theme.get_env = lambda: environment  # type: ignore[method-assign]


def _guarded(html: str, config: MkDocsConfig) -> str:
    # From a file:// address, a page and its own styles are of different origins. `mkdocs serve` adds a script to pages.
    return with_policy(html) if config.use_directory_urls and not serving else html


def _add_untranslated(files: Files, config: MkDocsConfig) -> None:
    """Where a page has no translation, the source's stands in for it."""
    source = _root(config) / "docs" / config.extra["languages"][0].code
    for path in sorted(source.rglob("*.md")):
        uri = path.relative_to(source).as_posix()
        if files.get_file_from_path(uri) is None:
            files.append(File(uri, str(source), config.site_dir, config.use_directory_urls))


def _content(html: str, page: Page, config: MkDocsConfig) -> str:
    if script := _script_of(page, config):
        page.toc = contents(script)
        # The lesson that explains the code comes first.
        page.meta["search"] = {"boost": 0.5}
        return _example_page(html, script, config)
    progress = _progress_of(page, config)
    if progress is None:
        return html
    language, source = config.extra["language"], config.extra["languages"][0]
    if progress.translation is None:
        return untranslated(html, language, source)
    if len(progress.of_state(State.CURRENT)) == len(progress.sections):
        return html
    return with_notices(html, progress.sections, language, config.extra["renderer"].page_address(source, progress.name))


def _example_page(html: str, script: Script, config: MkDocsConfig) -> str:
    renderer: Renderer = config.extra["renderer"]
    texts = config.extra["alternative_texts"]

    def output(cell: str) -> str:
        reference = Reference(script.name, cell)
        return renderer.recorded(reference, texts.get(reference, ""))

    return rewrite(html, config.extra["language"].code, script, renderer.example_links(script), output)


def _twin(page: Page, config: MkDocsConfig) -> str:
    twins: TwinWriter = config.extra["twins"]
    if script := _script_of(page, config):
        record = (_root(config) / script.record_path).read_text(encoding="utf-8")
        return twins.example(script, title(record, config.extra["language"].code), config.extra["alternative_texts"])
    progress = _progress_of(page, config)
    sections: Sequence[Translated] | None = progress.sections if progress else ()
    if progress and progress.translation is None:
        sections = None
    text = parse_page(page.file.src_uri, page.markdown or "")
    return twins.lesson(text, page.meta.get("description", ""), sections)


def _name(page: Page) -> str:
    return page.file.src_uri.removesuffix(".md")


def _progress_of(page: Page, config: MkDocsConfig) -> PageProgress | None:
    """How far the translation of a page has come; None for a page of the source, and for what is not written."""
    name = _name(page)
    library: Library = config.extra["renderer"].library
    for progress in library.progress:
        if progress.language == config.extra["language"]:
            return progress.pages.get(name)
    return None


def _add_example(files: Files, script: Script, config: MkDocsConfig) -> None:
    root, language = _root(config), config.extra["language"]
    library = config.extra["renderer"].library
    record, weights = library.records[script.name], library.weights.get(script.name)
    # Said once, not in each language's build.
    if language == config.extra["languages"][0]:
        for made in filter(None, (record, weights)):
            if problem := outdated(script, made):
                log.warning(problem)
    uri = f"examples/{script.name}.ipynb"
    copies = root / ".cache/notebooks" / language.code
    _write_if_changed(copies / uri, (root / record.path).read_text(encoding="utf-8"))
    # Not File.generated: mkdocs-jupyter 0.26 wraps the file in one that forgets its abs_src_path.
    files.append(File(uri, str(copies), config.site_dir, config.use_directory_urls))
    address = f"{example_path(script.name)}{script.stem}.py"
    files.append(File.generated(config, address, abs_src_path=str(root / script.path)))
    if weights:
        files.append(File.generated(config, weights_path(script), abs_src_path=str(root / weights.path)))
    for cell, output in record.outputs.items():
        if output.picture:
            address = picture_path(Reference(script.name, cell))
            files.append(File.generated(config, address, content=webp(output.picture.png)))


def _write_if_changed(path: Path, text: str) -> None:
    """Write a file unless it holds just that: `mkdocs serve` rebuilds at every write."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _script_of(page: Page, config: MkDocsConfig) -> Script | None:
    """The script whose example's page this is."""
    return script_at(page.file.src_uri, config.extra["renderer"].library.scripts)


def _configuration(config: MkDocsConfig, language: Language) -> MkDocsConfig:
    """The configuration of another language, beside and below that of the source language."""
    other = load_config(
        config.config_file_path,
        docs_dir=str(Path(config.docs_dir).parent / language.code),
        site_dir=str(Path(config.site_dir) / language.code),
        site_url=urljoin(config.site_url or "/", f"{language.code}/"),
        strict=config.strict,
        use_directory_urls=config.use_directory_urls,
    )
    other.theme["language"] = language.code
    # mkdocs-jupyter deletes the cache files that the current build didn't use.
    other.plugins["mkdocs-jupyter"].config["cache_dir"] = f".cache/mkdocs-jupyter/{language.code}"
    return other


def _library(config: MkDocsConfig) -> Library:
    root = _root(config)
    if Path(config.docs_dir).name == read_languages(root)[0].code:
        if problems := check(root):
            raise PluginError("\n".join(problems))
        # While one writes, one language is ahead of the other: that stops a strict build only.
        for problem in check_translations(root):
            log.warning(problem)
    return read_library(root)


def _language(config: MkDocsConfig, library: Library) -> Language:
    code = Path(config.docs_dir).name
    return next(language for language in library.languages if language.code == code)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
