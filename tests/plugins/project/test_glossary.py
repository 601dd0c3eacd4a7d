"""The glossary's table, the tooltips at a term's first use, and what is said of a bad `docs/glossary.yml`."""

from dataclasses import replace

import pytest
from markdown import Markdown

from docs.plugins.check import check
from docs.plugins.project.glossary import (
    ProjectError,
    Term,
    Tooltips,
    alphabetical,
    parse_glossary,
    search_entries,
    table,
)
from tests.support.programs import PROJECT
from tests.support.tiny_project import TinyProject

LANGUAGES = PROJECT.languages
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
TERMS = parse_glossary(
    """
- id: layer
  names: {vi: lớp, en: layer}
  meanings: {vi: Một bước tính., en: A step.}
  forms: {en: [layers]}
- id: hidden-layer
  names: {vi: lớp ẩn, en: hidden layer}
  meanings: {vi: Lớp ở giữa., en: One in between.}
  notes: {vi: Không phải “tầng”., en: Not a level.}
- id: label
  names: {vi: nhãn, en: label}
  meanings: {vi: Câu trả lời., en: The answer.}
""",
    LANGUAGES,
)


def convert(text: str, language: str = "en") -> str:
    return Markdown(extensions=[Tooltips(TERMS, language)]).convert(text)


def problem(text: str) -> str:
    with pytest.raises(ProjectError) as raised:
        parse_glossary(text, (*LANGUAGES, FRENCH))
    return str(raised.value)


def broken(old: str, new: str) -> str:
    """What is said of the entry above, with a part of it replaced."""
    assert old in ENTRY
    return problem(ENTRY.replace(old, new))


def test_a_tooltip_gives_the_other_languages_term_and_the_meaning() -> None:
    assert convert("a layer") == '<p>a <abbr title="lớp: A step.">layer</abbr></p>'


def test_a_term_that_every_language_shares_is_not_said_twice() -> None:
    assert Term("relu", {"vi": "ReLU", "en": "ReLU"}, {"vi": "A.", "en": "B."}).tooltip("en") == "B."


def test_only_the_first_use_on_a_page_has_a_tooltip() -> None:
    assert convert("Layers, a layer\n\nlayers").count("<abbr") == 1


def test_the_longest_term_wins() -> None:
    assert convert("một lớp ẩn", "vi") == '<p>một <abbr title="hidden layer: Lớp ở giữa.">lớp ẩn</abbr></p>'


def test_a_term_wrapped_over_two_lines_has_a_tooltip() -> None:
    assert "Lớp ở giữa." in convert("một lớp\nẩn", "vi")


@pytest.mark.parametrize("before", ["", "A ", "İİ "])
def test_a_term_is_found_in_capitals_and_shown_as_it_stands(before: str) -> None:
    assert (
        convert(f"{before}Hidden LAYER") == f'<p>{before}<abbr title="lớp ẩn: One in between.">Hidden LAYER</abbr></p>'
    )


def test_several_terms_of_a_sentence_keep_their_order_and_the_text_between() -> None:
    html = convert("a layer, *the* label and a hidden layer: *all*, *all*.")
    assert html == (
        '<p>a <abbr title="lớp: A step.">layer</abbr>, <em>the</em> <abbr title="nhãn: The answer.">label</abbr>'
        ' and a <abbr title="lớp ẩn: One in between.">hidden layer</abbr>: <em>all</em>, <em>all</em>.</p>'
    )


@pytest.mark.parametrize("text", ["# a layer", "`layer`", "[a layer](x)", "players"])
def test_headings_code_links_and_parts_of_words_have_none(text: str) -> None:
    assert "<abbr" not in convert(text)


def test_a_second_page_starts_anew() -> None:
    markdown = Markdown(extensions=[Tooltips(TERMS, "en")])
    assert "<abbr" in markdown.convert("layer")
    assert "<abbr" in markdown.reset().convert("layer")


def test_the_table_stands_in_the_pages_language_and_order() -> None:
    html = table(TERMS, "vi", LANGUAGES)
    assert html.index("lớp ẩn") < html.index("nhãn")
    assert (
        '<th scope="col" lang="vi" translate="no">Tiếng Việt</th><th scope="col" lang="en" translate="no">English</th>'
        '<th scope="col">Nghĩa</th>'
    ) in html
    assert "<td>Một bước tính.</td>" in html


def test_a_row_says_which_names_are_in_which_language_and_not_to_be_translated() -> None:
    assert (
        '<tr id="layer"><th scope="row" lang="en" translate="no">layer</th><td lang="vi" translate="no">lớp</td>'
    ) in table(TERMS, "en", LANGUAGES)


def test_a_note_stands_below_the_meaning_in_the_pages_language() -> None:
    assert "<td>Lớp ở giữa.<br><small>Không phải “tầng”.</small></td>" in table(TERMS, "vi", LANGUAGES)


def test_a_term_not_translated_yet_is_shown_and_sorted_in_the_source_language() -> None:
    layer, hidden_layer, label = TERMS
    label = replace(label, names={**label.names, "fr": "étiquette"}, meanings={**label.meanings, "fr": "La réponse."})
    html = table([layer, hidden_layer, label], "fr", (*LANGUAGES, FRENCH))
    assert (
        '<tr id="layer"><th scope="row" lang="vi" translate="no">lớp</th><td lang="vi" translate="no">lớp</td>'
        '<td lang="en" translate="no">layer</td><td lang="vi">Một bước tính.</td></tr>'
    ) in html
    assert html.index("étiquette") < html.index('<tr id="layer">') < html.index('<tr id="hidden-layer">')


