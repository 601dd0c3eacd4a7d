"""Banned renderings, and terms whose agreed rendering is absent, in tiny pages."""

import pytest

from docs.plugins.project.glossary import Term
from docs.plugins.project.pages import Page, parse_page
from docs.plugins.translations.wording import Pair, banned, disagreement, pairs

TERMS = (
    Term(
        "dataset",
        {"vi": "bộ dữ liệu", "en": "dataset"},
        {},
        {"en": ["datasets"]},
        banned={"vi": ["tập dữ liệu"], "en": ["data set"]},
    ),
    Term(
        "batch",
        {"vi": "lô", "en": "batch"},
        {},
        synonyms={"vi": ["nhóm ảnh"], "en": ["minibatch"]},
        banned={"vi": ["mẻ"], "en": ["mini-batch"]},
    ),
    Term("batch-size", {"vi": "kích thước lô", "en": "batch size"}, {}, banned={"vi": ["cỡ lô"]}),
)


def vietnamese(text: str) -> Page:
    return parse_page("docs/vi/data.md", text)


def english(text: str) -> Page:
    return parse_page("docs/en/data.md", text)


def lines(text: str) -> list[int]:
    """The lines of a Vietnamese page on which a banned rendering is found."""
    return [int(message.split(":")[1]) for message in banned(vietnamese(text), "vi", TERMS)]


def compared(source: str, page: str) -> list[Pair]:
    return pairs(vietnamese(source), english(page), "vi", "en", TERMS)


def disagreements(source: str, page: str) -> list[str]:
    return [disagreement(pair) for pair in compared(source, page) if not pair.agrees]


def test_a_banned_rendering_is_told_with_the_line_the_term_and_the_remedy() -> None:
    assert list(banned(vietnamese("# A\n\nĐây là tập dữ liệu."), "vi", TERMS)) == [
        'docs/vi/data.md:3: "tập dữ liệu" stands for the term "dataset"; write "bộ dữ liệu"'
    ]


def test_it_is_banned_in_its_own_language_only() -> None:
    assert list(banned(english("tập dữ liệu"), "en", TERMS)) == []


def test_it_is_found_in_large_letters_and_wrapped_over_two_lines() -> None:
    text = '!!! note "A"\n\n    Có Tập dữ\n    liệu.'
    assert list(banned(vietnamese(text), "vi", TERMS)) == [
        'docs/vi/data.md:3: "Tập dữ liệu" stands for the term "dataset"; write "bộ dữ liệu"'
    ]


def test_it_is_found_each_time() -> None:
    assert lines("\ntập dữ liệu, tập dữ liệu\n\n\ntập dữ liệu") == [2, 2, 5]


@pytest.mark.parametrize(
    "text",
    [
        "Có tập\n\ndữ liệu.",
        "- tập\n- dữ liệu",
        "tập `x` dữ liệu",
        "cỡ lông",
    ],
)
def test_words_that_are_no_phrase_are_not_found(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```python\n1\ntập dữ liệu\n```",
        "    ```text\n    tập dữ liệu\n    ```",
        "```output\ntập dữ liệu\n```",
        "```output\n\nadd.py#mẻ\n```",
        "`tập dữ liệu`",
        "``tập `dữ` tập dữ liệu``",
        "`x = tập\ntập dữ liệu`",
        "[a](mẻ.md#mẻ)",
        "![a](mẻ.png)",
        "https://a.b/mẻ",
        "<https://a.b/mẻ>",
        "# A { #mẻ }",
        '!!! mẻ "A"',
        "dataset (*tập dữ liệu*)",
        "dataset (*tập\ndữ liệu*)",
        "<!-- tập\ndữ liệu\ntập dữ liệu -->",
        '<a title="tập dữ liệu">',
        '---\nreflects:\n  tập dữ liệu: "0123456789ab"\n---\n',
        "---\ndescription: A.\ntitle: tập dữ liệu\n---\n",
    ],
)
def test_what_is_not_prose_is_passed_over(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (2, "---\ndescription: Về tập dữ liệu.\ntitle: a\n---\n"),
        (4, "---\ntitle: a\ndescription:\n  Về tập dữ liệu.\n---\n"),
        (3, "```output\nadd.py#sum\nẢnh của tập dữ liệu.\n```"),
        (4, "```output\n\nadd.py#sum\nẢnh của tập dữ liệu.\n```"),
        (1, "![Tập dữ liệu](a.png)"),
        (1, "[Tập dữ liệu](a.md)"),
        (1, '!!! note "Tập dữ liệu"'),
        (1, '??? example "Tập dữ liệu"'),
        (1, '=== "Tập dữ liệu"'),
        (1, "# Tập dữ liệu { #data }"),
        (3, "| A |\n|---|\n| tập dữ liệu |"),
        (1, "**Tập dữ liệu** là gì"),
        (3, "`a\n\ntập dữ liệu`"),
        (3, "A\n---\ntập dữ liệu\n---\n"),
        (5, "```python\n1\n```\n\ntập dữ liệu"),
        (4, "```text\n1\n```\ntập dữ liệu\n```text\n2\n```"),
        (5, "```output\nadd.py#sum\nẢnh.\n```\ntập dữ liệu\n```output\nadd.py#sum\nẢnh.\n```"),
    ],
)
def test_titles_descriptions_and_alternative_texts_are_prose(line: int, text: str) -> None:
    assert lines(text) == [line]


