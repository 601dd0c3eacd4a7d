"""The terms of the glossary, how a text is searched for phrases, and what is said of a bad `docs/glossary.yml`."""

import re
from dataclasses import replace

import pytest

from docs.plugins.check import check
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.glossary import Phrases, Term, folded, parse_glossary
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

LANGUAGES = IN_LOCKSTEP
FRENCH = replace(LANGUAGES[1], code="fr", name="Français", lockstep=False)
ENTRY = """\
- id: batch
  names:
    vi: lô
    en: batch
  meanings:
    vi: Một nhóm.
    en: A group.
"""


def problem(text: str) -> str:
    with pytest.raises(ProjectError) as raised:
        parse_glossary(text, (*LANGUAGES, FRENCH))
    return str(raised.value)


def broken(old: str, new: str) -> str:
    """What is said of the entry above, with a part of it replaced."""
    assert old in ENTRY
    return problem(ENTRY.replace(old, new))


def test_a_term_has_no_other_forms_unless_they_are_given() -> None:
    assert Term("x", {"en": "x"}, {"en": "X."}).forms == {}


def test_what_an_entry_gives_is_in_its_term() -> None:
    (term,) = parse_glossary(
        """
- id: batch-size
  names: {vi: kích thước lô, en: batch size, fr: batch size}
  meanings: {vi: Số., en: A number.}
  forms: {en: [batch sizes]}
  notes: {en: A note.}
  synonyms: {vi: [cỡ lô]}
  banned: {vi: [cỡ mẻ]}
  kept_in_english: [fr]
  offered: true
""",
        (*LANGUAGES, FRENCH),
    )
    assert term == Term(
        id="batch-size",
        names={"vi": "kích thước lô", "en": "batch size", "fr": "batch size"},
        meanings={"vi": "Số.", "en": "A number."},
        forms={"en": ["batch sizes"]},
        notes={"en": "A note."},
        synonyms={"vi": ["cỡ lô"]},
        banned={"vi": ["cỡ mẻ"]},
        kept_in_english=["fr"],
        offered=True,
    )


def test_a_term_is_written_as_its_name_and_its_forms() -> None:
    term = Term("layer", {"vi": "lớp", "en": "layer"}, {}, {"en": ["layers"]})
    assert term.written("en") == ("layer", "layers")
    assert term.written("vi") == ("lớp",)
    assert term.written("fr") == ()


def test_text_that_is_not_yaml_is_told_with_its_line() -> None:
    assert broken("vi: lô", "vi: [lô") == (
        "docs/glossary.yml:4: not YAML: while parsing a flow sequence, expected ',' or ']', but got ':'"
    )


@pytest.mark.parametrize("text", ["", "batch: lô\n"])
def test_a_glossary_that_is_no_list_is_told_so(text: str) -> None:
    assert problem(text) == ('docs/glossary.yml:1: not a list of terms; begin each with a line such as "- id: batch"')


def test_an_entry_that_is_no_term_is_told_so() -> None:
    assert problem(ENTRY + "- lô\n") == (
        "docs/glossary.yml:8: not a term; give it the keys id, names, meanings, forms, notes, synonyms, banned, "
        "kept_in_english, offered"
    )


def test_a_term_without_an_id_is_told_so() -> None:
    assert broken("- id: batch\n  names", "- names") == 'docs/glossary.yml:1: the term has no "id"; add it'


def test_an_id_that_is_not_text_is_told_so() -> None:
    assert broken("id: batch", "id: no") == 'docs/glossary.yml:1: "id" is "false", not text; write it in quotes'


@pytest.mark.parametrize("key", ["names", "meanings"])
def test_a_term_without_its_names_or_meanings_is_told_so(key: str) -> None:
    assert broken(f"{key}:", "notes:") == f'docs/glossary.yml:1: the term has no "{key}"; add it'


def test_an_unknown_key_is_told_with_those_there_are() -> None:
    assert problem(ENTRY + "  form: {en: [batches]}\n") == (
        'docs/glossary.yml:8: "form" is no key of a term '
        "(keys: id, names, meanings, forms, notes, synonyms, banned, kept_in_english, offered)"
    )


def test_a_language_in_lockstep_needs_a_rendering() -> None:
    assert broken("    vi: lô\n", "") == (
        'docs/glossary.yml:2: the term "batch" has no rendering in "vi"; add it to its names'
    )
    assert broken("en: batch", "en:") == 'docs/glossary.yml:4: "names" in "en" is empty, not text; write it in quotes'


def test_a_language_in_lockstep_needs_a_meaning() -> None:
    assert broken("    en: A group.\n", "") == (
        'docs/glossary.yml:5: the term "batch" has no meaning in "en"; add it to its meanings'
    )


def test_another_language_needs_none() -> None:
    assert [term.id for term in parse_glossary(ENTRY, (*LANGUAGES, FRENCH))] == ["batch"]


def test_the_source_language_needs_them_even_out_of_lockstep() -> None:
    languages = [replace(LANGUAGES[0], lockstep=False)]
    with pytest.raises(ProjectError, match='the term "batch" has no rendering in "vi"'):
        parse_glossary("- {id: batch, names: {}, meanings: {}}", languages)


