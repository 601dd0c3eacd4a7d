"""Real tracebacks, each pasted as its file's name says: what a reader may paste into the field of the page of mistakes.

`tracebacks/MISTAKE/KIND.txt` has three of each message of docs/mistakes.yml, made by running code of its own: with
other shapes and names, on TensorFlow, JAX, PyTorch and several Pythons, in IPython's colours, Rich's frames, pytest, a
log, PowerShell, a quotation, or as a program reads a screenshot. `tracebacks_unrelated` has those of other causes, and
`tracebacks_apart.yml` those that people posted, tried once the templates were written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docs.plugins.project.yaml_models import read_yaml
from tests.support.programs import ROOT

FOLDER = ROOT / "tests/plugins/project"


@dataclass(frozen=True)
class Pasted:
    """A pasted text: where it is from, and the mistake that it comes from."""

    source: str
    mistake: str
    text: str


def made() -> list[Pasted]:
    """Those that were made, three of each message."""
    return [
        Pasted(f"{path.parent.name}/{path.name}", path.parent.name, _text(path))
        for path in sorted((FOLDER / "tracebacks").glob("*/*.txt"))
    ]


def apart() -> list[Pasted]:
    """Those that people posted."""
    path = FOLDER / "tracebacks_apart.yml"
    entries, _ = read_yaml(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
    return [Pasted(**entry) for entry in entries]


def unrelated() -> Mapping[str, str]:
    """The texts of other causes, by their names."""
    return {path.stem: _text(path) for path in sorted((FOLDER / "tracebacks_unrelated").glob("*.txt"))}


def _text(path: Path) -> str:
    # As bytes: Windows ends its lines with CRLF.
    return path.read_bytes().decode()
