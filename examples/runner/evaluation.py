"""The named values of a run, evaluated. A kernel runs this file too, so it imports nothing of this project."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

# Enough for a number, a shape or a small array: people read and compare records.
MOST_NUMBERS = 2_000


def evaluate(expressions: Mapping[str, str], names: Mapping[str, Any]) -> dict[str, Any]:
    """The value of each expression, by the value's name, with the names of the script and `np` to use.

    Raises ValueError, which says which one failed and why.
    """
    values = {}
    for name, expression in expressions.items():
        try:
            value = _plain(eval(expression, {"np": np, **names}))
            if (count := _count(value)) > MOST_NUMBERS:
                raise ValueError(f"{count} numbers are too many; at most {MOST_NUMBERS} are allowed")
            values[name] = value
        except Exception as error:  # whatever an expression may raise
            raise ValueError(f'the value "{name}" ({expression}): {type(error).__name__}: {error}') from None
    return values


def _plain(value: Any) -> Any:  # noqa: ANN401
    """The value in JSON's types; raises TypeError or ValueError where it has none."""
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"JSON has no number {value}")
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"{type(value).__name__} is not a number, a text, or a list of them")


def _count(value: Any) -> int:  # noqa: ANN401
    """How many numbers, or texts, a value in JSON's types holds."""
    if isinstance(value, list | dict):
        return sum(map(_count, value.values() if isinstance(value, dict) else value))
    return 1
