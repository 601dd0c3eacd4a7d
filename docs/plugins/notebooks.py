"""A script as a notebook, not executed: what the example's page, the download and Colab show.

    python -m docs.plugins.notebooks

writes `examples/notebooks/`, which Colab opens from the repository. Exit status 0.
"""

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from docs.plugins.lessons import Script, read_scripts

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook(script: Script, languages: Sequence[str]) -> str:
    """The notebook of a script as JSON: a title, its description in each of `languages`, and a cell a cell."""
    descriptions = "\n\n".join(script.descriptions[language] for language in languages)
    title = new_markdown_cell(f"# {script.name}.py\n\n{descriptions}", id="title")
    cells = [title, *(new_code_cell(cell.code, id=cell.name) for cell in script.cells)]
    text: str = nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": KERNEL}))
    return text + "\n"


def write_if_changed(path: Path, text: str) -> None:
    """Write a file unless it holds just that: `mkdocs serve` rebuilds at every write."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write the notebook of every script of this project."""
    root = Path(__file__).parents[2]
    for script in read_scripts(root).values():
        write_if_changed(root / script.notebook_path, notebook(script, tuple(script.descriptions)))


if __name__ == "__main__":
    main()
