"""Languages of another form are named with their line."""

import pytest

from docs.plugins.project.languages import ProjectError, parse_languages, theme_languages
from tests.support.programs import PROJECT

KNOWN = ("vi", "en")


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
        (entry(name="name: A: B"), "2: not YAML: mapping values are not allowed here"),
        (entry() + entry(), '10: not YAML: a second "vi"; the first is at line 1'),
        (entry("xx"), '1: Material speaks no language "xx"; it speaks vi, en'),
        (entry(name="title: A"), '1: the language "vi" has no "name"; add it'),
        (
            entry(name="name: A\n  title: A"),
            '3: a language has no "title"; it has name, site_name, description, thousands_mark, decimal_mark, labels, '
            "lockstep",
        ),
        (entry() + entry("en").replace("    edit: B\n", ""), '16: the language "en" has no label "edit"; add it'),
        (entry() + entry("en") + "    more: C\n", '19: nothing shows the label "more"; take it out'),
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
