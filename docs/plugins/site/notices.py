"""What a reader is told on a page that is not, or not wholly, translated. Pure: HTML in, HTML out."""

from collections.abc import Sequence
from html import escape

from bs4 import BeautifulSoup, Tag

from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.languages import Language


def with_notices(html: str, sections: Sequence[Translated], language: Language, source_address: str) -> str:
    """A translated page with a notice in each section that is behind, and in the place of each that is missing."""
    page = BeautifulSoup(html, "html.parser")
    following: Tag | None = None
    # Backwards: a missing section is told of ahead of the next one that is there.
    for entry in reversed(sections):
        link = f"{source_address}#{entry.source.id}"
        if entry.state is State.MISSING:
            notice = _notice(language.labels["missing_notice"], link, entry.source.title)
            following = _insert(page, notice, following)
            continue
        heading = page.find(id=entry.source.id)
        assert isinstance(heading, Tag)
        if entry.state is State.BEHIND:
            heading.insert_after(_notice(language.labels["behind_notice"], link, language.labels["read_source"]))
        following = heading
    return str(page)


def untranslated(html: str, language: Language, source: Language) -> str:
    """A page of the source as it stands in for a translation that is not there."""
    notice = _admonition(escape(language.labels["untranslated_notice"].format(source=source.name)))
    return f'{notice}\n<div lang="{source.code}">{html}</div>'


def _insert(page: BeautifulSoup, notice: Tag, following: Tag | None) -> Tag:
    if following is None:
        page.append(notice)
    else:
        following.insert_before(notice)
    return notice


def _notice(text: str, link: str, title: str) -> Tag:
    html = _admonition(f'{escape(text)} <a href="{escape(link)}">{escape(title)}</a>')
    notice = BeautifulSoup(html, "html.parser").div
    assert notice is not None
    return notice


def _admonition(html: str) -> str:
    return f'<div class="admonition warning"><p>{html}</p></div>'
