"""The pages' words are proved: each claim's words are on its page, and every number is in the words of a claim.

Only texts are read: `pytest tests/pages/test_words.py -k NAME` says in seconds whether a page's text is in order.
"""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pytest

from docs.plugins.check import check
from docs.plugins.lessons.checking import check_lessons
from docs.plugins.translations.checking import check_translations
from tests.support.claims import CLAIMS, Claim
from tests.support.numbers import DIGITS, Number, in_english_notation, numbers
from tests.support.programs import PROJECT, ROOT
from tests.support.prose import Prose, prose_of
from tests.support.reading import LANGUAGES, PAGES, page, recorded

# Fewer words could be found anywhere on the page, with another meaning.
FEWEST_WORDS = 3
TESTS = ROOT / "tests"


@cache
def all_claims() -> tuple[Claim, ...]:
    """The claims of all test modules."""
    for path in sorted(TESTS.rglob("test_*.py")):
        if "@claims(" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return tuple(CLAIMS)


def claims_of(name: str, language: str) -> Iterator[tuple[Claim, str]]:
    """The claims of a page with their words in one language."""
    for claim in all_claims():
        words = dict(claim.words)
        if claim.page == name and language in words:
            yield claim, words[language]


def prose(name: str, language: str) -> Prose:
    return prose_of(page(name, language))


def unproved(name: str, language: str) -> Iterator[str]:
    """Each number of a page that is in no claim's words, with the words around it."""
    there = prose(name, language)
    proved = [place for _, words in claims_of(name, language) for place in there.find(words)]
    for number in numbers(there, language):
        if not any(start <= number.start and number.end <= end for start, end in proved):
            yield f"{number.written}: …{around(there, number)}…"


def around(there: Prose, number: Number) -> str:
    return " ".join(there.text[max(0, number.start - 50) : number.end + 50].split())


def stated_digits(words: str, language: str) -> list[str]:
    return sorted(in_english_notation(digits, language) for digits in re.findall(DIGITS, words))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_every_claim_stand_on_its_page(name: str, language: str) -> None:
    there = prose(name, language)
    gone = [f"{claim.test}: {words}" for claim, words in claims_of(name, language) if not there.find(words)]
    assert gone == [], f"docs/{language}/{name}.md no longer says this; see whether the test still proves what it says"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_digits_and_in_words_stands_in_the_words_of_a_claim(name: str, language: str) -> None:
    found = list(unproved(name, language))
    assert found == [], f"docs/{language}/{name}.md: let a test claim these words, and prove them"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_in_code_stands_in_a_script_or_a_message_or_in_the_words_of_a_claim(
    name: str, language: str
) -> None:
    there = prose(name, language)
    proved = [place for _, words in claims_of(name, language) for place in there.find(words)]
    shown = "\n".join(fence.body for fence in page(name, language).fences)
    found = [
        there.text[start:end]
        for start, end in there.code_spans()
        if re.search(DIGITS, there.text[start:end])
        and not any(stands_in(there.text[start:end], text) for text in (*known_code(), shown))
        and not any(first <= start and end <= last for first, last in proved)
    ]
    assert found == [], f"docs/{language}/{name}.md: no script has this; let a test claim the words around it"


@cache
def known_code() -> tuple[str, ...]:
    """The text of every script, what each printed, and the errata."""
    scripts = PROJECT.scripts.values()
    printed = (output.text for script in scripts for output in recorded(script.name).values())
    return (
        *((ROOT / script.path).read_text(encoding="utf-8") for script in (*scripts, *PROJECT.whole_programs.values())),
        *printed,
        (ROOT / "docs/errata.yml").read_text(encoding="utf-8"),
    )


def stands_in(code: str, text: str) -> bool:
    """Whether a text has this code; `Dense(512)` may have further arguments there."""
    return code in text or (code.endswith(")") and f"{code[:-1]}, " in text)


@pytest.mark.lessons
def test_every_claim_is_of_a_page_and_in_every_language_in_lockstep() -> None:
    assert [claim.test for claim in all_claims() if claim.page not in PAGES] == []
    assert [claim.test for claim in all_claims() if sorted(LANGUAGES) != [code for code, _ in claim.words]] == []


@pytest.mark.lessons
def test_a_claims_words_are_enough_to_say_what_is_claimed() -> None:
    short = [f"{claim.test}: {words}" for claim in all_claims() for _, words in claim.words if too_short(words)]
    assert short == []


def too_short(words: str) -> bool:
    return len(words.split()) < FEWEST_WORDS


@pytest.mark.lessons
def test_a_claim_states_the_same_numbers_in_every_language() -> None:
    differing = [
        claim for claim in all_claims() if len({str(stated_digits(words, code)) for code, words in claim.words}) > 1
    ]
    assert differing == [], "write the same numbers in digits in each language; words such as “twelve” are not compared"


@pytest.mark.parametrize("name", PAGES)
def test_the_languages_state_the_same_numbers_as_often(name: str) -> None:
    stated = {
        language: sorted(
            in_english_notation(number.written, language)
            for number in numbers(prose(name, language), language)
            if number.written[0].isdigit()
        )
        for language in LANGUAGES
    }
    assert len({str(of_language) for of_language in stated.values()}) == 1, (
        f"docs/*/{name}.md: write the same numbers in digits, as often, in each language: {stated}"
    )


@pytest.mark.lessons
def test_the_pages_scripts_and_translations_have_no_problem() -> None:
    assert list(chain(check(PROJECT), check_lessons(PROJECT), check_translations(PROJECT))) == []


def test_the_number_of_claims_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = claimed = 0
    for name in PAGES:
        there = prose(name, "en")
        proved = [place for _, words in claims_of(name, "en") for place in there.find(words)]
        for start, end in there.sentences():
            sentences += 1
            claimed += any(first < end and start < last for first, last in proved)
    assert 0 < claimed < sentences
    with capsys.disabled():
        print(f" [{len(all_claims())} claims tie {claimed} of {sentences} sentences in English to a test]", end="")


def test_a_phrase_is_found_as_it_is_read_and_only_there() -> None:
    there = Prose("In batches of 128 images. A batch of 1,128 images.", (False,) * 50)
    assert there.find("batches  of 128\nimages") == [(3, 24)]
    assert there.find("of 128 images") == [(11, 24)]
    assert there.find("of 128 image") == []
