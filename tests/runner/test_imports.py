"""The files of the runner import each other in one direction, so they can be read one after another."""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

from tests.support.programs import ROOT

PACKAGE = "examples.runner"


def imported(text: str) -> set[str]:
    """The runner's modules that a file imports, under TYPE_CHECKING and in functions too."""
    statements = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for each in statements if isinstance(each, ast.Import) for alias in each.names]
    for each in statements:
        if isinstance(each, ast.ImportFrom):
            names += [f"{each.module}.{alias.name}" for alias in each.names]
    return {name.split(".")[2] for name in names if name.startswith(f"{PACKAGE}.")}


def in_order(files: dict[str, set[str]]) -> list[str]:
    """The modules, each after those that it imports; raises CycleError where there is no such order."""
    return list(TopologicalSorter(files).static_order())


def test_the_modules_of_the_runner_can_be_read_one_after_another() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "examples/runner").glob("*.py")}
    assert set(in_order({name: imported(text) for name, text in texts.items()})) == set(texts)


def test_an_import_for_type_checking_alone_closes_a_circle_too() -> None:
    stand_in = "if TYPE_CHECKING:\n    from examples.runner.data import Arrays\n"
    data = "def choose():\n    from examples.runner import stand_in\n"
    with pytest.raises(CycleError):
        in_order({"stand_in": imported(stand_in), "data": imported(data)})
