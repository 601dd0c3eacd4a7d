"""What a language's site is built with: MkDocs' configuration, and the `Site` that is made of it."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import FileSystemLoader
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from pymdownx.superfences import SuperFencesException

from docs.plugins.check import check
from docs.plugins.fences.kind import Kind
from docs.plugins.fences.registry import kinds
from docs.plugins.fences.view import View
from docs.plugins.lessons.checking import check_lessons
from docs.plugins.project.files import Files
from docs.plugins.project.languages import Language
from docs.plugins.project.links import Links
from docs.plugins.project.project import Project
from docs.plugins.site.bundles import bundles_of, load_bundles
from docs.plugins.site.cache import CompiledTemplates, cache_folder, delete_unknown_entries
from docs.plugins.site.offline import REGISTRATION
from docs.plugins.site.site import Site
from docs.plugins.site.tooltips import Tooltips
from docs.plugins.translations.checking import check_translations

# Where the theme's hundred templates are kept as code. Not in a project's own folder: all have the same.
CODE_ROOT = Path(__file__).parents[3]
# What mkdocs.yml sets below `extra`: the scripts of the search.
SETTING = "search_javascript"
log = logging.getLogger("mkdocs.hooks")


def checked_site(config: MkDocsConfig, serving: bool) -> Site:
    """The site of a project without a problem; raises PluginError where there is one, which ends the build with it."""
    project = Project(_files_below(Path(config.config_file_path).parent))
    if problems := check(project):
        raise PluginError("\n".join(problems))
    # While one writes, a lesson lacks something, or a language is behind the other: that stops a strict build only.
    for problem in (*check_lessons(project), *check_translations(project)):
        log.warning(problem)
    return site_of(config, project, language_of(config, project), serving)


@cache
def _files_below(root: Path) -> Files:
    """The files of a project, of which `mkdocs serve` reads again only those that have changed."""
    return Files(root)


def language_of(config: MkDocsConfig, project: Project) -> Language:
    """The language whose pages the configuration is for; raises PluginError where there is no such language."""
    code = Path(config.docs_dir).name
    for language in project.languages:
        if language.code == code:
            return language
    raise PluginError(f"mkdocs.yml: docs_dir is docs/{code}, no language of docs/languages.yml; fix one of them")


def site_of(config: MkDocsConfig, project: Project, language: Language, serving: bool) -> Site:
    """The site that a configuration, as mkdocs.yml has it, is for; raises PluginError where that lacks a setting."""
    if SETTING not in config.extra:
        raise PluginError(f"mkdocs.yml: extra has no {SETTING}; add it")
    url = config.site_url or "/"
    site_root = url if language == project.source else url.removesuffix(f"{language.code}/")
    view = View(project, language, Links(config.repo_url, config.use_directory_urls), site_root)
    bundles = bundles_of(config, without=[REGISTRATION] if serving else [])
    return Site(view, bundles, serving)


def configure(config: MkDocsConfig, site: Site) -> None:
    """Set what differs between the languages, and add the fences and the tooltips."""
    config.extra["site"] = site
    config.site_name = site.language.site_name
    config.site_description = site.language.description
    config.edit_uri = f"edit/main/docs/{site.language.code}/" if config.repo_url else None
    load_bundles(config)
    fences = config.mdx_configs.setdefault("pymdownx.superfences", {})
    fences["custom_fences"] = [*fences.get("custom_fences", []), *custom_fences(site.view)]
    # MkDocs hands Python-Markdown the list as it is, which takes an extension as well as its name.
    config.markdown_extensions.append(Tooltips(site.project.terms, site.language.code))  # type: ignore[arg-type]
    _keep_templates(config)
    _keep_notebooks(config, site)


def configuration_of(language: Language, config: MkDocsConfig) -> MkDocsConfig:
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
    return other


def custom_fences(view: View) -> list[dict[str, Any]]:
    """The settings of pymdownx.superfences for the kinds of fences."""
    return [{"name": name, "class": name, "format": _raising(kind, view)} for name, kind in kinds().items()]


def _raising(kind: Kind, view: View) -> Callable[..., str]:
    """A formatter whose errors stop the build: superfences takes any other exception to mean "no fence of mine"."""

    def formatted(body: str, *_: object, **__: object) -> str:
        try:
            return kind.html(body, view)
        except Exception as error:
            raise SuperFencesException(f"{type(error).__name__}: {error}") from error

    return formatted


class _ThemeFiles(FileSystemLoader):
    """Lists no hidden files: MkDocs leaves them out, after comparing the names of 14,000 icons with patterns."""

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for folder in map(Path, self.searchpath):
            for top in folder.iterdir():
                if not top.name.startswith("."):
                    files = top.rglob("*") if top.is_dir() else [top]
                    found.update(file.relative_to(folder).as_posix() for file in files if file.is_file())
        return sorted(found)


def _keep_templates(config: MkDocsConfig) -> None:
    """Give all who ask for the theme's environment the same one, which keeps what it has compiled."""
    environment = config.theme.get_env()
    environment.bytecode_cache = CompiledTemplates(cache_folder(CODE_ROOT) / "templates")
    # An editor may have put a byte order mark at the beginning of a template.
    environment.loader = _ThemeFiles(config.theme.dirs, encoding="utf-8-sig")
    config.theme.get_env = lambda: environment  # type: ignore[method-assign]


def _keep_notebooks(config: MkDocsConfig, site: Site) -> None:
    """Let mkdocs-jupyter keep the language's example pages; it deletes what the current build doesn't use."""
    folder = cache_folder(site.project.root) / "mkdocs-jupyter" / site.language.code
    delete_unknown_entries(folder)
    config.plugins["mkdocs-jupyter"].config["cache_dir"] = str(folder)
