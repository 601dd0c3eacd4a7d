"""The MkDocs hook: checks the pages, registers the fences, adds the examples, and builds the other languages.

Records are shown as they are: nothing is executed here. `mkdocs.yml` is the source language's configuration. After that
build, each other language of `docs/languages.yml` is built from the same file with its own `docs_dir`, `site_dir` and
cache.
"""

import logging
import sys
from pathlib import Path
from urllib.parse import urljoin

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

from docs.plugins.check import check, read_pages
from docs.plugins.example_pages import contents, rewrite
from docs.plugins.fences import (
    Library,
    Links,
    Reference,
    Renderer,
    alternative_texts,
    example_path,
    picture_path,
    read_library,
)
from docs.plugins.glossary import Tooltips
from docs.plugins.languages import Language, read_languages
from docs.plugins.lessons import Script
from docs.plugins.records import outdated

# Before the plugins: mkdocs-jupyter takes the notebooks that on_files adds, and the search reads the theme's language.
FIRST = 100
log = logging.getLogger("mkdocs.hooks")


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
    renderer = Renderer(library, language, Links(config.repo_url))
    config.extra["renderer"] = renderer
    config.extra["alternative_texts"] = alternative_texts(read_pages(_root(config), language.code).values())
    others = [other.code for other in library.languages if other != language]
    config.plugins["mkdocs-jupyter"].config["remove_tag_config"] = {"remove_cell_tags": others}
    fences = config.mdx_configs.setdefault("pymdownx.superfences", {})
    fences["custom_fences"] = [*fences.get("custom_fences", []), *renderer.custom_fences]
    config.markdown_extensions.append(Tooltips(library.terms, language.code))  # type: ignore[arg-type]
    return config


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what every language shares: the assets, and each script with its record and the pictures in it."""
    root = _root(config)
    for path in sorted((root / "docs/assets").rglob("*")):
        if path.is_file():
            uri = path.relative_to(root / "docs").as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for script in config.extra["renderer"].library.scripts.values():
        _add_example(files, script, config)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the renderer which page its links start from."""
    config.extra["renderer"].page_url = page.url
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give an example's page the form of the site's others."""
    script = _script_of(page, config)
    if script is None:
        return html
    renderer: Renderer = config.extra["renderer"]
    texts = config.extra["alternative_texts"]

    def output(cell: str) -> str:
        reference = Reference(script.name, cell)
        return renderer.recorded(reference, texts.get(reference, ""))

    page.toc = contents(script)
    return rewrite(html, script, renderer.example_links(script), output)


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Offer no edit of an example's page: it is made from a script."""
    if _script_of(page, config):
        page.edit_url = None
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """After the source language, build the others."""
    source, *others = config.extra["languages"]
    if config.extra["language"] == source:
        for language in others:
            build(_configuration(config, language))


def _add_example(files: Files, script: Script, config: MkDocsConfig) -> None:
    root, language = _root(config), config.extra["language"]
    record = config.extra["renderer"].library.records[script.name]
    # Said once, not in each language's build.
    if language == config.extra["languages"][0] and (problem := outdated(script, record)):
        log.warning(problem)
    uri = f"examples/{script.name}.ipynb"
    copies = root / ".cache/notebooks" / language.code
    _write_if_changed(copies / uri, (root / record.path).read_text(encoding="utf-8"))
    # Not File.generated: mkdocs-jupyter 0.26 wraps the file in one that forgets its abs_src_path.
    files.append(File(uri, str(copies), config.site_dir, config.use_directory_urls))
    address = f"{example_path(script.name)}{script.stem}.py"
    files.append(File.generated(config, address, abs_src_path=str(root / script.path)))
    for cell, output in record.outputs.items():
        if output.picture:
            address = picture_path(Reference(script.name, cell))
            files.append(File.generated(config, address, content=output.picture.png))


def _write_if_changed(path: Path, text: str) -> None:
    """Write a file unless it holds just that: `mkdocs serve` rebuilds at every write."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _script_of(page: Page, config: MkDocsConfig) -> Script | None:
    """The script whose example's page this is."""
    name = page.file.src_uri.removeprefix("examples/").removesuffix(".ipynb")
    scripts = config.extra["renderer"].library.scripts
    return scripts.get(name) if page.file.src_uri.endswith(".ipynb") else None


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
    if _is_source(config, read_languages(root)) and (problems := check(root)):
        raise PluginError("\n".join(problems))
    return read_library(root)


def _is_source(config: MkDocsConfig, languages: tuple[Language, ...]) -> bool:
    return Path(config.docs_dir).name == languages[0].code


def _language(config: MkDocsConfig, library: Library) -> Language:
    code = Path(config.docs_dir).name
    return next(language for language in library.languages if language.code == code)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
