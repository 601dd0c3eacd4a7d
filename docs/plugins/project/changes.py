"""What changed for readers, from `docs/changes.yml`: each language's feed lists it.

Not mkdocs-rss-plugin: it takes its dates from Git's history, which a shallow clone lacks, and doesn't say what changed.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.project.yaml_lines import Lines, Place
from docs.plugins.project.yaml_models import (
    STRICT,
    Expected,
    Problems,
    Text,
    read_yaml,
    refuse,
    second_problems,
    shape_problems,
    unexpected,
)

PATH = "docs/changes.yml"
PAGES = "a list of pages; write it as [index, train]"


def _in_kebab_case(value: str) -> str:
    if not KEBAB_CASE.fullmatch(value):
        raise unexpected(value, 'in kebab-case, as in "dark-mode"')
    return value


def _not_empty(value: list[str]) -> list[str]:
    if not value:
        raise unexpected(value, PAGES)
    return value


@dataclass(frozen=True, config=STRICT)
class Change:
    """What changed on a day, in one sentence by language, and the pages it concerns.

    Feed readers know it by its `id`. A language out of lockstep may lack its text.
    """

    id: Annotated[Text, BeforeValidator(_in_kebab_case), Expected(str, 'in kebab-case, as in "dark-mode"')]
    date: Annotated[date, Expected(date, "a date; write it as 2026-11-24")]
    pages: Annotated[list[Text], BeforeValidator(_not_empty), Expected(list, PAGES)]
    texts: Annotated[dict[str, Text], Expected(dict, "given by language; write it as {vi: …}")]


def parse_changes(text: str, languages: Sequence[Language], pages: Collection[str]) -> tuple[Change, ...]:
    """Read the changes from the YAML of `docs/changes.yml`, newest first; `pages` are the names of those there are.

    Raises ProjectError at the first problem.
    """
    entries, lines = read_yaml(PATH, text)
    refuse(PATH, lines, _problems(entries, lines, languages, pages))
    return tuple(Change(**entry) for entry in entries)


def _problems(entries: Any, lines: Lines, languages: Sequence[Language], pages: Collection[str]) -> Problems:  # noqa: ANN401
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    if not isinstance(entries, list) or not entries:
        yield (), 'not a list of changes; begin each with a line such as "- id: dark-mode"'
        return
    for index, entry in enumerate(entries):
        place = (index,)
        yield from shape_problems(Change, entry, place, "change")
        yield from _unknown_pages(place, entry["pages"], pages)
        yield from _languages(place, entry["texts"], languages)
        yield from second_problems(entries, index, "change", lines)
        if index and entry["date"] > entries[index - 1]["date"]:
            yield (*place, "date"), "later than the change above it; the newest comes first"


def _unknown_pages(place: Place, names: Sequence[str], known: Collection[str]) -> Problems:
    for index, name in enumerate(names):
        if name not in known:
            yield (*place, "pages", index), f'no page "{name}" (pages: {", ".join(sorted(known))})'


def _languages(place: Place, texts: Mapping[str, str], languages: Sequence[Language]) -> Problems:
    yield from unknown_languages((((*place, "texts", code), code) for code in texts), languages)
    for language in in_lockstep_or_source(languages):
        if language.code not in texts:
            yield (*place, "texts"), f'no text in "{language.code}"; add it'
