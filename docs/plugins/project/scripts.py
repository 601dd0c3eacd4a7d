"""A script: what it shows, and its named cells. Pure: text in, data out.

A script is plain Python in the percent format, so that editors, Jupytext and Colab read the same cells:

    \"\"\"vi: Mạng Sequential đọc chữ số viết tay.
    en: A Sequential network reads handwritten digits.
    \"\"\"

    # %% imports
    import keras

Each cell has a name in kebab-case, its own in that script. Each language has its description, which goes on in the next
line where that is indented. A cell that shows a mistake has a tag, as Jupytext writes it, and so has one that starts
other processes:

    # %% fit tags=["meant-to-fail"]              its network is not meant to learn
    # %% no-flatten tags=["raises-exception"]    it is to raise an error, and the run goes on: Jupyter's own tag
    # %% out-of-data tags=["warns"]              what it warns of is part of its output
    # %% together tags=["starts-processes"]      too slow for the tests, which leave it out; a record has it
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.text import text_of

# The marker of Jupytext's percent format; the rest of the line is the cell's name, and its tags as a list in JSON.
CELL_MARKER = re.compile(r"# %%(?P<name>.*?)(\s+tags=(?P<tags>.*))?")
MEANT_TO_FAIL = "meant-to-fail"
RAISES = "raises-exception"
WARNS = "warns"
STARTS_PROCESSES = "starts-processes"
TAGS = (MEANT_TO_FAIL, RAISES, WARNS, STARTS_PROCESSES)
# The variables that hold an accuracy, and what the report calls each.
ACCURACIES = {"val_accuracy": "validation accuracy", "test_accuracy": "test accuracy"}
# The variable that holds the images of the test set.
TEST_SET = "X_test"
# The line break, and the indentation, inside a description.
FOLD = re.compile(r"\n[ \t]+(?=\S)")
KEBAB_CASE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DESCRIPTION = re.compile(r"(?P<language>[a-z]{2}(-[A-Z]{2})?): (?P<text>.+)")


@dataclass(frozen=True)
class Cell:
    """A named piece of a script. `line` is that of its first line of code, counted from 1; `tags` are some of TAGS."""

    name: str
    line: int
    code: str
    tags: tuple[str, ...] = ()

    @property
    def is_tested(self) -> bool:
        """Whether the tests run it: one that starts processes is run only for a record, and for a reader."""
        return STARTS_PROCESSES not in self.tags

    @property
    def last_line(self) -> int:
        """The line of the script on which the cell's code ends."""
        return self.line + self.code.count("\n")


@dataclass(frozen=True)
class Script:
    """A script, by its path below `examples` without the ending: `sequential`, `solutions/sequential`.

    `hash` is the SHA-256 of its text, by which a record knows the script that it is of.
    """

    name: str
    descriptions: Mapping[str, str]
    cells: tuple[Cell, ...]
    hash: str

    @property
    def path(self) -> str:
        """The path from the project's root."""
        return f"examples/{self.name}.py"

    @property
    def record_path(self) -> str:
        """The path of the script's record, a notebook, from the project's root."""
        return f"examples/notebooks/{self.name}.ipynb"

    @property
    def weights_path(self) -> str:
        """The path of the weights of the script's network, from the project's root; few scripts have some."""
        return f"examples/weights/{self.name}.safetensors"

    @property
    def values_path(self) -> str:
        """The path of the file that declares the named values of its run, from the project's root; not all have one."""
        return f"examples/values/{self.name}.yml"

    @property
    def page(self) -> str:
        """The name of the page that shows the script: a solution stands on its lesson's, a mistake on `mistakes`."""
        return self.name.removeprefix("solutions/").partition("/")[0]

    @property
    def code(self) -> str:
        """The code of all cells."""
        return "\n".join(cell.code for cell in self.cells)

    @property
    def stem(self) -> str:
        """The name of the script's file without folder and ending."""
        return self.name.rpartition("/")[2]

    def cell(self, name: str) -> Cell:
        """The cell of that name; raises KeyError where there is none."""
        for cell in self.cells:
            if cell.name == name:
                return cell
        raise KeyError(name)


