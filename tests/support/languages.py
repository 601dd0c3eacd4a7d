"""Finds the words of a page that are not in its language, Vietnamese or English, such as an untranslated sentence.

In an English page these are words with Vietnamese marks; in a Vietnamese page, two words together that can only be
English, or a whole line without marks. Code, names, and a term's name in the other language in brackets are allowed.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from tests.support.programs import PROJECT
from tests.support.prose import Prose

NAME_OF = {"vi": "Vietnamese", "en": "English"}
# The names of the article and its blog, what everyone's first program prints, what has this name in every language, and
# a formula.
QUOTED = ("Giới thiệu tổng quan về keras", "Trí tuệ nhân tạo", "hello world", "pull request", "ln p")
# A heading, a tab, a label or a table's row may consist only of names, and of terms that have no other.
NAMES = frozenset(["API", "Functional", "JAX", "Linux", "Notebook", "PyTorch", "ReLU", "Windows", "bias", "macOS"])
# Terms that Vietnamese calls by their English names, as docs/glossary.yml says.
KEPT = re.compile(
    r"\b({})\b".format("|".join(re.escape(term.names["vi"]) for term in PROJECT.terms if "vi" in term.kept_in_english)),
    re.IGNORECASE,
)
# “Lớp kết nối đầy đủ” has five words.
LONGEST_TERM = 5
IN_BRACKETS = re.compile(r"\(([^()]+)\)")
# "scikit-learn", "python.org" and "val_loss" are one word each; a number is no word.
WORD = re.compile(r"[^\W\d_]+(?:[-.'’_][^\W\d_]+)*")
VIETNAMESE_LETTER = re.compile("[ăâđêôơưàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ]", re.IGNORECASE)
# What a Vietnamese syllable without marks looks like; many short English words look like one too.
SYLLABLE = re.compile(
    r"""
    (?: [bcdghklmnpqrstvx] | ch | gh | gi | kh | ng | ngh | nh | ph | qu | th | tr )?
    (?: [aeiouy] | [aeo]o | [aeouy]?[iu] | [ou]y | [aou]a | ay | i?eu | oe | oai | oay | uya | uyu )
    (?: c | ch | m | n | ng | nh | p | t )?
    """,
    re.VERBOSE,
)
# Common English words, without those that are Vietnamese syllables too: "to", "can", "may", "in".
ENGLISH = frozenset(
    """
    about all also and any are as at be because been but by each else even every for from had has have how if into is it
    its just like make makes more most much must not now of off on one only or other our out over own same she should
    some such takes than that the their them then there these they this those through too two up use used very was we
    well were what when where which who whose why will with without would you your
    """.split()  # noqa: SIM905
)


def foreign(prose: Prose, language: str) -> list[str]:
    """The words of a page that are not in its language: each group of neighbouring ones, with what is between them."""
    lines = re.finditer(".+", _without_the_allowed(prose))
    of_lines = [list(WORD.finditer(line.string, *line.span())) for line in lines]
    find = _english if language == "vi" else _vietnamese
    return [prose.text[run[0].start() : run[-1].end()] for words in of_lines for run in find(words)]


def _english(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """What is English in a line of a Vietnamese page: all of it if no word has marks and one can't be Vietnamese."""
    if not any(_is_vietnamese(match[0]) for match in words):
        if not all(match[0] in NAMES or SYLLABLE.fullmatch(match[0].lower()) for match in words):
            yield words
        return
    for run in _runs(words, _is_vietnamese):
        matches = [match for match in run if _is_english(match[0])]
        # A single word may be a term that has no Vietnamese name, such as "epoch".
        if len({match[0].lower() for match in matches}) > 1:
            yield _from_to(run, matches)


def _vietnamese(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """What is Vietnamese in a line of an English page."""
    for run in _runs(words, _is_english):
        if matches := [match for match in run if _is_vietnamese(match[0])]:
            yield _from_to(run, matches)


def _runs(words: list[re.Match[str]], is_own: Callable[[str], bool]) -> Iterator[list[re.Match[str]]]:
    """The groups of neighbouring words none of which is certainly in the page's own language."""
    for own, run in groupby(words, lambda match: is_own(match[0])):
        if not own:
            yield list(run)


def _from_to(run: list[re.Match[str]], matches: list[re.Match[str]]) -> list[re.Match[str]]:
    return run[run.index(matches[0]) : run.index(matches[-1]) + 1]


def _without_the_allowed(prose: Prose) -> str:
    """The text with spaces for code, quoted names, terms that keep their English name, and short brackets that hold a
    term's name in the other language.
    """
    text = "".join(" " if is_code else character for character, is_code in zip(prose.text, prose.code, strict=True))
    for words in QUOTED:
        text = text.replace(words, " " * len(words))
    text = KEPT.sub(lambda match: " " * len(match[0]), text)
    return IN_BRACKETS.sub(lambda match: match[0] if _is_long(match[1]) else " " * len(match[0]), text)


def _is_long(words: str) -> bool:
    return len(words.split()) > LONGEST_TERM


def _is_vietnamese(word: str) -> bool:
    return VIETNAMESE_LETTER.search(word) is not None


def _is_english(word: str) -> bool:
    """Whether a word without Vietnamese marks can't be Vietnamese; a name, which begins with a capital, may be both."""
    return word.lower() in ENGLISH or (word.islower() and not _is_vietnamese(word) and not SYLLABLE.fullmatch(word))
