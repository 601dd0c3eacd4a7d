"""Puts a fault into a copy of the project, and updates what depends on it, as a careless author would.

A changed script gets a record with its code and hash, a changed record its digest, a changed page's translation a new
confirmation. Then only a test of what is claimed can notice the fault.
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
    # The tests run commands of the README, which name .venv.
    (copy / ".venv").symlink_to(sys.prefix)
    git_folder = ["git", "rev-parse", "--path-format=absolute", "--git-common-dir"]
    found = subprocess.run(git_folder, cwd=root, capture_output=True, check=True, text=True).stdout.strip()
    subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
    # The check of the translations looks up in the history what a page of the source language said before.
    (copy / ".git/objects/info/alternates").write_text(f"{found}/objects\n", encoding="utf-8")
    return copy


@contextmanager
def seeded(copy: Path, fault: Fault) -> Iterator[None]:
    """Put the fault into the copy, and afterwards restore the copy."""
    texts = changed(copy, fault)
    before: dict[Path, bytes] = {}

    def write(path: str, text: str) -> None:
        before.setdefault(copy / path, (copy / path).read_bytes())
        (copy / path).write_text(text, encoding="utf-8")

    for path, text in texts.items():
        write(path, text)
    for path, text in texts.items():
        for along, updated in _updates(copy, path, text):
            write(along, updated)
    try:
        yield
    finally:
        for file, content in before.items():
            file.write_bytes(content)


def _updates(copy: Path, path: str, text: str) -> Iterator[tuple[str, str]]:
    """The files that depend on a changed file, by their paths, with their new texts."""
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
    code_of = {cell.name: cell.code for cell in script.cells}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = code_of[cell["id"]].splitlines(keepends=True)
    notebook["metadata"]["record"]["hash"] = hashlib.sha256(text.encode()).hexdigest()
    yield script.record_path, _with_digest(notebook)


def _with_digest(notebook: dict[str, object]) -> str:
    notebook["metadata"]["record"]["digest"] = digest(notebook)  # type: ignore[index]
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _confirmation(copy: Path, name: str, text: str) -> Iterator[tuple[str, str]]:
    hashes = {section.id: section.hash for section in parse_page(f"docs/vi/{name}", text).sections}
    translation = f"docs/en/{name}"
    yield translation, with_reflected((copy / translation).read_text(encoding="utf-8"), hashes)
