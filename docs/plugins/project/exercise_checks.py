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
a number as the language writes it; `{value:.1%}` and `{value:.3f}` say how many digits. Pure.
"""

import ast
import builtins
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass as plain_dataclass
from typing import Annotated, Any, TypeAlias

from pydantic.dataclasses import dataclass

from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.project.yaml_lines import Place
from docs.plugins.project.yaml_models import STRICT, Expected, Problems, Text, read_nested_yaml, refuse, shape_problems

FOLDER = "examples/checks"
FORM = '"1: {names: …, checks: …}"; give each exercise its number'
GIVEN = "given"
# The modules that an expression may use, by their names there.
MODULES = {"np": "numpy", "keras": "keras"}
WHEN = "when"
# How a text may write a number: `.3f`, `.1%`.
NUMBER_FORMAT = re.compile(r"\.\d[f%]")

ByLanguage: TypeAlias = Mapping[str, str]
# A piece of a text: what is shown as it is, or an expression and how its value is written.
Piece: TypeAlias = str | tuple[str, str]


@plain_dataclass(frozen=True)
class Hint:
    """What to say of an answer that is wrong, by language; `when` is the expression that says of which, "" of any."""

    when: str
    texts: ByLanguage


@plain_dataclass(frozen=True)
class Check:
    """One thing that an answer must fulfil: the expression `holds`. `says` is the sentence, by language, if it does."""

    name: str
    holds: str
    says: ByLanguage
    hints: tuple[Hint, ...]


@plain_dataclass(frozen=True)
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


def path_of(lesson: str) -> str:
    """Where the checks of a lesson's exercises stand, from the project's root."""
    return f"{FOLDER}/{lesson}.yml"


def parse_exercise_checks(text: str, path: str, languages: Sequence[Language]) -> Mapping[int, ExerciseChecks]:
    """Read the checks of a lesson's exercises, by the exercises' numbers; raises ProjectError at the first problem."""
    entries, lines = read_nested_yaml(path, text, FORM)
    given = entries.pop(GIVEN, {})
    refuse(path, lines, _problems(given, entries, languages))
    return {number: _exercise(number, lines[(number,)], entry, given) for number, entry in entries.items()}


def in_language(exercises: Mapping[int, ExerciseChecks], language: Language) -> list[dict[str, Any]]:
    """The checks in one language, in JSON's types, as `checked` of examples/runner/attempt.py takes them."""
    own = _own_names(exercises)
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


def names_in(expression: str) -> set[str]:
    """The names that an expression takes from outside."""
    nodes = list(ast.walk(ast.parse(expression.strip(), mode="eval")))
    named = [node for node in nodes if isinstance(node, ast.Name)]
    own = {node.id for node in named if not isinstance(node.ctx, ast.Load)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in named} - own


def _expression(text: str) -> tuple[Piece, str]:
    """The expression up to the "}" that closes it, which is not one of its own, and the text after that."""
    for match in re.finditer("}", text):
        inside, after = text[: match.start()], text[match.end() :]
        if _is_expression(inside):
            return (inside.strip(), ""), after
        value, _, number_format = inside.rpartition(":")
        if NUMBER_FORMAT.fullmatch(number_format) and _is_expression(value):
            return (value.strip(), number_format), after
    inside = text.partition("}")[0]
    raise ValueError(f'"{{{inside}" has no "}}"' if inside == text else f'"{{{inside}}}" is not a Python expression')


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True


def _own_names(exercises: Mapping[int, ExerciseChecks]) -> Mapping[int, Sequence[str]]:
    """The names of each exercise that none before it has."""
    own, seen = {}, set[str]()
    for number, exercise in exercises.items():
        own[number] = [name for name in exercise.names if name not in seen]
        seen.update(exercise.names)
    return own


def _exercise(number: int, line: int, entry: Mapping[str, Any], given: Mapping[str, str]) -> ExerciseChecks:
    checks = tuple(
        Check(name, check["holds"], check["says"], tuple(map(_hint, check["hints"])))
        for name, check in entry["checks"].items()
    )
    return ExerciseChecks(number, line, entry["names"], checks, given)


def _hint(entry: Mapping[str, str]) -> Hint:
    return Hint(entry.get(WHEN, ""), {key: text for key, text in entry.items() if key != WHEN})


def _exercise_in_language(exercise: ExerciseChecks, own: Sequence[str], code: str) -> dict[str, Any]:
    names = {name: texts[code] for name, texts in exercise.names.items()}
    return {
        "number": exercise.number,
        "names": names,
        "own": own,
        "checks": [_check_in_language(check, names, exercise.given, code) for check in exercise.checks],
    }


def _check_in_language(check: Check, names: Mapping[str, str], given: Mapping[str, str], code: str) -> dict[str, Any]:
    used = {name for expression in _expressions(check) for name in names_in(expression)}
    # From the last on, as one may use those above it.
    for name in reversed(list(given)):
        if name in used:
            used |= names_in(given[name])
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


def _problems(
    given: Mapping[str, str], entries: Mapping[Any, Mapping[str, Any]], languages: Sequence[Language]
) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    yield from _given_problems(given)
    for number, entry in entries.items():
        place = (number,)
        if type(number) is not int or number < 1:
            yield place, f'"{number}" is no number of an exercise; write it as 1'
        yield from shape_problems(_Entry, entry, place, "exercise")
        yield from _name_problems((*place, "names"), entry["names"], given, languages)
        if not entry["checks"]:
            yield (*place, "checks"), "the exercise has no check; add one"
        for name, check in entry["checks"].items():
            yield from _check_problems((*place, "checks", name), name, check, entry["names"], given, languages)
        used = _used(_exercise(number, 0, entry, given))
        for name in entry["names"]:
            if name not in used:
                yield (*place, "names", name), f'no check has the name "{name}"; add one, or take the name out'
    exercises = {number: _exercise(number, 0, entry, given) for number, entry in entries.items()}
    for number, own in _own_names(exercises).items():
        if not own:
            yield (
                (number, "names"),
                "exercises above have all of these names, so that nobody knows when this one is begun; add one",
            )
    used = {name for expression in given.values() for name in names_in(expression)}
    used |= {name for exercise in exercises.values() for name in _used(exercise)}
    for name in given:
        if name not in used:
            yield (GIVEN, name), f'no check has the name "{name}"; add one, or take the name out'


def _used(exercise: ExerciseChecks) -> set[str]:
    """The names that the expressions of an exercise's checks have."""
    return {name for check in exercise.checks for expression in _expressions(check) for name in names_in(expression)}


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
    try:
        used = names_in(expression)
    except (SyntaxError, ValueError) as error:
        yield place, f"not a Python expression ({error.args[0]}): {expression}"
        return
    known = [*names, *MODULES]
    for name in sorted(used):
        if name not in known and not hasattr(builtins, name):
            yield place, f'there is no name "{name}" here (names: {", ".join(known)}); add it to them, or correct it'


def _language_problems(place: Place, texts: ByLanguage, languages: Sequence[Language]) -> Problems:
    yield from unknown_languages((((*place, code), code) for code in texts), languages)
    for language in in_lockstep_or_source(languages):
        if language.code not in texts:
            yield place, f'no text in "{language.code}"; add it'
