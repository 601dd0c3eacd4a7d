"""The progress of the languages, as a table on the site. Pure: data in, HTML out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.languages import Language
from docs.plugins.project.progress import LanguageProgress, PageProgress


@dataclass(frozen=True)
class Site:
    """Where the table stands: in the language of its reader, beside pages in the source's and in the others.

    `address` leads from a language and a page's name to the page. `edit` leads from the path of a page's file to where
    one edits it, `create` to where one makes it; both to None where the project's own address isn't known.
    """

    reader: Language
    source: Language
    address: Callable[[Language, str], str]
    edit: Callable[[str], str | None]
    create: Callable[[str], str | None]


def progress_table(progress: Iterable[LanguageProgress], site: Site) -> str:
    """A row a page, under the name of its language."""
    columns = ("page", "current", "behind")
    headings = "".join(f'<th scope="col">{escape(site.reader.labels[column])}</th>' for column in columns)
    bodies = "".join(_language(entry, site) for entry in progress)
    return f'<table class="progress"><thead><tr>{headings}<td></td></tr></thead>{bodies}</table>'


def _language(progress: LanguageProgress, site: Site) -> str:
    language = progress.language
    heading = f'<th colspan="4" scope="rowgroup" lang="{language.code}">{escape(language.name)}</th>'
    rows = "".join(_page(page, language, site) for page in progress.pages.values())
    return f"<tbody><tr>{heading}</tr>{rows}</tbody>"


def _page(page: PageProgress, language: Language, site: Site) -> str:
    labels = site.reader.labels
    if page.translation is None:
        title = _title(page.source.headings[0].title, site.source)
        path = f"docs/{language.code}/{page.name}.md"
        states = f'<td colspan="2">{escape(labels["untranslated"])}</td>'
        action = _action(site.create(path), labels["translate"])
    else:
        title = _title(page.translation.headings[0].title, language)
        states = f"<td>{_share(page)}</td><td>{_behind(page, site)}</td>"
        action = _action(site.edit(page.translation.path), labels["edit"])
    link = f'<a href="{escape(site.address(language, page.name))}">{title}</a>'
    return f'<tr><th scope="row">{link}</th>{states}<td>{action}</td></tr>'


def _share(page: PageProgress) -> str:
    return f"{len(page.of_state(State.CURRENT))}/{len(page.sections)}"


def _behind(page: PageProgress, site: Site) -> str:
    entries = page.of_state(State.BEHIND, State.MISSING)
    return ", ".join(_section(entry, page, site) for entry in entries) or "–"


def _section(entry: Translated, page: PageProgress, site: Site) -> str:
    address = f"{site.address(site.source, page.name)}#{entry.source.id}"
    return f'<a href="{escape(address)}">{_title(entry.source.title, site.source)}</a>'


def _title(title: str, language: Language) -> str:
    return f'<span lang="{language.code}">{escape(title.replace("`", ""))}</span>'


def _action(address: str | None, label: str) -> str:
    return f'<a href="{escape(address)}">{escape(label)}</a>' if address else ""
