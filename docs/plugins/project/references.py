"""How a fence names what it shows: a script as `train.py`, a cell or a named value of it as `train.py#build`. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docs.plugins.project.scripts import Script

# A part of a script: a cell, or a named value of its record.
PART = re.compile(r"(?P<script>[\w/-]+)\.py#(?P<name>[\w-]+)")
SCRIPT = re.compile(r"(?P<script>[\w/-]+)\.py")


@dataclass(frozen=True)
class Reference:
    """A cell of a script, by the script's name and its own."""

    script: str
    cell: str


@dataclass(frozen=True)
class ValueReference:
    """A named value of a script's record, by the script's name and its own."""

    script: str
    value: str


def parse_reference(text: str) -> Reference | None:
    """The cell that a text names; None where it is not of the form `sequential.py#build`."""
    match = PART.fullmatch(text.strip())
    return Reference(match["script"], match["name"]) if match else None


def parse_value_reference(text: str) -> ValueReference | None:
    """The named value that a text names; None where it is not of the form `sequential.py#network`."""
    match = PART.fullmatch(text.strip())
    return ValueReference(match["script"], match["name"]) if match else None


def parse_script_reference(text: str) -> str | None:
    """The name of the script that a text names; None where it is not of the form `sequential.py`."""
    match = SCRIPT.fullmatch(text)
    return match["script"] if match else None


def cell_problem(text: str, scripts: Mapping[str, Script]) -> str:
    """What is wrong with a text that should name a cell; "" where nothing is."""
    reference = parse_reference(text)
    if reference is None:
        return f'"{" ".join(text.split())}" is not of the form "sequential.py#build"'
    if reference.script not in scripts:
        return script_problem(f"{reference.script}.py", scripts)
    script = scripts[reference.script]
    names = [cell.name for cell in script.cells]
    if reference.cell not in names:
        return f'no cell "{reference.cell}" in {script.path} (cells: {", ".join(names)})'
    return ""


def script_problem(text: str, scripts: Mapping[str, Script]) -> str:
    """What is wrong with a text that should name a script; "" where nothing is."""
    if parse_script_reference(text) in scripts:
        return ""
    return f'no script "{text}" in examples (scripts: {", ".join(scripts)})'
