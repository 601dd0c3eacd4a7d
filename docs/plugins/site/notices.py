"""The notices on a page that is not, or not wholly, translated. Pure: HTML in, HTML out."""

from collections.abc import Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.project.freshness import State, Translated, with_missing_before
from docs.plugins.project.languages import Language


def with_notices(html: str, sections: Sequence[Translated], language: Language, source_address: str) -> str:
    """A translated page with a notice in each section that is behind, and in the place of each that is missing."""
    page = LexborHTMLParser(html, is_fragment=True)

    def link(section: Translated) -> str:
        return f"{source_address}#{section.source.id}"

    def missing_notice(section: Translated) -> str:
        return _notice(language.labels["missing_notice"], link(section), section.source.title)

    there, at_the_end = with_missing_before(sections)
    for section, missing in there:
        heading = page.css_first(f'[id="{section.source.id}"]')
        assert heading is not None
        for each in missing:
            heading.insert_before(_element(missing_notice(each)))
        if section.state is State.BEHIND:
            notice = _notice(language.labels["behind_notice"], link(section), language.labels["read_source"])
            heading.insert_after(_element(notice))
    return page.inner_html + "".join(map(missing_notice, at_the_end))


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
