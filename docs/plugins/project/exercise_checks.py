"""How learners check an exercise at the terminal, from `examples/checks/NAME.yml`, NAME being the lesson's.

    given:                            # what the checks of the file compare with; an expression may use those above it
      labels: keras.datasets.mnist.load_data()[0][1]
    1:                                # the exercise's number on the page
      names:                          # what the answer must define, and what that is
        small: {vi: mạng có một lớp ẩn, en: the network with a single hidden layer}
      checks:
        parameters:
          holds: small.count_params() == 25_450
          says: {vi: "mạng có {small.count_params()} tham số.", en: "it has {small.count_params()} parameters."}
          hints:                      # the first whose `when` holds is shown; the last has no `when`
            - {when: small.count_params() > 25_450, vi: "…", en: "…"}
            - {vi: "…", en: "…"}

Expressions are Python on the exercise's names, what is given, `np` and `keras`. An exercise counts as begun when a name
is defined that no exercise above it has. A text shows the value of each expression that it has in braces,
a number as the language writes it; `{value:.1%}` and `{value:.3f}` say how many digits.
docs/plugins/project/exercise_checks_file.py reads the file. Pure.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docs.plugins.project.expressions import cut_at_brace, expression_problem, names_in
from docs.plugins.project.languages import Language

FOLDER = "examples/checks"
# The modules that an expression may use, by their names there.
MODULES = {"np": "numpy", "keras": "keras"}
# How a text may write a number: `.3f`, `.1%`.
NUMBER_FORMAT = re.compile(r"\.\d[f%]")

ByLanguage: TypeAlias = Mapping[str, str]
# A piece of a text: what is shown as it is, or an expression and how its value is written.
Piece: TypeAlias = str | tuple[str, str]


@dataclass(frozen=True)
class Hint:
    """What to say of an answer that is wrong, by language; `when` is the expression that says of which, "" of any."""

    when: str
    texts: ByLanguage


@dataclass(frozen=True)
class Check:
    """One thing that an answer must fulfil: the expression `holds`. `says` is the sentence, by language, if it does."""

    name: str
    holds: str
    says: ByLanguage
    hints: tuple[Hint, ...]


@dataclass(frozen=True)
class ExerciseChecks:
    """The checks of an exercise by its number, and the line of the file on which they begin.

    `names` are the variables that the answer defines, each with what it is, by language; `given` are the expressions of
    the file, by their names.
    """

    number: int
    line: int
    names: Mapping[str, ByLanguage]
    checks: tuple[Check, ...]
    given: Mapping[str, str]


def path_of(lesson: str) -> str:
    """Where the checks of a lesson's exercises stand, from the project's root."""
    return f"{FOLDER}/{lesson}.yml"


def in_language(exercises: Mapping[int, ExerciseChecks], language: Language) -> list[dict[str, Any]]:
    """The checks in one language, in JSON's types, as `checked` of examples/runner/attempt.py takes them."""
    own = own_names(exercises)
    return [_exercise_in_language(exercise, own[number], language.code) for number, exercise in exercises.items()]


def pieces(text: str) -> tuple[Piece, ...]:
    """A text as its pieces; raises ValueError where what stands in braces is not an expression."""
    found: list[Piece] = []
    rest = text
    while rest:
        before, brace, rest = rest.partition("{")
        if "}" in before:
            raise ValueError('the text has a "}" without "{"')
        found += [before] * bool(before)
        if brace:
            expression, rest = _expression(rest)
            found.append(expression)
    return tuple(found)


def own_names(exercises: Mapping[int, ExerciseChecks]) -> Mapping[int, Sequence[str]]:
    """The names of each exercise that none before it has."""
    own, seen = {}, set[str]()
    for number, exercise in exercises.items():
        own[number] = [name for name in exercise.names if name not in seen]
        seen.update(exercise.names)
    return own


def names_of(check: Check) -> set[str]:
    """The names that the expressions of a check have."""
    return {name for expression in _expressions(check) for name in names_in(expression)}


def used_by(check: Check, given: Mapping[str, str]) -> set[str]:
    """The names that a check uses, with those that what is given to it uses in turn."""
    used = names_of(check)
    # From the last on, as one may use those above it.
    for name in reversed(list(given)):
        if name in used:
            used |= names_in(given[name])
    return used


def _expression(text: str) -> tuple[Piece, str]:
    """The expression up to the "}" that closes it, and the text after that."""
    if found := cut_at_brace(text, lambda inside: not expression_problem(_parted(inside)[0])):
        inside, after = found
        return _parted(inside), after
    inside, brace, _ = text.partition("}")
    raise ValueError(f'"{{{inside}}}" is not a Python expression' if brace else f'"{{{inside}" has no "}}"')


def _parted(inside: str) -> tuple[str, str]:
    """An expression, and how its value is written where it says that, "" where it doesn't."""
    if not expression_problem(inside):
        return inside.strip(), ""
    value, _, number_format = inside.rpartition(":")
    return (value.strip(), number_format) if NUMBER_FORMAT.fullmatch(number_format) else (inside, "")


def _exercise_in_language(exercise: ExerciseChecks, own: Sequence[str], code: str) -> dict[str, Any]:
    names = {name: texts[code] for name, texts in exercise.names.items()}
    return {
        "number": exercise.number,
        "names": names,
        "own": own,
        "checks": [_check_in_language(check, names, exercise.given, code) for check in exercise.checks],
    }


def _check_in_language(check: Check, names: Mapping[str, str], given: Mapping[str, str], code: str) -> dict[str, Any]:
    used = used_by(check, given)
    return {
        "name": check.name,
        "needs": [name for name in names if name in used],
        "modules": {name: module for name, module in MODULES.items() if name in used},
        "given": {name: expression.strip() for name, expression in given.items() if name in used},
        "holds": check.holds.strip(),
        "says": pieces(check.says[code]),
        "hints": [{"when": hint.when.strip(), "text": pieces(hint.texts[code])} for hint in check.hints],
    }


def _expressions(check: Check) -> Iterator[str]:
    """Every expression of a check, wherever it stands in it."""
    yield check.holds
    yield from (hint.when for hint in check.hints if hint.when)
    for texts in (check.says, *(hint.texts for hint in check.hints)):
        for text in texts.values():
            yield from (piece[0] for piece in pieces(text) if isinstance(piece, tuple))
