"""The languages of the site, from `docs/languages.yml`. The first is the source, at the site's root."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

import material
from babel import Locale
from babel.core import get_global
from pydantic.dataclasses import dataclass

from docs.plugins.project.yaml_lines import Place
from docs.plugins.project.yaml_models import (
    STRICT,
    AnyText,
    Expected,
    Problems,
    Text,
    read_yaml,
    refuse,
    shape_problems,
)

PATH = "docs/languages.yml"
MARKS = ("thousands_mark", "decimal_mark")
THEME_LANGUAGES = Path(material.__file__).parent / "templates/partials/languages"
Labels = Annotated[dict[str, Text], Expected(dict, "a list of labels; give each its text")]


@dataclass(frozen=True, config=STRICT)
class Language:
    """A language by its code, and what of the site differs in it.

    Where one is in lockstep, the tests let none of its pages be missing or older than the source's. What it has not
    translated is shown in the language that `fallback` names: in the source where it names none.
    """

    code: Text
    name: Text
    site_name: Text
    description: Text
    # In many languages a space that does not break.
    thousands_mark: AnyText
    decimal_mark: AnyText
    labels: Labels
    lockstep: Annotated[bool, Expected(bool, "true or false; write one of them")] = False
    fallback: AnyText = ""

    @property
    def locale(self) -> str:
        """The language with the territory where most speak it, as Open Graph asks for it: vi_VN."""
        likely = get_global("likely_subtags").get(self.code.replace("-", "_"), self.code)
        locale = Locale.parse(likely, sep="_")
        return "_".join(filter(None, [locale.language, locale.territory]))

    def written(self, number: str) -> str:
        """A number in English notation, as the language writes it; its hyphen becomes a minus."""
        marks = str.maketrans({",": self.thousands_mark, ".": self.decimal_mark, "-": "−"})
        return number.translate(marks)


def parse_languages(text: str, known: Collection[str]) -> tuple[Language, ...]:
    """Read the languages from the YAML of `docs/languages.yml`, in its order; the theme knows the codes in `known`.

    Raises ProjectError for an unknown code, for an entry of another form, and for a label that is missing or unknown.
    """
    entries, lines = read_yaml(PATH, text)
    refuse(PATH, lines, _problems(entries, known))
    return tuple(Language(code, **entry) for code, entry in entries.items())


def theme_languages() -> list[str]:
    """The codes of the languages that Material speaks."""
    return sorted(path.stem for path in THEME_LANGUAGES.glob("*.html"))


def in_lockstep_or_source(languages: Sequence[Language]) -> list[Language]:
    """The languages that must have all that the source has, the source first."""
    source, *others = languages
    return [source, *(language for language in others if language.lockstep)]


def fallback_of(language: Language, languages: Sequence[Language]) -> Language:
    """The complete language that stands in for what a language has not translated."""
    source, *_ = languages
    return next((other for other in languages if other.code == language.fallback), source)


def unknown_languages(codes: Iterable[tuple[Place, str]], languages: Sequence[Language]) -> Problems:
    """The codes, each with its place, that no language has."""
    known = [language.code for language in languages]
    for place, code in codes:
        if code not in known:
            yield place, f'no language "{code}" in {PATH} (languages: {", ".join(known)})'


def _problems(entries: Any, known: Collection[str]) -> Problems:  # noqa: ANN401
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    if not isinstance(entries, dict):
        yield (), 'not a list of languages; begin each with a line such as "vi:"'
        return
    labels: Mapping[str, str] | None = None
    for code, entry in entries.items():
        if code not in known:
            yield (code,), f'Material speaks no language "{code}"; it speaks {", ".join(known)}'
        yield from _empty_marks(code, entry)
        yield from shape_problems(Language, entry, (code,), "language", code=code)
        for mark in MARKS:
            if len(entry[mark]) > 1:
                yield (code, mark), f'"{mark}" is "{entry[mark]}", not one character; write it between straight quotes'
        # The source, which comes first, says which labels there are, and what stands in them.
        labels = labels or entry["labels"]
        yield from _label_problems(code, entry["labels"], labels)
    yield from _fallback_problems(entries)


def _empty_marks(code: str, entry: object) -> Problems:
    """A mark whose space an editor has trimmed, or someone who took it for none."""
    for mark in MARKS:
        if isinstance(entry, dict) and mark in entry and entry[mark] in (None, ""):
            yield (code, mark), f'"{mark}" is empty; write a space as "\\u00a0", which does not break the line'


def _fallback_problems(entries: Mapping[str, Mapping[str, Any]]) -> Problems:
    source = next(iter(entries), "")
    complete = [code for code, entry in entries.items() if code == source or entry.get("lockstep")]
    for code, entry in entries.items():
        fallback = entry.get("fallback", "")
        others = [other for other in complete if other != code]
        if fallback and code == source:
            yield (code, "fallback"), "the source falls back to no language; take the line out"
        elif fallback and fallback not in others:
            yield (
                (code, "fallback"),
                f'"fallback" is "{fallback}", not another language that is complete; write one of {", ".join(others)}',
            )


def _label_problems(code: str, own: Mapping[str, str], labels: Mapping[str, str]) -> Problems:
    for label in own:
        if label not in labels:
            yield (code, "labels", label), f'the source has no label "{label}"; take it out, or add it there'
    for label in labels:
        if label not in own:
            yield (code, "labels"), f'the language "{code}" has no label "{label}"; add it'
    for label, text in own.items():
        place = (code, "labels", label)
        if (placeholders := _placeholders(text)) is None:
            yield place, f'the label "{label}" has a "{{" without "}}", or a "}}" without "{{"; add the other'
        elif placeholders != _placeholders(labels[label]):
            known = ", ".join(f"{{{name}}}" for name in sorted(_placeholders(labels[label]) or ())) or "none"
            yield place, f'the label "{label}" must have the placeholders that it has in the source: {known}'


def _placeholders(text: str) -> set[str] | None:
    """What stands in braces in a label; None where a brace has no counterpart."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
