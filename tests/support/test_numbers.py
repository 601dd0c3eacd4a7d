"""Which words state a number, and which only look like one."""

import pytest

from docs.plugins.project.pages import parse_page
from tests.support.numbers import in_english_notation, numbers
from tests.support.prose import prose_of


def written(text: str, language: str) -> list[str]:
    return [number.written for number in numbers(prose_of(parse_page("docs/xx/a.md", text)), language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("more than a quarter, twice as many, a few hundred", ["quarter", "twice", "hundred"]),
        ("The last tenth of 60,000 images, two or three", ["tenth", "60,000", "two", "three"]),
        ("at most **half** of [the *second* kind](a-2.md)", ["half", "second"]),
        ("the one above, first of all, for seconds, often", []),
        ("`epochs=10` and `W5`, ![five](5.png)", ["five"]),
        ("97–98%, 28×28, Python 3.11", ["97", "98", "28", "28", "3.11"]),
    ],
)
def test_the_numbers_of_an_english_sentence(text: str, found: list[str]) -> None:
    assert written(text, "en") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hơn một phần tư, gấp đôi, vài trăm, một nửa", ["tư", "đôi", "trăm", "nửa"]),
        ("Một phần mười cuối cùng của 60.000 ảnh", ["mười", "60.000"]),
        ("bài tập thứ tư, vài chục, hai mươi, năm epoch", ["tư", "chục", "hai", "mươi", "năm"]),
        ("một mạng, đầu tiên, năm 2020, Năm ấy, năm nào, điểm phần trăm, tỉ lệ, đôi khi", ["2020"]),
        ("0,97 và `0,5`", ["0,97"]),
    ],
)
def test_the_numbers_of_a_vietnamese_sentence(text: str, found: list[str]) -> None:
    assert written(text, "vi") == found


def test_a_number_is_compared_in_english_notation() -> None:
    assert [in_english_notation(digits, "vi") for digits in ("60.000", "0,97", "3.11")] == ["60000", "0.97", "3.11"]
    assert in_english_notation("0.001", "vi") == "0.001"
    assert [in_english_notation(digits, "en") for digits in ("60,000", "0.97", "3.11")] == ["60000", "0.97", "3.11"]
