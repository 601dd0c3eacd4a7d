"""The calls of a script, with their arguments: noted as it runs, and compared with the calls that are expected.

The script's syntax tree is changed so that each call it makes goes through `noted`: nothing of Keras, Matplotlib or
NumPy is replaced, and only the script's own calls are seen. The methods of its classes stay as they are: Keras calls
those of a layer as often as it likes. The expectations stand in `tests/pages/calls`.
"""

import ast
import builtins
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from docs.plugins.project.scripts import Cell

# Calls of Python's own functions are not noted: their result shows where it is used. `print` is noted, since readers
# see what it prints.
NOT_NOTED = [value for name, value in vars(builtins).items() if callable(value) and name != "print"]
# Methods of these types, such as `X_train.astype("float32")`, are not noted: their result shows where it is used.
OF_PLAIN_DATA = (np.ndarray, np.generic, list, tuple, dict, str)
NAME_OF_NOTED = "__noted__"
# NumPy's kinds of booleans, integers (signed and unsigned) and floats.
NUMBERS = "biuf"
ANY = mock.ANY


@dataclass(frozen=True)
class Call:
    """A call: what is called, as the script writes it, and the arguments."""

    name: str
    positional: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        arguments = [*map(_shown, self.positional), *(f"{key}={_shown(value)}" for key, value in self.named.items())]
        return f"{self.name}({', '.join(arguments)})"


def call(name: str, /, *positional: Any, **named: Any) -> Call:  # noqa: ANN401
    """An expected call, in which ANY stands for whatever there is."""
    return Call(name, positional, named)


class Notes:
    """The calls of a run, in their order, each with the cell that makes it.

    With `once`, what a function that the script defines calls is noted at the first call of that function alone. With
    `traced`, coverage sees the lines of the script that Keras runs, too, such as a layer's.
    """

    def __init__(self, *, once: bool = False, traced: bool = False) -> None:
        self.calls: list[tuple[str, Call]] = []
        self.cell = ""
        self._once = once
        self._traced = traced
        self._seen: set[Callable[..., Any]] = set()
        self._silent = False

    def noted(self, name: str, function: Callable[..., Any], /, *positional: Any, **named: Any) -> Any:  # noqa: ANN401
        """Note the call, with the arguments as they are before the function changes them; then call the function."""
        owner = getattr(function, "__self__", None)
        of_python = any(function is each for each in NOT_NOTED)
        if not self._silent and not of_python and not isinstance(owner, OF_PLAIN_DATA):
            copies = {key: _copied(value) for key, value in named.items()}
            self.calls.append((self.cell, Call(name, tuple(map(_copied, positional)), copies)))
        # A function that the script defines: coverage needs its lines, too.
        if getattr(function, "__module__", None) == "__main__":
            with self._inside(function):
                return function(*positional, **named)
        if self._traced:
            return function(*positional, **named)
        # Coverage needs only the script's own lines, and tracing what Keras does in a call makes it a fifth slower.
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return function(*positional, **named)
        finally:
            sys.settrace(tracer)

    @contextmanager
    def _inside(self, function: Callable[..., Any]) -> Iterator[None]:
        """Note what the function calls, unless that has been noted once and is not to be noted again."""
        before, self._silent = self._silent, self._silent or (self._once and function in self._seen)
        if not self._silent:
            self._seen.add(function)
        try:
            yield
        finally:
            self._silent = before


def compiled(path: str, cell: Cell) -> CodeType:
    """A cell's code, compiled with the script's own line numbers, whose calls go through `noted`."""
    return compile(ast.fix_missing_locations(_ThroughNoted().visit(_tree(path, cell))), path, "exec")


def as_it_is(path: str, cell: Cell) -> CodeType:
    """The same, whose calls go straight to what they call."""
    return compile(_tree(path, cell), path, "exec")


def _tree(path: str, cell: Cell) -> ast.Module:
    return ast.parse("\n" * (cell.line - 1) + cell.code, path)


