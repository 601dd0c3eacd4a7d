"""What is wrong with the project's pages and scripts: each problem on one line, as `PATH:LINE: what, and the mend`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docs.plugins.fences.everything import (
    Library,
    Reference,
    parse_draw,
    parse_measured,
    parse_output,
    parse_reference,
    read_library,
)
from docs.plugins.fences.measured import measure
from docs.plugins.project.changes import ChangeError, read_changes
from docs.plugins.project.front_matter import read_front_matter
from docs.plugins.project.glossary import GlossaryError
from docs.plugins.project.languages import Language, LanguageError
from docs.plugins.project.pages import Fence, Page, PageError, read_pages
from docs.plugins.project.records import RecordError, command
from docs.plugins.project.scripts import Script, ScriptError


def check(root: Path) -> list[str]:
    """Every problem of the project at `root`; one that keeps the rest from being read stands alone."""
    try:
        library = read_library(root)
        pages = {language.code: read_pages(root, language.code) for language in library.languages}
        read_changes(root, library.languages, pages[library.languages[0].code])
    except (LanguageError, ScriptError, RecordError, GlossaryError, PageError, ChangeError) as error:
        return [str(error)]
    return [
        *_unknown_languages(root, library.languages),
        *_missing_pages(pages, library.languages),
        *_missing_descriptions(library),
        *_scripts_without_page(library.scripts, pages),
        *(
            problem
            for language in library.languages
            for page in pages[language.code].values()
            for problem in _page(page, library, language)
        ),
    ]


def _unknown_languages(root: Path, languages: Sequence[Language]) -> Iterator[str]:
    """A folder of pages that no language would show."""
    known = {language.code for language in languages}
    for folder in sorted({path.parent for path in (root / "docs").glob("*/*.md")}):
        if folder.name not in known:
            yield f"docs/{folder.name}: no language of docs/languages.yml; add its entry there, or take the folder out"


def _missing_pages(pages: Mapping[str, Mapping[str, Page]], languages: Sequence[Language]) -> Iterator[str]:
    everywhere = sorted({name for of_language in pages.values() for name in of_language})
    for name in everywhere:
        there = next(of_language[name].path for of_language in pages.values() if name in of_language)
        for language in languages:
            if language.lockstep and name not in pages[language.code]:
                yield (
                    f"docs/{language.code}/{name}.md: no such page, but there is {there}; write it in this language too"
                )


def _missing_descriptions(library: Library) -> Iterator[str]:
    for script in library.scripts.values():
        for language in library.languages:
            if language.lockstep and language.code not in script.descriptions:
                yield f'{script.path}:1: no description in "{language.code}"; add its line to the docstring'


def _scripts_without_page(scripts: Mapping[str, Script], pages: Mapping[str, Mapping[str, Page]]) -> Iterator[str]:
    names = {name for of_language in pages.values() for name in of_language}
    for script in scripts.values():
        if script.page not in names:
            yield (
                f"{script.path}:1: no page shows this script; write {script.page}.md in each language, "
                "or delete the script"
            )


def _page(page: Page, library: Library, language: Language) -> Iterator[str]:
    name = Path(page.path).stem
    own = [script for script in library.scripts.values() if script.page == name]
    shown: list[tuple[Fence, Reference]] = []
    for fence in page.fences:
        if fence.info == "example":
            reference, problem = _example(page, fence, library.scripts, own)
            if reference:
                shown.append((fence, reference))
            else:
                yield problem
        elif fence.info == "output":
            yield from _output(page, fence, library)
        elif fence.info == "measured":
            yield from _measured(page, fence, library)
        elif fence.info == "draw":
            yield from _draw(page, fence, library)
        elif fence.info == "erratum" and fence.body.strip() not in library.errata:
            known = _list(library.errata)
            yield f'{page.path}:{fence.line}: no erratum "{fence.body.strip()}" in docs/errata.yml (errata: {known})'
    # Another language is left time to follow a script that has changed.
    for script in own if language.lockstep else []:
        yield from _cells_in_order(page, script, [entry for entry in shown if entry[1].script == script.name])
        yield from _pictures_not_shown(page, script, library)
    yield from _front_matter(page)
    yield from _headings(page)


def _example(
    page: Page, fence: Fence, scripts: Mapping[str, Script], own: Sequence[Script]
) -> tuple[Reference | None, str]:
    """The fence's reference, or None and what is wrong with it."""
    reference = parse_reference(fence.body)
    if problem := _reference(page, fence, reference, scripts):
        return None, problem
    assert reference is not None
    script = scripts[reference.script]
    if script not in own:
        return None, f"{page.path}:{fence.line}: {script.path} belongs to the page {script.page}; show it there"
    return reference, ""


