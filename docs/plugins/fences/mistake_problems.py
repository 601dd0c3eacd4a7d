"""What is wrong with the mistakes of a page, each with its line and the remedy. Pure."""

from collections.abc import Iterator

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.mistake_parts import (
    CURE,
    KIND,
    cells_of,
    meant_on,
    parse,
    parse_transcript,
    part_that_matters,
)
from docs.plugins.project.commands import record_command
from docs.plugins.project.inline import markdown_problem
from docs.plugins.project.languages import Language
from docs.plugins.project.mistakes import PAGE, PATH, Mistake
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference

FORM = 'lines such as "$ pip install keras", the message, and such lines again, which cure it'


def heading_problems(project: Project) -> Iterator[str]:
    """Each mistake whose id is not that of the heading over it, with its place: links lead to the heading."""
    for pages in project.pages.values():
        if page := pages.get(PAGE):
            for line, problem in _headings(page, project):
                yield f"{page.path}:{line}: {problem}"


def mistake_problems(page: Page, project: Project, language: Language) -> Iterator[Problem]:
    """What keeps the mistakes of a page from being shown, and what the page of all mistakes lacks."""
    first_line: dict[str, int] = {}
    for fence, meant in meant_on(page, project):
        id_, _ = parse(fence.body)
        if not id_:
            yield fence.line, "the fence names no mistake; write its id"
        elif id_ not in project.mistakes:
            remedy = f'did you mean "{meant}"?' if meant else "write its entry there, or correct the id"
            yield fence.line, f'no mistake "{id_}" in {PATH}; {remedy}'
        elif page.name != PAGE:
            yield fence.line, f"mistakes are shown on the page {PAGE}; link to {PAGE}.md#{id_} instead"
        elif id_ in first_line:
            yield fence.line, f'a second mistake "{id_}"; the first is at line {first_line[id_]}; take one out'
        else:
            yield from ((fence.line, problem) for problem in _problems(fence, project, language))
        first_line.setdefault(meant, fence.line)
    # Another language is left time to follow.
    if page.name == PAGE and language.lockstep:
        for id_ in project.mistakes:
            if id_ not in first_line:
                yield None, f'the mistake "{id_}" of {PATH} is not shown; add its fence'


def _headings(page: Page, project: Project) -> Iterator[tuple[int, str]]:
    last_line = 0
    for fence in page.fences_of(KIND):
        id_, _ = parse(fence.body)
        above = [heading for heading in page.headings if heading.line < fence.line]
        if id_ in project.mistakes and not (above and above[-1].id == id_):
            if above and above[-1].line > last_line:
                has = f'the id "{above[-1].id}"' if above[-1].id else "no id"
                yield above[-1].line, f'the heading over the mistake "{id_}" has {has}; give both the same'
            else:
                yield fence.line, f'the mistake "{id_}" has no heading of its own; write one, with {{ #{id_} }}'
        last_line = fence.line


def _problems(fence: Fence, project: Project, language: Language) -> Iterator[str]:
    id_, transcript = parse(fence.body)
    mistake = project.mistakes[id_]
    texts = {"why": mistake.why, "cure": mistake.cure, "notice": mistake.notice}
    for key, by_language in texts.items():
        if problem := markdown_problem(by_language.get(language.code, "")):
            yield f'"{key}" of "{id_}" in {PATH}, in "{language.code}": {problem}'
    yield from _transcribed(mistake, transcript, project) if transcript else _recorded(mistake, project)


def _transcribed(mistake: Mistake, text: str, project: Project) -> Iterator[str]:
    transcript = parse_transcript(text)
    if script := project.mistake_scripts.get(mistake.id):
        yield f'the cell "{mistake.id}" of {script.path} makes this mistake; take out what stands below its id'
    elif not mistake.templates:
        yield f'"{mistake.id}" has no template in {PATH}, and so no message; take out what stands below its id'
    elif transcript is None:
        yield f"what stands below the id is not of the form of a terminal: {FORM}"
    elif part_that_matters(transcript.message, mistake) is None:
        yield f'no template of "{mistake.id}" in {PATH} is found in its message; correct one of them'


def _recorded(mistake: Mistake, project: Project) -> Iterator[str]:
    id_, cure = mistake.id, f"{mistake.id}{CURE}"
    script = project.mistake_scripts.get(id_)
    if script is None:
        remedy = f", or write below the id how it comes about in a terminal: {FORM}" if mistake.templates else ""
        yield f'no cell "{id_}" in examples/mistakes, which makes this mistake; write it{remedy}'
        return
    if Reference(script.name, cure) not in cells_of(id_, project):
        yield f'no cell "{cure}" in {script.path}, which cures this mistake; write it'
        return
    record = project.records[script.name]
    for name in (id_, cure):
        output = record.outputs.get(name)
        if output is None:
            yield f'no cell "{name}" in {record.path}; make it again: {record_command(script)}'
        elif not mistake.templates and not output.text:
            yield f'the cell "{name}" of {script.path} prints nothing, and so shows no difference; print it there'
        elif name == id_ and mistake.templates and part_that_matters(output.text, mistake) is None:
            yield (
                f'no template of "{id_}" in {PATH} is found in what its cell raises; '
                f"correct the cell, or let the record write the template: {record_command(script)}"
            )
