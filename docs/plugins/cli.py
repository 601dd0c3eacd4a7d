"""The door for people: the command line, in the project's folder.

    python -m docs.plugins check                      every problem of the pages, their structure and wording
    python -m docs.plugins status                     how many sections of each page are current
    python -m docs.plugins diff FILE[#SECTION]…       what has changed in the source since it was translated
    python -m docs.plugins confirm FILE[#SECTION]…    the translation says what the source says now
    python -m docs.plugins new CODE [--like CODE]     a new language
    python -m docs.plugins new-lesson NAME            the skeleton of a new lesson
    python -m docs.plugins pdf SITE                   a PDF of all lessons of each language of the built site

Exit status: 0; 1 where `check` finds a problem; 2 for what the user can fix, said in one line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from docs.plugins.check import check as check_pages
from docs.plugins.lessons import new_lesson
from docs.plugins.lessons.checking import check_lessons
from docs.plugins.project import stops
from docs.plugins.project.commands import EXAMPLES, SITE
from docs.plugins.project.errors import ProjectError, UserError, replace_unencodable, report_error
from docs.plugins.project.freshness import PageProgress, State, Translated, has_words
from docs.plugins.project.front_matter import confirmed
from docs.plugins.project.pages import Page
from docs.plugins.project.project import Project, read_project
from docs.plugins.translations import new_language
from docs.plugins.translations.checking import check_translations
from docs.plugins.translations.history import difference

FAILED = 1

app = typer.Typer(
    help="What stands behind the site.", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
Targets = Annotated[list[str], typer.Argument(metavar="FILE[#SECTION]...")]


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    return stops.run(lambda: _run(arguments), "stopped")


def _run(arguments: Sequence[str]) -> int:
    replace_unencodable()
    try:
        status: int | None = app(arguments, prog_name=SITE, standalone_mode=False)
    except typer.TyperException as error:
        return report_error(f'{error.format_message()} (see "{SITE} --help")')
    except ProjectError as error:
        return report_error(str(error))
    return status or 0


@dataclass(frozen=True)
class Target:
    """A translated page that arguments name, with the state of each section, and which of them are meant.

    They are `named` where the arguments name sections, and not the page as a whole.
    """

    source: Page
    page: Page
    sections: tuple[Translated, ...]
    meant: tuple[Translated, ...]
    named: bool


@app.command()
def check() -> None:
    """Every problem of the pages or, where they have none, of their structure and wording; silent without any."""
    project = _project()
    problems = check_pages(project) or [*check_lessons(project), *check_translations(project)]
    for problem in problems:
        print(problem)
    if problems:
        raise typer.Exit(FAILED)


@app.command()
def status() -> None:
    """How many sections of each page are current, in each language."""
    for progress in _project().progress:
        print(f"{progress.language.name} ({progress.language.code})")
        for page in progress.pages.values():
            print(f"  {page.name}: {_describe(page)}")


@app.command()
def diff(targets: Targets) -> None:
    """What has changed in the source since it was translated."""
    project = _project()
    for target in _targets(project, targets):
        for entry in target.meant:
            if entry.state is not State.CURRENT:
                print(difference(project.root, target.source.path, entry.source, entry.reflects), end="")


@app.command()
def confirm(targets: Targets) -> None:
    """The translation says what the source says now."""
    project = _project()
    meant = _targets(project, targets)
    for target in meant:
        _refuse_copies(target)
    for target in meant:
        copies = [entry.source.id for entry in target.meant if _is_copy(target, entry)]
        there = [entry.source for entry in target.meant if entry.section and entry.source.id not in copies]
        # A copy of another translation says of itself what that one reflects.
        hashes = {
            **{entry.source.id: entry.reflects for entry in target.sections},
            **{section.id: section.hash for section in there},
            **dict.fromkeys(copies, ""),
        }
        reflected = {section: hash_ for section, hash_ in hashes.items() if hash_}
        project.files.write(target.page.path, confirmed(target.page.path, target.page.text, reflected))
        print(f"{target.page.path}: confirmed: {_listed(section.id for section in there)}")
        if copies:
            print(f"{target.page.path}: not translated yet: {_listed(copies)}")


@app.command()
def new(
    code: str,
    like: Annotated[str, typer.Option(metavar="CODE", help="The language whose words it begins with.")] = "en",
) -> None:
    """Make the language of that CODE, such as fr: its folder, and its entry in docs/languages.yml."""
    project = _project()
    language = new_language.create(project, code, like)
    print(
        f"{language.name} is made. Translate its entry at the end of docs/languages.yml; then copy pages from "
        f"docs/{language.fallback} to docs/{code} and translate them. The others are shown in "
        f"{project.language(language.fallback).name}."
    )


@app.command(name="new-lesson")
def make_lesson(name: str) -> None:
    """Make the skeleton of the lesson of that NAME: its files, and its entry wherever lessons are listed."""
    project = _project()
    if problems := check_pages(project):
        raise ProjectError(f"{problems[0]}; then run this again: nothing of the new lesson is written yet")
    for path in new_lesson.create(project, name, date.today()):
        print(path)
    print(f'Write what each "TODO" asks for. The scripts run already: {EXAMPLES} record {name} solutions/{name}')
    print(f"What is left: make check-lesson NAME={name}")


@app.command()
def pdf(site: Path) -> None:
    """Print all lessons of each language of the site built in the folder SITE as a PDF."""
    # Here, because the other commands need nothing of it.
    from docs.plugins.site.pdf import print_languages

    for path in print_languages(site, _project().languages):
        print(path)


def _is_copy(target: Target, entry: Translated) -> bool:
    """Whether a section is still the original's text. One without words may be the translation, if it is named."""
    if entry.section is None or entry.state is not State.MISSING:
        return False
    return not target.named or has_words(target.page, entry.section)


