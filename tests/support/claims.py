"""The ledger of claims: which test proves which words of which page.

    @claims(
        "sequential",
        vi="tổng cộng 235.146 tham số",
        en="235,146 parameters in all",
    )
    def test_the_sequential_model_has_235_146_parameters() -> None: ...

The words are those that a reader reads, without Markdown's marks, and enough of them to say what is claimed. A test may
prove several sentences: the decorator is repeated. `tests/pages/test_words.py` fails where the words no longer stand on
the page, and where a page states a number, in digits or in words, that stands in no claim's words.
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
