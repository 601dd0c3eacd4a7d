"""How far `verify` may find numbers from the recorded ones, from `examples/tolerances.yml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from docs.plugins.project.errors import UserError
from docs.plugins.project.scripts import Script

PATH = "examples/tolerances.yml"


def read_tolerances(root: Path, scripts: Mapping[str, Script]) -> dict[str, dict[str, float]]:
    """By script and cell; raises UserError for a name that neither has, or what is no number from 0 up."""
    entries = _read(root)
    for name, cells in entries.items():
        if name not in scripts:
            raise UserError(f'{PATH}: no example "{name}"; take its entry out')
        known = {cell.name for cell in scripts[name].cells}
        for cell, tolerance in cells.items():
            if cell not in known:
                raise UserError(f'{PATH}: no cell "{cell}" in {scripts[name].path} (cells: {", ".join(sorted(known))})')
            # YAML's `yes` is True, and that an int.
            if isinstance(tolerance, bool) or not isinstance(tolerance, int | float) or not tolerance >= 0:
                raise UserError(f'{PATH}: the tolerance of "{cell}" of {name} is {tolerance}; give a number from 0 up')
    return entries


def _read(root: Path) -> dict[str, dict[str, float]]:
    try:
        entries = yaml.safe_load((root / PATH).read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise UserError(
            f"{PATH} cannot be read ({error.strerror}); see to it, or take it from the repository"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(f"{PATH}: not YAML ({' '.join(str(error).split())}); mend it") from None
    if not isinstance(entries, dict) or not all(isinstance(cells, dict) for cells in entries.values()):
        raise UserError(f'{PATH}: not of the form "sequential: {{fit: 0.03}}"; give each example its cells')
    return entries
