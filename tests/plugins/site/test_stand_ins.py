"""A translation that lacks sections is shown with those of the language that it falls back to, each in its place."""

import pytest

from docs.plugins.project.freshness import progress_of
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import parse_page
from docs.plugins.site.stand_ins import completed, stand_ins
from tests.support.programs import PROJECT

LANGUAGE: Language = PROJECT.source
IDS = "abcd"


def section(id_: str, word: str) -> str:
    return f"## {id_} {{ #{id_} }}\n\n{word}\n"


def page(code: str, ids: str, word: str) -> str:
    return f"---\ndescription: {word}.\n---\n\n" + "\n".join(section(id_, word) for id_ in ids)


def shown(text: str, english: str = IDS) -> tuple[list[str], dict[str, str]]:
    """The words of each section of the page, and the languages of those that are not French."""
    pages = [
        {"a": parse_page(f"docs/{code}/a.md", page(code, ids, word))}
        for code, ids, word in [("vi", IDS, "lời"), ("en", english, "words")]
    ]
    french = {"a": parse_page("docs/fr/a.md", text)}
    progress = progress_of(LANGUAGE, pages[0], french, pages[::-1]).pages["a"]
    whole = completed(progress)
    assert whole.path == "docs/fr/a.md"
    assert whole.front_matter == french["a"].front_matter
    return [f"{each.id} {each.text.split()[-1]}" for each in whole.sections], dict(stand_ins(progress))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ("abcd", ["a mots", "b mots", "c mots", "d mots"]),
        ("bd", ["a words", "b mots", "c words", "d mots"]),
        ("a", ["a mots", "b words", "c words", "d words"]),
        ("", ["a words", "b words", "c words", "d words"]),
        ("dxa", ["b words", "c words", "d mots", "x mots", "a mots"]),
    ],
)
def test_each_missing_section_stands_in_its_place(ids: str, expected: list[str]) -> None:
    sections, languages = shown(page("fr", ids, "mots"))
    assert sections == expected
    assert languages == {id_: "en" for id_ in IDS if id_ not in ids}


@pytest.mark.parametrize("word", ["lời", "words"])
def test_a_copy_of_either_original_is_shown_in_the_fallback(word: str) -> None:
    text = page("fr", "abcd", "mots").replace(section("b", "mots"), section("b", word))
    assert shown(text) == (["a mots", "b words", "c mots", "d mots"], {"b": "en"})


def test_what_the_fallback_lacks_is_shown_in_the_source() -> None:
    assert shown(page("fr", "abd", "mots"), english="abd") == (["a mots", "b mots", "c lời", "d mots"], {"c": "vi"})
