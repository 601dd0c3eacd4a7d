"""The named values of a script's run, from `examples/values/NAME.yml`: what claims need of it and no cell prints.

    # After which cell; by what name; the expression, of the names that the script has by then, and of np.
    fit:
      val-loss: {expression: 'history.history["val_loss"]', tolerance: 0.05}
      epochs: len(history.epoch)

An expression may be a Keras model, whose value is its layers: docs/plugins/project/networks.py. Other values are those
that the questions of a page show, and declare: docs/plugins/project/questions.py.
The tolerance is how far `verify` may find its numbers from the recorded ones: 0 where none is given, .inf for any. A
float may always be rounded otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.expressions import expression_problem
from docs.plugins.project.scripts import KEBAB_CASE, Script
from docs.plugins.project.tolerances import is_tolerance
from docs.plugins.project.yaml_models import read_nested_yaml

KEYS = {"expression", "tolerance"}


@dataclass(frozen=True)
class Declaration:
    """A value that a record is to hold: its name, the cell after which it is taken, and the expression.

    `place` is where it is declared, as `PATH:LINE`; `asked` says that a question shows it, which can't show any value.
    """

    name: str
    after: str
    expression: str
    tolerance: float
    place: str = field(default="", compare=False)
    asked: bool = field(default=False, compare=False)


def parse_values(text: str, script: Script) -> tuple[Declaration, ...]:
    """Read the declarations of a script's values, in their order; raises ProjectError for one of another form."""
    path = script.values_path
    entries, lines = read_nested_yaml(path, text, '"fit: {epochs: len(history.epoch)}"; give each cell its values')
    cells = [cell.name for cell in script.cells]
    declarations: dict[str, Declaration] = {}
    for cell, values in entries.items():
        if cell not in cells:
            raise ProjectError(
                f'{path}:{lines[(cell,)]}: no cell "{cell}" in {script.path} (cells: {", ".join(cells)})'
            )
        for name, value in values.items():
            place = f"{path}:{lines[(cell, name)]}"
            if str(name) in declarations:
                raise ProjectError(
                    f'{place}: the value "{name}" is a second one of that name; give one of them another'
                )
            declarations[str(name)] = _declaration(place, str(name), cell, value)
    return tuple(declarations.values())


def joined(declared: Iterable[Declaration], asked: Iterable[Declaration]) -> tuple[Declaration, ...]:
    """The values of a script's file, and those of its page's questions; raises ProjectError where two have one name."""
    values = {value.name: value for value in declared}
    for value in asked:
        if (other := values.setdefault(value.name, value)) is not value:
            raise ProjectError(
                f'{value.place}: the run has two values "{value.name}", the other of {other.place}; '
                "give the question, or its value, another name"
            )
    return tuple(values.values())


def _declaration(place: str, name: str, cell: str, value: Any) -> Declaration:  # noqa: ANN401
    where = f'{place}: the value "{name}"'
    given = value if isinstance(value, dict) else {"expression": value}
    if not KEBAB_CASE.fullmatch(name):
        raise ProjectError(f'{where} is not named in kebab-case, as in "val-loss"')
    if unknown := ", ".join(sorted(map(str, set(given) - KEYS))):
        raise ProjectError(f"{where} has the unknown {unknown}; it may have expression, tolerance")
    expression, tolerance = given.get("expression"), given.get("tolerance", 0)
    if expression is None:
        raise ProjectError(f"{where} has no expression; say what it is, as in len(history.epoch)")
    if isinstance(expression, bool | list | dict):
        raise ProjectError(f"{where} has an expression that is not text; write it in quotes")
    if not is_tolerance(tolerance):
        raise ProjectError(f"{where} has the tolerance {tolerance}; give a number from 0 up")
    if problem := expression_problem(str(expression)):
        raise ProjectError(f"{where} is not a Python expression ({problem}): {expression}")
    return Declaration(name, cell, str(expression), tolerance, place)
