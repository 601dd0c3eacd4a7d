"""A page's Markdown twin: its text with the fences and the site's own notation turned into what any reader knows.

Pure: a page and the library in, Markdown out. Addresses are absolute, as a twin is copied to elsewhere.

The blocks run under a plain `pytest --codeblocks`. It reads fences of backticks alone, and runs those that are called
just `python` or `bash`: what is not to be run stands between tildes. `cont` goes on with the fence of backticks before
it, whichever that is. A fence in a comment is read too: such is the code that runs ahead of an erratum's right line.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from docs.plugins.fences.everything import Reference, Renderer, parse_output, parse_reference, picture_path
from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.pages import Fence, Heading, Page
from docs.plugins.project.scripts import Cell, Script
from docs.plugins.project.sections import INDENT

CONTINUED = "<!--pytest-codeblocks:cont-->"
RUN = ("bash", "python")
CONTAINER = re.compile(r'(?P<opener>!!!|\?\?\?\+?|===)( +[\w-]+)* +"(?P<title>.+)"')
# In code, which comes first, there is no link. What follows one in braces is for attr_list.
ADDRESS = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\]\((?P<address>[^\s)]+)\)(\{[^}]*\})?")
TITLE = "title-"


def twin_address(address: str) -> str:
    """The address of a page's twin, by that of the page."""
    page, mark, section = address.partition("#")
    twin = f"{page.removesuffix('.html')}.md" if page.endswith(".html") else f"{page}index.md"
    return f"{twin}{mark}{section}"


@dataclass
class Notices:
    """What stands above and below the headings of a page that is not wholly translated, by their ids; "" is its end."""

    above: dict[str, list[str]] = field(default_factory=dict)
    below: dict[str, list[str]] = field(default_factory=dict)


