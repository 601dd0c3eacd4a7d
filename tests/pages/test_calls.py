"""Each script calls exactly what its lesson says: a run on the stand-in digits is compared with `tests/pages/calls`."""

import importlib
from collections.abc import Mapping, Sequence
from functools import cache

import pytest

from tests.support.calls import Call, differences
from tests.support.programs import OF_LESSONS, ROOT, run_of

pytestmark = pytest.mark.keras


@cache
def expected(name: str) -> Mapping[str, Sequence[Call]]:
    """The expected calls of a script; a script without a module of its own fails."""
    path = f"tests/pages/calls/{name}.py"
    if not (ROOT / path).is_file():
        pytest.fail(f"no {path}; write down there, cell by cell, what examples/{name}.py is to call")
    module = importlib.import_module(f"tests.pages.calls.{name.replace('/', '.')}")
    calls: Mapping[str, Sequence[Call]] = module.expected(run_of(name))
    return calls


@pytest.mark.parametrize("name", OF_LESSONS)
def test_a_script_calls_what_its_lesson_says_and_nothing_else(name: str) -> None:
    assert differences(run_of(name).calls, expected(name)) == []


@pytest.mark.parametrize("name", OF_LESSONS)
def test_no_expectation_is_of_a_cell_that_is_gone(name: str) -> None:
    assert set(expected(name)) <= set(run_of(name).printed)
