"""The command line, in the project's folder.

    python -m docs.plugins status                   how many sections of each page are current
    python -m docs.plugins check                    every problem of the pages, their structure and wording
    python -m docs.plugins diff FILE[#SECTION]…     what has changed in the source since it was translated
    python -m docs.plugins confirm FILE[#SECTION]…  the translation says what the source says now
    python -m docs.plugins new CODE [--like CODE]   a new language

Exit status: 0; 1 where `check` finds a problem; 2 for what the user can mend, said in one line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from docs.plugins.check import check as check_pages
from docs.plugins.project.errors import UserError, report_error
from docs.plugins.project.files import write_whole
from docs.plugins.project.freshness import State, Translated, compare
from docs.plugins.project.front_matter import with_reflected
from docs.plugins.project.languages import LanguageError, read_languages
from docs.plugins.project.pages import Page, PageError, read_page
from docs.plugins.project.progress import PageProgress, read_progress
from docs.plugins.translations import new_language
from docs.plugins.translations.checking import COMMAND, check_translations
from docs.plugins.translations.history import difference, find_section

FAILED = 1


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    try:
        status: int | None = commands.main(arguments, prog_name=COMMAND, standalone_mode=False)
    except click.ClickException as error:
        return report_error(f'{error.format_message()} (see "{COMMAND} --help")')
    except (UserError, LanguageError, PageError) as error:
        return report_error(str(error))
    except OSError as error:
        return report_error(f"{error.filename}: {error.strerror}")
    return status or 0


@click.group(help="How the translations stand to their source.")
def commands() -> None:
    """The commands below."""


@dataclass(frozen=True)
class Target:
    """A translated page that arguments name, with the state of each section, and which of them are meant."""

    source: Page
    page: Page
    sections: tuple[Translated, ...]
    meant: tuple[Translated, ...]


@commands.command()
def status() -> None:
    """How many sections of each page are current, in each language."""
    for progress in read_progress(_root()):
        click.echo(f"{progress.language.name} ({progress.language.code})")
        for page in progress.pages.values():
            click.echo(f"  {page.name}: {_describe(page)}")


@commands.command()
def check() -> int:
    """Every problem of the pages, their structure and wording; none is silence."""
    root = _root()
    problems = check_pages(root) or check_translations(root)
    for problem in problems:
        click.echo(problem)
    return FAILED if problems else 0


@commands.command()
@click.argument("targets", metavar="FILE[#SECTION]...", nargs=-1, required=True)
def diff(targets: Sequence[str]) -> None:
    """What has changed in the source since it was translated."""
    root = _root()
    for target in _targets(root, targets):
        for entry in target.meant:
            if entry.state is not State.CURRENT:
                before = find_section(root, target.source.path, entry.source.id, entry.reflects)
                click.echo(difference(target.source.path, before, entry.source), nl=False)


@commands.command()
@click.argument("targets", metavar="FILE[#SECTION]...", nargs=-1, required=True)
def confirm(targets: Sequence[str]) -> None:
    """The translation says what the source says now."""
    root = _root()
    for target in _targets(root, targets):
        confirmed = {entry.source.id: entry.source.hash for entry in target.meant if entry.section}
        hashes = {entry.source.id: confirmed.get(entry.source.id, entry.reflects) for entry in target.sections}
        reflected = {section: hash_ for section, hash_ in hashes.items() if hash_}
        write_whole(root / target.page.path, with_reflected(target.page.text, reflected))
        click.echo(f"{target.page.path}: {', '.join(f'#{section}' for section in confirmed)}")


@commands.command()
@click.argument("code")
@click.option("--like", default="en", show_default=True, help="The language whose words it begins with.")
def new(code: str, like: str) -> None:
    """Make the language of that CODE, such as fr: its folder, and its entry in docs/languages.yml."""
    root = _root()
    language, source = new_language.create(root, code, like), read_languages(root)[0].code
    click.echo(
        f"{language.name} is made. Translate its entry at the end of docs/languages.yml; then copy pages from "
        f"docs/{source} to docs/{code} and translate them. The others fall back to docs/{source}."
    )


def _describe(page: PageProgress) -> str:
    if page.translation is None:
        return "not translated"
    parts = [f"{len(page.of_state(State.CURRENT))} of {len(page.sections)} current"]
    for state in (State.BEHIND, State.MISSING):
        if entries := page.of_state(state):
            parts.append(f"{state}: {', '.join(f'#{entry.source.id}' for entry in entries)}")
    return "; ".join(parts)


def _root() -> Path:
    root = Path.cwd()
    if not (root / "docs/languages.yml").is_file():
        raise UserError("no docs/languages.yml here; run this in the project's folder")
    return root


def _targets(root: Path, arguments: Iterable[str]) -> list[Target]:
    """The pages that the arguments name, each once, with all its sections that they name."""
    named: dict[str, list[str]] = {}
    for argument in arguments:
        path, _, section = argument.partition("#")
        named.setdefault(Path(path).as_posix(), []).append(section)
    return [_target(root, path, sections) for path, sections in named.items()]


def _target(root: Path, path: str, sections: Sequence[str]) -> Target:
    source, *others = read_languages(root)
    language = next((entry for entry in others if path.startswith(f"docs/{entry.code}/")), None)
    if language is None:
        codes = ", ".join(f"docs/{entry.code}" for entry in others)
        raise UserError(f"{path}: not a translated page; they are below {codes}")
    source_path = f"docs/{source.code}/{path.removeprefix(f'docs/{language.code}/')}"
    for needed in (path, source_path):
        if not (root / needed).is_file():
            raise UserError(f"{needed}: no such page")
    source_page, page = read_page(root, source_path), read_page(root, path)
    entries = compare(source_page, page)
    known = [entry.source.id for entry in entries]
    # A page named without a section is meant as a whole.
    named = known if "" in sections else sections
    for section in named:
        if section not in known:
            raise UserError(f"{source_path}: no section #{section} (sections: {', '.join(known)})")
    return Target(source_page, page, tuple(entries), tuple(entry for entry in entries if entry.source.id in named))