def _reference(page: Page, fence: Fence, reference: Reference | None, scripts: Mapping[str, Script]) -> str:
    """What is wrong with the fence's reference; "" where nothing is."""
    where = f"{page.path}:{fence.line}"
    if reference is None:
        first_line = fence.body.strip().partition("\n")[0]
        return f'{where}: "{first_line}" is not of the form "sequential.py#build"'
    if reference.script not in scripts:
        return f'{where}: no script "{reference.script}.py" in examples (scripts: {_list(scripts)})'
    script = scripts[reference.script]
    names = [cell.name for cell in script.cells]
    if reference.cell not in names:
        return f'{where}: no cell "{reference.cell}" in {script.path} (cells: {_list(names)})'
    return ""


def _output(page: Page, fence: Fence, library: Library) -> Iterator[str]:
    where = f"{page.path}:{fence.line}"
    reference, alternative_text = parse_output(fence.body)
    if problem := _reference(page, fence, reference, library.scripts):
        yield problem
        return
    assert reference is not None
    script, record = library.scripts[reference.script], library.records[reference.script]
    output = record.outputs.get(reference.cell)
    if output is None:
        yield f'{where}: no cell "{reference.cell}" in {record.path}; make it again: {command(script)}'
    elif not (output.text or output.picture):
        yield f'{where}: the cell "{reference.cell}" has no output in {record.path}; take the fence out'
    elif output.picture and not alternative_text:
        yield f'{where}: the cell "{reference.cell}" draws a picture; say below the reference what it shows'
    elif alternative_text and not output.picture:
        yield f'{where}: the cell "{reference.cell}" draws no picture; leave only the reference in the fence'


def _measured(page: Page, fence: Fence, library: Library) -> Iterator[str]:
    where = f"{page.path}:{fence.line}"
    for line, name in zip(fence.body.split(), parse_measured(fence.body), strict=True):
        if name not in library.scripts:
            yield f'{where}: no script "{line}" in examples (scripts: {_list(library.scripts)})'
        elif measure(library.records[name]) is None:
            yield (
                f"{where}: {library.records[name].path} tells no measurement; its cells summary, fit and evaluate "
                'must print "Total params:", the epochs and "test accuracy:"'
            )


def _draw(page: Page, fence: Fence, library: Library) -> Iterator[str]:
    where = f"{page.path}:{fence.line}"
    for line, (name, _) in zip(fence.body.strip().splitlines(), parse_draw(fence.body), strict=True):
        if not name:
            yield f'{where}: "{line}" is not of the form "sequential.py A name"'
        elif name not in library.scripts:
            yield f'{where}: no script "{name}.py" in examples (scripts: {_list(library.scripts)})'
        elif name not in library.weights:
            yield f"{where}: no weights of {library.scripts[name].path} (weights: {_list(library.weights) or 'none'})"


def _pictures_not_shown(page: Page, script: Script, library: Library) -> Iterator[str]:
    """The example's page takes a picture's alternative text from here."""
    shown = {parse_output(fence.body)[0] for fence in page.fences if fence.info == "output"}
    for cell, output in library.records[script.name].outputs.items():
        if output.picture and Reference(script.name, cell) not in shown:
            yield f'{page.path}: the picture of the cell "{cell}" of {script.path} is not shown; add an output fence'


def _cells_in_order(page: Page, script: Script, shown: Sequence[tuple[Fence, Reference]]) -> Iterator[str]:
    order = [cell.name for cell in script.cells]
    first_line: dict[str, int] = {}
    latest = ""
    for fence, reference in shown:
        where = f"{page.path}:{fence.line}"
        if reference.cell in first_line:
            first = first_line[reference.cell]
            yield f'{where}: the cell "{reference.cell}" of {script.path} is shown twice; first at line {first}'
            continue
        first_line[reference.cell] = fence.line
        if latest and order.index(reference.cell) < order.index(latest):
            yield f'{where}: the cell "{reference.cell}" comes after "{latest}", but before it in {script.path}'
        latest = reference.cell
    for cell in order:
        if cell not in first_line:
            yield f'{page.path}: the cell "{cell}" of {script.path} is not shown; add it, in the script\'s order'


def _front_matter(page: Page) -> Iterator[str]:
    """MkDocs passes over one that is not YAML, and the page has no description."""
    try:
        read_front_matter(page)
    except PageError as error:
        yield str(error)


def _headings(page: Page) -> Iterator[str]:
    first_line: dict[str, int] = {}
    for heading in page.headings:
        where = f"{page.path}:{heading.line}"
        if heading.id is None:
            yield f'{where}: the heading "{heading.title}" has no id; end it with one, such as {{ #install }}'
        elif heading.id in first_line:
            yield f"{where}: a second heading #{heading.id}; the first is at line {first_line[heading.id]}"
        else:
            first_line[heading.id] = heading.line


def _list(names: Sequence[str] | Mapping[str, object]) -> str:
    return ", ".join(names)
