"""The notices on a page that is not, or not wholly, translated. Pure: HTML in, HTML out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docs.plugins.fences.view import View
from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.languages import Language

# Where a language has what the notice is about.
Address = Callable[[Language], str]


def notice_text(state: Translated, view: View, stand_ins: Mapping[str, str]) -> str:
    """What readers are told of a section that is missing or behind."""
    if state.state is State.MISSING:
        shown_in = view.project.language(stand_ins[state.source.id])
        return view.label("missing_notice").format(language=shown_in.name)
    return view.label("behind_notice" if state.reflects else "unconfirmed_notice")


def with_notices(
    html: str, sections: Sequence[Translated], stand_ins: Mapping[str, str], view: View, address: Address
) -> str:
    """A translated page with a notice in each section that is behind, and in each that another language stands in for.

    `stand_ins` has the languages of the latter, by the sections' ids.
    """
    page = LexborHTMLParser(html, is_fragment=True)
    ids = {section.source.id for section in sections}
    for section in sections:
        if section.state is State.CURRENT:
            continue
        heading = page.css_first(f'[id="{section.source.id}"]')
        assert heading is not None
        text = notice_text(section, view, stand_ins)
        links = _links(view, lambda language, id_=section.source.id: f"{address(language)}#{id_}")  # type: ignore[misc]
        # The side-by-side view pairs no text that says its language with the original: here the two don't correspond.
        for element in [heading, *_below(heading, ids)]:
            element.attrs["lang"] = stand_ins.get(section.source.id, view.language.code)
        heading.insert_after(_element(_notice(text, links, f' lang="{view.language.code}"')))
    return page.inner_html


def untranslated_text(shown_in: str, view: View) -> str:
    """What readers are told of a page that is shown in another language, by the code of that."""
    return view.label("untranslated_notice").format(language=view.project.language(shown_in).name)


def untranslated(html: str, shown_in: str, view: View, address: Address) -> str:
    """A page of another language as it stands in for a translation that is not there."""
    return f'{_notice(untranslated_text(shown_in, view), _links(view, address))}\n<div lang="{shown_in}">{html}</div>'


def _below(heading: LexborNode, ids: set[str]) -> Iterator[LexborNode]:
    """What stands beside a heading, up to the next section."""
    element = heading.next
    while element is not None:
        if element.is_element_node:
            if element.attributes.get("id") in ids or any(element.css_first(f'[id="{id_}"]') for id_ in ids):
                return
            yield element
        element = element.next


def _links(view: View, address: Address) -> str:
    """The languages that have everything, each a link to what the notice is about in it."""
    links = (
        f'<a href="{escape(address(language))}" hreflang="{language.code}" lang="{language.code}">'
        f"{escape(language.name)}</a>"
        for language in view.project.complete_languages
    )
    return f"{escape(view.label('read_in'))} {' · '.join(links)}"


def _element(html: str) -> LexborNode:
    element = LexborHTMLParser(html, is_fragment=True).root
    assert element is not None
    return element


def _notice(text: str, links: str, attributes: str = "") -> str:
    return f'<div class="admonition warning"{attributes}><p>{escape(text)} {links}</p></div>'