class _ThroughNoted(ast.NodeTransformer):
    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        node.decorator_list = [self.visit(each) for each in node.decorator_list]
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        name = ast.unparse(node.func)
        # Keras saves the bytecode of what this layer is given, and it runs where there is no `noted`.
        if name != "layers.Lambda":
            self.generic_visit(node)
        called = [ast.Constant(name), node.func, *node.args]
        through = ast.Call(ast.Name(NAME_OF_NOTED, ast.Load()), called, node.keywords)
        return ast.copy_location(through, node)


def _copied(value: Any) -> Any:  # noqa: ANN401
    """The value as it is now: a copy if it is an array, which the script may change later."""
    return value.copy() if isinstance(value, np.ndarray) else value


def differences(found: Sequence[tuple[str, Call]], expected: Mapping[str, Sequence[Call]]) -> list[str]:
    """The differences between a script's calls and those that are expected of its cells."""
    problems: list[str] = []
    for cell in dict.fromkeys([*expected, *(cell for cell, _ in found)]):
        there = [each for name, each in found if name == cell]
        wanted = list(expected.get(cell, ()))
        for number in range(max(len(there), len(wanted))):
            here = there[number] if number < len(there) else None
            want = wanted[number] if number < len(wanted) else None
            if here is None or want is None or not _same_call(want, here):
                problems.append(f"{cell}, call {number + 1}: {here or 'nothing'}; expected: {want or 'nothing'}")
                break
    return problems


def _same_call(expected: Call, found: Call) -> bool:
    return (
        expected.name == found.name
        and expected.named.keys() == found.named.keys()
        and _same(expected.positional, found.positional)
        and all(_same(value, found.named[key]) for key, value in expected.named.items())
    )


def _same(expected: Any, found: Any) -> bool:  # noqa: ANN401
    if expected is ANY:
        return True
    if isinstance(expected, np.ndarray) or isinstance(found, np.ndarray):
        return _same_array(np.asarray(expected), np.asarray(found))
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        return len(expected) == len(found) and all(map(_same, expected, found))
    if isinstance(expected, dict) and isinstance(found, dict):
        return expected.keys() == found.keys() and all(_same(expected[key], found[key]) for key in expected)
    if isinstance(expected, Like):
        return bool(expected == found)
    return (type(expected) is type(found) and bool(expected == found)) or _same_number(expected, found)


def _same_array(expected: NDArray[Any], found: NDArray[Any]) -> bool:
    if expected.dtype.kind not in NUMBERS or found.dtype.kind not in NUMBERS:
        return np.array_equal(expected, found)
    return expected.shape == found.shape and np.allclose(expected, found, rtol=1e-5, atol=1e-6)


def _same_number(expected: Any, found: Any) -> bool:  # noqa: ANN401
    # In Python, True is an int, but a call with True is not one with 1.
    both = all(isinstance(each, int | float | np.number) and not isinstance(each, bool) for each in (expected, found))
    return both and bool(np.isclose(expected, found, rtol=1e-5))


@dataclass(frozen=True)
class Like:
    """An object of the class of that name, whose attributes have these values: `Like("EarlyStopping", patience=2)`."""

    type: str
    attributes: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return type(other).__name__ == self.type and all(
            _same(value, getattr(other, name, None)) for name, value in self.attributes.items()
        )

    __hash__ = None  # type: ignore[assignment]


def like(type: str, /, **attributes: Any) -> Like:  # noqa: ANN401
    """An expected argument that is an object."""
    return Like(type, attributes)


def output_of(layer: str, name: str, *shape: int) -> Like:
    """An expected argument: the tensor that the layer of this class and name gives, of this shape for each example."""
    made_by = like("KerasHistory", operation=like(layer, name=name))
    return like("KerasTensor", shape=(None, *shape), _keras_history=made_by)


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, np.ndarray) and value.dtype.kind in NUMBERS and value.size:
        return f"<{value.dtype} {value.shape}, from {value.min()} to {value.max()}, mean {value.mean():.4f}>"
    if isinstance(value, Like):
        return f"<{value.type} {dict(value.attributes)}>"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_shown(each)}' for key, each in value.items())}}}"
    if type(value) in (list, tuple):
        shown = ", ".join(map(_shown, value))
        return f"[{shown}]" if isinstance(value, list) else f"({shown}{',' * (len(value) == 1)})"
    return "…" if value is ANY else repr(value)
