"""The digest of arrays depends on each of their bytes."""

import hashlib

import pytest

from examples.runner.arrays import digest
from tests.runner.conftest import make_arrays


def test_the_digest_is_that_of_the_arrays_bytes_in_their_order() -> None:
    row = b"\0" + b"\xc8" * 27
    content = row * (4 * 28) + bytes(range(4)) + row * (3 * 28) + bytes(range(3))
    assert digest(make_arrays()) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("part", [0, 1], ids=["train", "test"])
@pytest.mark.parametrize("array", [0, 1], ids=["images", "labels"])
def test_a_single_other_number_gives_another_digest(part: int, array: int) -> None:
    changed = make_arrays()
    changed[part][array].flat[-1] += 1
    assert digest(changed) != digest(make_arrays())
