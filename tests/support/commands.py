"""The commands that pages, documents, the Makefile and messages show, and whether what they name is there.

Nothing is run: modules, their commands and options, make's targets and variables, programs and paths are looked up.
"""

import ast
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typer

from docs.plugins import cli as site
from examples.runner import cli as examples
from tests.support.programs import PROJECT, ROOT

APPS = {"docs.plugins": site.app, "examples": examples.app}
OURS = ("docs", "examples", "tests")
# These pages, and what a fence shows on one, are for an active environment, which the page on installing makes; there,
# `python` is the right one.
FOR_AN_ACTIVE_ENVIRONMENT = ("index.md", "install.md", "data.md", "answer.py")
PYTHONS_OF_THE_MAKEFILE = (".venv/bin/", ".venv\\Scripts\\")
# What an f-string puts in is told by its name; whatever else stands there is taken for a NAME, as pages write it.
PUT_IN = {
    "PYTHON": ".venv/bin/python",
    "SITE": ".venv/bin/python -m docs.plugins",
    "EXAMPLES": ".venv/bin/python -m examples",
}
ANYTHING = "NAME"
PLACEHOLDER = re.compile(r"NAME|TÊN|…")
# Code in a line, and a line of a block.
CODE = re.compile(r"`([^`\n]+)`|^ *((?:[^\s`]*python3?|py|make|\.venv[^\s`]+) .*)$", re.MULTILINE)
NAMED_IN_A_COMMENT = re.compile(r"`(.+?)`|^# (make \S+)")
MODULE = re.compile(r"(?P<python>[\w./\\-]*\bpy(?:thon3?)?) -m (?P<module>[a-z_]+(?:\.[a-z_]+)*)(?P<rest>.*)")
SCRIPT = re.compile(r"\bpython3? (?P<path>[\w/]+\.py)")
# Not "make it again".
MAKE = re.compile(r"(?:^|[:>&] )make (?!it )(?P<target>(?:[a-z]|\.venv)[\w./-]*)(?P<rest>(?: [A-Z]+=\S+)*)")
PROGRAM = re.compile(r"\.venv[/\\](?:bin|Scripts)[/\\](?P<program>[\w-]+)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
PATH = re.compile(r"(?<![\w/.-])(?:tests|docs|examples)/[^\s`'\"),;#]+")


@dataclass(frozen=True)
class Shown:
    """A text that may hold a command, and where it is shown.

    `for_the_makefile` says whether its reader has the environment of the Makefile's and none that is active.
    """

    where: str
    text: str
    for_the_makefile: bool = True

    @property
    def is_of_another_python(self) -> bool:
        """Whether a module of ours is not run by the Python of the environment that its reader has."""
        found = [each["python"] for each in MODULE.finditer(self.text) if each["module"].startswith(OURS)]
        return self.for_the_makefile and not all(python.startswith(PYTHONS_OF_THE_MAKEFILE) for python in found)


def shown_anywhere() -> list[Shown]:
    """All that readers, maintainers and users are shown."""
    documents = sorted(path for pattern in ("*.md", "docs/*/*.md") for path in ROOT.glob(pattern))
    modules = sorted(path for folder in ("docs/plugins", "examples", "tests") for path in (ROOT / folder).rglob("*.py"))
    return [
        *(shown for path in documents for shown in _in_document(path)),
        *_in_makefile(),
        *(shown for path in modules if not path.name.startswith("test_") for shown in _in_module(path)),
    ]


def problems(command: str) -> Iterator[str]:
    """What a command names that is not there."""
    for found in MODULE.finditer(command):
        yield from _problems_of_module(found["module"], found["rest"])
    for found in SCRIPT.finditer(command):
        folders = ("", "examples", "examples/programs")
        is_file = any((ROOT / folder / found["path"]).is_file() for folder in folders)
        if not is_file and found["path"] not in PROJECT.programs:
            yield f"no {found['path']}"
    for found in MAKE.finditer(command):
        if not re.search(rf"^{re.escape(found['target'])}:", _makefile(), re.MULTILINE):
            yield f"no target {found['target']}"
        variables = re.findall("([A-Z]+)=", found["rest"])
        yield from (f"no variable {variable}" for variable in variables if f"$({variable})" not in _makefile())
    for found in PROGRAM.finditer(command):
        # A shell reads `activate`, which need not be executable.
        if shutil.which(found["program"], os.F_OK, Path(sys.executable).parent) is None:
            yield f"no program {found['program']}"
    if MODULE.search(command) or PROGRAM.search(command):
        paths = [path for path in PATH.findall(command) if not PLACEHOLDER.search(path)]
        yield from (f"no {path}" for path in paths if not (ROOT / path).exists())


def _in_document(path: Path) -> Iterator[Shown]:
    where = path.relative_to(ROOT).as_posix()
    for inline, line in CODE.findall(path.read_text(encoding="utf-8")):
        yield Shown(where, inline or line, path.name not in FOR_AN_ACTIVE_ENVIRONMENT)


def _in_makefile() -> Iterator[Shown]:
    for line in _makefile().splitlines():
        if line.startswith("#"):
            for inline, target in NAMED_IN_A_COMMENT.findall(line):
                yield Shown("Makefile", inline or target)
        elif line.startswith("\t"):
            yield Shown("Makefile", line.strip().replace("$(BIN)", ".venv/bin"))


def _in_module(path: Path) -> Iterator[Shown]:
    """Its docstrings, which are read in the file, and its other texts, which may be messages."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    where = path.relative_to(ROOT).as_posix()
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield Shown(where, "".join(map(_part, node.values)), path.name not in FOR_AN_ACTIVE_ENVIRONMENT)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in parts:
            if node not in docstrings:
                yield Shown(where, node.value)
                continue
            for inline, line in CODE.findall(node.value):
                # What a command does stands after it, in the same line.
                yield Shown(where, inline or line.partition("  ")[0], for_the_makefile=False)


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    put_in = part.value if isinstance(part, ast.FormattedValue) else None
    return PUT_IN.get(put_in.id, ANYTHING) if isinstance(put_in, ast.Name) else ANYTHING


def _problems_of_module(module: str, rest: str) -> Iterator[str]:
    if find_spec(module.partition(".")[0]) is None or find_spec(module) is None:
        yield f"no module {module}"
    elif module in APPS:
        command = next(iter(rest.split()), "")
        known = _options(module)
        if re.fullmatch("[a-z-]+", command) and not command.startswith("-") and command not in known:
            yield f"{module} has no command {command}"
            return
        options = OPTION.findall(rest)
        yield from (f"{module} has no option {each}" for each in options if each not in known.get(command, ["--help"]))
    elif module.startswith(OURS):
        text = _text_of_command_line(module)
        options = OPTION.findall(rest)
        yield from (f"{module} has no option {each}" for each in options if f'"{each}"' not in text)


@cache
def _options(module: str) -> Mapping[str, Sequence[str]]:
    """The options of each command of one of our command lines, by its name."""
    return {
        name: ["--help", *(option for parameter in command.params for option in parameter.opts)]
        for name, command in typer.main.get_group(APPS[module]).commands.items()
    }


def _text_of_command_line(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    return (path / "cli.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")


@cache
def _makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")
