"""What is promised of `docs/glossary.yml` and of the page `glossary`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from docs.plugins.glossary import Term, read_glossary, table
from docs.plugins.languages import read_languages
from docs.plugins.lessons import KEBAB_CASE
from tests.programs import ROOT
from tests.reading import LANGUAGES, page

TERMS = read_glossary(ROOT)
# The words that the lessons do without, each for a term: other spellings and translations of it.
BANNED = {
    "vi": {
        "mạng nơ ron": "neural-network",
        "mạng neural": "neural-network",
        "mạng thần kinh": "neural-network",
        "nơron": "neuron",
        "hàm chi phí": "loss-function",
        "hàm tổn thất": "loss-function",
        "bộ tối ưu hoá": "optimizer",
        "thuật toán tối ưu": "optimizer",
        "mã hóa": "one-hot-encoding",
        "chuẩn hóa": "normalization",
        "tối ưu hóa": "optimizer",
        "tập validation": "validation-set",
        "tập xác thực": "validation-set",
        "tập test": "test-set",
        "tập train": "training-set",
        "tập dữ liệu": "dataset",
        "pixel": "pixel",
        "quá khít": "overfitting",
        "tỉ lệ học": "learning-rate",
        "tỷ lệ học": "learning-rate",
    },
    "en": {
        "neural net": "neural-network",
        "cost function": "loss-function",
        "optimiser": "optimizer",
        "normalisation": "normalization",
        "development set": "validation-set",
        "dev set": "validation-set",
        "holdout set": "test-set",
        "data set": "dataset",
        "over-fitting": "overfitting",
        "step size": "learning-rate",
        "mini-batch": "batch",
        "one hot": "one-hot-encoding",
    },
}


def written(term: Term, language: str) -> Iterator[str]:
    yield term.names[language]
    yield from term.forms.get(language, ())
    yield term.meanings[language]


def uses(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE) is not None


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_a_term_has_a_name_and_a_meaning_in_every_language_and_no_other(term: Term) -> None:
    assert tuple(term.names) == LANGUAGES
    assert tuple(term.meanings) == LANGUAGES
    assert set(term.forms) <= set(LANGUAGES)
    assert all(text.strip() == text != "" for language in LANGUAGES for text in written(term, language))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_a_meaning_is_one_sentence_and_does_without_its_own_term(term: Term) -> None:
    for language in LANGUAGES:
        meaning = term.meanings[language]
        assert meaning[0].isupper()
        assert re.findall(r"[.!?](?=\s|$)", meaning) == ["."]
        assert meaning.endswith(".")
        assert [form for form in list(written(term, language))[:-1] if uses(meaning, form)] == []


def test_ids_are_unique_and_in_kebab_case() -> None:
    assert [id_ for id_, count in Counter(term.id for term in TERMS).items() if count > 1] == []
    assert [term.id for term in TERMS if not KEBAB_CASE.fullmatch(term.id)] == []


def test_an_id_is_the_english_name() -> None:
    assert [term.id for term in TERMS if term.id != term.names["en"].casefold().replace(" ", "-")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_written_form(language: str) -> None:
    forms = Counter(form.casefold() for term in TERMS for form in list(written(term, language))[:-1])
    assert [form for form, count in forms.items() if count > 1] == []


def test_the_text_is_nfc() -> None:
    for path in (ROOT / "docs/glossary.yml", *(ROOT / f"docs/{language}/glossary.md" for language in LANGUAGES)):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_synonym_stands_for_a_term(language: str) -> None:
    assert set(BANNED[language].values()) <= {term.id for term in TERMS}
    found = [
        (term.id, word)
        for term in TERMS
        for text in written(term, language)
        for word in BANNED[language]
        if uses(text, word)
    ]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_table_of_all_terms(language: str) -> None:
    fences = page("glossary", language).fences
    assert [(fence.info, fence.body) for fence in fences] == [("glossary", "all")]
    html = table(TERMS, language, read_languages(ROOT))
    assert [term.id for term in TERMS if f'<tr id="{term.id}">' not in html] == []
