"""Reads `examples/checks/NAME.yml`, whose format docs/plugins/project/exercise_checks.py describes. Pure."""

import builtins
import keyword
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic.dataclasses import dataclass

from docs.plugins.project.exercise_checks import (
    MODULES,
    ByLanguage,
    Check,
    ExerciseChecks,
    Hint,
    names_of,
    own_names,
    pieces,
)
from docs.plugins.project.expressions import expression_problem, names_in
from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.project.yaml_lines import Place
from docs.plugins.project.yaml_models import STRICT, Expected, Problems, Text, read_nested_yaml, refuse, shape_problems

FORM = '"1: {names: …, checks: …}"; give each exercise its number'
GIVEN = "given"
WHEN = "when"


@dataclass(frozen=True, config=STRICT)
class _Entry:
    """The form of an exercise in the file."""

    names: Annotated[
        dict[str, Annotated[dict[str, Text], Expected(dict, "given by language; write it as {vi: …}")]],
        Expected(dict, "a list of variables; write it as small: {vi: …}"),
    ]
    checks: Annotated[dict[str, Any], Expected(dict, "a list of checks; give each its name")]


@dataclass(frozen=True, config=STRICT)
class _CheckEntry:
    """The form of a check in the file."""

    holds: Text
    says: Annotated[dict[str, Text], Expected(dict, "given by language; write it as {vi: …}")]
    hints: Annotated[
        list[Annotated[dict[str, Text], Expected(dict, "a hint; write it as {vi: …}")]],
        Expected(list, "a list of hints; begin each with -"),
    ]


def parse_exercise_checks(text: str, path: str, languages: Sequence[Language]) -> Mapping[int, ExerciseChecks]:
    """Read the checks of a lesson's exercises, by the exercises' numbers; raises ProjectError at the first problem."""
    entries, lines = read_nested_yaml(path, text, FORM)
    given = entries.pop(GIVEN, {})
    refuse(path, lines, _problems(given, entries, languages))
    return {number: _exercise(number, lines[(number,)], entry, given) for number, entry in entries.items()}


def _exercise(number: int, line: int, entry: Mapping[str, Any], given: Mapping[str, str]) -> ExerciseChecks:
    checks = tuple(_check(name, check) for name, check in entry["checks"].items())
    return ExerciseChecks(number, line, entry["names"], checks, given)


def _check(name: str, entry: Mapping[str, Any]) -> Check:
    return Check(name, entry["holds"], entry["says"], tuple(map(_hint, entry["hints"])))


def _hint(entry: Mapping[str, str]) -> Hint:
    return Hint(entry.get(WHEN, ""), {key: text for key, text in entry.items() if key != WHEN})


def _problems(
    given: Mapping[str, str], entries: Mapping[Any, Mapping[str, Any]], languages: Sequence[Language]
) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    yield from _given_problems(given)
    for number, entry in entries.items():
        yield from _exercise_problems(number, entry, given, languages)
    exercises = {number: _exercise(number, 0, entry, given) for number, entry in entries.items()}
    for number, own in own_names(exercises).items():
        if not own:
            yield (
                (number, "names"),
                "exercises above have all of these names, so that nobody knows when this one is begun; add one",
            )
    checks = [check for exercise in exercises.values() for check in exercise.checks]
    used = set().union(*map(names_in, given.values()), *map(names_of, checks))
    yield from _unused((GIVEN,), given, used)


def _exercise_problems(
    number: Any,  # noqa: ANN401
    entry: Mapping[str, Any],
    given: Mapping[str, str],
    languages: Sequence[Language],
) -> Problems:
    place = (number,)
    if type(number) is not int or number < 1:
        yield place, f'"{number}" is no number of an exercise; write it as 1'
    yield from shape_problems(_Entry, entry, place, "exercise")
    yield from _name_problems((*place, "names"), entry["names"], given, languages)
    if not entry["checks"]:
        yield (*place, "checks"), "the exercise has no check; add one"
    for name, check in entry["checks"].items():
        yield from _check_problems((*place, "checks", name), name, check, entry["names"], given, languages)
    used = set().union(*(names_of(_check(name, check)) for name, check in entry["checks"].items()))
    yield from _unused((*place, "names"), entry["names"], used)


