"""The problems of the translations, each with the lines to go to and the command to run."""

import pytest

from docs.plugins.project.commands import SITE
from docs.plugins.translations.checking import check_translations
from tests.plugins.conftest import PAGE, SOURCE, add_french, commit
from tests.support.tiny_project import TinyProject

CONFIRM = f"{SITE} confirm"


def check(project: TinyProject) -> list[str]:
    return check_translations(project.read())


def test_languages_in_step_have_no_problem(translated: TinyProject) -> None:
    assert check(translated) == []


def test_a_section_older_than_its_source_is_named_with_what_changed_and_how_to_confirm_it(
    translated: TinyProject,
) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n")
    assert check(translated) == [
        "docs/en/index.md:12: #two is older than docs/vi/index.md:9\n"
        "    --- as translated\n"
        "    +++ docs/vi/index.md:9\n"
        "    @@ -2,2 +2,2 @@\n"
        "     \n"
        "    -hai\n"
        "    +ba\n"
        f"  make it say the same, then: {CONFIRM} docs/en/index.md#two"
    ]


def test_it_is_older_after_the_source_is_committed_too(translated: TinyProject) -> None:
    translated.replace(SOURCE, "hai\n", "ba\n")
    commit(translated)
    assert "    -hai\n    +ba\n" in check(translated)[0]


def test_the_description_of_the_source_is_part_of_its_first_section(translated: TinyProject) -> None:
    translated.replace(SOURCE, "description: Nhà.", "description: Cửa.")
    (problem,) = check(translated)
    assert problem.startswith("docs/en/index.md:8: #index is older than docs/vi/index.md:5\n")
    assert "    -description: Nhà.\n    +description: Cửa.\n" in problem


def test_a_hash_that_no_text_of_the_source_had_is_named(translated: TinyProject) -> None:
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  two: "))
    translated.replace(PAGE, line, '  two: "0123456789ab"')
    assert check(translated) == [
        "docs/en/index.md:12: #two is older than docs/vi/index.md:9\n"
        "    git finds no docs/vi/index.md#two with that hash: the source was edited after `confirm` and before a "
        "commit; next time, commit in between; now compare the whole section, from docs/vi/index.md:9 on\n"
        f"  make it say the same, then: {CONFIRM} docs/en/index.md#two"
    ]


def test_a_section_without_a_hash_is_named(translated: TinyProject) -> None:
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    translated.replace(PAGE, next(line for line in text.splitlines(keepends=True) if line.startswith("  two: ")), "")
    assert check(translated)[0] == (
        "docs/en/index.md:11: does not say which text of docs/vi/index.md:9 #two reflects; "
        f"if today's: {CONFIRM} docs/en/index.md#two"
    )


def test_a_page_that_is_confirmed_for_the_first_time_is_named_as_a_whole(translated: TinyProject) -> None:
    translated.write(PAGE, "# Home { #index }\n\none\n\n## Two { #two }\n\ntwo\n")
    assert check(translated) == [
        f"docs/en/index.md:1: does not say which text of docs/vi/index.md it reflects; if today's: {CONFIRM} {PAGE}"
    ]


@pytest.mark.parametrize("stands", ["TODO", "“0123456789ab”", "", '"0123456789AB"', "123"])
def test_what_is_no_hash_is_named_once_with_the_command_that_writes_one(translated: TinyProject, stands: str) -> None:
    text = (translated.root / PAGE).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  two: "))
    translated.replace(PAGE, line, f"  two: {stands}")
    assert check(translated) == [
        f'docs/en/index.md:5: "{stands.strip(chr(34))}" is not the hash of a text of docs/vi/index.md:9 #two; '
        f"if the page reflects today's: {CONFIRM} docs/en/index.md#two"
    ]


def test_a_reflects_that_cannot_be_read_is_named_once(translated: TinyProject) -> None:
    translated.write(PAGE, "---\nreflects: yes\n---\n\n# Home { #index }\n\none\n\n## Two { #two }\n\ntwo\n")
    assert check(translated) == [
        "docs/en/index.md:2: reflects is not a list of sections, each with its hash; "
        f"fix it or, if the page reflects today's docs/vi/index.md: {CONFIRM} docs/en/index.md"
    ]


def test_beside_it_a_section_that_the_readable_part_shows_to_be_behind_is_named(translated: TinyProject) -> None:
    translated.replace(PAGE, '  two: "', '  two: "0123456789ab"\n  three: "')
    translated.replace(PAGE, 'three: "', "three: ['")
    assert [problem.partition("\n")[0] for problem in check(translated)[1:]] == [
        "docs/en/index.md:13: #two is older than docs/vi/index.md:9"
    ]


@pytest.mark.parametrize("stands", ["TODO", '"0123456789ab"'])
def test_a_page_of_the_source_reflects_nothing(translated: TinyProject, stands: str) -> None:
    translated.replace(SOURCE, "description: Nhà.", f"reflects:\n  two: {stands}\ndescription: Nhà.")
    assert check(translated)[0] == (
        "docs/vi/index.md:3: a page of the source language reflects no other; delete the line"
    )


def test_nor_is_what_cannot_be_read_there_passed_over(translated: TinyProject) -> None:
    translated.replace(SOURCE, "description: Nhà.", "reflects: no\ndescription: Nhà.")
    assert check(translated)[0] == "docs/vi/index.md:2: reflects is not a list of sections, each with its hash"


def test_a_hash_of_a_section_that_the_source_does_not_have_is_named(translated: TinyProject) -> None:
    translated.replace(PAGE, "reflects:\n", 'reflects:\n  three: "0123456789ab"\n')
    assert check(translated) == [
        "docs/en/index.md:4: docs/vi/index.md has no section #three to reflect; delete the line"
    ]


