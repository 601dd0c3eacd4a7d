"""Programs for a reader's own folder, each made of cells of scripts. Pure.

A fence says of which, below the name of its file:

    photo.py
    your-own.py#open
    your-own.py#shrink
"""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from docs.plugins.project.pages import Page
from docs.plugins.project.references import Reference, parse_reference
from docs.plugins.project.scripts import Script

KIND = "program"
# A name by which another program can import it.
NAME = re.compile(r"[a-z][a-z0-9_]*\.py")
# What stands between two cells: so Ruff leaves functions as they are.
BETWEEN = "\n\n\n"


@dataclass(frozen=True)
class Program:
    """A program by the name of its file, and its cells in their order."""

    name: str
    cells: tuple[Reference, ...]


def parse_program(body: str) -> Program | None:
    """The program that the body of a fence says; None where it is not of the form above."""
    name, *lines = body.strip().splitlines() or [""]
    cells = [parse_reference(line) for line in lines]
    if not NAME.fullmatch(name) or not cells or None in cells:
        return None
    return Program(name, tuple(filter(None, cells)))


def programs_of(pages: Iterable[Page]) -> Mapping[str, Program]:
    """The programs of pages, by the names of their files; of those that share one, the first."""
    programs: dict[str, Program] = {}
    for page in pages:
        for fence in page.fences_of(KIND):
            if program := parse_program(fence.body):
                programs.setdefault(program.name, program)
    return programs


def composed(program: Program, scripts: Mapping[str, Script]) -> str:
    """The text of a program's file: the imports with which its cells begin, then the rest of each cell."""
    codes = [scripts[each.script].cell(each.cell).code for each in program.cells]
    imports, rests = zip(*map(_parted, codes), strict=True)
    first = "\n".join(filter(None, imports))
    return BETWEEN.join(filter(None, [first, *rests])) + "\n"


def _parted(code: str) -> tuple[str, str]:
    """The imports with which a cell begins, as they stand, and the rest of it."""
    imports = list(takewhile(lambda node: isinstance(node, ast.Import | ast.ImportFrom), ast.parse(code).body))
    if not imports:
        return "", code
    lines, last = code.split("\n"), imports[-1].end_lineno
    return "\n".join(lines[:last]), "\n".join(lines[last:]).strip("\n")