class TwinWriter:
    """Writes the twins of the pages of one language, whose root has the address `root`."""

    def __init__(self, renderer: Renderer, root: str) -> None:
        """The renderer is the language's; where it is at, there the twin is written."""
        self.renderer = renderer
        self.labels = renderer.language.labels
        self.root = root
        # Of which script the last fence of backticks is.
        self.script: Script | None = None

    def file_name(self, page_url: str) -> str:
        """The name of a page's twin, which stands beside it."""
        return posixpath.basename(twin_address(page_url))

    def page_address(self, name: str) -> str:
        """The address of the twin of a page."""
        return twin_address(urljoin(self.root, self.renderer.links.page(name)))

    def lesson(self, page: Page, description: str, sections: Sequence[Translated] | None) -> str:
        """The twin of a page whose text has no front matter; `sections` are None where the source stands in for it."""
        self.script = None
        notices = self._notices(posixpath.splitext(posixpath.basename(page.path))[0], sections or ())
        fences = {fence.line: fence for fence in page.fences}
        headings = {heading.line: heading for heading in page.headings}
        text: list[str] = []
        for number, prefix, line in _unboxed(page, fences):
            if heading := headings.get(number):
                lines = self._heading(heading, description, notices, stands_in=sections is None)
            elif fence := fences.get(number):
                lines = self._fence(fence)
            else:
                lines = [self._with_addresses(page, line)]
            text += [f"{prefix}{line}".rstrip() for line in lines]
        return "\n".join([*text, *notices.above.get("", [])]).strip() + "\n"

    def example(self, script: Script, title: str, alternative_texts: Mapping[Reference, str]) -> str:
        """The twin of an example's page, whose title and description are `title`."""
        self.script = None
        links = [f"[{self.labels['lesson']}]({self.page_address(script.page)})"]
        folder = f"examples/{script.name}"
        links.append(f"[{self.labels['script']}]({urljoin(self.root, f'{folder}/{script.stem}.py')})")
        links.append(f"[{self.labels['notebook']}]({urljoin(self.root, self.renderer.links.notebook(script))})")
        text = [title, "", f"<{self._here}>", "", " · ".join(links)]
        outputs = self.renderer.library.records[script.name].outputs
        for cell in script.cells:
            text += ["", f"## {cell.name}", "", *self._cell(script, cell)]
            output = outputs[cell.name]
            if output.text or output.picture:
                reference = Reference(script.name, cell.name)
                text += ["", *self._recorded(reference, alternative_texts.get(reference, ""))]
        return "\n".join(text) + "\n"

    @property
    def _here(self) -> str:
        """The address of the page."""
        return urljoin(self.root, self.renderer.page_url)

    def _heading(self, heading: Heading, description: str, notices: Notices, stands_in: bool) -> list[str]:
        if heading.level > 1:
            title = [f'{"#" * heading.level} {heading.title} <a id="{heading.id}"></a>']
        else:
            title = [f"# {heading.title}", "", *([f"> {description}", ""] if description else []), f"<{self._here}>"]
            if stands_in:
                source = self.renderer.library.languages[0]
                title += ["", f"> {self.labels['untranslated_notice'].format(source=source.name)}"]
        name = heading.id or ""
        return [*notices.above.get(name, []), *title, *notices.below.get(name, [])]

    def _notices(self, name: str, sections: Iterable[Translated]) -> Notices:
        """What the page called so says of its sections that are behind or missing."""
        there = twin_address(urljoin(self._here, self.renderer.page_address(self.renderer.library.languages[0], name)))
        notices, missing = Notices(), []
        for section in sections:
            address = f"{there}#{section.source.id}"
            if section.state is State.MISSING:
                missing += [f"> {self.labels['missing_notice']} [{section.source.title}]({address})", ""]
                continue
            notices.above[section.source.id], missing = missing, []
            if section.state is State.BEHIND:
                notice = f"> {self.labels['behind_notice']} [{self.labels['read_source']}]({address})"
                notices.below[section.source.id] = ["", notice]
        notices.above[""] = ["", *missing]
        return notices

    def _with_addresses(self, page: Page, line: str) -> str:
        """A line whose links lead to twins, and to the rest of the site by its absolute address."""

        def replaced(match: re.Match[str]) -> str:
            address = match["address"]
            if not address or address.startswith("#") or urlsplit(address).scheme:
                return match[0].removesuffix(match[3] or "")
            path, mark, section = urljoin(posixpath.basename(page.path), address).partition("#")
            there = self.page_address(path.removesuffix(".md")) if path.endswith(".md") else urljoin(self.root, path)
            return f"]({there}{mark}{section})"

        return ADDRESS.sub(replaced, line)

    def _fence(self, fence: Fence) -> list[str]:
        renderer = self.renderer
        if fence.info == "example":
            reference = parse_reference(fence.body)
            assert reference is not None
            script = renderer.library.scripts[reference.script]
            return self._cell(script, script.cell(reference.cell))
        if fence.info == "output":
            reference, alternative_text = parse_output(fence.body)
            assert reference is not None
            return self._recorded(reference, alternative_text)
        if fence.info == "erratum":
            return self._erratum(fence.body.strip())
        if fence.info == "draw":
            return [f"[{self.labels['draw_needs']}]({self._here})"]
        if table := {
            "measured": renderer.measured,
            "glossary": renderer.glossary,
            "translations": renderer.translations,
        }.get(fence.info):
            return self._table(table(fence.body))
        if fence.info not in RUN:
            return self._shown(fence.body, fence.info)
        self.script = None
        return _run(fence.body, fence.info)

    def _cell(self, script: Script, cell: Cell) -> list[str]:
        continued = [CONTINUED] if script == self.script else []
        self.script = script
        return [*continued, *_run(cell.code, "python")]

    def _recorded(self, reference: Reference, alternative_text: str) -> list[str]:
        """What a cell printed and drew."""
        output = self.renderer.library.records[reference.script].outputs[reference.cell]
        text = ["", *self._shown(output.text, "text")] if output.text else []
        address = urljoin(self.root, picture_path(reference))
        picture = ["", f"![{alternative_text}]({address})"] if output.picture else []
        return [f"{self.labels['output']}:", *text, *picture]

    def _erratum(self, id_: str) -> list[str]:
        """The wrong line, the answer, and the right line, which runs."""
        self.script = None
        erratum = self.renderer.library.errata[id_]
        right = self._shown(erratum.right, erratum.language)
        if erratum.language == "python":
            right = _run(erratum.right, "python")
            if erratum.before:
                right = ["<!--", *_run(erratum.before, "python"), "-->", CONTINUED, *right]
        wrong, says = self._shown(erratum.wrong, erratum.language), self._shown(erratum.says, "text")
        parts = {"wrong": wrong, "says": says, "right": right}
        return "\n\n".join("\n".join([f"{self.labels[label]}:", "", *part]) for label, part in parts.items()).split(
            "\n"
        )

    def _shown(self, code: str, language: str) -> list[str]:
        """A block that isn't run."""
        if "```" not in code:
            return _fenced(code, "~", language)
        # Between tildes, pytest-codeblocks would take a line of backticks for a fence.
        self.script = None
        return _fenced(code, "`", language)

    def _table(self, html: str) -> list[str]:
        """A table of the renderer's."""
        rows = [
            [self._table_cell(cell) for cell in row.find_all(["td", "th"])]
            for row in BeautifulSoup(html, "html.parser").find_all("tr")
        ]
        width = len(rows[0])
        written = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return [written[0], f"|{'---|' * width}", *written[1:]]

    def _table_cell(self, cell: Tag) -> str:
        for link in cell.find_all("a"):
            address = str(link["href"])
            there = address if urlsplit(address).scheme else twin_address(urljoin(self._here, address))
            link.replace_with(f"[{link.get_text()}]({there})")
        for line_break in cell.find_all("br"):
            line_break.replace_with(" ")
        return " ".join(cell.get_text().replace("|", r"\|").split())


