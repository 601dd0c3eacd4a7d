"""A tiny project without problems, in which each test breaks one thing."""

import base64
import gzip
import io
import json
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docs.plugins.project.front_matter import with_reflected
from docs.plugins.project.pages import parse_page
from docs.plugins.project.project import Project, read_project
from docs.plugins.project.records import digest
from docs.plugins.project.sample_photos import SAMPLES
from docs.plugins.project.scripts import parse_script
from tests.support.programs import ROOT

SCRIPT = '''"""vi: Cộng hai số.
en: Add two numbers.
"""

# %% numbers
a, b = 1, 2

# %% sum
print(a + b)
'''
PAGE = """# Add { #add }

## Code { #code }

```example
add.py#numbers
```

```example
add.py#sum
```
"""
PRINTED = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
# The output of a cell that is there to raise an error.
RAISED = {
    "output_type": "error",
    "ename": "ValueError",
    "evalue": "No loss to compute.\nProvide one.",
    "traceback": ["ValueError: No loss to compute.\nProvide one."],
}
GLOSSARY = """
- id: sum
  names: {vi: tổng, en: sum}
  meanings: {vi: Kết quả của phép cộng., en: What adding gives.}
  forms: {en: [sums]}
  offered: true
"""
ERRATA = """
W1:
  wrong: 1 +
  says: "SyntaxError: invalid syntax"
  right: 1 + 1
"""
CHANGES = """
- id: published
  date: 2026-11-23
  pages: [add]
  texts: {vi: Ra mắt., en: It is here.}
"""

# What a cell that trains a network prints.
EPOCHS = """Epoch 1/2
469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 4ms/step - accuracy: 0.9219 - loss: 0.2714
Epoch 2/2
469/469 ━━━━━━━━━━━━━━━━━━━━ 1s 544us/step - accuracy: 0.9696 - loss: 0.1020"""


class TinyProject:
    """The files of a project, by their paths from its root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        """Write a file and the folders above it."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def write_bytes(self, path: str, content: bytes) -> None:
        """Write a file that is not text, and the folders above it."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(content)

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace `old`, which must be there, in a file."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def read(self) -> Project:
        """Read the project from its files as they are now."""
        return read_project(self.root)

    def confirm(self) -> None:
        """Let every English page say that it reflects the page of the source language as it is."""
        for path in sorted((self.root / "docs/en").glob("*.md")):
            source = parse_page(path.name, (self.root / "docs/vi" / path.name).read_text(encoding="utf-8"))
            hashes = {section.id: section.hash for section in source.sections}
            self.write(f"docs/en/{path.name}", with_reflected(path.read_text(encoding="utf-8"), hashes))


def png(width: int, height: int) -> bytes:
    """A black picture in the PNG format."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def drawn(width: int, height: int) -> dict[str, Any]:
    """The output of a cell that draws a picture of this size."""
    encoded = base64.b64encode(png(width, height)).decode()
    return {"output_type": "display_data", "data": {"image/png": encoded}, "metadata": {}}


