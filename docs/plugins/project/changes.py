"""What changed for readers, from `docs/changes.yml`: each language's feed tells it.

Not mkdocs-rss-plugin: it takes its dates from Git's history, which a shallow clone lacks, and doesn't say what changed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from docs.plugins.project import yaml_lines
from docs.plugins.project.languages import Language
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.project.yaml_lines import Lines, YamlError, load

PATH = "docs/changes.yml"
Problems: TypeAlias = Iterator[tuple[yaml_lines.Path, str]]


class ChangeError(Exception):
    """Changes that can't be read; the message is one line, which begins with `docs/changes.yml:LINE: `."""


@dataclass(frozen=True)
class Change:
    """What changed on a day, in one sentence by language, and the pages it concerns.

    Feed readers know it by its `id`. A language out of lockstep may lack its text.
    """

    id: str
    date: date
    pages: Sequence[str]
    texts: Mapping[str, str]


KEYS = tuple(field.name for field in fields(Change))


def parse_changes(text: str, languages: Sequence[Language], pages: Collection[str]) -> tuple[Change, ...]:
    """Read the changes from the YAML of `docs/changes.yml`, newest first; `pages` are the names of those there are.

    Raises ChangeError at the first problem.
    """
    try:
        entries, lines = load(text)
    except YamlError as error:
        raise ChangeError(f"{PATH}:{error.line}: not YAML: {error.problem}") from None
    for place, problem in _problems(entries, lines, languages, pages):
        raise ChangeError(f"{PATH}:{lines[place]}: {problem}")
    return tuple(Change(**entry) for entry in entries)


def read_changes(root: Path, languages: Sequence[Language], pages: Collection[str]) -> tuple[Change, ...]:
    """The changes of the project at `root`; raises ChangeError."""
    return parse_changes((root / PATH).read_text(encoding="utf-8"), languages, pages)


def _problems(entries: object, lines: Lines, languages: Sequence[Language], pages: Collection[str]) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it takes it for granted that it is mended."""
    if not isinstance(entries, list) or not entries:
        yield (), 'not a list of changes; begin each with a line such as "- id: dark-mode"'
        return
    first_line: dict[str, int] = {}
    for index, entry in enumerate(entries):
        place = (index,)
        yield from _entry(place, entry)
        yield from _pages(place, entry["pages"], pages)
        yield from _texts(place, entry["texts"], languages)
        if entry["id"] in first_line:
            yield place, f'a second change "{entry["id"]}"; the first is at line {first_line[entry["id"]]}'
        first_line[entry["id"]] = lines[place]
        if index and entry["date"] > entries[index - 1]["date"]:
            yield (*place, "date"), "later than the change above it; the newest comes first"


def _entry(place: yaml_lines.Path, entry: Any) -> Problems:  # noqa: ANN401
    if not isinstance(entry, dict):
        yield place, f"not a change; give it the keys {', '.join(KEYS)}"
    for key in entry:
        if key not in KEYS:
            yield (*place, key), f'"{key}" is no key of a change (keys: {", ".join(KEYS)})'
    for key in KEYS:
        if key not in entry:
            yield place, f'the change has no "{key}"; add it'
    if not (isinstance(entry["id"], str) and KEBAB_CASE.fullmatch(entry["id"])):
        yield (*place, "id"), f'the id "{entry["id"]}" is not in kebab-case, as in "dark-mode"'
    # A datetime is a date as well, and can't be compared with one.
    if type(entry["date"]) is not date:
        yield (*place, "date"), f'"{entry["date"]}" is not a date; write it as 2026-11-24'


def _pages(place: yaml_lines.Path, names: Any, known: Collection[str]) -> Problems:  # noqa: ANN401
    if not isinstance(names, list) or not names:
        yield (*place, "pages"), '"pages" is not a list of pages; write it as [index, train]'
    for index, name in enumerate(names):
        if name not in known:
            yield (*place, "pages", index), f'no page "{name}" (pages: {", ".join(sorted(known))})'


def _texts(place: yaml_lines.Path, texts: Any, languages: Sequence[Language]) -> Problems:  # noqa: ANN401
    source, *others = languages
    if not isinstance(texts, dict):
        yield (*place, "texts"), f'"texts" is not given by language; write it as {{{source.code}: …}}'
    for code, text in texts.items():
        if code not in [language.code for language in languages]:
            known = ", ".join(language.code for language in languages)
            yield (*place, "texts", code), f'no language "{code}" in docs/languages.yml (languages: {known})'
        if not (isinstance(text, str) and text.strip()):
            yield (*place, "texts", code), "not a text; write a sentence, in quotes where it looks like something else"
    for language in (source, *(other for other in others if other.lockstep)):
        if language.code not in texts:
            yield (*place, "texts"), f'no text in "{language.code}"; add it'
