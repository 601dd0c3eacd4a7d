"""Puts a fault into a copy of the project, as a careless change would: with all that goes along made right again.

A script that has changed gets its record's sources and hashes, a record its digest, a page's translation its
confirmation. What is left to notice the fault is what is claimed of it.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docs.plugins.project.front_matter import with_reflected
from docs.plugins.project.pages import parse_page
from docs.plugins.project.records import digest
from docs.plugins.project.scripts import parse_script
from tests.faults.faults import Fault, changed


def copied(root: Path, folder: Path) -> Path:
    """A copy of the project's files that git tracks or would track, and of its history, in the folder."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=root, capture_output=True, check=True, text=True).stdout.split("\0")
    copy = folder / "copy"
    for name in filter(None, names):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy / name)
    # Commands of the README, which tests run, name it.
    (copy / ".venv").symlink_to(sys.prefix)
    git_folder = ["git", "rev-parse", "--path-format=absolute", "--git-common-dir"]
    found = subprocess.run(git_folder, cwd=root, capture_output=True, check=True, text=True).stdout.strip()
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    # The translations look up in the history what a source said before.
    (copy / ".git/objects/info/alternates").write_text(f"{found}/objects\n", encoding="utf-8")
    return copy


@contextmanager
def seeded(copy: Path, fault: Fault) -> Iterator[None]:
    """The fault is in the copy meanwhile; then the copy is as it was."""
    texts = changed(copy, fault)
    before: dict[Path, bytes] = {}

    def write(path: str, text: str) -> None:
        before.setdefault(copy / path, (copy / path).read_bytes())
        (copy / path).write_text(text, encoding="utf-8")

    for path, text in texts.items():
        write(path, text)
    for path, text in texts.items():
        for along, made_right in _made_right(copy, path, text):
            write(along, made_right)
    try:
        yield
    finally:
        for file, content in before.items():
            file.write_bytes(content)


def _made_right(copy: Path, path: str, text: str) -> Iterator[tuple[str, str]]:
    """What goes along with a changed file, with its text."""
    if path.startswith("examples/notebooks/"):
        yield path, _with_digest(json.loads(text))
    elif path.startswith("examples/values/"):
        return
    elif path.startswith("examples/") and path.endswith(".py") and "/runner/" not in path:
        yield from _record(copy, path.removeprefix("examples/").removesuffix(".py"), text)
    elif path.startswith("docs/vi/") and path.endswith(".md"):
        yield from _confirmation(copy, Path(path).name, text)


def _record(copy: Path, name: str, text: str) -> Iterator[tuple[str, str]]:
    script = parse_script(name, text)
    notebook = json.loads((copy / script.record_path).read_text(encoding="utf-8"))
    sources = {cell.name: cell.code for cell in script.cells}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = sources[cell["id"]].splitlines(keepends=True)
    notebook["metadata"]["record"]["hash"] = hashlib.sha256(text.encode()).hexdigest()
    yield script.record_path, _with_digest(notebook)


def _with_digest(notebook: dict[str, object]) -> str:
    notebook["metadata"]["record"]["digest"] = digest(notebook)  # type: ignore[index]
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _confirmation(copy: Path, name: str, text: str) -> Iterator[tuple[str, str]]:
    hashes = {section.id: section.hash for section in parse_page(f"docs/vi/{name}", text).sections}
    translation = f"docs/en/{name}"
    yield translation, with_reflected((copy / translation).read_text(encoding="utf-8"), hashes)
