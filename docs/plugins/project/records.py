"""A script's record: the notebook of its cells as executed on MNIST, with what each of them printed and drew.

`python -m examples record` writes it, pages and example pages show it. A cell's id is its name. The metadata say

    {"record": {"script": "examples/train.py", "hash": "…", "data": "mnist", "versions": {"keras": "3.15.1", …},
                "values": {"epochs": {"after": "fit", "expression": "len(history.epoch)", "value": 10}, …},
                "digest": "…"}}

`values` are the named values of the run: what examples/values/NAME.yml asks for, and no cell prints. `digest` is that
of all that the run has given: by it, a record that was edited by hand differs from one that was made.
"""

import base64
import hashlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from docs.plugins.project.commands import record_command
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.scripts import Script
from docs.plugins.project.text import conflict_in
from docs.plugins.project.values import Declaration

# A cell whose id begins so, and ends with a language's code, is the record's title in that language.
TITLE = "title-"
# By the type of an output that is text, where that stands. A record's traceback is the error alone.
TEXTS = {"stream": "text", "error": "traceback"}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_HEADER = struct.Struct(">8sI4sII")


@dataclass(frozen=True)
class Picture:
    """A picture in the PNG format, its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Output:
    """What a cell printed, and what it drew: "" and None where it did not.

    The text ends with what it warned of, where its tag asks for that, and with its error: "ValueError: …".
    """

    text: str
    picture: Picture | None


@dataclass(frozen=True)
class Value:
    """A named value of a run: the expression, the cell after which it was evaluated, and what it gave, as JSON."""

    after: str
    expression: str
    value: Any


@dataclass(frozen=True)
class Record:
    """The outputs of a script's cells, by the cells' names, and the named values of the run.

    `hash` is that of the script that ran, `titles` are the heads of the record by language, in Markdown, `notebook` is
    the text of its file, and `versions` are those of the packages with which it was made, by their names.
    """

    path: str
    hash: str
    outputs: Mapping[str, Output]
    values: Mapping[str, Value] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    notebook: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """The title and what stands below it, in that language, or else in the first there is: the source's."""
        return self.titles.get(language) or next(iter(self.titles.values()))


class Made(Protocol):
    """A file that a run of a script has made; `path` is from the project's root, `hash` that of the script then."""

    @property
    def path(self) -> str: ...

    @property
    def hash(self) -> str: ...


def outdated(script: Script, made: Made) -> str:
    """The problem of a file that was made before its script changed; "" where there is none."""
    if made.hash == script.hash:
        return ""
    return f"{script.path} has changed since {made.path} was made; make it again: {record_command(script)}"


def record_problem(script: Script, record: Record, values: Sequence[Declaration]) -> str:
    """What keeps a record from being of its script as it is, and of the values that are declared; "" where nothing."""
    if problem := outdated(script, record):
        return problem
    again = f"make it again: {record_command(script)}"
    if list(record.outputs) != [cell.name for cell in script.cells]:
        return f"{record.path} does not have the cells of {script.path}; {again}"
    recorded = {name: (value.after, value.expression) for name, value in record.values.items()}
    for value in values:
        if recorded.pop(value.name, None) != (value.after, value.expression):
            return f'{record.path} does not have the value "{value.name}" as {value.place} declares it; {again}'
    if recorded:
        return f'{record.path} has the value "{next(iter(recorded))}", which nothing declares any more; {again}'
    return ""


def parse_record(script: Script, text: str) -> Record:
    """Read a record from its text; raises ProjectError where it is not a record, or another script's."""
    path = script.record_path
    again = f"make it again: {record_command(script)}"
    try:
        notebook = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProjectError(f"{path}:{error.lineno}: not JSON ({error.msg}); {again}") from None
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, and lists that are nested thousands of times.
        raise ProjectError(f"{path}: not a record ({error}); {again}") from None
    try:
        about = notebook["metadata"]["record"]
        recorded_script, recorded_digest = about["script"], about["digest"]
        values = {name: Value(**value) for name, value in about["values"].items()}
        outputs, titles = dict(map(_output, _code_cells(notebook))), _titles(notebook)
        if not titles:
            raise ValueError("no title")
        record = Record(path, about["hash"], outputs, values, titles, text, dict(about["versions"]))
    except (AttributeError, KeyError, TypeError, ValueError, struct.error):
        raise ProjectError(f"{path}: not a record; {again}") from None
    if recorded_script != script.path:
        raise ProjectError(f"{path}: this is the record of {recorded_script}; {again}")
    if recorded_digest != digest(notebook):
        raise ProjectError(f"{path}: it was changed after the run that it is of; {again}")
    return record


def parse_record_file(content: bytes, script: Script) -> Record:
    """Read a record from the content of its file; raises ProjectError as above, and where it is not UTF-8."""
    try:
        # Not `text_of`: the letters of what was printed are to stay as the run has printed them.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{script.record_path}: not JSON ({error.reason}); make it again: {record_command(script)}"
        ) from None
    if conflict := conflict_in(text):
        again = f"take one of the two records, or make it again: {record_command(script)}"
        raise ProjectError(f"{script.record_path}:{conflict}; {again}")
    return parse_record(script, text)


def digest(notebook: Mapping[str, Any]) -> str:
    """The SHA-256 of what a run has given: of each cell what it printed and drew, and the named values."""
    given = [(cell["id"], list(map(_given, cell["outputs"]))) for cell in _code_cells(notebook)]
    values = notebook["metadata"]["record"]["values"]
    return hashlib.sha256(json.dumps([given, values], sort_keys=True).encode()).hexdigest()


def _given(output: Mapping[str, Any]) -> str:
    """The text or the picture; a notebook in a file may have either in several lines."""
    if output["output_type"] in TEXTS:
        return _text(output)
    return "".join("".join(output["data"]["image/png"]).split())


def _text(output: Mapping[str, Any]) -> str:
    """What was printed, or the error that was raised."""
    return "".join(output[TEXTS[output["output_type"]]])


def _code_cells(notebook: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code")


def _titles(notebook: Mapping[str, Any]) -> dict[str, str]:
    return {
        cell["id"].removeprefix(TITLE): "".join(cell["source"])
        for cell in notebook["cells"]
        if cell["id"].startswith(TITLE)
    }


def _output(cell: Mapping[str, Any]) -> tuple[str, Output]:
    lines, picture = [], None
    for output in cell["outputs"]:
        if output["output_type"] in TEXTS:
            # An error has no end of its line, nor need what was printed before it.
            lines.append(_text(output).removesuffix("\n"))
        else:
            picture = _picture("".join(output["data"]["image/png"]))
    return cell["id"], Output("\n".join(lines).rstrip("\n"), picture)


def _picture(encoded: str) -> Picture:
    png = base64.b64decode(encoded)
    signature, _, _, width, height = PNG_HEADER.unpack_from(png)
    if signature != PNG_SIGNATURE:
        raise ValueError("not a PNG")
    return Picture(png, width, height)
