"""The ledger of claims: which test proves which words of which page.

    @claims(
        "sequential",
        vi="tổng cộng 235.146 tham số",
        en="235,146 parameters in all",
    )
    def test_the_sequential_model_has_235_146_parameters() -> None: ...

The words are quoted as a reader sees them, without Markdown's marks, and enough of them to say what is claimed. A test
that proves several sentences repeats the decorator. `tests/pages/test_words.py` fails if the words are no longer on the
page, or if a page states a number, in digits or in words, that is in no claim's words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True)
class Claim:
    """What a page says in each language, by the language's code, and the test that proves it."""

    page: str
    words: tuple[tuple[str, str], ...]
    test: str


CLAIMS: list[Claim] = []


def claims(page: str, **words: str) -> Callable[[Test], Test]:
    """Enter these words of `page`, in each language in lockstep, as proved by the decorated test."""

    def enter(test: Test) -> Test:
        CLAIMS.append(Claim(page, tuple(sorted(words.items())), f"{test.__module__}.{test.__name__}"))
        return test

    return enter
