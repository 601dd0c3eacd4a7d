"""A learner's script, run, and the checks of a lesson's exercises on the names that it defines.

It runs in a process of its own, as `python -P attempt.py JOB`, and so imports nothing of this project. JOB is a file of
JSON that `trying.py` writes; it names the file to which the outcome is written:

    {"exercises": …}                             what `checked` returns
    {"error": KIND, "line": …, "reason": …}      KIND is failed, input, exit or no_keras; the line is the script's

Where it failed, "raised" has the classes of the error and of what it comes from, each with the whole of its message, in
the order of a traceback: the error is the last.
"""

import builtins
import contextlib
import importlib
import io
import json
import math
import os
import re
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import_module: Callable[[str], Any] = importlib.import_module
STDERR = 2
# What no check asks for, but beginners make: expressions that expect a number or a list often can be evaluated on it.
OTHER_KINDS = (type(None), str, dict)
# The most characters of a value that is neither a number nor a text, and of an error's message.
LONGEST = 200
# How lines of a message begin that say nothing yet: of Keras', and of a traceback of TensorFlow's.
BEFORE_THE_CAUSE = (
    *(" ", "Traceback ", "Exception encountered when calling"),
    *("Graph execution error", "Detected at node", "<stack traces unavailable>"),
)
# With these, Keras writes bold.
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
# What Python's own `input` says where nobody can type anything.
NO_INPUT = "EOF when reading a line"


class UnusableModuleError(Exception):
    """A module that the checks or the script need can't be imported; the message says why."""


