"""The fences of this project, as HTML on the site.

```example            a cell of a script
sequential.py#build
```
```output             what the cell printed and drew, from the script's record; the lines below
train.py#history      the reference are the picture's alternative text, in the page's language
Two charts …
```
```measured           a table of what the records of networks tell: parameters, seconds per epoch, accuracy
sequential.py
functional.py
```
```draw               a board to draw a digit on, which is read by networks whose weights are exported,
sequential.py A name  each with its name in the page's language; docs/plugins/fences/draw.py makes it
```
```erratum            a wrong line, what Keras says to it, the right line
W1
```
```glossary           the table of all terms
all
```
```translations       the table of how far each language has come
all
```
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.utils import get_relative_url
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pymdownx.superfences import SuperFencesException

from docs.plugins.fences.draw import Network, board
from docs.plugins.fences.measured import measure
from docs.plugins.fences.measured import table as measurements_table
from docs.plugins.fences.translations import Site, progress_table
from docs.plugins.project.errata import Erratum, read_errata
from docs.plugins.project.glossary import Term, read_glossary
from docs.plugins.project.glossary import table as glossary_table
from docs.plugins.project.languages import Language, read_languages
from docs.plugins.project.pages import Page
from docs.plugins.project.progress import LanguageProgress, read_progress
from docs.plugins.project.records import Picture, Record, read_records
from docs.plugins.project.scripts import Cell, Script, read_scripts
from docs.plugins.project.weights import Weights, read_weights
from docs.plugins.site.example_pages import cell_id

REFERENCE = re.compile(r"(?P<script>[\w/-]+)\.py#(?P<cell>[\w-]+)")
SCRIPT = re.compile(r"(?P<script>[\w/-]+)\.py")
NETWORK = re.compile(r"(?P<script>[\w/-]+)\.py +(?P<name>\S.*)")
GITHUB = re.compile(r"https://github\.com/(?P<repository>[^/]+/[^/]+?)(\.git)?/?")
BRANCH = "main"
# docs/plugins/site/bundles.py makes it.
DRAW_SCRIPT = "assets/draw.js"


@dataclass(frozen=True)
class Library:
    """All that a fence can show."""

    languages: tuple[Language, ...]
    scripts: Mapping[str, Script]
    records: Mapping[str, Record]
    weights: Mapping[str, Weights]
    errata: Mapping[str, Erratum]
    terms: tuple[Term, ...]
    progress: tuple[LanguageProgress, ...]


def read_library(root: Path) -> Library:
    """The library of the project at `root`; raises what `check.check` reports for what can't be read."""
    languages = read_languages(root)
    scripts = read_scripts(root)
    records = read_records(root, scripts.values())
    weights = read_weights(root, scripts.values())
    terms = read_glossary(root, languages)
    return Library(languages, scripts, records, weights, read_errata(root), terms, read_progress(root))


@dataclass(frozen=True)
class Reference:
    """What an `example` or `output` fence names: a script without its ending, and a cell of it."""

    script: str
    cell: str


def parse_reference(body: str) -> Reference | None:
    """The reference in the body of an `example` fence; None where it is not of the form `sequential.py#build`."""
    match = REFERENCE.fullmatch(body.strip())
    return Reference(match["script"], match["cell"]) if match else None


def parse_output(body: str) -> tuple[Reference | None, str]:
    """The reference in the body of an `output` fence, as above, and the alternative text below it on one line."""
    first, _, rest = body.strip().partition("\n")
    return parse_reference(first), " ".join(rest.split())


def parse_measured(body: str) -> list[str]:
    """The names of the scripts in the body of a `measured` fence; "" for a line that is not of the form `train.py`."""
    return [match["script"] if (match := SCRIPT.fullmatch(line)) else "" for line in body.split()]


def parse_draw(body: str) -> list[tuple[str, str]]:
    """The scripts in the body of a `draw` fence, each with its network's name; "" for a line of another form."""
    matches = map(NETWORK.fullmatch, body.strip().splitlines())
    return [(match["script"], match["name"].strip()) if match else ("", "") for match in matches]


def alternative_texts(pages: Iterable[Page]) -> dict[Reference, str]:
    """What the pages of one language say of each picture."""
    outputs = (parse_output(fence.body) for page in pages for fence in page.fences if fence.info == "output")
    return {reference: text for reference, text in outputs if reference and text}


def example_path(script: str) -> str:
    """The address of the folder of an example's files from its language's root."""
    return f"examples/{script}/"


def picture_path(reference: Reference) -> str:
    """The address of the picture that a cell drew, from its language's root."""
    return f"{example_path(reference.script)}{reference.cell}.webp"


def weights_path(script: Script) -> str:
    """The address of the weights of a script's network, from its language's root."""
    return f"{example_path(script.name)}{script.stem}.safetensors"