@pytest.mark.parametrize(
    ("line", "added"),
    [
        (8, "  forms: {vn: [lô]}\n"),
        (8, "  notes: {vn: Lô.}\n"),
        (8, "  synonyms: {vn: [mẻ]}\n"),
        (8, "  banned: {vn: [mẻ]}\n"),
        (9, "  kept_in_english:\n    - vn\n"),
    ],
)
def test_an_unknown_language_is_told_with_those_there_are(line: int, added: str) -> None:
    message = 'no language "vn" in docs/languages.yml (languages: vi, en, fr)'
    assert problem(ENTRY + added) == f"docs/glossary.yml:{line}: {message}"


def test_an_unknown_language_of_a_name_or_a_meaning_is_told() -> None:
    message = 'no language "vn" in docs/languages.yml (languages: vi, en, fr)'
    assert broken("vi: lô", "vn: lô") == f"docs/glossary.yml:3: {message}"
    assert broken("en: A group.", "vn: A group.") == f"docs/glossary.yml:7: {message}"


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("notes: A note.", '"notes" is "A note.", not given by language; write it as {vi: …}'),
        ("kept_in_english: vi", '"kept_in_english" is "vi", not a list of languages; write it as [vi]'),
        ("notes: {en: 1}", '"notes" in "en" is "1", not text; write it in quotes'),
        ("forms: {en: batches}", '"forms" in "en" is "batches", not a list of texts; write it as ["…", "…"]'),
        ("synonyms: {en: minibatch}", '"synonyms" in "en" is "minibatch", not a list of texts; write it as ["…", "…"]'),
        ("banned: {en: [no]}", '"banned" in "en" is "false", not text; write it in quotes'),
    ],
)
def test_what_is_of_another_form_is_shown_the_right_one(added: str, message: str) -> None:
    assert problem(f"{ENTRY}  {added}\n") == f"docs/glossary.yml:8: {message}"


def test_an_english_name_in_another_language_has_to_be_meant() -> None:
    assert broken("vi: lô", "vi: batch") == (
        'docs/glossary.yml:3: the term "batch" has its English name in "vi"; '
        'add "vi" to its kept_in_english, or write another name'
    )


@pytest.mark.parametrize("code", ["vi", "fr"])
def test_a_term_kept_in_english_has_its_english_name(code: str) -> None:
    assert problem(f"{ENTRY}  kept_in_english: [{code}]\n") == (
        f'docs/glossary.yml:8: the term "batch" is not called "batch" in "{code}"; '
        f'take "{code}" out of its kept_in_english, or write that name'
    )


def test_a_second_term_of_the_same_id_is_told_with_the_line_of_both() -> None:
    assert problem(ENTRY + ENTRY) == 'docs/glossary.yml:8: a second term "batch"; the first is at line 1'


@pytest.mark.parametrize(
    ("added", "line"),
    [
        ("  synonyms: {en: [Batch]}\n", 8),
        ("  banned: {vi: [lô]}\n", 8),
        ("  synonyms: {vi: [mẻ]}\n  banned:\n    vi: [mẻ]\n", 10),
        ("  synonyms:\n    vi:\n      - mẻ\n      - mẻ\n", 11),
    ],
)
def test_a_word_that_a_language_has_twice_for_a_term_is_told(added: str, line: int) -> None:
    said = problem(ENTRY + added)
    assert re.fullmatch(
        rf'docs/glossary\.yml:{line}: "(Batch|lô|mẻ)" is in "(en|vi)" a word of the term "batch" \(line \d+\); '
        "take one out",
        said,
    )


def test_a_synonym_that_is_the_name_of_another_term_is_told_with_the_term_and_the_line_of_the_name() -> None:
    assert problem(
        ENTRY + "- {id: group, names: {vi: nhóm, en: group}, meanings: {vi: A., en: A.}, synonyms: {vi: [lô]}}\n"
    ) == ('docs/glossary.yml:8: "lô" is in "vi" a word of the term "batch" (line 3); take one out')


def test_the_same_word_in_two_languages_is_no_second_one() -> None:
    assert parse_glossary(ENTRY + "  synonyms: {vi: [batch]}\n", LANGUAGES)


def test_the_check_of_a_project_says_what_is_wrong_with_its_glossary(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "vi: tổng, ", "")
    assert check(project.read()) == [
        'docs/glossary.yml:3: the term "sum" has no rendering in "vi"; add it to its names'
    ]


# Phrases


def found(text: str, *phrases: str) -> list[str]:
    return [text[start:end] for start, end in Phrases(phrases).find(text)]


def test_a_phrase_is_found_each_time_in_capitals_or_not() -> None:
    assert found("Lớp, a LỚP and lớp", "lớp") == ["Lớp", "LỚP", "lớp"]


def test_the_longest_of_the_phrases_that_begin_at_a_place_is_found() -> None:
    assert found("a training set, training", "training", "training set") == ["training set", "training"]


def test_a_phrase_may_be_wrapped_over_two_lines_but_not_over_two_paragraphs() -> None:
    assert found("training\n    set", "training set") == ["training\n    set"]
    assert found("training\n\nset", "training set") == []
    assert folded("Training\n    SET") == "training set"


def test_a_part_of_a_word_is_no_phrase() -> None:
    assert found("players", "layer") == []


def test_a_letter_whose_small_form_is_longer_leaves_all_that_follows_in_its_place() -> None:
    assert found("İİ layer", "layer") == ["layer"]


def test_without_phrases_nothing_is_found() -> None:
    assert found("a layer") == []
