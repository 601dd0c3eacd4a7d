"""The ledger of numbers: which test proves which number in the prose of which page.

    @claims("sequential", "235,146", "10")
    def test_the_sequential_model_has_235_146_parameters() -> None: ...

Numbers are written as the English page writes them. `tests/pages/test_numbers.py` finds those that no test claims.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

Test = TypeVar("Test", bound=Callable[..., None])
CLAIMED: defaultdict[str, set[str]] = defaultdict(set)


def claims(page: str, *numbers: str) -> Callable[[Test], Test]:
    """Enter `numbers` of `page` as proved by the decorated test."""

    def enter(test: Test) -> Test:
        CLAIMED[page].update(number.replace(",", "") for number in numbers)
        return test

    return enter