def test_headings_that_differ_are_named_and_their_blocks_not_compared(translated: TinyProject) -> None:
    translated.replace(PAGE, "{ #two }\n\ntwo", "{ #zwei }\n\n- two")
    assert check(translated) == [
        "docs/en/index.md:12: the heading ## #zwei stands where docs/vi/index.md:9 has ## #two"
    ]


def test_blocks_that_differ_are_named(translated: TinyProject) -> None:
    translated.replace(PAGE, "two\n", "- two\n")
    assert check(translated)[-1] == "docs/en/index.md:14: an item stands where docs/vi/index.md:11 has a paragraph"


def test_a_section_in_lockstep_that_is_still_the_text_of_its_source_is_named(translated: TinyProject) -> None:
    translated.replace(PAGE, "## Two { #two }\n\ntwo\n", "## Hai { #two }\n\nhai\n")
    assert check(translated) == [
        "docs/en/index.md:12: #two is still the text of docs/vi/index.md:9; "
        f"translate it, then: {CONFIRM} docs/en/index.md#two"
    ]


def test_there_a_copy_without_words_may_be_a_name(translated: TinyProject) -> None:
    translated.write("docs/en/add.md", (translated.root / "docs/vi/add.md").read_text(encoding="utf-8"))
    assert check(translated)[1] == (
        "docs/en/add.md:3: #code is still the text of docs/vi/add.md:3; translate its heading, or leave that if it is "
        f"a name, then: {CONFIRM} docs/en/add.md#code"
    )


def test_the_id_of_a_heading_is_kept_in_every_language(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace("docs/fr/index.md", "{ #two }", "{ #deux }")
    assert check(translated) == [
        "docs/fr/index.md:12: no heading of docs/vi/index.md has the id #deux; keep the source's id, one of #two"
    ]


def test_a_language_that_is_not_in_lockstep_may_be_behind(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace(SOURCE, "## Hai { #two }\n\nhai", "## Ba { #three }\n\nba\n\n## Hai { #two }\n\n- hai")
    translated.replace(PAGE, "## Two { #two }\n\ntwo", "## Three { #three }\n\nthree\n\n## Two { #two }\n\n- two")
    translated.confirm()
    assert check(translated) == []


def test_what_came_with_a_copy_of_another_translation_is_named_once(translated: TinyProject) -> None:
    add_french(translated)
    translated.write("docs/fr/index.md", (translated.root / PAGE).read_text(encoding="utf-8"))
    assert check(translated) == [
        "docs/fr/index.md:4: says of #index which text it reflects, but that is still a copy; "
        "delete the lines of reflects, as confirm writes them"
    ]


def test_what_it_says_to_be_current_has_the_blocks_of_the_source(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace("docs/fr/index.md", "deux\n", "- deux\n")
    assert check(translated) == ["docs/fr/index.md:14: an item stands where docs/vi/index.md:11 has a paragraph"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_the_source_does_not_have_is_left_to_the_check_of_pages(
    translated: TinyProject, language: str
) -> None:
    add_french(translated)
    translated.write(f"docs/{language}/more.md", "# More { #more }\n")
    assert check(translated) == []


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_a_banned_rendering_is_named_in_every_language(translated: TinyProject, language: str) -> None:
    add_french(translated)
    translated.replace("docs/glossary.yml", "  forms:", f"  banned: {{{language}: [addition]}}\n  forms:")
    translated.replace("docs/glossary.yml", "en: sum}", "en: sum, fr: somme}")
    for code, last in {"vi": "hai", "en": "two", "fr": "deux"}.items():
        translated.replace(f"docs/{code}/index.md", f"{last}\n", f"{last}, addition\n")
    translated.confirm()
    line = {"vi": 11, "en": 14, "fr": 14}[language]
    rendering = {"vi": "tổng", "en": "sum", "fr": "somme"}[language]
    assert check(translated) == [
        f'docs/{language}/index.md:{line}: "addition" stands for the term "sum"; write "{rendering}"'
    ]


def write_terms(project: TinyProject, agreeing: int, disagreeing: int) -> None:
    """A page that uses so many terms, of which so many are not in its translation."""
    names = [f"t{number}x" for number in range(agreeing + disagreeing)]
    entries = "".join(
        f"- id: {name}\n  names: {{vi: v{name}, en: e{name}}}\n  meanings: {{vi: A., en: A.}}\n" for name in names
    )
    project.write("docs/glossary.yml", entries)
    project.replace(SOURCE, "hai\n", f"{' '.join(f'v{name}' for name in names)}\n")
    project.replace(PAGE, "two\n", f"{' '.join(f'e{name}' for name in names[:agreeing])}\n")
    project.confirm()


def test_too_many_terms_without_their_rendering_are_named(translated: TinyProject) -> None:
    write_terms(translated, agreeing=97, disagreeing=3)
    assert check(translated)[0] == 'docs/en/index.md: no "et97x", though docs/vi/index.md:11 has "vt97x"'
    assert len(check(translated)) == 3


def test_two_terms_in_a_hundred_may_go_without_it(translated: TinyProject) -> None:
    write_terms(translated, agreeing=98, disagreeing=2)
    assert check(translated) == []


def test_a_language_that_is_not_in_lockstep_may_use_other_words(translated: TinyProject) -> None:
    add_french(translated)
    translated.replace("docs/glossary.yml", "en: sum}", "en: sum, fr: somme}")
    translated.replace(SOURCE, "hai\n", "tổng\n")
    translated.replace(PAGE, "two\n", "sum\n")
    translated.confirm()
    assert check(translated) == []
