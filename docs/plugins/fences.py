"""The fences of this project, as HTML on the site.

```example            a cell of a script
sequential.py#build
```
```erratum            a wrong line, what Keras says to it, the right line
W1
```
```glossary           the table of all terms
all
```
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pymdownx.superfences import SuperFencesException

from docs.plugins.errata import Erratum, read_errata
from docs.plugins.glossary import Term, read_glossary, table
from docs.plugins.languages import Language, read_languages
from docs.plugins.lessons import Cell, Script, read_scripts

REFERENCE = re.compile(r"(?P<script>[\w/-]+)\.py#(?P<cell>[\w-]+)")
GITHUB = re.compile(r"https://github\.com/(?P<repository>[^/]+/[^/]+?)(\.git)?/?")
BRANCH = "main"


@dataclass(frozen=True)
class Library:
    """All that a fence can show."""

    languages: tuple[Language, ...]
    scripts: Mapping[str, Script]
    errata: Mapping[str, Erratum]
    terms: tuple[Term, ...]


def read_library(root: Path) -> Library:
    """The library of the project at `root`; raises ScriptError for a script that can't be read."""
    return Library(read_languages(root), read_scripts(root), read_errata(root), read_glossary(root))


@dataclass(frozen=True)
class Reference:
    """What an `example` fence names: a script without its ending, and a cell of it."""

    script: str
    cell: str


def parse_reference(body: str) -> Reference | None:
    """The reference in the body of an `example` fence; None where it is not of the form `sequential.py#build`."""
    match = REFERENCE.fullmatch(body.strip())
    return Reference(match["script"], match["cell"]) if match else None


def example_path(script: str) -> str:
    """The address of an example's page from its language's root."""
    return f"examples/{script}/"


@dataclass(frozen=True)
class Links:
    """The addresses of a cell. `repository` is the project's public address, or None where it isn't known."""

    repository: str | None

    def script(self, script: Script, cell: Cell) -> str | None:
        """The cell's lines in the repository."""
        if not self._github:
            return None
        return f"https://github.com/{self._github}/blob/{BRANCH}/{script.path}#L{cell.line}-L{cell.last_line}"

    def colab(self, script: Script, cell: Cell) -> str | None:
        """The cell in Colab, which opens notebooks from GitHub alone."""
        if not self._github:
            return None
        notebook = f"{BRANCH}/{script.notebook_path}#scrollTo={cell.name}"
        return f"https://colab.research.google.com/github/{self._github}/blob/{notebook}"

    @property
    def _github(self) -> str | None:
        match = GITHUB.fullmatch(self.repository or "")
        return match["repository"] if match else None


class Renderer:
    """Renders the fences of the pages of one language as HTML. `page_url` is that of the page being rendered."""

    def __init__(self, library: Library, language: Language, links: Links) -> None:
        """`check.check` has found the references good: a bad one raises KeyError here."""
        self.library = library
        self.language = language
        self.links = links
        self.page_url = ""

    @property
    def custom_fences(self) -> list[dict[str, Any]]:
        """The settings of pymdownx.superfences for these fences."""
        formats = {"example": self.example, "erratum": self.erratum, "glossary": self.glossary}
        return [{"name": name, "class": name, "format": _loud(format_)} for name, format_ in formats.items()]

    def example(self, source: str) -> str:
        """A cell, and under it the links to where it stands."""
        reference = parse_reference(source)
        assert reference is not None
        script = self.library.scripts[reference.script]
        cell = script.cell(reference.cell)
        return f'<div class="lesson-cell">{highlighted(cell.code, "python")}{self._cell_links(script, cell)}</div>'

    def erratum(self, source: str) -> str:
        """The article's line, the answer to it, and the right line, each under its label."""
        erratum = self.library.errata[source.strip()]
        parts = {
            "wrong": highlighted(erratum.wrong, erratum.language),
            "says": highlighted(erratum.says, "text"),
            "right": highlighted(erratum.right, erratum.language),
        }
        blocks = "".join(
            f'<div class="erratum-{name}"><p>{escape(self.language.labels[name])}</p>{code}</div>'
            for name, code in parts.items()
        )
        return f'<div class="erratum">{blocks}</div>'

    def glossary(self, _: str) -> str:
        """The table of all terms."""
        return table(self.library.terms, self.language.code, self.library.languages)

    def _cell_links(self, script: Script, cell: Cell) -> str:
        labels = self.language.labels
        page = get_relative_url(example_path(script.name), self.page_url)
        # nbconvert writes a cell's id into its page as `cell-id=…`.
        links = [_link(f"{page}#cell-id={cell.name}", f"{script.name}.py › {cell.name}", labels["example"])]
        if address := self.links.script(script, cell):
            links.append(_link(address, labels["script"], f"{script.stem}.py › {cell.name}"))
        else:
            links.append(_download(f"{page}{script.stem}.py", labels["script"], f"{script.stem}.py"))
        links.append(_download(f"{page}{script.stem}.ipynb", labels["notebook"], f"{script.stem}.ipynb"))
        if address := self.links.colab(script, cell):
            links.append(_link(address, labels["colab"], f"{script.stem}.ipynb › {cell.name}"))
        return f'<p class="lesson-cell-links">{" ".join(links)}</p>'


def _loud(format_: Callable[[str], str]) -> Callable[..., str]:
    """A formatter whose errors stop the build: superfences takes any other exception to mean "no fence of mine"."""

    def formatted(source: str, *_: object, **__: object) -> str:
        try:
            return format_(source)
        except Exception as error:
            raise SuperFencesException(f"{type(error).__name__}: {error}") from error

    return formatted


def highlighted(code: str, language: str) -> str:
    """Code as the site's own blocks are highlighted."""
    return str(highlight(code, get_lexer_by_name(language), HtmlFormatter(cssclass="highlight", wrapcode=True)))


def _link(address: str, text: str, title: str) -> str:
    return f'<a href="{escape(address)}" title="{escape(title)}">{escape(text)}</a>'


def _download(address: str, text: str, title: str) -> str:
    return f'<a href="{escape(address)}" title="{escape(title)}" download>{escape(text)}</a>'
