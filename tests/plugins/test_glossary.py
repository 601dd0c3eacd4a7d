"""The glossary's table, and the tooltips at a term's first use."""

import pytest
from markdown import Markdown

from docs.plugins.glossary import Term, Tooltips, alphabetical, parse_glossary, table
from docs.plugins.languages import read_languages
from tests.programs import ROOT

TERMS = parse_glossary("""
- id: layer
  names: {vi: lớp, en: layer}
  meanings: {vi: Một bước tính., en: A step.}
  forms: {en: [layers]}
- id: hidden-layer
  names: {vi: lớp ẩn, en: hidden layer}
  meanings: {vi: Lớp ở giữa., en: One in between.}
- id: label
  names: {vi: nhãn, en: label}
  meanings: {vi: Câu trả lời., en: The answer.}
""")


def convert(text: str, language: str = "en") -> str:
    return Markdown(extensions=[Tooltips(TERMS, language)]).convert(text)


def test_a_tooltip_gives_the_other_languages_term_and_the_meaning() -> None:
    assert convert("a layer") == '<p>a <abbr title="lớp: A step.">layer</abbr></p>'


def test_a_term_that_every_language_shares_is_not_said_twice() -> None:
    assert Term("relu", {"vi": "ReLU", "en": "ReLU"}, {"vi": "A.", "en": "B."}).tooltip("en") == "B."


def test_only_the_first_use_on_a_page_has_a_tooltip() -> None:
    assert convert("Layers, a layer\n\nlayers").count("<abbr") == 1


def test_the_longest_term_wins() -> None:
    assert convert("một lớp ẩn", "vi") == '<p>một <abbr title="hidden layer: Lớp ở giữa.">lớp ẩn</abbr></p>'


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
    html = table(TERMS, "vi", read_languages(ROOT))
    assert html.index("lớp ẩn") < html.index("nhãn")
    assert '<th scope="col">Tiếng Việt</th><th scope="col">English</th><th scope="col">Nghĩa</th>' in html
    assert "<td>Lớp ở giữa.</td>" in html


def test_vietnamese_letters_are_sorted_beside_their_bare_ones() -> None:
    assert sorted(["epoch", "đồ thị", "dữ liệu", "độ chính xác"], key=alphabetical) == [
        "độ chính xác",
        "đồ thị",
        "dữ liệu",
        "epoch",
    ]


def test_a_term_has_no_other_forms_unless_they_are_given() -> None:
    assert Term("x", {"en": "x"}, {"en": "X."}).forms == {}