def record(
    outputs: Mapping[str, list[dict[str, Any]]],
    script: str = SCRIPT,
    name: str = "add",
    values: Mapping[str, Any] | None = None,
) -> str:
    """The record of a script whose cells have these outputs, or none, and whose run had these named values."""
    parsed = parse_script(name, script)
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "id": f"title-{language}",
            "metadata": {"tags": [language]},
            "source": [f"# {name}.py\n", "\n", description],
        }
        for language, description in parsed.descriptions.items()
    ]
    cells += [
        {
            "cell_type": "code",
            "execution_count": number,
            "id": cell.name,
            "metadata": {},
            "outputs": outputs.get(cell.name, []),
            "source": [cell.code],
        }
        for number, cell in enumerate(parsed.cells, start=1)
    ]
    about = {
        "script": parsed.path,
        "hash": parsed.hash,
        "data": "mnist",
        "versions": {"keras": "3.0"},
        "values": {
            each: {"after": parsed.cells[-1].name, "expression": each, "value": value}
            for each, value in (values or {}).items()
        },
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "record": about}
    return sealed({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def sealed(notebook: dict[str, Any]) -> str:
    """The text of a record, with the digest of what it holds."""
    notebook["metadata"]["record"]["digest"] = digest(notebook)
    return json.dumps(notebook)


def weights(script: str = SCRIPT, name: str = "add", before: Sequence[str] = ()) -> bytes:
    """The weights of a script's network: one layer of three inputs and two outputs, and layers without weights before
    it, by their kinds.
    """
    parsed = parse_script(name, script)
    layers = [*({"layer": kind} for kind in before), {"layer": "Dense", "activation": "softmax"}]
    about = {"script": parsed.path, "hash": parsed.hash, "layers": layers}
    number = len(before)
    tensors = {
        f"{number}.bias": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        f"{number}.scale": {"dtype": "F32", "shape": [2], "data_offsets": [8, 16]},
        f"{number}.kernel": {"dtype": "I8", "shape": [3, 2], "data_offsets": [16, 22]},
    }
    header = json.dumps({"__metadata__": {"network": json.dumps(about)}, **tensors})
    return struct.pack("<Q", len(header)) + header.encode() + b"\1" * 22


def convolutional_weights(*layers: tuple[int, int], name: str = "add") -> bytes:
    """The weights of a network of Conv2D layers, with pooling after each: their maps, and the rows of their kernels."""
    parsed = parse_script(name, SCRIPT)
    kinds = [{"layer": kind} for _ in layers for kind in ("Conv2D", "MaxPooling2D")]
    about = {"script": parsed.path, "hash": parsed.hash, "layers": kinds}
    tensors: dict[str, Any] = {}
    end = 0
    for number, (maps, rows) in enumerate(layers):
        start, end = end, end + rows**2 * maps
        shape = [rows, rows, 1, maps]
        tensors[f"{2 * number}.kernel"] = {"dtype": "I8", "shape": shape, "data_offsets": [start, end]}
    header = json.dumps({"__metadata__": {"network": json.dumps(about)}, **tensors})
    return struct.pack("<Q", len(header)) + header.encode() + bytes(end)


def digits(labels: bytes = b"\x03\x09\x00", train: int = 2) -> bytes:
    """Packed digits with these labels and blank images; the first `train` of them are to train."""
    counts = struct.pack("<HH", train, len(labels) - train)
    return gzip.compress(counts + labels + bytes(98 * len(labels)), mtime=0)


def photos() -> bytes:
    """An archive with the photos that a reader can try, each of which is its own name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in SAMPLES.values():
            # A name alone would get the time of now.
            archive.writestr(zipfile.ZipInfo(path), path)
    return file.getvalue()


def languages_in_lockstep() -> str:
    """The real `docs/languages.yml` without the languages that are not in lockstep."""
    text = (ROOT / "docs/languages.yml").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w-]+:$)", text, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.startswith("#") or "\n  lockstep: true\n" in entry)


def make_project(root: Path) -> TinyProject:
    """Write one lesson in the languages in lockstep, and a little of everything else."""
    project = TinyProject(root)
    project.write("docs/languages.yml", languages_in_lockstep())
    project.write("docs/glossary.yml", GLOSSARY)
    project.write("docs/errata.yml", ERRATA)
    project.write("docs/changes.yml", CHANGES)
    project.write("examples/tolerances.yml", "add: {sum: 0}\n")
    project.write("examples/add.py", SCRIPT)
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}))
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", PAGE)
        project.write(f"docs/{language}/index.md", "# Home { #index }\n")
    return project


def make_buildable(project: TinyProject) -> TinyProject:
    """Give the tiny project the real settings, hooks and assets, and its own navigation."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("docs/plugins", str(ROOT / "docs/plugins"))
    before, _, rest = text.partition("nav:\n")
    _, _, after = rest.partition("\n\n")
    project.write("mkdocs.yml", f"{before}{after}".replace("docs/overrides", str(ROOT / "docs/overrides")))
    shutil.copytree(ROOT / "docs/assets", project.root / "docs/assets")
    shutil.copy(ROOT / "LICENSE", project.root)
    project.confirm()
    return project