@dataclass(frozen=True)
class Links:
    """The addresses of a cell. `repository` is the project's public address, or None where it isn't known.

    With `use_directory_urls` a page is a folder's index; else it is a file, which a file:// address can open.
    """

    repository: str | None
    use_directory_urls: bool

    def page(self, name: str) -> str:
        """The address of a page from its language's root, by its path without the ending."""
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
        formats = {
            "example": self.example,
            "output": self.output,
            "measured": self.measured,
            "draw": self.draw,
            "erratum": self.erratum,
            "glossary": self.glossary,
            "translations": self.translations,
        }
        return [{"name": name, "class": name, "format": _loud(format_)} for name, format_ in formats.items()]

    def example(self, source: str) -> str:
        """A cell, and under it the links to where it stands."""
        reference = parse_reference(source)
        assert reference is not None
        script = self.library.scripts[reference.script]
        cell = script.cell(reference.cell)
        return f'<div class="lesson-cell">{highlighted(cell.code, "python")}{self._cell_links(script, cell)}</div>'

    def example_links(self, script: Script) -> str:
        """From an example's page to its lesson, its files, and Colab."""
        labels = self.language.labels
        lesson = self._relative(self.links.page(script.page))
        links = [_link(lesson, labels["lesson"], labels["lesson"]), self._script_file(script), self._notebook(script)]
        if address := self.links.colab(script, script.cells[0]):
            links.append(_link(address, labels["colab"], f"{script.stem}.ipynb"))
        return _row(links)

    def output(self, source: str) -> str:
        """What a cell printed and drew."""
        reference, alternative_text = parse_output(source)
        assert reference is not None
        return self.recorded(reference, alternative_text)

    def recorded(self, reference: Reference, alternative_text: str) -> str:
        """What a cell printed and drew, under a label that says that it is output."""
        output = self.library.records[reference.script].outputs[reference.cell]
        parts = [f"<p>{escape(self.language.labels['output'])}</p>"]
        if output.text:
            parts.append(highlighted(output.text, "text"))
        if output.picture:
            parts.append(self._picture(reference, output.picture, alternative_text))
        # Its numbers are nothing to search for.
        return f'<div class="lesson-output no-copy" data-search-exclude>{"".join(parts)}</div>'

    def measured(self, source: str) -> str:
        """A table of networks, each of which leads to its example's page."""
        measurements = {}
        for name in parse_measured(source):
            measurement = measure(self.library.records[name])
            assert measurement is not None
            address = self._relative(self.links.page(f"examples/{name}"))
            measurements[_link(address, f"{name}.py", self.language.labels["example"])] = measurement
        return measurements_table(measurements, self.language)

    def draw(self, source: str) -> str:
        """A board to draw a digit on, which the networks read."""
        networks = []
        for script, name in parse_draw(source):
            weights = self.library.weights[script]
            address = self._relative(weights_path(self.library.scripts[script]))
            networks.append(Network(address, name, weights.parameters, weights.size))
        return board(networks, self._relative(DRAW_SCRIPT), self.language)

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
        return glossary_table(self.library.terms, self.language.code, self.library.languages)

    def translations(self, _: str) -> str:
        """How far each language has come."""
        site = Site(self.language, self.library.languages[0], self.page_address, self.links.edit, self.links.create)
        return progress_table(self.library.progress, site)

    def page_address(self, language: Language, name: str) -> str:
        """From the page being rendered to a page of a language."""
        there = self._from_root(language, self.links.page(name))
        return get_relative_url(there, self._from_root(self.language, self.page_url))

    def _from_root(self, language: Language, address: str) -> str:
        """The address of what stands at `address` in a language, from the root of the whole site."""
        return address if language == self.library.languages[0] else f"{language.code}/{address}"

    def _picture(self, reference: Reference, picture: Picture, alternative_text: str) -> str:
        address = self._relative(picture_path(reference))
        return (
            f'<img src="{escape(address)}" alt="{escape(alternative_text)}" '
            f'width="{picture.width}" height="{picture.height}" loading="lazy">'
        )

    def _cell_links(self, script: Script, cell: Cell) -> str:
        labels = self.language.labels
        page = self._relative(self.links.page(f"examples/{script.name}"))
        links = [_link(f"{page}#{cell_id(cell.name)}", f"{script.name}.py › {cell.name}", labels["example"])]
        if address := self.links.script(script, cell):
            links.append(_link(address, labels["script"], f"{script.stem}.py › {cell.name}"))
        else:
            links.append(self._script_file(script))
        links.append(self._notebook(script))
        if address := self.links.colab(script, cell):
            links.append(_link(address, labels["colab"], f"{script.stem}.ipynb › {cell.name}"))
        return _row(links)

    def _script_file(self, script: Script) -> str:
        address = self._relative(f"{example_path(script.name)}{script.stem}.py")
        return _download(address, self.language.labels["script"], f"{script.stem}.py")

    def _notebook(self, script: Script) -> str:
        address = self._relative(self.links.notebook(script))
        return _download(address, self.language.labels["notebook"], f"{script.stem}.ipynb")

    def _relative(self, address: str) -> str:
        """The address, which is from the language's root, from the page being rendered."""
        return get_relative_url(address, self.page_url)


def _loud(format_: Callable[[str], str]) -> Callable[..., str]:
    """A formatter whose errors stop the build: superfences takes any other exception to mean "no fence of mine"."""

    def formatted(source: str, *_: object, **__: object) -> str:
        try:
            return format_(source)
        except Exception as error:
            raise SuperFencesException(f"{type(error).__name__}: {error}") from error

    return formatted


# A cell stands on its page and its example's, in every language.
@lru_cache(maxsize=1024)
def highlighted(code: str, language: str) -> str:
    """Code as the site's own blocks are highlighted."""
    return str(highlight(code, get_lexer_by_name(language), HtmlFormatter(cssclass="highlight", wrapcode=True)))


def _row(links: Iterable[str]) -> str:
    return f'<p class="lesson-cell-links" data-search-exclude>{" ".join(links)}</p>'


def _link(address: str, text: str, title: str) -> str:
    return f'<a href="{escape(address)}" title="{escape(title)}">{escape(text)}</a>'


def _download(address: str, text: str, title: str) -> str:
    return f'<a href="{escape(address)}" title="{escape(title)}" download>{escape(text)}</a>'
