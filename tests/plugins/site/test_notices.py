"""What a reader is told on a page that is not, or not wholly, translated."""

from docs.plugins.project.freshness import compare
from docs.plugins.project.pages import parse_page
from docs.plugins.site.notices import untranslated, with_notices
from tests.support.programs import PROJECT

VIETNAMESE, ENGLISH = PROJECT.languages[:2]
SOURCE = parse_page("docs/vi/a.md", "# A { #a }\n\n## B <b> { #b }\n\n## C { #c }\n\n## D { #d }\n")
HTML = {id_: f'<h2 id="{id_}">{id_}</h2><p>{id_}</p>' for id_ in "abcd"}


def notices(present: str) -> str:
    """The page of the sections said, all of which are current but "b"."""
    text = "".join(f"# {id_} {{ #{id_} }}\n" for id_ in present)
    sections = compare(SOURCE, parse_page("docs/en/a.md", text))
    reflects = "".join(f'  {entry.source.id}: "{entry.source.hash}"\n' for entry in sections if entry.source.id != "b")
    sections = compare(SOURCE, parse_page("docs/en/a.md", f"---\nreflects:\n{reflects}---\n{text}"))
    return with_notices("".join(HTML[id_] for id_ in present), sections, ENGLISH, "../../a/")


def behind() -> str:
    return (
        '<div class="admonition warning"><p>The original of this section has changed since it was translated. '
        '<a href="../../a/#b">Read the original</a></p></div>'
    )


def missing(id_: str, title: str) -> str:
    return (
        '<div class="admonition warning"><p>This section is not translated yet: '
        f'<a href="../../a/#{id_}">{title}</a></p></div>'
    )


def test_a_section_that_is_behind_says_so_below_its_heading() -> None:
    heading, rest = HTML["b"].split("<p>")
    assert notices("abcd") == f"{HTML['a']}{heading}{behind()}<p>{rest}{HTML['c']}{HTML['d']}"


def test_a_missing_section_is_told_of_where_it_would_stand() -> None:
    assert notices("acd") == HTML["a"] + missing("b", "B &lt;b&gt;") + HTML["c"] + HTML["d"]


def test_missing_sections_at_the_end_are_told_of_in_their_order() -> None:
    assert notices("a") == HTML["a"] + missing("b", "B &lt;b&gt;") + missing("c", "C") + missing("d", "D")


def test_a_page_of_the_source_says_that_it_stands_in_for_a_translation() -> None:
    assert untranslated("<h1>A</h1>", ENGLISH, VIETNAMESE) == (
        '<div class="admonition warning"><p>This page is not translated yet. '
        'Below is the original, in Tiếng Việt.</p></div>\n<div lang="vi"><h1>A</h1></div>'
    )
