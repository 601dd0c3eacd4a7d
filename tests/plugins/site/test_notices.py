"""What a reader is told on a page that is not, or not wholly, translated."""

from docs.plugins.project.freshness import compare
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import parse_page
from docs.plugins.site.notices import untranslated, with_notices
from tests.support.views import view_of

VIEW = view_of("en")
SOURCE = parse_page("docs/vi/a.md", "# A { #a }\n\n## B { #b }\n\n## C { #c }\n")
HTML = {id_: f'<h2 id="{id_}">{id_}</h2><p>{id_}</p>' for id_ in "abc"}


def address(language: Language) -> str:
    return f"../{language.code}/a/"


def notices(confirmed: str = "", older: str = "", stand_ins: str = "") -> str:
    """The page whose sections reflect the source as it is, an older text of it, or nothing, or are not translated."""
    text = "".join(f"# {id_} {{ #{id_} }}\n" for id_ in "abc" if id_ not in stand_ins)
    hashes = {section.id: section.hash for section in SOURCE.sections if section.id in confirmed}
    reflects = "".join(f'  {id_}: "{hash_}"\n' for id_, hash_ in (hashes | dict.fromkeys(older, "0" * 12)).items())
    front_matter = f"---\nreflects:\n{reflects}---\n" if reflects else ""
    sections = compare(SOURCE, parse_page("docs/en/a.md", f"{front_matter}{text}"))
    return with_notices("".join(HTML.values()), sections, dict.fromkeys(stand_ins, "vi"), VIEW, address)


def notice(text: str, section: str = "", attributes: str = "") -> str:
    links = (
        f'<a href="../vi/a/{section}" hreflang="vi" lang="vi">Tiếng Việt</a> · '
        f'<a href="../en/a/{section}" hreflang="en" lang="en">English</a>'
    )
    return f'<div class="admonition warning"{attributes}><p>{text} Read it in: {links}</p></div>'


def shown(id_: str, language: str, told: str) -> str:
    return f'<h2 id="{id_}" lang="{language}">{id_}</h2>{told}<p lang="{language}">{id_}</p>'


def test_a_section_that_is_behind_says_so_below_its_heading() -> None:
    told = notice("The original of this section has changed since it was translated.", "#b", ' lang="en"')
    assert notices(confirmed="ac", older="b") == HTML["a"] + shown("b", "en", told) + HTML["c"]


def test_a_section_that_does_not_say_what_it_reflects_is_not_said_to_be_behind() -> None:
    told = notice("Nobody has compared the translation of this section with the original yet.", "#b", ' lang="en"')
    assert notices(confirmed="ac") == HTML["a"] + shown("b", "en", told) + HTML["c"]


def test_a_section_that_another_language_stands_in_for_says_in_which_it_is_to_people_and_to_their_browsers() -> None:
    told = notice("This section is not translated yet and is shown in Tiếng Việt.", "#b", ' lang="en"')
    assert notices(confirmed="ac", stand_ins="b") == HTML["a"] + shown("b", "vi", told) + HTML["c"]


def test_a_page_of_another_language_says_that_it_stands_in_for_a_translation() -> None:
    told = notice("This page is not translated yet and is shown in Tiếng Việt.")
    assert untranslated("<h1>A</h1>", "vi", VIEW, address) == f'{told}\n<div lang="vi"><h1>A</h1></div>'
