"""The tooltip at a term's first use on a page."""

from dataclasses import replace

import pytest
from markdown import Markdown

from docs.plugins.project.glossary import Term
from docs.plugins.site.tooltips import Tooltips, in_language, tooltip
from tests.plugins.terms import TERMS


def convert(text: str, language: str = "en") -> str:
    return Markdown(extensions=[Tooltips(TERMS, language)]).convert(text)


def test_a_tooltip_gives_the_other_languages_term_and_the_meaning_and_says_of_which_entry_of_the_glossary_it_is() -> (
    None
):
    assert convert("a layer") == '<p>a <abbr data-term="layer" title="lớp: A step.">layer</abbr></p>'


def test_a_term_that_every_language_shares_is_not_said_twice() -> None:
    assert tooltip(Term("relu", {"vi": "ReLU", "en": "ReLU"}, {"vi": "A.", "en": "B."}), "en") == "B."


def test_only_the_first_use_on_a_page_has_a_tooltip() -> None:
    assert convert("Layers, a layer\n\nlayers").count("<abbr") == 1


def test_the_longest_term_wins() -> None:
    assert (
        convert("một lớp ẩn", "vi")
        == '<p>một <abbr data-term="hidden-layer" title="hidden layer: Lớp ở giữa.">lớp ẩn</abbr></p>'
    )


def test_a_term_wrapped_over_two_lines_has_a_tooltip() -> None:
    assert "Lớp ở giữa." in convert("một lớp\nẩn", "vi")


@pytest.mark.parametrize("before", ["", "A ", "İİ "])
def test_a_term_is_found_in_capitals_and_shown_as_it_stands(before: str) -> None:
    assert (
        convert(f"{before}Hidden LAYER")
        == f'<p>{before}<abbr data-term="hidden-layer" title="lớp ẩn: One in between.">Hidden LAYER</abbr></p>'
    )


def test_several_terms_of_a_sentence_keep_their_order_and_the_text_between() -> None:
    html = convert("a layer, *the* label and a hidden layer: *all*, *all*.")
    assert html == (
        '<p>a <abbr data-term="layer" title="lớp: A step.">layer</abbr>, <em>the</em> '
        '<abbr data-term="label" title="nhãn: The answer.">label</abbr> and a '
        '<abbr data-term="hidden-layer" title="lớp ẩn: One in between.">hidden layer</abbr>: '
        "<em>all</em>, <em>all</em>.</p>"
    )


@pytest.mark.parametrize("text", ["# a layer", "`layer`", "[a layer](x)", "players"])
def test_headings_code_links_and_parts_of_words_have_none(text: str) -> None:
    assert "<abbr" not in convert(text)


def test_a_synonym_is_no_use_of_its_term() -> None:
    assert convert("the ground truth") == "<p>the ground truth</p>"


def test_a_second_page_starts_again() -> None:
    markdown = Markdown(extensions=[Tooltips(TERMS, "en")])
    assert "<abbr" in markdown.convert("layer")
    assert "<abbr" in markdown.reset().convert("layer")


@pytest.mark.parametrize("names", [{"vi": "lớp"}, {"vi": "lớp", "fr": "couche"}])
def test_a_term_without_a_name_or_a_meaning_in_the_pages_language_has_no_tooltip(names: dict[str, str]) -> None:
    terms = [replace(TERMS[0], names=names)]
    assert "<abbr" not in Markdown(extensions=[Tooltips(terms, "fr")]).convert("une couche, a layer")


def test_a_page_in_another_language_than_its_site_is_explained_in_its_own() -> None:
    site = Markdown(extensions=[Tooltips(TERMS, "en")])
    assert site.convert(in_language("một lớp, a label", "vi")) == (
        '<p>một <abbr data-term="layer" title="layer: Một bước tính.">lớp</abbr>, a label</p>'
    )
    assert site.reset().convert("một lớp, a label") == (
        '<p>một lớp, a <abbr data-term="label" title="nhãn: The answer.">label</abbr></p>'
    )


def test_only_the_first_line_says_in_which_language_a_page_is() -> None:
    assert "<abbr" not in convert(f"một\n\n{in_language('lớp', 'vi')}")
