"""A script as a notebook, and its record: that notebook, executed."""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from docs.plugins.project.errors import UserError
from docs.plugins.project.languages import Language
from docs.plugins.project.records import digest, parse_record
from docs.plugins.project.scripts import RAISES, WARNS, Cell, Script
from examples.runner.data import Data
from examples.runner.errors import INSTALL_REQUIREMENTS
from examples.runner.kernel import FailedCellError, FailedValueError, RunOptions, execute
from examples.runner.learning import failures
from examples.runner.packages import installed, packages_of

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
PACKAGES = ("keras", "tensorflow", "numpy", "matplotlib", "scikit-learn")


class FailedRecordError(Exception):
    """The script or one of its named values is at fault; the message begins with the place to fix."""


def record_of(script: Script, languages: Sequence[Language], data: Data, options: RunOptions) -> str:
    """Run the script's cells in a kernel of their own; return the record, the JSON of a notebook.

    Raises FailedRecordError for an error of the script's or of a named value's, and where a network has not learnt;
    UserError where the kernel or the machine is at fault.
    """
    named, there = packages_of(script, options.files), installed()
    optional = {package: there[package] for package in named if package in there}
    notebook = _notebook(script, languages, data, versions_today(optional))
    try:
        evaluated = execute(notebook, data.arrays, options)
    except FailedCellError as error:
        raise FailedRecordError(f"{script.path}:{script.cell(error.cell).line}: {error}") from None
    except FailedValueError as error:
        raise FailedRecordError(f"{error.value.place}: {error}") from None
    except UserError as error:
        raise UserError(f"{script.path}: {error}") from None
    about = notebook.metadata.record
    about["values"] = {
        value.name: {"after": value.after, "expression": value.expression, "value": evaluated[value.name]}
        for value in options.values
    }
    about["digest"] = digest(notebook)
    notebook.metadata.pop("language_info", None)
    text: str = nbformat.writes(notebook)
    record = parse_record(script, text)
    if failed := failures(script, record):
        cell = script.cell(failed[0].cell)
        raise FailedRecordError(f'{script.path}:{cell.line}: the cell "{cell.name}": {failed[0].reason}')
    return text + "\n"


def versions_today(optional: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The versions that a record names, as they are on this machine; raises UserError where a package is missing.

    `optional` are those of the packages that not every record names.
    """
    try:
        needed = {package: version(package) for package in PACKAGES}
    except PackageNotFoundError as error:
        raise UserError(f"{error.name} is not installed; {INSTALL_REQUIREMENTS}") from None
    return {**needed, **optional, "python": platform.python_version()}


def _notebook(script: Script, languages: Sequence[Language], data: Data, versions: Mapping[str, str]) -> NotebookNode:
    about = {"script": script.path, "hash": script.hash, "data": data.name, "versions": dict(versions)}
    titles = [_title(script, language, versions) for language in languages if language.code in script.descriptions]
    cells = [new_code_cell(cell.code, id=cell.name, metadata=_tags(cell)) for cell in script.cells]
    return new_notebook(cells=[*titles, *cells], metadata={"kernelspec": KERNEL, "record": about})


def _tags(cell: Cell) -> dict[str, list[str]]:
    """The metadata that say what a run of the cell is to give: Jupyter, too, goes on after an error that is meant."""
    tags = [tag for tag in cell.tags if tag in (RAISES, WARNS)]
    return {"tags": tags} if tags else {}


def _title(script: Script, language: Language, versions: Mapping[str, str]) -> NotebookNode:
    """A title in one language, tagged with it: an example's page shows its own language's title alone."""
    recorded = language.labels["recorded"].format(
        versions=", ".join(f"{package} {number}" for package, number in versions.items())
    )
    return new_markdown_cell(
        f"# {script.name}.py\n\n{script.descriptions[language.code]}\n\n{recorded}",
        id=f"title-{language.code}",
        metadata={"tags": [language.code]},
    )
