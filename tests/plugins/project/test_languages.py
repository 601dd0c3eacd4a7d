"""Languages of another form are named with their line."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.languages import fallback_of, parse_languages, theme_languages
from tests.support.programs import PROJECT

KNOWN = ("vi", "en", "fr")
KEYS = "name, site_name, description, thousands_mark, decimal_mark, labels, lockstep, fallback"


def entry(code: str = "vi", name: str = "name: A") -> str:
    return (
        f'{code}:\n  {name}\n  site_name: A\n  description: A\n  thousands_mark: "."\n  decimal_mark: ","\n'
        "  labels:\n    home: A\n    edit: B\n"
    )


def test_a_language_is_read_with_its_code() -> None:
    (language,) = parse_languages(entry(), KNOWN)
    assert (language.code, language.name, language.lockstep) == ("vi", "A", False)
    assert language.labels == {"home": "A", "edit": "B"}


def test_a_language_may_be_in_lockstep() -> None:
    (language,) = parse_languages(entry(name="name: A\n  lockstep: true"), KNOWN)
    assert language.lockstep


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (entry(name="name: A: B"), "2: not YAML: mapping values are not allowed here; put the text in double quotes"),
        (entry() + entry(), '10: not YAML: a second "vi"; the first is at line 1'),
        (entry("xx"), '1: Material speaks no language "xx"; it speaks vi, en, fr'),
        ("", '1: not a list of languages; begin each with a line such as "vi:"'),
        ("vi:\n", f"1: not a language; give it the keys {KEYS}"),
        (entry().replace("  name: A\n", ""), '1: the language has no "name"; add it'),
        (entry(name="name: A\n  title: A"), f'3: "title" is no key of a language (keys: {KEYS})'),
        (entry(name="name: A\n  code: vi"), f'3: "code" is no key of a language (keys: {KEYS})'),
        (entry(name="name: A\n  lockstp: true"), f'3: "lockstp" is no key of a language (keys: {KEYS})'),
        (
            entry(name="name: A\n  lockstep: ture"),
            '3: "lockstep" is "ture", not true or false; write one of them',
        ),
        (entry(name="name: A\n  lockstep: 1"), '3: "lockstep" is "1", not true or false; write one of them'),
        (entry(name="name: A\n  lockstep:"), '3: "lockstep" is empty, not true or false; write one of them'),
        (entry(name='name: " "'), '2: "name" is blank; write its text'),
        (entry().replace("home: A", "home: 1"), '8: "labels" in "home" is "1", not text; write it in quotes'),
        (entry() + entry("en").replace("    edit: B\n", ""), '16: the language "en" has no label "edit"; add it'),
        (
            entry().replace('decimal_mark: ","', "decimal_mark: “,”"),
            '6: "decimal_mark" is "“,”", not one character; write it between straight quotes',
        ),
        (
            entry().replace('thousands_mark: "."', 'thousands_mark: ""'),
            '5: "thousands_mark" is empty; write a space as "\\u00a0", which does not break the line',
        ),
        (
            entry().replace('thousands_mark: "."', "thousands_mark:"),
            '5: "thousands_mark" is empty; write a space as "\\u00a0", which does not break the line',
        ),
        (
            entry(name="name: A\n  fallback: en") + entry("en"),
            "3: the source falls back to no language; take the line out",
        ),
        (
            entry() + entry("en", "name: A\n  fallback: en"),
            '12: "fallback" is "en", not another language that is complete; write one of vi',
        ),
        (
            entry() + entry("en") + entry("fr", "name: A\n  fallback: en"),
            '21: "fallback" is "en", not another language that is complete; write one of vi',
        ),
        (entry() + entry("en") + "    more: C\n", '19: the source has no label "more"; take it out, or add it there'),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_languages(text, KNOWN)
    assert str(error.value) == f"docs/languages.yml:{problem}"


def test_the_theme_speaks_the_languages_of_the_site() -> None:
    assert {language.code for language in PROJECT.languages} <= set(theme_languages())


def test_the_languages_of_the_article_are_in_lockstep_and_vietnamese_is_the_source() -> None:
    languages = PROJECT.languages
    assert languages[0].code == "vi"
    assert {language.code for language in languages if language.lockstep} == {"vi", "en"}


@pytest.mark.parametrize("mark", ["\u00a0", "\u202f", " "])
def test_the_mark_of_thousands_may_be_a_space(mark: str) -> None:
    (language,) = parse_languages(entry().replace('thousands_mark: "."', f'thousands_mark: "{mark}"'), KNOWN)
    assert language.written("1,234.5") == f"1{mark}234,5"


def test_a_language_falls_back_to_the_complete_one_that_it_names_or_to_the_source() -> None:
    english = entry("en", "name: A\n  lockstep: true")
    languages = parse_languages(entry() + english + entry("fr", "name: A\n  fallback: en"), KNOWN)
    assert [fallback_of(language, languages).code for language in languages] == ["vi", "vi", "en"]


def test_a_locale_names_the_territory_where_most_speak_the_language() -> None:
    assert [language.locale for language in PROJECT.languages[:2]] == ["vi_VN", "en_US"]


def test_a_number_is_written_with_the_marks_of_the_language() -> None:
    vietnamese, english = PROJECT.languages[:2]
    assert (vietnamese.written("1,234.5"), english.written("1,234.5")) == ("1.234,5", "1,234.5")


def test_a_number_below_zero_is_written_with_a_minus_and_not_a_hyphen() -> None:
    assert PROJECT.languages[0].written("-0.5") == "−0,5"


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ('"{hom}"', 'the label "home" must have the placeholders that it has in the source: {name}'),
        ("A", 'the label "home" must have the placeholders that it has in the source: {name}'),
        ('"{name"', 'the label "home" has a "{" without "}", or a "}" without "{"; add the other'),
    ],
)
def test_a_label_has_the_placeholders_of_the_source(label: str, problem: str) -> None:
    source = entry().replace("home: A", 'home: "{name}"')
    with pytest.raises(ProjectError) as error:
        parse_languages(source + entry("en").replace("home: A", f"home: {label}"), KNOWN)
    assert str(error.value) == f"docs/languages.yml:17: {problem}"
