"""What is wrong with a project's pages and scripts: a line each, as `PATH:LINE: what, and the remedy`."""

from collections.abc import Iterator
from itertools import pairwise

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.mistake_problems import heading_problems
from docs.plugins.fences.mistake_tags import tag_problems
from docs.plugins.fences.mistake_templates import template_problems
from docs.plugins.fences.pieces import is_highlighted
from docs.plugins.fences.registry import kinds, shown_by
from docs.plugins.lessons.marks import unwritten
from docs.plugins.project import languages, navigation
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.given_files import missing_file, missing_program, names_asked, programs_imported
from docs.plugins.project.languages import Language
from docs.plugins.project.navigation import group_label
from docs.plugins.project.notation import CURLY_CONTAINER, UNDERLINE
from docs.plugins.project.pages import Page, unfenced_lines
from docs.plugins.project.project import Project
from docs.plugins.project.references import Reference, parse_reference
from docs.plugins.project.scripts import KEBAB_CASE, Script
from docs.plugins.project.text import bad_characters

# The folders beside those of the languages.
NOT_LANGUAGES = ("assets", "overrides", "plugins")


def check(project: Project) -> list[str]:
    """Every problem of a project; one that keeps the rest from being read stands alone."""
    try:
        # A new lesson has none of its records: they are told together, with all that is still to be written.
        if missing := list(_missing_records(project)):
            return [*missing, *unwritten(project.every_text)]
        # A file that names the section of such a heading would be said to be wrong.
        if headings := list(heading_problems(project)):
            return headings
        _read_all(project)
    except ProjectError as error:
        return [str(error)]
    return [
        *_unknown_languages(project),
        *_bad_names(project),
        *_unnamed_groups(project),
        *_missing_pages(project),
        *_renamed_pages(project),
        *(problem for path, text in project.texts.items() for problem in _bad_characters(path, text)),
        *_changes(project),
        *_missing_descriptions(project),
        *_scripts_without_page(project),
        *_programs_without_page(project),
        *_missing_given_files(project),
        *tag_problems(project),
        *template_problems(project),
        *(
            problem
            for language in project.languages
            for page in project.pages[language.code].values()
            for problem in _page(page, project, language)
        ),
    ]


def _missing_records(project: Project) -> Iterator[str]:
    for script in project.scripts.values():
        try:
            project.record(script)
        except ProjectError as error:
            yield str(error)


def _read_all(project: Project) -> None:
    """Ask for each part that the site shows: one that can't be read raises ProjectError."""
    _ = (
        project.scripts,
        project.whole_programs,
        project.records,
        project.weights,
        project.digits,
        project.navigation,
        project.lessons,
        project.terms,
        project.search_words,
        project.errata,
        project.mistakes,
        project.progress,
    )
    _ = project.texts, project.tolerances, project.exercise_checks
    for script in project.scripts.values():
        project.values(script)


def _unknown_languages(project: Project) -> Iterator[str]:
    """A folder of pages that no language would show, and a language without a folder."""
    known = {language.code for language in project.languages}
    for folder in project.page_folders:
        if folder not in {*known, *NOT_LANGUAGES}:
            yield f"docs/{folder}: no language of docs/languages.yml; add its entry there, or take the folder out"
    for code in sorted(known):
        if not (project.root / "docs" / code).is_dir():
            yield f"docs/{code}: no such folder; make it, with an empty file .gitkeep in it as long as it has no page"


def _changes(project: Project) -> Iterator[str]:
    """A mistake in what changed for readers, which names pages: those that are missing are told before."""
    try:
        _ = project.changes
    except ProjectError as error:
        yield str(error)


def _bad_names(project: Project) -> Iterator[str]:
    """A name that a system, a keyboard or a server may write in another way: it is part of an address."""
    pages = [page for pages in project.pages.values() for page in pages.values()]
    named: list[Page | Script] = [*pages, *project.scripts.values()]
    for each in named:
        if not all(KEBAB_CASE.fullmatch(part) for part in each.name.split("/")):
            yield f'{each.path}: its name is part of an address; rename it in kebab-case, as in "first-steps"'


def _unnamed_groups(project: Project) -> Iterator[str]:
    """A group of the navigation that has no name for readers; all languages have the same labels."""
    for group, pages in project.navigation.groups.items():
        if (label := group_label(group)) not in project.source.labels:
            line = project.navigation.lines[pages[0]]
            yield (
                f'{navigation.PATH}:{line}: no language has a name for the group "{group}"; '
                f'add the label "{label}" to each in {languages.PATH}'
            )


def _missing_pages(project: Project) -> Iterator[str]:
    complete = {language.code: project.pages[language.code] for language in project.complete_languages}
    for name in sorted({name for pages in complete.values() for name in pages}):
        there = next(pages[name].path for pages in complete.values() if name in pages)
        for language in project.languages:
            if language.lockstep and name not in project.pages[language.code]:
                yield (
                    f"docs/{language.code}/{name}.md: no such page, but there is {there}; write it in this language too"
                )


