"""What YAML must look like: pydantic's models, and their errors as problems with the place of each.

A model says in words what its fields are expected to be: `Expected(list, "a list of pages; write it as [a, b]")`.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.yaml_lines import Lines, Place, YamlError, load

Problems: TypeAlias = Iterator[tuple[Place, str]]
STRICT = ConfigDict(extra="forbid", strict=True)


def Expected(type_: type, words: str) -> BeforeValidator:  # noqa: N802 (it is used as a class, in annotations)
    """The annotation of a field that must be of a type; `words` say what that is, and after ";" what to write."""

    def check(value: object) -> object:
        # YAML's `yes` is True, which is an int to Python; a datetime is a date, and can't be compared with one.
        if type(value) is not type_:
            raise unexpected(value, words)
        return value

    return BeforeValidator(check)


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("unexpected", "is blank; write its text")
    return value


AnyText = Annotated[str, Expected(str, "text; write it in quotes")]
Text = Annotated[str, BeforeValidator(_not_blank), Expected(str, "text; write it in quotes")]
Texts = Annotated[list[Text], Expected(list, 'a list of texts; write it as ["…", "…"]')]


def read_yaml(path: str, text: str) -> tuple[Any, Lines]:
    """The value of a YAML file, and the lines of its entries; raises ProjectError where it is not YAML."""
    try:
        return load(text)
    except YamlError as error:
        raise ProjectError(f"{path}:{error.line}: not YAML: {error.problem}") from None


def read_nested_yaml(path: str, text: str, form: str) -> tuple[dict[Any, dict[Any, Any]], Lines]:
    """The entries of a YAML file, each of which has entries of its own, and their lines; none where it is empty.

    Raises ProjectError for another form; `form` says what the right one is, and after ";" what to write.
    """
    entries, lines = read_yaml(path, text)
    entries = {} if entries is None else entries
    if not isinstance(entries, dict):
        raise ProjectError(f"{path}:{lines[()]}: not of the form {form}")
    for key, entry in entries.items():
        if entry is None:
            raise ProjectError(f'{path}:{lines[(key,)]}: "{key}" has nothing below it; fill it in, or delete the line')
        if not isinstance(entry, dict):
            raise ProjectError(f"{path}:{lines[(key,)]}: not of the form {form}")
    return entries, lines


def refuse(path: str, lines: Lines, problems: Iterable[tuple[Place, str]]) -> None:
    """Raise ProjectError for the first of the problems of a file."""
    for place, problem in problems:
        raise ProjectError(f"{path}:{lines[place]}: {problem}")


def shape_problems(model: type[Any], entry: object, place: Place, noun: str, **named: str) -> Problems:
    """What keeps an entry, which stands at `place`, from being of the model; `noun` says what it is, as "term".

    The fields of the model are the keys that it may have, but for what is `named`: the key of the entry itself.
    """
    keys = [field.name for field in dataclasses.fields(model) if field.name not in named]
    listed = ", ".join(keys)
    one = f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
    if not isinstance(entry, dict):
        yield place, f"not {one}; give it the keys {listed}"
        return
    for key in entry:
        if key not in keys:
            yield (*place, key), f'"{key}" is no key of {one} (keys: {listed})'
    try:
        model(**named, **entry)
    except ValidationError as error:
        for details in error.errors():
            key, *below = details["loc"]
            if details["type"] == "missing":
                yield place, f'the {noun} has no "{key}"; add it'
            elif below[-1:] == ["[key]"]:
                holder = entry[key]
                for step in below[:-2]:
                    holder = holder[step]
                not_text = next(name for name in holder if not isinstance(name, str))
                yield (*place, key, *below[:-2], not_text), f'"{not_text}" is not text; write it in quotes'
            else:
                within = f' in "{below[0]}"' if below and isinstance(below[0], str) else ""
                there = place if key in named else (*place, key, *below)
                yield there, f'"{key}"{within} {details["msg"]}'


def second_problems(entries: Sequence[Mapping[str, Any]], index: int, noun: str, lines: Lines) -> Problems:
    """An entry whose id one above it has."""
    id_ = entries[index]["id"]
    first = next(number for number, entry in enumerate(entries) if entry["id"] == id_)
    if first < index:
        yield (index,), f'a second {noun} "{id_}"; the first is at line {lines[(first,)]}'


def unexpected(value: object, words: str) -> PydanticCustomError:
    """The error of a value that is not what `words` say."""
    return PydanticCustomError("unexpected", "{said}", {"said": f"{_described(value)}not {words}"})


def _described(value: object) -> str:
    if value is None:
        return "is empty, "
    if isinstance(value, dict | list):
        return "is "
    # Python's True is YAML's true.
    return f'is "{str(value).lower() if isinstance(value, bool) else value}", '
