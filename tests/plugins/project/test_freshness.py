"""A section is current where the page has the hash of the source's section as it is now; a language has its pages."""

import pytest

from docs.plugins.project.freshness import State, compare
from docs.plugins.project.pages import parse_page
from tests.plugins.conftest import SOURCE as HOME
from tests.plugins.conftest import add_french
from tests.support.tiny_project import TinyProject

SOURCE = parse_page("docs/vi/a.md", "# A { #a }\n\nmột\n\n## B { #b }\n\nhai\n\n## C { #c }\n")
A, B, C = SOURCE.sections


def states(front_matter: str, body: str) -> list[tuple[str, State, str]]:
    page = parse_page("docs/en/a.md", f"---\n{front_matter}---\n\n{body}")
    return [(entry.source.id, entry.state, entry.reflects) for entry in compare(SOURCE, page)]


def test_each_section_of_the_source_has_its_state() -> None:
    reflects = f'reflects:\n  a: "{A.hash}"\n  b: "{A.hash}"\n  c: "{C.hash}"\n'
    assert states(reflects, "# A { #a }\n\n## B { #b }\n") == [
        ("a", State.CURRENT, A.hash),
        ("b", State.BEHIND, A.hash),
        ("c", State.MISSING, C.hash),
    ]


def test_a_section_whose_hash_the_page_does_not_tell_is_behind() -> None:
    assert states("", "# A { #a }\n")[0] == ("a", State.BEHIND, "")


def test_the_words_of_the_translation_do_not_matter() -> None:
    assert states(f'reflects:\n  a: "{A.hash}"\n', "# Z { #a }\n\nother\n")[0][1] is State.CURRENT


WITH_WORDS = "## Một { #a }\n\nlời\n"
WITHOUT_WORDS = "## `Dropout` { #a }\n\n`fit` [`fit`](data.md#words)\n\n```python\nwords\n```\n"


@pytest.mark.parametrize(
    ("text", "confirmed", "state"),
    [
        (WITH_WORDS, True, State.MISSING),
        (WITH_WORDS, False, State.MISSING),
        (WITH_WORDS.replace("Một", "Une"), True, State.CURRENT),
        (WITH_WORDS.replace("lời", "parole"), True, State.CURRENT),
        (WITH_WORDS.replace("\n\n", "\n"), True, State.MISSING),
        (WITHOUT_WORDS, True, State.CURRENT),
        (WITHOUT_WORDS, False, State.MISSING),
        ("## One { #a }\n\nwords\n", True, State.MISSING),
    ],
)
def test_a_section_that_is_still_an_originals_is_missing_where_it_has_words_or_no_one_says_that_it_is_right(
    text: str, confirmed: bool, state: State
) -> None:
    source = parse_page("docs/vi/a.md", f"---\ndescription: A.\n---\n{WITHOUT_WORDS if '`' in text else WITH_WORDS}")
    english = parse_page("docs/en/a.md", "## One { #a }\n\nwords\n")
    reflects = f'  a: "{source.sections[0].hash}"' if confirmed else "  b: no"
    page = parse_page("docs/fr/a.md", f"---\nreflects:\n{reflects}\n---\n{text}")
    (entry,) = compare(source, page, [english])
    assert (entry.state, entry.section is not None) == (state, True)


def test_the_source_has_no_progress_and_each_other_language_has_every_page(translated: TinyProject) -> None:
    add_french(translated)
    english, french = translated.read().progress
    assert (english.language.code, list(english.pages)) == ("en", ["add", "index"])
    assert (french.language.code, list(french.pages)) == ("fr", ["add", "index"])
    assert french.pages["add"].translation is None
    assert french.pages["add"].sections == ()


def test_the_sections_of_a_state_are_told(translated: TinyProject) -> None:
    translated.replace(HOME, "hai\n", "ba\n")
    (english,) = translated.read().progress
    page = english.pages["index"]
    assert [entry.source.id for entry in page.of_state(State.CURRENT)] == ["index"]
    assert [entry.source.id for entry in page.of_state(State.BEHIND, State.MISSING)] == ["two"]