def _refuse_copies(target: Target) -> None:
    for entry in target.meant:
        if target.named and entry.section and _is_copy(target, entry):
            raise UserError(
                f"{target.page.path}:{entry.section.line}: #{entry.source.id} is not translated yet; translate it first"
            )
    if not any(entry.section and not _is_copy(target, entry) for entry in target.meant):
        raise UserError(f"{target.page.path}: no section of it is translated yet; translate one first")


def _listed(sections: Iterable[str]) -> str:
    return ", ".join(f"#{section}" for section in sections)


def _describe(page: PageProgress) -> str:
    if page.translation is None:
        return "not translated"
    parts = [f"{len(page.of_state(State.CURRENT))} of {len(page.sections)} current"]
    behind = page.of_state(State.BEHIND)
    others = {
        "behind": [entry for entry in behind if entry.reflects],
        "not confirmed": [entry for entry in behind if not entry.reflects],
        "missing": page.of_state(State.MISSING),
    }
    for state, entries in others.items():
        if entries:
            parts.append(f"{state}: {_listed(entry.source.id for entry in entries)}")
    return "; ".join(parts)


def _project() -> Project:
    root = Path.cwd()
    if not (root / "docs/languages.yml").is_file():
        raise UserError("no docs/languages.yml here; run this in the project's folder")
    return read_project(root)


def _targets(project: Project, arguments: Iterable[str]) -> list[Target]:
    """The pages that the arguments name, each once, with all its sections that they name."""
    named: dict[str, list[str]] = {}
    for argument in arguments:
        path, _, section = argument.partition("#")
        named.setdefault(Path(path).as_posix(), []).append(section)
    return [_target(project, path, sections) for path, sections in named.items()]


def _target(project: Project, path: str, sections: Sequence[str]) -> Target:
    progress = next((each for each in project.progress if path.startswith(f"docs/{each.language.code}/")), None)
    if progress is None:
        codes = ", ".join(f"docs/{each.language.code}" for each in project.progress)
        raise UserError(f"{path}: not a translated page; they are below {codes}")
    language = progress.language.code
    source_path = f"docs/{project.source.code}/{path.removeprefix(f'docs/{language}/')}"
    name = path.removeprefix(f"docs/{language}/").removesuffix(".md")
    if name not in project.pages[language]:
        raise UserError(f"{path}: no such page")
    page = progress.pages.get(name)
    if page is None or page.translation is None:
        raise UserError(f"{source_path}: no such page")
    known = [entry.source.id for entry in page.sections]
    # A page named without a section is meant as a whole.
    wanted = known if "" in sections else sections
    for section in wanted:
        if section not in known:
            raise UserError(f"{source_path}: no section #{section} (sections: {', '.join(known)})")
    meant = tuple(entry for entry in page.sections if entry.source.id in wanted)
    if "" not in sections and (missing := next((entry for entry in meant if entry.section is None), None)):
        raise UserError(f"{path}: no section #{missing.source.id} yet; translate it from {source_path} first")
    return Target(page.source, page.translation, page.sections, meant, "" not in sections)
