"""The numbers that a sentence states, in digits and in words: "60,000", "a quarter", "gấp đôi", "vài trăm".

"one", "first", "một", "đầu" don't count, as they usually state no number ("the one above", "một mạng"). If one of them
is replaced by another number or the other way round, the other number is noticed, as it appears or disappears.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.support.prose import Prose

DIGITS = r"(?<![\w.])\d+(?:[.,]\d+)*"
WORDS = {
    "en": r"""
        two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen | fifteen
        | sixteen | seventeen | eighteen | nineteen | twenty | thirty | forty | fifty | sixty | seventy | eighty
        | ninety | hundreds? | thousands? | millions? | billions? | dozens?
        | hal(?:f|ves|ve|ved|ving) | quarters? | thirds? | fourths? | fifths? | sixths? | sevenths? | eighths?
        | ninths? | tenths? | hundredths? | thousandths? | second | twelfth
        | twice | thrice | doubles? | doubled | triples? | tripled | \w+fold
    """,
    # "năm 2020" and "năm ấy" are years, "phần trăm" a percentage, "tỉ lệ" a ratio.
    "vi": r"""
        hai | ba | bốn | năm(?![ ]\d|[ ]n[aà]y|[ ]sau|[ ]trước|[ ]ngoái|[ ]nào|[ ]ấy) | sáu | bảy | tám
        | chín | mười | mươi
        | (?<!phần[ ])trăm | nghìn | ngàn | triệu | chục | nửa | rưỡi | (?<=phần[ ])tư | (?<=thứ[ ])tư
        | (?<=gấp[ ])đôi | (?<=nhân[ ])đôi
    """,
}
NUMBERS = {
    language: re.compile(rf"{DIGITS} | (?<!\w)(?:{words})(?!\w)", re.VERBOSE | re.IGNORECASE)
    for language, words in WORDS.items()
}


@dataclass(frozen=True)
class Number:
    """A number as it is written, and where."""

    written: str
    start: int
    end: int


def numbers(prose: Prose, language: str) -> Iterator[Number]:
    """The numbers of a page's prose, except those in code."""
    for match in NUMBERS[language].finditer(prose.text):
        if not prose.code[match.start()]:
            yield Number(match[0], *match.span())


def in_english_notation(digits: str, language: str) -> str:
    """A number in digits without thousands separators, with a decimal point: 60.000 and 0,97 are Vietnamese.

    The 0.001 of code is the same in every language: no thousands follow a 0.
    """
    if language == "vi":
        return re.sub(r"(?<!\b0)\.(?=\d{3}(\D|$))", "", digits).replace(",", ".")
    return digits.replace(",", "")
