"""What is wrong with the YAML of `docs/glossary.yml`. Pure: what `yaml_lines.load` gives in, problems out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from docs.plugins.project.languages import Language
from docs.plugins.project.yaml_lines import Lines, Path

Problems: TypeAlias = Iterator[tuple[Path, str]]

REQUIRED = {"names": "rendering", "meanings": "meaning"}
BY_LANGUAGE = (*REQUIRED, "notes", "forms", "banned")
KEYS = ("id", *BY_LANGUAGE, "kept_in_english")
ENGLISH = "en"


def problems(entries: object, lines: Lines, languages: Sequence[Language]) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it takes it for granted that it is mended."""
    if not isinstance(entries, list):
        yield (), 'not a list of terms; begin each with a line such as "- id: batch"'
        return
    first_line: dict[str, int] = {}
    for index, entry in enumerate(entries):
        place = (index,)
        yield from _keys(place, entry)
        yield from _languages(place, entry, [language.code for language in languages])
        yield from _missing(place, entry, languages)
        yield from _texts(place, entry)
        yield from _english(place, entry)
        if entry["id"] in first_line:
            yield place, f'a second term "{entry["id"]}"; the first is at line {first_line[entry["id"]]}'
        first_line[entry["id"]] = lines[place]


def _keys(place: Path, entry: Any) -> Problems:  # noqa: ANN401
    if not isinstance(entry, dict):
        yield place, f"not a term; give it at least the keys id, {', '.join(REQUIRED)}"
    for key in entry:
        if key not in KEYS:
            yield (*place, key), f'"{key}" is no key of a term (keys: {", ".join(KEYS)})'
    if "id" not in entry:
        yield place, 'the term has no "id"; add it'
    if not _is_text(entry["id"]):
        yield (*place, "id"), 'the "id" is not text; write it in quotes'
    for key in REQUIRED:
        if key not in entry:
            yield place, f'the term "{entry["id"]}" has no "{key}"; add them'


def _languages(place: Path, entry: Mapping[str, Any], codes: Sequence[str]) -> Problems:
    unknown = 'no language "{}" in docs/languages.yml (languages: ' + ", ".join(codes) + ")"
    for key in BY_LANGUAGE:
        by_language = entry.get(key, {})
        if not isinstance(by_language, dict):
            yield (*place, key), f'"{key}" is not given by language; write it as {{{codes[0]}: …}}'
        for code in by_language:
            if code not in codes:
                yield (*place, key, code), unknown.format(code)
    kept = entry.get("kept_in_english", [])
    if not isinstance(kept, list):
        yield (*place, "kept_in_english"), f'"kept_in_english" is not a list of languages; write it as [{codes[0]}]'
    for index, code in enumerate(kept):
        if code not in codes:
            yield (*place, "kept_in_english", index), unknown.format(code)


def _missing(place: Path, entry: Mapping[str, Any], languages: Sequence[Language]) -> Problems:
    source, *others = languages
    for language in (source, *(other for other in others if other.lockstep)):
        for key, what in REQUIRED.items():
            if not entry[key].get(language.code):
                yield (
                    (*place, key),
                    f'the term "{entry["id"]}" has no {what} in "{language.code}"; add it to its {key}',
                )


def _texts(place: Path, entry: Mapping[str, Any]) -> Problems:
    for key in BY_LANGUAGE:
        for code, value in entry.get(key, {}).items():
            if key in ("forms", "banned"):
                if not (isinstance(value, list) and all(map(_is_text, value))):
                    yield (*place, key, code), f'"{key}" in "{code}" is not a list of texts; write it as ["…", "…"]'
            elif not _is_text(value):
                yield (*place, key, code), f'"{key}" in "{code}" is not text; write it in quotes'


def _english(place: Path, entry: Mapping[str, Any]) -> Problems:
    names, kept = entry["names"], entry.get("kept_in_english", [])
    english = names.get(ENGLISH)
    for code, name in names.items():
        if name == english and code not in (ENGLISH, *kept):
            yield (
                (*place, "names", code),
                f'the term "{entry["id"]}" has its English name in "{code}"; '
                f'add "{code}" to its kept_in_english, or write another name',
            )
    for index, code in enumerate(kept):
        if names.get(code) != english:
            yield (
                (*place, "kept_in_english", index),
                f'the term "{entry["id"]}" is not called "{english}" in "{code}"; '
                f'take "{code}" out of its kept_in_english, or write that name',
            )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""