def title(record: str, language: str) -> str:
    """The title and what stands below it in a record, by its text, in that language, or else in the first there is."""
    sources = {
        cell["id"].removeprefix(TITLE): "".join(cell["source"])
        for cell in json.loads(record)["cells"]
        if cell["id"].startswith(TITLE)
    }
    return str(sources.get(language) or next(iter(sources.values())))


def _unboxed(page: Page, fences: Mapping[int, Fence]) -> Iterator[tuple[int, str, str]]:
    """The lines of a page, each by its number, what comes ahead of it, and the rest; of a fence, its first line.

    Notes become quotations under their titles, tabs and folds titles with their contents after them.
    """
    boxes: list[tuple[int, str]] = []
    blank: list[int] = []
    lines = iter(list(enumerate(page.text.splitlines(), start=1)))
    for number, line in lines:
        rest = line.strip()
        if not rest:
            blank.append(number)
            continue
        column = len(line) - len(line.lstrip())
        while boxes and column < boxes[-1][0]:
            boxes.pop()
        inner, outer = boxes[-1] if boxes else (0, "")
        yield from ((blank_number, outer, "") for blank_number in blank)
        blank.clear()
        prefix = outer + " " * (column - inner)
        if fence := fences.get(number):
            for _ in range(number, fence.last_line):
                next(lines)
        elif match := CONTAINER.fullmatch(rest):
            prefix += "> " if match["opener"] == "!!!" else ""
            boxes.append((column + INDENT, prefix))
            rest = f"**{match['title']}**"
        yield number, prefix, rest


def _run(code: str, language: str) -> list[str]:
    """A block that a plain `pytest --codeblocks` runs."""
    return _fenced(code, "`", language)


def _fenced(code: str, mark: str, language: str) -> list[str]:
    longest = max((len(match) for match in re.findall(rf"{mark}+", code)), default=0)
    run = mark * max(3, longest + 1)
    return [f"{run}{language}", *code.rstrip("\n").split("\n"), run]
