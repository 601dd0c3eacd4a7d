"""Addresses: of pages and files from the root of a language's site, and of a file in the project's repository. Pure."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Cell, Script

GITHUB = re.compile(r"https://github\.com/(?P<repository>[^/]+/[^/]+?)(\.git)?/?")
BRANCH = "main"
# The site's address in mkdocs.yml: a variable, and what stands in for it.
SITE = re.compile(r'^site_url: !ENV \[(?P<variable>\w+), "(?P<default>[^"]+)"\]$', re.MULTILINE)
# The packed digits on which pages train a network.
DIGITS_ADDRESS = "examples/digits.bin"


def site_address(settings: str, environment: Mapping[str, str]) -> str:
    """The address of the site, by the text of mkdocs.yml; raises ProjectError where that doesn't say it."""
    match = SITE.search(settings)
    if match is None:
        raise ProjectError('mkdocs.yml: no site_url; write it as site_url: !ENV [SITE_URL, "http://localhost:8000/"]')
    return environment.get(match["variable"]) or match["default"]


def example_folder(script: str) -> str:
    """The address of the folder of an example's files."""
    return f"examples/{script}/"


def script_address(script: Script) -> str:
    """The address of a script's file."""
    return f"{example_folder(script.name)}{script.stem}.py"


def picture_address(reference: Reference) -> str:
    """The address of the picture that a cell drew."""
    return f"{example_folder(reference.script)}{reference.cell}.webp"


def weights_address(script: Script) -> str:
    """The address of the weights of a script's network."""
    return f"{example_folder(script.name)}{script.stem}.safetensors"


def photo_address(name: str) -> str:
    """The address of a sample of the photos, by the name of its file."""
    return f"{example_folder('photos')}{name}"


def program_address(name: str) -> str:
    """The address of a program for the reader's own folder, by the name of its file."""
    return f"{example_folder('programs')}{name}"


def cell_id(name: str) -> str:
    """The id that nbconvert gives a cell on the example's page."""
    return f"cell-id={name}"


@dataclass(frozen=True)
class Links:
    """`repository` is the project's public address, or None where it isn't known.

    With `use_directory_urls` a page is a folder's index; else it is a file, which a file:// address can open.
    """

    repository: str | None
    use_directory_urls: bool

    def page(self, name: str) -> str:
        """The address of a page, by its path without the ending."""
        if not self.use_directory_urls:
            return f"{name}.html"
        return "" if name == "index" else f"{name}/"

    def notebook(self, script: Script) -> str:
        """The address of a script's notebook, which mkdocs-jupyter copies to beside its page."""
        return f"{posixpath.dirname(self.page(f'examples/{script.name}'))}/{script.stem}.ipynb"

    def script(self, script: Script, cell: Cell) -> str | None:
        """The cell's lines in the repository."""
        if not self._github:
            return None
        return f"https://github.com/{self._github}/blob/{BRANCH}/{script.path}#L{cell.line}-L{cell.last_line}"

    def colab(self, script: Script, cell: Cell) -> str | None:
        """The cell in Colab, which opens notebooks from GitHub alone."""
        if not self._github:
            return None
        notebook = f"{BRANCH}/{script.record_path}#scrollTo={cell.name}"
        return f"https://colab.research.google.com/github/{self._github}/blob/{notebook}"

    def edit(self, path: str) -> str | None:
        """Where a file is edited in the browser."""
        return f"https://github.com/{self._github}/edit/{BRANCH}/{path}" if self._github else None

    def create(self, path: str) -> str | None:
        """Where a file of that path is made in the browser."""
        return f"https://github.com/{self._github}/new/{BRANCH}?filename={path}" if self._github else None

    @property
    def issues(self) -> str | None:
        """Where mistakes are reported."""
        return f"https://github.com/{self._github}/issues" if self._github else None

    @property
    def _github(self) -> str | None:
        match = GITHUB.fullmatch(self.repository or "")
        return match["repository"] if match else None
