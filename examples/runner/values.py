"""The named values of a script's run, from `examples/values/NAME.yml`: what claims need of it and no cell prints.

    # After which cell; by what name; the expression, of the names that the script has by then, and of np.
    fit:
      val-loss: {expression: 'history.history["val_loss"]', tolerance: 0.05}
      epochs: len(history.epoch)

The tolerance is how far `verify` may find its numbers from the recorded ones: 0 where none is given, .inf for any.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import KEBAB_CASE, Script

KEYS = {"expression", "tolerance"}


@dataclass(frozen=True)
class Declaration:
    """A value that a record is to hold: its name, the cell after which it is taken, and the expression."""

    name: str
    after: str
    expression: str
    tolerance: float


def values_path(script: Script) -> str:
    """The path of the file that declares the script's named values, from the project's root; it need not be there."""
    return f"examples/values/{script.name}.yml"


def read_values(root: Path, script: Script) -> tuple[Declaration, ...]:
    """The declarations of a script's values, in their order; raises UserError for one that is not of the form above."""
    path = values_path(script)
    declarations = tuple(_parse(path, script, _read(root, path)))
    names = [declaration.name for declaration in declarations]
    for name in names:
        if names.count(name) > 1:
            raise UserError(f'{path}: two values are called "{name}"; give one of them another name')
    return declarations


def _read(root: Path, path: str) -> Any:  # noqa: ANN401
    try:
        return yaml.safe_load((root / path).read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}); check its permissions") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: not YAML ({' '.join(str(error).split())}); correct it") from None


def _parse(path: str, script: Script, entries: Any) -> Iterator[Declaration]:  # noqa: ANN401
    if not isinstance(entries, dict) or not all(isinstance(values, dict) for values in entries.values()):
        raise UserError(f'{path}: not of the form "fit: {{epochs: len(history.epoch)}}"; give each cell its values')
    cells = [cell.name for cell in script.cells]
    for cell, values in entries.items():
        if cell not in cells:
            raise UserError(f'{path}: no cell "{cell}" in {script.path} (cells: {", ".join(cells)})')
        for name, value in values.items():
            yield _declaration(f'{path}: the value "{name}"', str(name), cell, value)


def _declaration(where: str, name: str, cell: str, value: Any) -> Declaration:  # noqa: ANN401
    given = value if isinstance(value, dict) else {"expression": value}
    if not KEBAB_CASE.fullmatch(name):
        raise UserError(f'{where} is not named in kebab-case, as in "val-loss"')
    if unknown := ", ".join(sorted(map(str, set(given) - KEYS))):
        raise UserError(f"{where} has the unknown {unknown}; it may have expression, tolerance")
    expression, tolerance = given.get("expression"), given.get("tolerance", 0)
    if expression is None:
        raise UserError(f"{where} has no expression; say what it is, as in len(history.epoch)")
    # YAML's `yes` is True, and that an int.
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not tolerance >= 0:
        raise UserError(f"{where} has the tolerance {tolerance}; give a number from 0 up")
    try:
        ast.parse(str(expression), mode="eval")
    except SyntaxError as error:
        raise UserError(f"{where} is no Python expression ({error.msg}): {expression}") from None
    return Declaration(name, cell, str(expression), tolerance)
