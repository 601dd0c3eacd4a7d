"""A learner's script, run, and the checks of a lesson's exercises on the names that it defines.

It runs in a process of its own, as `python -P attempt.py JOB`, so it imports nothing of this project. JOB is a file of
JSON, which docs `trying.py` writes; what came of it is written, in JSON too, to the path that it names.
"""

import contextlib
import importlib
import io
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import_module: Callable[[str], Any] = importlib.import_module
# The most characters of a value that is neither a number nor a text, and of an error's message.
LONGEST = 200


def checked(
    exercises: Sequence[Mapping[str, Any]],
    names: Mapping[str, Any],
    words: Mapping[str, str],
    load: Callable[[str], Any] = import_module,
) -> list[dict[str, Any]]:
    """What holds of each exercise, and what doesn't, on the names that an answer defines.

    `exercises` are what `in_language` of docs/plugins/project/exercise_checks.py returns, `words` the language's marks
    of a number, `thousands` and `decimal`, and its sentences `missing` and `unfit`; `load` imports a module that a
    check uses. An exercise none of whose names is defined has no results.
    """
    return [{"number": exercise["number"], "results": _results(exercise, names, words, load)} for exercise in exercises]


def _results(
    exercise: Mapping[str, Any], names: Mapping[str, Any], words: Mapping[str, str], load: Callable[[str], Any]
) -> list[dict[str, Any]]:
    """Of each name that is missing, and of each check that does without it: its name, whether it holds, and a text."""
    missing = [name for name in exercise["names"] if name not in names]
    if len(missing) == len(exercise["names"]):
        return []
    results = [
        {"check": name, "holds": False, "text": words["missing"].format(name=name, what=exercise["names"][name])}
        for name in missing
    ]
    for check in exercise["checks"]:
        if not set(missing).intersection(check["needs"]):
            own = {name: names[name] for name in check["needs"]}
            values = {**{name: load(module) for name, module in check["modules"].items()}, **own}
            # What evaluating a network prints is nothing that the learner's script has printed.
            with contextlib.redirect_stdout(io.StringIO()):
                holds, text = _outcome(check, values, exercise["names"], words)
            results.append({"check": check["name"], "holds": holds, "text": text})
    return results


def _outcome(
    check: Mapping[str, Any], values: Mapping[str, Any], names: Mapping[str, str], words: Mapping[str, str]
) -> tuple[bool, str]:
    """Whether a check holds, and the sentence to say. An expression that can't be evaluated does not hold."""
    try:
        if _holds(check["holds"], values):
            return True, _filled(check["says"], values, words)
        hint = next(hint for hint in check["hints"] if not hint["when"] or _holds(hint["when"], values))
        return False, _filled(hint["text"], values, words)
    except Exception:  # whatever an expression may raise on what a learner has made
        # Most often, a function returned None, and the learner kept that.
        name = next((name for name in check["needs"] if values[name] is None), check["needs"][0])
        kind = type(values[name]).__name__
        return False, words["unfit"].format(name=name, kind=kind, what=names[name])


def _holds(expression: str, values: Mapping[str, Any]) -> bool:
    try:
        return bool(eval(expression, dict(values)))
    except Exception:  # as above
        return False


def _filled(pieces: Sequence[Any], values: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return "".join(
        piece if isinstance(piece, str) else _written(eval(piece[0], dict(values)), piece[1], words) for piece in pieces
    )


def _written(value: Any, number_format: str, words: Mapping[str, str]) -> str:  # noqa: ANN401
    """A value as the language writes it: a number with its marks, anything else as Python shows it."""
    # A number of NumPy's, or of TensorFlow's.
    if not isinstance(value, bool | int | float | str) and hasattr(value, "dtype") and getattr(value, "ndim", 1) == 0:
        value = value.item() if hasattr(value, "item") else value.numpy().item()
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = format(value, f",{number_format}") if number_format else _digits(value)
        return number.translate(str.maketrans(",.-", f"{words['thousands']}{words['decimal']}−"))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _digits(number: float) -> str:
    """A number in English notation, with up to four decimals, or the first two digits of a smaller one."""
    if isinstance(number, int):
        return f"{number:,}"
    if not math.isfinite(number):
        return str(number)
    if 0 < abs(number) < 0.001:
        return f"{number:.2g}"
    return f"{number:,.4f}".rstrip("0").rstrip(".")
