"""Every number in a page's prose is claimed by a test, and both languages state the same ones."""

import importlib
import re
from pathlib import Path

import pytest

from docs.plugins.pages import prose
from tests.support.claims import CLAIMED
from tests.support.reading import LANGUAGES, PAGES, page

# What is no claim: front matter, ids, comments, tags, the target of a link or picture, inline code, a list's marks.
NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n|\{[^}\n]*\}|<!--.*?-->|<[^>\n]*>|\]\([^)]*\)|(`+)[^`]+\1|(?m:^ *\d+\. )", re.DOTALL
)
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


def numbers(text: str, language: str) -> set[str]:
    """The numbers of a text, in English notation without thousands separators: 60.000 and 0,97 are Vietnamese."""
    found = {match[0] for match in NUMBER.finditer(NOT_PROSE.sub(" ", text))}
    if language == "vi":
        return {re.sub(r"\.(?=\d{3}(\D|$))", "", number).replace(",", ".") for number in found}
    return {number.replace(",", "") for number in found}


def page_numbers(name: str, language: str) -> set[str]:
    return numbers(prose(page(name, language)), language)


def import_claims() -> None:
    """Import the tests that claim numbers: those in this folder, and those that read a drawing in the browser."""
    for module in Path(__file__).parent.glob("test_*.py"):
        importlib.import_module(f"tests.pages.{module.stem}")
    importlib.import_module("tests.test_drawing")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_the_prose_is_claimed_by_a_test(name: str, language: str) -> None:
    import_claims()
    assert page_numbers(name, language) - CLAIMED[name] == set()


@pytest.mark.parametrize("name", PAGES)
def test_no_test_claims_a_number_that_a_page_does_not_state(name: str) -> None:
    import_claims()
    assert CLAIMED[name] - page_numbers(name, "en") == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_languages_state_the_same_numbers(name: str) -> None:
    stated = {language: page_numbers(name, language) for language in LANGUAGES}
    assert len(set(map(frozenset, stated.values()))) == 1, stated


def test_vietnamese_notation_is_read_as_such() -> None:
    assert numbers("60.000 ảnh, 0,97; Python 3.11 `28.5` ![a](x1.png)", "vi") == {"60000", "0.97", "3.11"}


def test_english_notation_is_read_as_such() -> None:
    assert numbers("60,000 images, 0.97 {#id1}", "en") == {"60000", "0.97"}
