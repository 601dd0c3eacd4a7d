"""The glossary: its terms, from `docs/glossary.yml`, and how a text is searched for them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Annotated, Any

from pydantic.dataclasses import dataclass

from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.yaml_lines import Lines, Place
from docs.plugins.project.yaml_models import (
    STRICT,
    Expected,
    Problems,
    Text,
    Texts,
    read_yaml,
    refuse,
    second_problems,
    shape_problems,
)

PATH = "docs/glossary.yml"
# How many terms an empty search offers.
OFFERED = 6
NOTHING = "(?!)"
ENGLISH = "en"
BY_LANGUAGE = "given by language; write it as {vi: …}"
TextByLanguage = Annotated[dict[str, Text], Expected(dict, BY_LANGUAGE)]
TextsByLanguage = Annotated[dict[str, Texts], Expected(dict, BY_LANGUAGE)]


@dataclass(frozen=True, config=STRICT)
class Term:
    """A term, by language: its name and meaning, its other written forms (plurals), why it is so called.

    `synonyms` are what others call it, and pages may; `banned` are words that mislead, or are spelled otherwise here.
    `kept_in_english` are the languages that call it by its English name; an empty search offers those that are
    `offered`. A language out of lockstep may lack all of it.
    """

    id: Text
    names: TextByLanguage
    meanings: TextByLanguage
    forms: TextsByLanguage = field(default_factory=dict)
    notes: TextByLanguage = field(default_factory=dict)
    synonyms: TextsByLanguage = field(default_factory=dict)
    banned: TextsByLanguage = field(default_factory=dict)
    kept_in_english: Annotated[list[Text], Expected(list, "a list of languages; write it as [vi]")] = field(
        default_factory=list
    )
    offered: Annotated[bool, Expected(bool, "true or false; write one of them")] = False

    def written(self, language: str) -> tuple[str, ...]:
        """The name and its other forms; none where the language has no name for the term."""
        return (self.names[language], *self.forms.get(language, ())) if language in self.names else ()


KEYS_BY_LANGUAGE = ("names", "meanings", "notes", "forms", "synonyms", "banned")
RENDERINGS = ("forms", "synonyms", "banned")


def parse_glossary(text: str, languages: Sequence[Language]) -> tuple[Term, ...]:
    """Read the terms from the YAML of `docs/glossary.yml`, in its order; raises ProjectError at the first problem."""
    entries, lines = read_yaml(PATH, text)
    refuse(PATH, lines, _problems(entries, lines, languages))
    return tuple(Term(**entry) for entry in entries)


class Phrases:
    """Finds any of some phrases, in capitals or not, and the longest of "training" and "training set".

    A phrase may be wrapped over two lines: `folded` makes the key of what was found.
    """

    def __init__(self, words: Iterable[str]) -> None:
        longest_first = sorted(map(_small, words), key=len, reverse=True)
        wrapped = (r"(?:[ \t]+|[ \t]*\n[ \t]*)".join(map(re.escape, phrase.split())) for phrase in longest_first)
        # Without re.IGNORECASE, with which it would take five times as long.
        self._pattern = re.compile(rf"\b(?:{'|'.join(wrapped) or NOTHING})\b")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where each phrase begins and ends."""
        return (match.span() for match in self._pattern.finditer(_small(text)))


def folded(phrase: str) -> str:
    """The phrase on one line, in small letters."""
    return " ".join(phrase.split()).casefold()


def _small(text: str) -> str:
    """The text in small letters, each where it was."""
    # The one letter whose small form is longer.
    return text.replace("İ", "I").lower()


def _problems(entries: Any, lines: Lines, languages: Sequence[Language]) -> Problems:  # noqa: ANN401
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    if not isinstance(entries, list):
        yield (), 'not a list of terms; begin each with a line such as "- id: batch"'
        return
    for index, entry in enumerate(entries):
        place = (index,)
        yield from shape_problems(Term, entry, place, "term")
        yield from _unknown_languages(place, entry, languages)
        yield from _missing(place, entry, languages)
        yield from _english(place, entry)
        yield from second_problems(entries, index, "term", lines)
    yield from _second_renderings(entries, lines)


def _unknown_languages(place: Place, entry: Mapping[str, Any], languages: Sequence[Language]) -> Problems:
    by_language = (((*place, key, code), code) for key in KEYS_BY_LANGUAGE for code in entry.get(key, {}))
    kept = (((*place, "kept_in_english", index), code) for index, code in enumerate(entry.get("kept_in_english", [])))
    yield from unknown_languages([*by_language, *kept], languages)


def _missing(place: Place, entry: Mapping[str, Any], languages: Sequence[Language]) -> Problems:
    for language in in_lockstep_or_source(languages):
        for key, what in (("names", "rendering"), ("meanings", "meaning")):
            if language.code not in entry[key]:
                yield (
                    (*place, key),
                    f'the term "{entry["id"]}" has no {what} in "{language.code}"; add it to its {key}',
                )


def _english(place: Place, entry: Mapping[str, Any]) -> Problems:
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


def _second_renderings(entries: Sequence[Mapping[str, Any]], lines: Lines) -> Problems:
    """A word that a language has twice: as the name of two terms, say, or as a synonym that is banned."""
    first: dict[tuple[str, str], tuple[Place, str]] = {}
    for index, entry in enumerate(entries):
        for place, code, word in _renderings((index,), entry):
            there, id_ = first.setdefault((code, folded(word)), (place, entry["id"]))
            if there != place:
                yield place, f'"{word}" is in "{code}" a word of the term "{id_}" (line {lines[there]}); take one out'


def _renderings(place: Place, entry: Mapping[str, Any]) -> Iterator[tuple[Place, str, str]]:
    """Each word of a term, agreed or not, with its place and its language."""
    for code, name in entry["names"].items():
        yield (*place, "names", code), code, name
    for key in RENDERINGS:
        for code, words in entry.get(key, {}).items():
            for number, word in enumerate(words):
                yield (*place, key, code, number), code, word