def test_nothing_is_banned_for_a_term_that_has_no_name_in_the_language() -> None:
    assert list(banned(vietnamese("cỡ"), "vi", (*TERMS, Term("size", {"en": "size"}, {}, banned={"vi": ["cỡ"]})))) == []


def test_a_longer_agreed_rendering_is_not_the_banned_one_in_it() -> None:
    term = Term("size", {"vi": "cỡ lô ảnh"}, {})
    assert list(banned(vietnamese("cỡ lô ảnh"), "vi", (*TERMS, term))) == []


def test_a_term_that_both_pages_use_is_a_pair_that_agrees() -> None:
    (pair,) = compared("Một lô.", "\nA batch.")
    assert (pair.term, pair.page, pair.agrees) == ("batch", "docs/en/data.md", True)


def test_a_term_that_neither_page_uses_is_no_pair() -> None:
    assert compared("Ảnh.", "Images.") == []


def test_a_form_is_a_use() -> None:
    assert [pair.agrees for pair in compared("Bộ dữ liệu", "Datasets")] == [True]


def test_a_term_absent_from_the_translation_is_told_with_its_first_use_in_the_source() -> None:
    assert disagreements("A.\nMột lô,\nmột lô.", "A group.") == [
        'docs/en/data.md: no "batch", though docs/vi/data.md:2 has "lô"'
    ]


def test_a_term_absent_from_the_source_is_told_with_its_first_use_in_the_translation() -> None:
    assert disagreements("Một nhóm.", "\n\nTwo Datasets.") == [
        'docs/vi/data.md: no "bộ dữ liệu", though docs/en/data.md:3 has "Datasets"'
    ]


def test_the_longest_term_is_the_one_used() -> None:
    assert disagreements("Kích thước\nlô.", "A batch.") == [
        'docs/vi/data.md: no "lô", though docs/en/data.md:1 has "batch"',
        'docs/en/data.md: no "batch size", though docs/vi/data.md:1 has "Kích thước lô"',
    ]


def test_a_synonym_may_be_written_and_stands_for_the_term() -> None:
    assert list(banned(vietnamese("Một nhóm ảnh."), "vi", TERMS)) == []
    assert disagreements("Một nhóm ảnh.", "A batch.") == []
    assert disagreements("Một lô.", "A minibatch.") == []


def test_where_one_page_has_a_synonym_alone_the_other_need_not_have_the_term() -> None:
    assert compared("Một nhóm ảnh.", "Images.") == []


def test_a_banned_rendering_within_a_synonym_is_not_found() -> None:
    term = Term("size", {"vi": "kích thước"}, {}, synonyms={"vi": ["cỡ lô ảnh"]})
    assert list(banned(vietnamese("cỡ lô ảnh"), "vi", (*TERMS, term))) == []


def test_a_term_in_brackets_in_the_other_language_is_no_use_of_it() -> None:
    assert disagreements("Một nhóm (*batch*).", "A batch (*lô*).") == [
        'docs/vi/data.md: no "lô", though docs/en/data.md:1 has "batch"'
    ]


def test_a_banned_rendering_is_no_use_of_the_term_in_it() -> None:
    assert disagreements("Một lô.", "A mini-batch.") == [
        'docs/en/data.md: no "batch", though docs/vi/data.md:1 has "lô"'
    ]


def test_a_term_without_a_name_in_the_pages_language_makes_no_pair() -> None:
    assert pairs(vietnamese("Một lô."), parse_page("docs/fr/data.md", "Un lot."), "vi", "fr", TERMS) == []
