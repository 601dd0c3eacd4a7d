"""The notices on a page that is not, or not wholly, translated. Pure: HTML in, HTML out."""

from collections.abc import Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.languages import Language


def with_notices(html: str, sections: Sequence[Translated], language: Language, source_address: str) -> str:
    """A translated page with a notice in each section that is behind, and in the place of each that is missing."""
    page = LexborHTMLParser(html, is_fragment=True)
    missing: list[str] = []
    for entry in sections:
        link = f"{source_address}#{entry.source.id}"
        if entry.state is State.MISSING:
            missing.append(_notice(language.labels["missing_notice"], link, entry.source.title))
            continue
        heading = page.css_first(f'[id="{entry.source.id}"]')
        assert heading is not None
        for notice in missing:
            heading.insert_before(_element(notice))
        missing.clear()
        if entry.state is State.BEHIND:
            notice = _notice(language.labels["behind_notice"], link, language.labels["read_source"])
            heading.insert_after(_element(notice))
    return page.inner_html + "".join(missing)


def untranslated(html: str, language: Language, source: Language) -> str:
    """A page of the source as it stands in for a translation that is not there."""
    notice = _admonition(escape(language.labels["untranslated_notice"].format(source=source.name)))
    return f'{notice}\n<div lang="{source.code}">{html}</div>'


def _element(html: str) -> LexborNode:
    element = LexborHTMLParser(html, is_fragment=True).root
    assert element is not None
    return element


def _notice(text: str, link: str, title: str) -> str:
    return _admonition(f'{escape(text)} <a href="{escape(link)}">{escape(title)}</a>')


def _admonition(html: str) -> str:
    return f'<div class="admonition warning"><p>{html}</p></div>'