def _renamed_pages(project: Project) -> Iterator[str]:
    """A page of a language that is not in lockstep, which the source doesn't have: readers would not find it."""
    names = {name for language in project.complete_languages for name in project.pages[language.code]}
    for language in project.languages:
        for name, page in project.pages[language.code].items():
            if name not in names:
                yield f"{page.path}: no page of docs/{project.source.code} has this name; keep the source's file name"


def _missing_descriptions(project: Project) -> Iterator[str]:
    for script in (*project.scripts.values(), *project.whole_programs.values()):
        for language in project.languages:
            if language.lockstep and language.code not in script.descriptions:
                yield f'{script.path}:1: no description in "{language.code}"; add its line to the docstring'


def _scripts_without_page(project: Project) -> Iterator[str]:
    names = {name for pages in project.pages.values() for name in pages}
    for script in project.scripts.values():
        if script.page not in names:
            yield (
                f"{script.path}:1: no page shows this script; write {script.page}.md in each language, "
                "or delete the script"
            )


def _programs_without_page(project: Project) -> Iterator[str]:
    pages = project.pages[project.source.code].values()
    cells = [parse_reference(fence.body) for page in pages for fence in page.fences_of("example")]
    shown = {cell.script for cell in cells if cell}
    for script in project.whole_programs.values():
        if script.name not in shown:
            yield f"{script.path}:1: no page shows this program; show its cells in example fences, or delete it"


def _missing_given_files(project: Project) -> Iterator[str]:
    for script in project.scripts.values():
        for name in names_asked(script.code):
            if name not in project.given_files:
                yield f"{script.path}: it asks for {name}, and there is {missing_file(name)}"
        for name in programs_imported(script.code):
            if name not in project.programs:
                yield f"{script.path}: it imports {name.removesuffix('.py')}, and {missing_program(name)}"


def _page(page: Page, project: Project, language: Language) -> Iterator[str]:
    problems = [
        problem
        for kind in kinds().values()
        for problem in kind.problems(page, page.fences_of(kind.name), project, language)
    ]
    if language.lockstep:
        problems += _pictures_not_shown(page, project)
    # What is missing on the page has no line, and comes last.
    for line, problem in sorted(problems, key=lambda each: each[0] or len(page.text)):
        yield f"{page.path}:{line}: {problem}" if line else f"{page.path}: {problem}"
    yield from _unknown_fences(page)
    yield from _curly_quotes(page)
    yield from _bad_characters(page.path, page.text)
    yield from _headings(page)


def _pictures_not_shown(page: Page, project: Project) -> Iterator[Problem]:
    """A picture that no fence of its lesson shows: the example's page takes its alternative text from there."""
    shown = {reference for reference, _ in map(shown_by, page.fences)}
    for script in project.scripts.values():
        if script.page == page.name:
            for cell, output in project.records[script.name].outputs.items():
                if output.picture and Reference(script.name, cell) not in shown:
                    yield None, f'the picture of the cell "{cell}" of {script.path} is not shown; add an output fence'


def _unknown_fences(page: Page) -> Iterator[str]:
    """A misspelt kind: the site would show what stands in the fence as it is."""
    for fence in page.fences:
        name, _, rest = fence.info.partition(" ")
        if name in kinds() and rest:
            yield f'{page.path}:{fence.line}: "{rest}" stands after "{name}"; only the name may stand there'
        elif name and name not in kinds() and not (name.islower() and is_highlighted(name)):
            problem = (
                f'"{name}" is no kind of fence, and no language to highlight; fix it (kinds: {", ".join(kinds())})'
            )
            yield f"{page.path}:{fence.line}: {problem}"


def _bad_characters(path: str, text: str) -> Iterator[str]:
    return (f"{path}:{line}: {problem}" for line, problem in bad_characters(text))


def _curly_quotes(page: Page) -> Iterator[str]:
    for number, line in unfenced_lines(page):
        if CURLY_CONTAINER.fullmatch(line):
            yield f'{page.path}:{number}: the title of a note, a fold or a tab stands between straight quotes: "Title"'


def _headings(page: Page) -> Iterator[str]:
    for (number, line), (next_number, below) in pairwise(unfenced_lines(page)):
        is_underlined = next_number == number + 1 and line.strip() and UNDERLINE.fullmatch(below)
        if is_underlined and number > page.front_matter.last_line:
            yield f'{page.path}:{number}: a heading is written with "#" before it, not with a line below it'
    first_line: dict[str, int] = {}
    if not page.headings or page.headings[0].level > 1:
        yield f'{page.path}:1: no title; begin the page with one, such as "# Data {{ #data }}"'
    for heading in page.headings:
        where = f"{page.path}:{heading.line}"
        if heading.id is None:
            yield f'{where}: the heading "{heading.title}" has no id; end it with one, such as {{ #install }}'
        elif heading.id in first_line:
            yield f"{where}: a second heading #{heading.id}; the first is at line {first_line[heading.id]}"
        else:
            first_line[heading.id] = heading.line
