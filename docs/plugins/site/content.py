"""What becomes of the HTML that MkDocs has made of a page's text, and what its Markdown is."""

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

from docs.plugins.fences.question import answers_html
from docs.plugins.fences.recorded import recorded_html
from docs.plugins.fences.script_links import page_links
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.files import MissingFileError
from docs.plugins.project.freshness import State
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Page as ProjectPage
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Script
from docs.plugins.site.example_pages import contents, rewrite
from docs.plugins.site.html import (
    Size,
    finished,
    parse_drawing_size,
    with_labels,
    with_relative_addresses,
)
from docs.plugins.site.markdown_pages import example_markdown, page_markdown
from docs.plugins.site.metadata import example_description
from docs.plugins.site.notices import untranslated, with_notices
from docs.plugins.site.site import Site, page_name
from docs.plugins.site.stand_ins import completed, stand_ins


def content(html: str, page: Page, site: Site) -> str:
    """The HTML of a page's text as the site shows it: with notices where it is not translated, or as an example's."""
    script = site.script_at(page.file.src_uri)
    if script:
        html = _example(html, script, site)
    else:
        html = _with_notices(html, page, site) + answers_html(_shown_page(page, site), site.view)
    html = with_relative_addresses(html, site.view.from_root(page.url))
    html = with_labels(html, site.view.label("error"), site.view.label("output"))
    return finished(html, lambda name: _drawing_size(f"docs/assets/images/{name}", site))


def complete(page: Page, site: Site) -> None:
    """Give an example's page what the templates and the search ask of it."""
    if script := site.script_at(page.file.src_uri):
        page.toc = contents(script)
        page.meta["description"] = example_description(script, site)
        # The lesson that explains the code comes first.
        page.meta["search"] = {"boost": 0.5}


def edit_address(page: Page, site: Site) -> str | None:
    """Where a page is edited: nowhere, where it is made from a script; where it is written, if it is not there yet."""
    if site.script_at(page.file.src_uri):
        return None
    if site.is_untranslated(page.file.src_uri):
        return site.view.links.create(f"docs/{site.language.code}/{page.file.src_uri}")
    return page.edit_url


def source_text(page: Page, site: Site) -> str | None:
    """The text of a page's file as the project has read it, whatever has written it; None for an example's page."""
    return None if site.script_at(page.file.src_uri) else _shown_page(page, site).text


def markdown(page: Page, site: Site) -> str:
    """The Markdown of a page of the site."""
    view = site.view.at(page.url)
    if script := site.script_at(page.file.src_uri):
        return example_markdown(script, view, site.alternative_texts)
    progress = site.progress_of(page.file.src_uri)
    if progress is None:
        return page_markdown(_own_page(page, site), view, (), {})
    if progress.translation is None:
        return page_markdown(progress.originals[0], view, None, {})
    return page_markdown(completed(progress), view, progress.sections, stand_ins(progress))


def _own_page(page: Page, site: Site) -> ProjectPage:
    return site.project.pages[site.language.code][page_name(page.file.src_uri)]


def _shown_page(page: Page, site: Site) -> ProjectPage:
    """The page that the site shows, with what stands in where it is not translated."""
    progress = site.progress_of(page.file.src_uri)
    if progress is None:
        return _own_page(page, site)
    return completed(progress) if progress.translation else progress.originals[0]


def _drawing_size(path: str, site: Site) -> Size | None:
    try:
        return site.project.files.parsed(path, parse_drawing_size, path)
    except MissingFileError:
        # MkDocs warns of it, as of any address that leads nowhere.
        return None
    except ProjectError as error:
        raise PluginError(str(error)) from None


def _example(html: str, script: Script, site: Site) -> str:
    def output_of(cell: str) -> str:
        reference = Reference(script.name, cell)
        return recorded_html(reference, site.alternative_texts.get(reference, ""), site.view)

    language = site.view.best(script.descriptions)
    return rewrite(html, language, script, page_links(script, site.view), output_of)


def _with_notices(html: str, page: Page, site: Site) -> str:
    progress = site.progress_of(page.file.src_uri)
    if progress is None:
        return html

    def address(language: Language) -> str:
        return site.view.address(site.view.links.page(progress.name), language)

    if progress.translation is None:
        return untranslated(html, progress.originals[0].language, site.view, address)
    if len(progress.of_state(State.CURRENT)) == len(progress.sections):
        return html
    return with_notices(html, progress.sections, stand_ins(progress), site.view, address)
