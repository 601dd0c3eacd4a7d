"""Programs that are made of cells of scripts."""

import subprocess
import sys
from pathlib import Path

import pytest

from docs.plugins.project.pages import parse_page
from docs.plugins.project.programs import Program, composed, parse_program, programs_of
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import parse_script
from tests.support.composed_programs import write_program
from tests.support.programs import PROJECT, ROOT
from tests.support.tiny_project import TinyProject

STEPS = '''"""vi: Hai bước.
en: Two steps.
"""

# %% set-up
# What opens photos.
import math

import numpy as np

SIDE = 28

# %% halve


def half(number):
    return number / 2


# %% area
# Of a square.
def area(side=SIDE):
    return math.prod([side, side])

# %% show
print(np.pi * half(area()))
'''
SCRIPTS = {"steps": parse_script("steps", STEPS)}


def program(*cells: str) -> Program:
    return Program("photo.py", tuple(Reference("steps", cell) for cell in cells))


def test_a_fence_says_the_name_of_the_file_and_then_its_cells() -> None:
    assert parse_program("photo.py\nsteps.py#halve\nsteps.py#area\n") == program("halve", "area")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "photo.py",
        "photo\nsteps.py#area",
        "my-photo.py\nsteps.py#area",
        "a/b.py\nsteps.py#area",
        "photo.py\nsteps.py",
    ],
)
def test_what_has_no_name_for_a_module_or_no_cells_is_no_program(body: str) -> None:
    assert parse_program(body) is None


def test_the_imports_come_first_as_they_stand_and_then_the_cells_two_lines_apart() -> None:
    assert composed(program("halve", "set-up", "area"), SCRIPTS) == (
        "# What opens photos.\nimport math\n\nimport numpy as np\n\n\n"
        "def half(number):\n    return number / 2\n\n\n"
        "SIDE = 28\n\n\n"
        "# Of a square.\ndef area(side=SIDE):\n    return math.prod([side, side])\n"
    )


def test_the_imports_of_several_cells_stand_together() -> None:
    text = STEPS.replace("# %% show\n", "# %% show\nfrom PIL import Image\n")
    assert composed(program("set-up", "show"), {"steps": parse_script("steps", text)}) == (
        "# What opens photos.\nimport math\n\nimport numpy as np\nfrom PIL import Image\n\n\n"
        "SIDE = 28\n\n\nprint(np.pi * half(area()))\n"
    )


def test_without_imports_the_cells_are_all() -> None:
    assert composed(program("halve"), SCRIPTS) == "def half(number):\n    return number / 2\n"


def test_of_programs_that_share_a_name_the_first_counts() -> None:
    bodies = ["photo.py\nsteps.py#halve", "other.py\nsteps.py#area", "photo.py\nsteps.py#area", "photo"]
    text = "# A { #a }\n\n" + "\n".join(f"```program\n{body}\n```\n" for body in bodies)
    assert programs_of([parse_page("docs/en/a.md", text)]) == {
        "photo.py": program("halve"),
        "other.py": Program("other.py", (Reference("steps", "area"),)),
    }


def test_a_project_has_the_programs_of_its_pages(project: TinyProject) -> None:
    assert project.read().programs == {}
    project.replace("docs/vi/add.md", "```example\nadd.py#sum\n```", "```program\nadding.py\nadd.py#sum\n```")
    assert project.read().programs == {"adding.py": Program("adding.py", (Reference("add", "sum"),))}


# Two lines after the imports are one more than Ruff wants before what is no function. And a program has all imports of
# a cell, although it may not need each.
@pytest.mark.parametrize(
    "command", [["check", "--ignore=ANN,I001,F401"], ["format", "--check"]], ids=["check", "format"]
)
def test_ruff_would_change_nothing_in_a_program(tmp_path: Path, command: list[str]) -> None:
    made = composed(program("set-up", "halve", "area", "show"), SCRIPTS)
    (tmp_path / "steps.py").write_text(made, encoding="utf-8")
    for name in PROJECT.programs:
        write_program(name, tmp_path)
    settings = ["--no-cache", "--config", str(ROOT / "examples/ruff.toml")]
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *command, *settings, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout
