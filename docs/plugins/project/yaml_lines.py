"""YAML together with the lines it stands on, so that a message about a value can name its line. Pure."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeAlias, cast

import yaml
from yaml.constructor import ConstructorError
from yaml.reader import ReaderError

Place: TypeAlias = tuple[str | int, ...]
Lines: TypeAlias = Mapping[Place, int]
Loader: TypeAlias = "yaml.CSafeLoader | yaml.SafeLoader"
ANCHOR = "&"
# What YAML says of a tab, and of a text that holds ": ", begins with one of its signs, or goes on after a quoted part.
REMEDIES = {
    re.compile(r"found character '\\t'"): "; indent with spaces",
    re.compile(
        r"mapping values are not allowed here|cannot start any token|expected <block end>, but found '<scalar>'"
    ): "; put the text in double quotes",
}


class YamlError(Exception):
    """Text that is not YAML as meant here: the line (from 1) and what is wrong with it."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"line {line}: {problem}")
        self.line = line
        self.problem = problem


def load(text: str) -> tuple[Any, Lines]:
    """What `yaml.safe_load` makes of the text, and the line of each entry by the keys and indices that lead to it.

    The entry of a mapping stands on its key's line; the path `()` is the document itself. Raises YamlError where the
    text is not YAML, where a mapping has a key twice, and at an alias, which would stand on two lines.
    """
    # LibYAML takes a seventh of the time. What it refuses is read again, for the words below; an alias has its anchor.
    # PyYAML's wheels have it; where PyYAML was built from source, it may be without.
    if yaml.__with_libyaml__ and ANCHOR not in text:
        with suppress(yaml.YAMLError, ValueError, AttributeError, RecursionError):
            return _loaded(yaml.CSafeLoader(text))
    try:
        return _loaded(_Loader(text))
    except RecursionError as error:
        raise YamlError(1, "lists or entries within each other, too deep to read") from error
    except ReaderError as error:
        raise YamlError(text.count("\n", 0, error.position) + 1, str(error.reason)) from error
    except yaml.MarkedYAMLError as error:
        mark = cast(yaml.Mark, error.problem_mark)
        problem = ", ".join(filter(None, [error.context, error.problem]))
        remedy = next((words for said, words in REMEDIES.items() if said.search(problem)), "")
        raise YamlError(mark.line + 1, f"{problem}{remedy}") from error


def _loaded(loader: Loader) -> tuple[Any, Lines]:
    node = loader.get_single_node()
    if node is None:
        return None, {(): 1}
    value = loader.construct_document(node)
    return value, {(): node.start_mark.line + 1, **dict(_lines(loader, node, ()))}


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise ConstructorError(None, None, f'the alias "*{event.anchor}"; write the value out', event.start_mark)
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # such as the date 2024-13-01
            raise ConstructorError(None, None, str(error), node.start_mark) from error
        except AttributeError as error:  # where the tag !!timestamp stands before something else
            raise ConstructorError(None, None, f"no value of the tag {node.tag}", node.start_mark) from error


def _lines(loader: Loader, node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    if isinstance(node, yaml.MappingNode):
        first_line: dict[Any, int] = {}
        for key_node, value_node in node.value:
            key: Any = loader.construct_object(key_node)
            line = key_node.start_mark.line + 1
            if key in first_line:
                raise YamlError(line, f'a second "{key}"; the first is at line {first_line[key]}')
            first_line[key] = line
            yield (*place, key), line
            yield from _lines(loader, value_node, (*place, key))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*place, index), item.start_mark.line + 1
            yield from _lines(loader, item, (*place, index))
