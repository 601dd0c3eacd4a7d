"""Every page, and every other text for readers, is in its own language; measures that the other one is noticed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from tests.support.languages import NAME_OF, foreign
from tests.support.programs import PROJECT
from tests.support.prose import Prose, prose_of
from tests.support.reading import LANGUAGES, PAGES, page

LANGUAGES_OF_SITE = PROJECT.languages
FEWEST_WORDS = 4
CLAUSE_END = re.compile(r"(?<=[.!?:;,–])[”\"]? |\|")
WORD = re.compile(r"[^\W\d_]+")


def plain_prose(text: str) -> Prose:
    return Prose(text, (False,) * len(text))


def other_than(language: str) -> str:
    (other,) = set(LANGUAGES) - {language}
    return other


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_in_its_language(name: str, language: str) -> None:
    problems = [
        f'docs/{language}/{name}.md: "…{words}…" is not {NAME_OF[language]}; translate it or, if it is a name, '
        "write it in code type, or add it to NAMES in tests/support/languages.py"
        for words in foreign(prose_of(page(name, language)), language)
    ]
    assert problems == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_meanings_the_labels_and_the_scripts_descriptions_are_in_their_language(language: str) -> None:
    (site_language,) = (each for each in LANGUAGES_OF_SITE if each.code == language)
    texts = [
        *(term.meanings[language] for term in PROJECT.terms),
        *(re.sub(r"\{\w+\}", "", label) for label in site_language.labels.values()),
        *(script.descriptions[language] for script in PROJECT.scripts.values()),
    ]
    assert [text for text in texts if foreign(plain_prose(text), language)] == []


# How much of a mixture is noticed


@dataclass
class Noticed:
    """How many mixtures of languages were tried, and which of them were not noticed."""

    tried: int = 0
    missed: list[str] = field(default_factory=list)

    def look_at(self, mixture: Prose, language: str) -> None:
        self.tried += 1
        if not foreign(mixture, language):
            self.missed.append(mixture.text)


def part(prose: Prose, start: int, end: int) -> Prose:
    return Prose(prose.text[start:end], prose.code[start:end])


def joined(*parts: Prose) -> Prose:
    gap = Prose(" ", (False,))
    both = [each for one in parts for each in (one, gap)]
    return Prose("".join(each.text for each in both), tuple(is_code for each in both for is_code in each.code))


def paragraphs(name: str, language: str) -> list[Prose]:
    prose = prose_of(page(name, language))
    return [part(prose, *match.span()) for match in re.finditer(".+", prose.text)]


def counterparts(language: str) -> Iterator[tuple[Prose, Prose]]:
    """Each paragraph of each page, with its counterpart in the other language."""
    for name in PAGES:
        yield from zip(paragraphs(name, language), paragraphs(name, other_than(language)), strict=True)


def clauses(prose: Prose) -> list[tuple[int, int]]:
    ends = [0, *(match.end() for match in CLAUSE_END.finditer(prose.text)), len(prose.text)]
    return list(pairwise(ends))


def words_of(prose: Prose) -> int:
    """The number of words that are not code."""
    return len(WORD.findall("".join(c for c, is_code in zip(prose.text, prose.code, strict=True) if not is_code)))


def halves(prose: Prose) -> tuple[Prose, Prose]:
    words = list(re.finditer(r"\S+", prose.text))
    middle = words[len(words) // 2].start()
    return part(prose, 0, middle), part(prose, middle, len(prose.text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_a_heading_or_a_row_in_the_other_language_is_noticed(language: str) -> None:
    noticed = Noticed()
    # Once each: a title such as "Try it" stands on many pages.
    others = {other.text: other for own, other in counterparts(language) if words_of(other) and own.text != other.text}
    for other in others.values():
        noticed.look_at(other, language)
    assert noticed.tried > 450
    assert len(noticed.missed) <= noticed.tried / 100, noticed.missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_a_paragraph_in_the_other_language_is_noticed(language: str) -> None:
    noticed = Noticed()
    for own, other in counterparts(language):
        (first, second), (other_first, other_second) = halves(own), halves(other)
        if words_of(other_first) >= FEWEST_WORDS:
            noticed.look_at(joined(other_first, second), language)
        if words_of(other_second) >= FEWEST_WORDS:
            noticed.look_at(joined(first, other_second), language)
    assert noticed.tried > 500
    assert len(noticed.missed) <= noticed.tried / 100, noticed.missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clause_in_the_other_language_is_noticed(language: str) -> None:
    noticed = Noticed()
    for own, other in counterparts(language):
        of_own, of_other = clauses(own), clauses(other)
        for number, place in enumerate(of_other):
            clause = part(other, *place)
            if words_of(clause) >= FEWEST_WORDS:
                start, end = of_own[number * len(of_own) // len(of_other)]
                mixture = joined(part(own, 0, start), clause, part(own, end, len(own.text)))
                noticed.look_at(mixture, language)
    assert noticed.tried > 1_000
    assert len(noticed.missed) <= noticed.tried / 100, noticed.missed


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("vi", "Mạng học from its mistakes, rồi dừng.", ["from its mistakes"]),
        ("vi", "Mỗi lớp, which is a row of neurons, đưa ra các số.", ["which is a row of neurons"]),
        ("vi", "Mạng đọc đúng. Then it stops. Ta đo lại.", ["Then it stops"]),
        ("vi", "Dùng backend TensorFlow, JAX hoặc PyTorch; một epoch (pass over all images) là đủ.", []),
        ("vi", "Bài “Giới thiệu tổng quan về keras” in ra “hello world” bằng Functional API.", []),
        ("vi", "Mã hoá one-hot các nhãn bằng scikit-learn, tải ở python.org (loss function).", []),
        ("vi", "Nhãn (the label that says what digit it is) cho biết.", ["the label that says what digit it is"]),
        ("vi", "Exercises", ["Exercises"]),
        ("vi", "W9. Missing pictures\nẢnh bị thiếu", ["W9. Missing pictures"]),
        ("vi", "| Linux, macOS | 28×28 |\nFunctional API", []),
        ("en", "The network learns từ lỗi của nó, then stops.", ["từ lỗi của nó"]),
        ("en", "A loss function (hàm mất mát), as on the blog Trí tuệ nhân tạo, by François Chollet.", []),
        ("en", "The label (nhãn cho biết chữ số ấy) says it.", ["nhãn cho biết chữ số ấy"]),
    ],
)
def test_what_is_found_foreign(language: str, text: str, found: list[str]) -> None:
    assert foreign(plain_prose(text), language) == found


def test_code_is_no_language() -> None:
    text = "Lệnh the loss is not defined in và this too"
    code = tuple(6 <= place < 33 for place in range(len(text)))
    assert foreign(Prose(text, code), "vi") == ["this too"]
    assert foreign(Prose(text, (True,) * len(text)), "vi") == []