def parse_script(name: str, text: str) -> Script:
    """Read a script from its text; raises ProjectError where a part of it is missing or out of place."""
    path = f"examples/{name}.py"
    lines = text.split("\n")
    markers = [
        (number, match["name"].strip(), match["tags"])
        for number, line in enumerate(lines, start=1)
        if (match := CELL_MARKER.fullmatch(line))
    ]
    if not markers:
        raise ProjectError(f'{path}:1: no cells; begin each with a line such as "# %% imports"')
    _refuse_bad_names(path, markers)
    header = "\n".join(lines[: markers[0][0] - 1])
    ends = [number - 1 for number, *_ in markers[1:]] + [len(lines)]
    return Script(
        name,
        _parse_descriptions(path, header),
        tuple(
            _cell(cell_name, number, lines[number:end], _parse_tags(f"{path}:{number}", tags))
            for (number, cell_name, tags), end in zip(markers, ends, strict=True)
        ),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def parse_script_file(content: bytes, name: str) -> Script:
    """Read a script from the content of its file; raises ProjectError as above, and where it is not UTF-8."""
    return parse_script(name, text_of(f"examples/{name}.py", content))


@dataclass(frozen=True)
class Fit:
    """A call of a network's `fit`: the variable that holds the network, and the line of the script."""

    variable: str
    line: int


def fitted(script: Script) -> list[Fit]:
    """The calls of `fit`, in the script's order; raises ProjectError where a cell is not Python."""
    return [
        Fit(call.func.value.id, call.lineno)
        for call in _calls(script)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "fit" and isinstance(call.func.value, ast.Name)
    ]


def tested(script: Script) -> list[int]:
    """The first line in each cell that evaluates a network on the test set; raises ProjectError as above.

    Any function of the script's own that is given the test set is taken to do so.
    """
    evaluating = {"evaluate"} | {node.name for node in _nodes(script) if isinstance(node, ast.FunctionDef)}
    lines = [
        call.lineno
        for call in _calls(script)
        if _called(call) in evaluating
        and any(isinstance(node, ast.Name) and node.id == TEST_SET for node in ast.walk(call))
    ]
    in_cells = [[line for line in lines if cell.line <= line <= cell.last_line] for cell in script.cells]
    return [each[0] for each in in_cells if each]


def assigned(script: Script) -> set[str]:
    """The names of the script's variables; raises ProjectError where a cell is not Python."""
    return {node.id for node in _nodes(script) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _calls(script: Script) -> list[ast.Call]:
    """The calls, in the script's order."""
    return sorted((node for node in _nodes(script) if isinstance(node, ast.Call)), key=lambda call: call.lineno)


def _called(call: ast.Call) -> str:
    """The name of the function or method that is called; "" where what is called has none."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _nodes(script: Script) -> Iterator[ast.AST]:
    """The nodes of the syntax trees of a script's cells, each with its line in the script."""
    for cell in script.cells:
        try:
            tree = ast.parse("\n" * (cell.line - 1) + cell.code)
        except SyntaxError as error:
            raise ProjectError(f"{script.path}:{error.lineno or cell.line}: not Python: {error.msg}; fix it") from None
        yield from ast.walk(tree)


def _refuse_bad_names(path: str, markers: Iterable[tuple[int, str, str | None]]) -> None:
    first_line: dict[str, int] = {}
    for number, name, _ in markers:
        if not KEBAB_CASE.fullmatch(name):
            raise ProjectError(f'{path}:{number}: the cell\'s name "{name}" is not in kebab-case, as in "load-data"')
        if name in first_line:
            raise ProjectError(f'{path}:{number}: a second cell "{name}"; the first is at line {first_line[name]}')
        first_line[name] = number


def _parse_tags(where: str, text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    try:
        tags = json.loads(text)
    except ValueError:
        tags = None
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ProjectError(f'{where}: the tags {text} are not a list of texts, as in tags=["{MEANT_TO_FAIL}"]')
    for tag in tags:
        if tag not in TAGS:
            raise ProjectError(f'{where}: no tag "{tag}" for a cell (tags: {", ".join(TAGS)})')
    return tuple(tags)


def _parse_descriptions(path: str, header: str) -> dict[str, str]:
    """Read the docstring, which is all that may stand before the first cell."""
    try:
        module = ast.parse(header)
    except SyntaxError as error:
        raise ProjectError(f"{path}:{error.lineno or 1}: {error.msg}") from None
    # Cleaning would take away the indentation that shows where a single description goes on.
    docstring = ast.get_docstring(module, clean=False)
    if docstring is None:
        raise ProjectError(f'{path}:1: no docstring; it describes the script, a line a language: "en: What it shows."')
    if len(module.body) > 1:
        raise ProjectError(f"{path}:{module.body[1].lineno}: code before the first cell")
    descriptions = {}
    for line in FOLD.sub(" ", docstring.strip()).splitlines():
        match = DESCRIPTION.fullmatch(line)
        if not match:
            raise ProjectError(f'{path}:1: the docstring\'s line "{line}" is not of the form "en: What it shows."')
        descriptions[match["language"]] = match["text"]
    return descriptions


def _cell(name: str, marker: int, lines: list[str], tags: tuple[str, ...]) -> Cell:
    leading = next((index for index, line in enumerate(lines) if line.strip()), 0)
    return Cell(name, marker + 1 + leading, "\n".join(lines).strip("\n"), tags)