def _unused(place: Place, names: Iterable[str], used: Container[str]) -> Problems:
    for name in names:
        if name not in used:
            yield (*place, name), f'no check has the name "{name}"; add one, or take the name out'


def _given_problems(given: Mapping[Any, Any]) -> Problems:
    known: list[str] = []
    for name, expression in given.items():
        place = (GIVEN, name)
        if not _is_variable(name):
            yield place, f'"{name}" can be no name of a value; write one such as labels'
        if not isinstance(expression, str):
            yield place, f'"{name}" is no expression; write it in quotes'
        yield from _expression_problems(place, expression, known)
        known.append(name)


def _is_variable(name: object) -> bool:
    return isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name) and name not in MODULES


def _name_problems(
    place: Place, names: Mapping[str, ByLanguage], given: Mapping[str, str], languages: Sequence[Language]
) -> Problems:
    if not names:
        yield place, "the exercise has no name; say which variables its answer defines"
    for name, texts in names.items():
        if not _is_variable(name):
            yield (*place, name), f'"{name}" can be no variable of an answer; write one such as small'
        if name in given:
            yield (*place, name), f'"{name}" is given already; give the variable another name'
        yield from _language_problems((*place, name), texts, languages)


def _check_problems(
    place: Place,
    name: str,
    check: Any,  # noqa: ANN401
    names: Mapping[str, ByLanguage],
    given: Mapping[str, str],
    languages: Sequence[Language],
) -> Problems:
    known = [*names, *given]
    if not KEBAB_CASE.fullmatch(str(name)):
        yield place, f'the check "{name}" is not named in kebab-case, as in "val-loss"'
    yield from shape_problems(_CheckEntry, check, place, "check")
    yield from _expression_problems((*place, "holds"), check["holds"], known)
    if not names_in(check["holds"]).intersection(names):
        yield (
            (*place, "holds"),
            f"it has no name of the exercise (names: {', '.join(names)}); say what must hold of one",
        )
    yield from _text_problems((*place, "says"), check["says"], known, languages)
    hints = check["hints"]
    if not hints:
        yield (*place, "hints"), "the check has no hint; add one"
    for index, hint in enumerate(hints):
        there, is_last = (*place, "hints", index), index == len(hints) - 1
        if is_last and WHEN in hint:
            yield (*there, WHEN), 'the last hint has a "when", so that none may hold; add one without'
        if not is_last and WHEN not in hint:
            yield there, 'a hint without "when" that is not the last: those below it are never shown; move it down'
        if WHEN in hint:
            yield from _expression_problems((*there, WHEN), hint[WHEN], known)
        yield from _text_problems(there, _hint(hint).texts, known, languages)


def _text_problems(place: Place, texts: ByLanguage, known: Sequence[str], languages: Sequence[Language]) -> Problems:
    yield from _language_problems(place, texts, languages)
    for code, text in texts.items():
        try:
            shown = pieces(text)
        except ValueError as error:
            yield (*place, code), f'{error}; an expression stands in braces, as in "{{len(images)}}"'
            return
        for piece in shown:
            if isinstance(piece, tuple):
                yield from _expression_problems((*place, code), piece[0], known)


def _expression_problems(place: Place, expression: str, names: Sequence[str]) -> Problems:
    if problem := expression_problem(expression):
        yield place, f"not a Python expression ({problem}): {expression}"
        return
    known = [*names, *MODULES]
    for name in sorted(names_in(expression)):
        if name not in known and not hasattr(builtins, name):
            yield place, f'there is no name "{name}" here (names: {", ".join(known)}); add it to them, or correct it'


def _language_problems(place: Place, texts: ByLanguage, languages: Sequence[Language]) -> Problems:
    yield from unknown_languages((((*place, code), code) for code in texts), languages)
    for language in in_lockstep_or_source(languages):
        if language.code not in texts:
            yield place, f'no text in "{language.code}"; add it'