def main(job: Mapping[str, Any]) -> None:
    """Do the job, and end the process, whatever threads the script has left."""
    _drop_native_stderr()
    outcome = _outcome_of(job)
    Path(job["outcome"]).write_text(json.dumps(outcome), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        # The script may have closed it.
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(0)


def checked(
    exercises: Sequence[Mapping[str, Any]],
    names: Mapping[str, Any],
    words: Mapping[str, str],
    load: Callable[[str], Any] = import_module,
) -> list[dict[str, Any]]:
    """What holds of each exercise, and what doesn't, on the names that an answer defines.

    `exercises` are what `in_language` of docs/plugins/project/exercise_checks.py returns, `words` the language's marks
    of a number, `thousands` and `decimal`, and its sentences `missing` and `unfit`; `load` imports a module that a
    check uses. An exercise none of whose own names is defined has no results.
    """
    made: dict[str, Any] = {}
    return [
        {"number": exercise["number"], "results": _results(exercise, names, words, load, made)}
        for exercise in exercises
    ]


def _results(
    exercise: Mapping[str, Any],
    names: Mapping[str, Any],
    words: Mapping[str, str],
    load: Callable[[str], Any],
    made: dict[str, Any],
) -> list[dict[str, Any]]:
    """Of each name that is missing, and of each check that does without it: its name, whether it holds, and a text."""
    if not any(name in names for name in exercise["own"]):
        return []
    unusable = {name for name in exercise["names"] if name not in names}
    results = [
        {"check": name, "holds": False, "text": words["missing"].format(name=name, what=what)}
        for name, what in exercise["names"].items()
        if name in unusable
    ]
    failed: set[str] = set()
    for check in exercise["checks"]:
        if unusable.intersection(check["needs"]):
            continue
        learners = {name: names[name] for name in check["needs"]}
        # What evaluating a network prints, or warns of, is nothing that the learner's script has printed.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcome = _outcome(check, _given(check, load, made), learners, words)
        if outcome:
            holds, text = outcome
            failed.update(() if holds else learners)
        elif failed.intersection(learners):
            # What is wrong with it has been said.
            continue
        else:
            name = min(learners, key=lambda name: _plausibility(learners[name]))
            unusable.add(name)
            what, kind = exercise["names"][name], _kind(learners[name])
            holds, text = False, words["unfit"].format(name=name, what=what, kind=kind)
        results.append({"check": check["name"], "holds": holds, "text": text})
    return results


def _given(check: Mapping[str, Any], load: Callable[[str], Any], made: dict[str, Any]) -> dict[str, Any]:
    """The modules that a check uses, and what the file gives it; `made` keeps them for the checks that come after."""
    made |= {name: load(module) for name, module in check["modules"].items()}
    for name, expression in check["given"].items():
        if name not in made:
            made[name] = eval(expression, made)
    return {name: made[name] for name in (*check["modules"], *check["given"])}


def _outcome(
    check: Mapping[str, Any], given: Mapping[str, Any], learners: Mapping[str, Any], words: Mapping[str, str]
) -> tuple[bool, str] | None:
    """Whether a check holds, and the sentence to say; None where a value is not of the kind that it asks for.

    The last hint, which has no `when`, is for values on which `holds` can be evaluated.
    """
    values = {**given, **learners}
    try:
        if eval(check["holds"], dict(values)):
            return True, _filled(check["says"], values, words)
        hints = check["hints"]
    except Exception:  # whatever an expression may raise on what a learner has made
        hints = check["hints"][:-1]
    if any(isinstance(value, OTHER_KINDS) for value in learners.values()):
        return None
    try:
        hint = next(hint for hint in hints if not hint["when"] or _holds(hint["when"], values))
        return False, _filled(hint["text"], values, words)
    except Exception:  # as above, or no hint is left
        return None


def _plausibility(value: object) -> int:
    """How likely it is that a value is of the kind that was asked for, to find the one that isn't."""
    if isinstance(value, OTHER_KINDS):
        return 0
    return 2 if isinstance(value, int | float) else 1


def _kind(value: object) -> str:
    """The name of a value's type; of a list, with that of its first element, as in list[str]."""
    name = type(value).__name__
    return f"{name}[{type(value[0]).__name__}]" if isinstance(value, list | tuple) and value else name


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
    return _shortened(str(value))


def _digits(number: float) -> str:
    """A number in English notation, with up to four decimals, or the first two digits of a smaller one."""
    if isinstance(number, int):
        return f"{number:,}"
    if not math.isfinite(number):
        return str(number)
    if 0 < abs(number) < 0.001:
        return f"{number:.2g}"
    return f"{number:,.4f}".rstrip("0").rstrip(".")


def _outcome_of(job: Mapping[str, Any]) -> dict[str, Any]:
    def load(name: str) -> Any:  # noqa: ANN401
        return _loaded(name, job["data"])

    try:
        if job["imports_keras"]:
            load("keras")
        names: dict[str, Any] = {}
        if error := _run(job["script"], names):
            return error
        return {"exercises": checked(job["exercises"], names, job["words"], load)}
    except UnusableModuleError as error:
        return {"error": "no_keras", "reason": str(error)}


def _run(script: str, names: dict[str, Any]) -> dict[str, Any] | None:
    """Run the script, which fills `names`, as `python script` would; return the outcome if it fails."""
    module = types.ModuleType("__main__")
    vars(module).update({"__file__": script, "__builtins__": builtins})
    # What is defined in the script finds its module by this name.
    sys.modules["__main__"] = module
    sys.argv = [script]
    # The programs that it may import lie in the folder in which it runs.
    sys.path.insert(0, str(Path.cwd()))
    try:
        exec(compile(Path(script).read_bytes(), script, "exec", dont_inherit=True), vars(module))
    except SystemExit as error:
        if error.code:
            return {"error": "exit", "line": _line(error, script), "reason": _shortened(repr(error.code))}
    except BaseException as error:  # a script may raise anything
        if isinstance(error, EOFError) and str(error) == NO_INPUT:
            # The line of the prompt has no end.
            print()
            return {"error": "input", "line": _line(error, script)}
        raised = [[type(each).__name__, _message(each)] for each in _chain(error)]
        return {"error": "failed", "line": _line(error, script), "reason": _described(error), "raised": raised}
    names.update(vars(module))
    return None


def _loaded(name: str, data: str) -> Any:  # noqa: ANN401
    """A module; Keras' `load_data` returns the arrays of the file `data`. Raises UnusableModuleError."""
    try:
        module = import_module(name)
    except Exception as error:  # a missing package, but also one that is broken
        raise UnusableModuleError(_described(error)) from None
    if name == "keras":
        mnist = module.datasets.mnist
        # Where it is defined, too: `tensorflow.keras` takes it from there.
        for owner in (sys.modules.get(mnist.load_data.__module__), mnist):
            owner.load_data = _loader(data)  # type: ignore[union-attr]
    return module


def _loader(data: str) -> Callable[..., Any]:
    def load_data(path: str = "mnist.npz") -> Any:  # noqa: ANN401
        """Stand in for the function of this name in `keras.datasets.mnist`: the arrays that `--data` chose."""
        numpy = import_module("numpy")
        with numpy.load(data) as arrays:
            return (arrays["x_train"], arrays["y_train"]), (arrays["x_test"], arrays["y_test"])

    return load_data


def _line(error: BaseException, script: str) -> int:
    """The line of the script that raised the error, or called what did."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == script]
    return lines[-1]


def _chain(error: BaseException) -> list[BaseException]:
    """The error after those that it comes from, as a traceback has them."""
    chain = [error]
    while (earlier := _earlier(chain[0])) and all(earlier is not each for each in chain):
        chain.insert(0, earlier)
    return chain


def _earlier(error: BaseException) -> BaseException | None:
    """What an error comes from, if the traceback shows it."""
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _described(error: BaseException) -> str:
    """The class of an error, and the first line of its message that says what is wrong."""
    message = ESCAPES.sub("", _message(error))
    lines = [line.rstrip() for line in message.splitlines() if line.strip()]
    cause = next((line for line in lines if not line.startswith(BEFORE_THE_CAUSE)), "".join(lines[:1]).strip())
    return _shortened(f"{type(error).__name__}: {cause}" if cause else type(error).__name__)


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a class of the script's own
        return ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _drop_native_stderr() -> None:
    """Let only Python's own `sys.stderr` be seen: no setting silences all that TensorFlow's C++ code writes."""
    sys.stderr = os.fdopen(os.dup(STDERR), "w", buffering=1, encoding="utf-8", errors="replace")
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDERR)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_bytes()))
