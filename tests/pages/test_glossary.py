"""What is promised about `docs/glossary.yml`, the page `glossary`, and the words of all pages."""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from docs.plugins.fences import glossary
from docs.plugins.project.glossary import Phrases, Term
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.translations.checking import LEAST_AGREEMENT, compare_terms
from docs.plugins.translations.wording import banned, disagreement
from tests.support.claims import claims
from tests.support.programs import PROJECT, ROOT
from tests.support.reading import LANGUAGES, page, read_page
from tests.support.views import view_of

TERMS = PROJECT.terms


def texts(term: Term) -> Iterator[str]:
    yield from (*term.names.values(), *term.meanings.values(), *term.notes.values())
    for by_language in (term.forms, term.synonyms, term.banned):
        for of_language in by_language.values():
            yield from of_language


def is_a_sentence(text: str) -> bool:
    return text.endswith(".") and re.findall(r"[.!?](?=\s|$)", text) == ["."]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_the_texts_of_a_term_are_tidy(term: Term) -> None:
    assert [text for text in texts(term) if " ".join(text.split()) != text] == []
    assert [code for code in term.forms if code not in term.names] == []
    assert [code for code in (*term.synonyms, *term.banned) if code not in term.names] == []


@claims(
    "glossary",
    vi="mỗi thuật ngữ được giải thích bằng một câu ngắn",
    en="each explained in one short sentence",
)
@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_a_meaning_is_one_sentence_and_does_without_its_own_term(term: Term) -> None:
    for language, meaning in term.meanings.items():
        assert meaning[0].isupper()
        assert is_a_sentence(meaning)
        assert list(Phrases(term.written(language)).find(meaning)) == []


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_a_note_is_one_short_sentence_in_every_language_in_lockstep(term: Term) -> None:
    if term.notes:
        assert set(LANGUAGES) <= set(term.notes)
    assert [note for note in term.notes.values() if not is_a_sentence(note) or len(note) > 110] == []


def test_ids_are_in_kebab_case() -> None:
    assert [term.id for term in TERMS if not KEBAB_CASE.fullmatch(term.id)] == []


def test_an_id_is_the_english_name() -> None:
    assert [term.id for term in TERMS if term.id != term.names["en"].casefold().replace(" ", "-")] == []


def test_english_is_not_listed_as_keeping_the_english_name() -> None:
    assert [term.id for term in TERMS if "en" in term.kept_in_english] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_form_synonym_or_meaning_holds_a_banned_rendering(language: str) -> None:
    banned = Phrases(rendering for term in TERMS for rendering in term.banned.get(language, ()))
    texts = [
        " | ".join([*term.written(language), *term.synonyms.get(language, ()), term.meanings.get(language, "")])
        for term in TERMS
    ]
    assert [text[start:end] for text in texts for start, end in banned.find(text)] == []


def test_the_text_is_nfc() -> None:
    for path in (ROOT / "docs/glossary.yml", *(ROOT / f"docs/{language}/glossary.md" for language in LANGUAGES)):
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text), path


@claims(
    "glossary",
    vi="Bảng này gồm các thuật ngữ trong những bài học, với tên tiếng Việt, tên tiếng Anh và nghĩa",
    en="This table gives each term's name in English and Vietnamese and its meaning",
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_the_table_of_all_terms(language: str) -> None:
    fences = page("glossary", language).fences
    assert [(fence.info, fence.body) for fence in fences] == [("glossary", "all")]
    html = glossary.html("all", view_of(language))
    assert [term.id for term in TERMS if f'<tr id="{term.id}">' not in html] == []
    assert [term.id for term in TERMS if not set(LANGUAGES) <= term.names.keys() & term.meanings.keys()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_banned_rendering(language: str) -> None:
    paths = sorted((ROOT / "docs" / language).rglob("*.md"))
    assert [problem for path in paths for problem in banned(read_page(path), language, TERMS)] == []


def test_the_pages_agree_with_the_source_in_their_terms(capsys: pytest.CaptureFixture[str]) -> None:
    source, *translations = LANGUAGES
    compared = [
        pair
        for language in translations
        for pair in compare_terms(source, PROJECT.pages[source], language, PROJECT.pages[language], TERMS)
    ]
    disagreements = [disagreement(pair) for pair in compared if not pair.agrees]
    agreement = 1 - len(disagreements) / len(compared)
    with capsys.disabled():
        print(f" [{agreement:.1%} of {len(compared)} pairs of a page and a term agree]", end="")
    assert agreement >= LEAST_AGREEMENT, "\n".join(disagreements)