def test_the_search_finds_a_term_by_its_name_in_every_language_its_meaning_and_its_note() -> None:
    layer, hidden, _ = search_entries(TERMS, "vi", "vi", "glossary/")
    assert (layer["location"], layer["title"], layer["text"]) == ("glossary/#layer", "lớp", "layer: Một bước tính.")
    assert hidden["text"] == "hidden layer: Lớp ở giữa. Không phải “tầng”."


def test_the_search_finds_a_term_not_translated_yet_in_the_source_language() -> None:
    term = Term("layer", {"vi": "lớp", "en": "layer"}, {"vi": "x < y."})
    (entry,) = search_entries([term], "fr", "vi", "glossary/")
    assert (entry["title"], entry["text"]) == ("lớp", "layer: x &lt; y.")


def test_a_name_not_given_yet_in_another_language_leaves_its_cell_empty() -> None:
    assert '<td lang="en" translate="no">layer</td><td></td><td>Một bước tính.</td>' in table(
        TERMS, "vi", (*LANGUAGES, FRENCH)
    )


@pytest.mark.parametrize("names", [{"vi": "lớp"}, {"vi": "lớp", "fr": "couche"}])
def test_a_term_without_a_name_or_a_meaning_in_the_pages_language_has_no_tooltip(names: dict[str, str]) -> None:
    terms = [replace(TERMS[0], names=names)]
    assert "<abbr" not in Markdown(extensions=[Tooltips(terms, "fr")]).convert("une couche, a layer")


def test_vietnamese_letters_are_sorted_beside_their_bare_ones() -> None:
    assert sorted(["epoch", "đồ thị", "dữ liệu", "độ chính xác"], key=alphabetical) == [
        "độ chính xác",
        "đồ thị",
        "dữ liệu",
        "epoch",
    ]


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
  banned: {vi: [cỡ lô]}
  kept_in_english: [fr]
""",
        (*LANGUAGES, FRENCH),
    )
    assert term == Term(
        id="batch-size",
        names={"vi": "kích thước lô", "en": "batch size", "fr": "batch size"},
        meanings={"vi": "Số.", "en": "A number."},
        forms={"en": ["batch sizes"]},
        notes={"en": "A note."},
        banned={"vi": ["cỡ lô"]},
        kept_in_english=["fr"],
    )


def test_a_term_is_written_as_its_name_and_its_forms() -> None:
    assert TERMS[0].written("en") == ("layer", "layers")
    assert TERMS[0].written("vi") == ("lớp",)
    assert TERMS[0].written("fr") == ()


def test_text_that_is_not_yaml_is_told_with_its_line() -> None:
    assert broken("vi: lô", "vi: [lô") == (
        "docs/glossary.yml:4: not YAML: while parsing a flow sequence, expected ',' or ']', but got ':'"
    )


@pytest.mark.parametrize("text", ["", "batch: lô\n"])
def test_a_glossary_that_is_no_list_is_told_so(text: str) -> None:
    assert problem(text) == ('docs/glossary.yml:1: not a list of terms; begin each with a line such as "- id: batch"')


def test_an_entry_that_is_no_term_is_told_so() -> None:
    assert problem(ENTRY + "- lô\n") == (
        "docs/glossary.yml:8: not a term; give it at least the keys id, names, meanings"
    )


def test_a_term_without_an_id_is_told_so() -> None:
    assert broken("- id: batch\n  names", "- names") == 'docs/glossary.yml:1: the term has no "id"; add it'


def test_an_id_that_is_not_text_is_told_so() -> None:
    assert broken("id: batch", "id: no") == 'docs/glossary.yml:1: the "id" is not text; write it in quotes'


@pytest.mark.parametrize("key", ["names", "meanings"])
def test_a_term_without_its_names_or_meanings_is_told_so(key: str) -> None:
    assert broken(f"{key}:", "notes:") == f'docs/glossary.yml:1: the term "batch" has no "{key}"; add them'


def test_an_unknown_key_is_told_with_those_there_are() -> None:
    assert problem(ENTRY + "  form: {en: [batches]}\n") == (
        'docs/glossary.yml:8: "form" is no key of a term '
        "(keys: id, names, meanings, notes, forms, banned, kept_in_english)"
    )


def test_a_language_in_lockstep_needs_a_rendering() -> None:
    assert broken("    vi: lô\n", "") == (
        'docs/glossary.yml:2: the term "batch" has no rendering in "vi"; add it to its names'
    )
    assert broken("en: batch", "en:") == (
        'docs/glossary.yml:2: the term "batch" has no rendering in "en"; add it to its names'
    )


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
        ("notes: A note.", '"notes" is not given by language; write it as {vi: …}'),
        ("kept_in_english: vi", '"kept_in_english" is not a list of languages; write it as [vi]'),
        ("notes: {en: 1}", '"notes" in "en" is not text; write it in quotes'),
        ("forms: {en: batches}", '"forms" in "en" is not a list of texts; write it as ["…", "…"]'),
        ("banned: {en: [no]}", '"banned" in "en" is not a list of texts; write it as ["…", "…"]'),
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


def test_the_check_of_a_project_says_what_is_wrong_with_its_glossary(project: TinyProject) -> None:
    project.replace("docs/glossary.yml", "vi: tổng, ", "")
    assert check(project.read()) == [
        'docs/glossary.yml:3: the term "sum" has no rendering in "vi"; add it to its names'
    ]
