"""A page's Markdown: its text with the fences and the site's own notation turned into what any reader knows. Pure.

Addresses are absolute, as the Markdown is copied to elsewhere.

The blocks run under a plain `pytest --codeblocks`. It reads fences of backticks alone, and runs those that are called
just `python` or `bash`: what is not to be run stands between tildes. `cont` goes on with the fence of backticks before
it, whichever that is. A fence in a comment is read too: such is the code that runs ahead of an erratum's right line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from docs.plugins.fences.cells import cell_code
from docs.plugins.fences.question import answers_markdown
from docs.plugins.fences.recorded import recorded_markdown
from docs.plugins.fences.registry import kinds
from docs.plugins.fences.view import Code, View, section_address
from docs.plugins.project.freshness import State, Translated
from docs.plugins.project.links import script_address
from docs.plugins.project.notation import CONTAINER, INDENT, INLINE_CODE
from docs.plugins.project.pages import Fence, Heading, Page, Section
from docs.plugins.project.references import Reference
from docs.plugins.project.scripts import Script
from docs.plugins.site.notices import notice_text, untranslated_text

CONTINUED = "<!--pytest-codeblocks:cont-->"
RUN = ("bash", "python")
# In code, which comes first, there is no link. What follows one in braces is for attr_list.
ADDRESS = re.compile(rf"{INLINE_CODE} | \]\((?P<address>[^\s)]+)\)(?P<attributes>\{{[^}}]*\}})?", re.VERBOSE)
# A line of the Markdown after what sets it in, or a piece of code there.
Part = tuple[str, str | Code]


def page_markdown(page: Page, view: View, sections: Sequence[Translated] | None, stand_ins: Mapping[str, str]) -> str:
    """The Markdown of a page; `sections` are those of a translation, None where another language's page stands in.

    `stand_ins` has the languages of the sections that are not in the view's, by their ids.
    """
    notices = _notices(page.name, view, sections or (), stand_ins)
    fences = {fence.line: fence for fence in page.fences}
    headings = {heading.line: heading for heading in page.headings}
    parts: list[Part] = []
    for number, prefix, line in _unboxed(page, fences):
        shown: Sequence[str | Code]
        if heading := headings.get(number):
            shown = _heading(heading, page, view, notices, stands_in=sections is None)
        elif fence := fences.get(number):
            shown = _fence(fence, view)
        else:
            shown = [_with_addresses(page, line, view)]
        parts += [(prefix, part) for part in shown]
    parts += [("", line) for line in ("", *answers_markdown(page, view))]
    return "\n".join(_lines(parts)).strip() + "\n"


def example_markdown(script: Script, view: View, alternative_texts: Mapping[Reference, str]) -> str:
    """The Markdown of an example's page."""
    record = view.project.records[script.name]
    links = {
        "lesson": view.markdown_address(script.page),
        "script": view.absolute(script_address(script)),
        "notebook": view.absolute(view.links.notebook(script)),
    }
    shown: list[str | Code] = [record.title(view.best(script.descriptions)), "", f"<{view.absolute(view.page)}>", ""]
    shown.append(" · ".join(f"[{view.label(label)}]({address})" for label, address in links.items()))
    for cell in script.cells:
        shown += ["", f"## {cell.name}", "", cell_code(script, cell)]
        output = record.outputs.get(cell.name)
        # A record that is older than its script may lack a cell.
        if output and (output.text or output.picture):
            reference = Reference(script.name, cell.name)
            shown += ["", *recorded_markdown(reference, alternative_texts.get(reference, ""), view)]
    return "\n".join(_lines([("", part) for part in shown])) + "\n"


def _heading(heading: Heading, page: Page, view: View, notices: Mapping[str, list[str]], stands_in: bool) -> list[str]:
    if heading.level > 1:
        title = [f'{"#" * heading.level} {heading.title} <a id="{heading.id}"></a>']
    else:
        description = page.front_matter.description
        described = [f"> {description}", ""] if description else []
        title = [f"# {heading.title}", "", *described, f"<{view.absolute(view.page)}>"]
        if stands_in:
            title += ["", f"> {untranslated_text(page.language, view)} {_links(page.name, view)}"]
    return [*title, *notices.get(heading.id or "", [])]


def _notices(
    name: str, view: View, sections: Iterable[Translated], stand_ins: Mapping[str, str]
) -> Mapping[str, list[str]]:
    """What the page called so says below the headings of its sections that are behind or missing, by their ids."""
    return {
        each.source.id: ["", f"> {notice_text(each, view, stand_ins)} {_links(name, view, each.source)}"]
        for each in sections
        if each.state is not State.CURRENT
    }


def _links(name: str, view: View, section: Section | None = None) -> str:
    """The Markdown of a page, or of a section of it, in each language that has everything."""
    addresses = {each.name: view.markdown_address(name, each) for each in view.project.complete_languages}
    links = (
        f"[{language}]({section_address(address, section) if section else address})"
        for language, address in addresses.items()
    )
    return f"{view.label('read_in')} {' · '.join(links)}"


def _with_addresses(page: Page, line: str, view: View) -> str:
    """A line whose links lead to the Markdown of pages, and to the rest of the site by its absolute address."""

    def replaced(match: re.Match[str]) -> str:
        address = match["address"]
        if not address or address.startswith("#") or urlsplit(address).scheme:
            return match[0].removesuffix(match["attributes"] or "")
        path, mark, section = urljoin(f"{page.name}.md", address).partition("#")
        is_page = path.endswith(".md")
        there = view.markdown_address(path.removesuffix(".md")) if is_page else view.absolute(path)
        return f"]({there}{mark}{section})"

    return ADDRESS.sub(replaced, line)


def _fence(fence: Fence, view: View) -> Sequence[str | Code]:
    if kind := kinds().get(fence.info):
        return kind.markdown(fence.body, view)
    # A program of its own, where it runs.
    return [Code(fence.body, fence.info, f"line {fence.line}" if fence.info in RUN else "")]


def _unboxed(page: Page, fences: Mapping[int, Fence]) -> Iterator[tuple[int, str, str]]:
    """The lines of a page, each by its number, what comes ahead of it, and the rest; of a fence, its first line.

    Notes become quotations under their titles, tabs and folds titles with their contents after them.
    """
    boxes: list[tuple[int, str]] = []
    blank: list[int] = []
    lines = iter(list(enumerate(page.lines, start=1))[page.front_matter.last_line :])
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
        elif (match := CONTAINER.fullmatch(rest)) and match["title"]:
            prefix += "> " if match["opener"] == "!!!" else ""
            boxes.append((column + INDENT, prefix))
            rest = f"**{match['title']}**"
        yield number, prefix, rest


def _lines(parts: Iterable[Part]) -> Iterator[str]:
    """The lines of the Markdown, in which code that goes on with the program before it says so."""
    # Of the last fence of backticks.
    program = ""
    for prefix, part in parts:
        if isinstance(part, str):
            yield f"{prefix}{part}".rstrip()
            continue
        if part.program and part.program == program:
            yield f"{prefix}{CONTINUED}"
        program = part.program or program
        # Between tildes, pytest-codeblocks would take a line of backticks for a fence; in a quotation it does not.
        quotation = "> " if not part.program and "```" in part.text else ""
        yield from (f"{prefix}{quotation}{line}".rstrip() for line in _fenced(part, "`" if part.program else "~"))


def _fenced(code: Code, mark: str) -> list[str]:
    longest = max((len(match) for match in re.findall(rf"{mark}+", code.text)), default=0)
    run = mark * max(3, longest + 1)
    return [f"{run}{code.language}", *code.text.rstrip("\n").split("\n"), run]
