"""How far `verify` may find numbers from the recorded ones, from `examples/tolerances.yml`."""

from collections.abc import Mapping

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import Script
from docs.plugins.project.yaml_models import read_nested_yaml

PATH = "examples/tolerances.yml"


def parse_tolerances(text: str, scripts: Mapping[str, Script]) -> dict[str, dict[str, float]]:
    """By script and cell; raises ProjectError for a name that neither has, or what is not a number from 0 up."""
    entries, lines = read_nested_yaml(PATH, text, '"sequential: {fit: 0.03}"; give each example its cells')
    for name, cells in entries.items():
        if name not in scripts:
            raise ProjectError(f'{PATH}:{lines[(name,)]}: no example "{name}"; take its entry out')
        known = [cell.name for cell in scripts[name].cells]
        for cell, tolerance in cells.items():
            where = f"{PATH}:{lines[(name, cell)]}"
            if cell not in known:
                raise ProjectError(f'{where}: no cell "{cell}" in {scripts[name].path} (cells: {", ".join(known)})')
            if not is_tolerance(tolerance):
                raise ProjectError(
                    f'{where}: the tolerance of "{cell}" of {name} is {tolerance}; give a number from 0 up'
                )
    return entries


def is_tolerance(value: object) -> bool:
    """Whether a value of YAML is a number from 0 up."""
    # YAML's `yes` is True, and that an int.
    return not isinstance(value, bool) and isinstance(value, int | float) and value >= 0
