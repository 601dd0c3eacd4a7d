"""The table of how far each language has come: a row a page, under the name of its language.

```translations
all
```
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import markdown_table, problems_unless_all
from docs.plugins.fences.view import View, section_address
from docs.plugins.project.freshness import LanguageProgress, PageProgress, State
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page, Section
from docs.plugins.project.project import Project

COLUMNS = ("page", "current", "behind")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body that is not of the form above."""
    yield from problems_unless_all(fences, "every language")


def html(body: str, view: View) -> str:
    """The table."""
    headings = "".join(f'<th scope="col">{escape(view.label(column))}</th>' for column in COLUMNS)
    bodies = "".join(_language(entry, view) for entry in view.project.progress)
    return f'<table class="progress"><thead><tr>{headings}<td></td></tr></thead>{bodies}</table>'


def markdown(body: str, view: View) -> Sequence[str]:
    """The same table in Markdown."""
    rows = [[*map(view.label, COLUMNS), ""]]
    for progress in view.project.progress:
        rows.append([progress.language.name])
        rows += [_markdown_row(page, progress.language, view) for page in progress.pages.values()]
    return markdown_table(rows)


def _language(progress: LanguageProgress, view: View) -> str:
    language = progress.language
    heading = f'<th colspan="4" scope="rowgroup" lang="{language.code}">{escape(language.name)}</th>'
    rows = "".join(_row(page, language, view) for page in progress.pages.values())
    return f"<tbody><tr>{heading}</tr>{rows}</tbody>"


def _row(page: PageProgress, language: Language, view: View) -> str:
    address = view.address(view.links.page(page.name), language)
    if page.translation is None:
        original = page.originals[0]
        title = _title(original.headings[0].title, original.language)
        states = f'<td colspan="2">{escape(view.label("untranslated"))}</td>'
    else:
        title = _title(page.translation.headings[0].title, language.code)
        states = f"<td>{_share(page)}</td><td>{_behind(page, view)}</td>"
    there, label = _action(page, language, view)
    action = f'<a href="{escape(there)}">{escape(label)}</a>' if there else ""
    return f'<tr><th scope="row"><a href="{escape(address)}">{title}</a></th>{states}<td>{action}</td></tr>'


def _behind(page: PageProgress, view: View) -> str:
    original = page.originals[0]
    address = view.address(view.links.page(page.name), view.project.language(original.language))
    return (
        ", ".join(
            f'<a href="{escape(f"{address}#{section.id}")}">{_title(section.title, original.language)}</a>'
            for section in _not_current(page)
        )
        or "–"
    )


def _title(title: str, language: str) -> str:
    return f'<span lang="{language}">{escape(_plain(title))}</span>'


def _markdown_row(page: PageProgress, language: Language, view: View) -> list[str]:
    there, label = _action(page, language, view)
    action = f"[{label}]({there})" if there else ""
    address = view.markdown_address(page.name, language)
    if page.translation is None:
        title = page.originals[0].headings[0].title
        return [f"[{_plain(title)}]({address})", view.label("untranslated"), action]
    title = page.translation.headings[0].title
    return [f"[{_plain(title)}]({address})", _share(page), _markdown_behind(page, view), action]


def _markdown_behind(page: PageProgress, view: View) -> str:
    address = view.markdown_address(page.name, view.project.language(page.originals[0].language))
    links = [f"[{_plain(section.title)}]({section_address(address, section)})" for section in _not_current(page)]
    return ", ".join(links) or "–"


def _share(page: PageProgress) -> str:
    return f"{len(page.of_state(State.CURRENT))}/{len(page.sections)}"


def _not_current(page: PageProgress) -> list[Section]:
    """The sections to translate, as they stand in the language that translators of this one read."""
    original = {section.id: section for section in page.originals[0].sections}
    return [original.get(entry.source.id, entry.source) for entry in page.of_state(State.BEHIND, State.MISSING)]


def _plain(title: str) -> str:
    return title.replace("`", "")


def _action(page: PageProgress, language: Language, view: View) -> tuple[str | None, str]:
    """Where a translation is edited or made in the browser, None where that isn't known, and what the link says."""
    if page.translation is None:
        return view.links.create(f"docs/{language.code}/{page.name}.md"), view.label("translate")
    return view.links.edit(page.translation.path), view.label("edit")
