"""The languages of the site, from `docs/languages.yml`. The first is the source, at the site's root."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import material
from babel import Locale
from babel.core import get_global

from docs.plugins.project.yaml_lines import Lines, YamlError, load

PATH = "docs/languages.yml"
THEME_LANGUAGES = Path(material.__file__).parent / "templates/partials/languages"


class LanguageError(Exception):
    """Languages that are not of the form of the others; the message begins with `docs/languages.yml:LINE: `."""


@dataclass(frozen=True)
class Language:
    """A language by its code, and what of the site differs in it.

    Where one is in lockstep, the tests let none of its pages be missing or older than the source's.
    """

    code: str
    name: str
    site_name: str
    description: str
    thousands_mark: str
    decimal_mark: str
    labels: Mapping[str, str]
    lockstep: bool = False

    @property
    def locale(self) -> str:
        """The language with the territory where most speak it, as Open Graph asks for it: vi_VN."""
        likely = get_global("likely_subtags").get(self.code.replace("-", "_"), self.code)
        locale = Locale.parse(likely, sep="_")
        return "_".join(filter(None, [locale.language, locale.territory]))

    def written(self, number: str) -> str:
        """A number in English notation, as the language writes it."""
        marks = str.maketrans({",": self.thousands_mark, ".": self.decimal_mark})
        return number.translate(marks)


def parse_languages(text: str, known: Collection[str]) -> tuple[Language, ...]:
    """Read the languages from the YAML of `docs/languages.yml`, in its order; the theme knows the codes in `known`.

    Raises LanguageError for an unknown code, and for an entry or a label that is missing or not known.
    """
    try:
        entries, lines = load(text)
    except YamlError as error:
        raise LanguageError(f"{PATH}:{error.line}: not YAML: {error.problem}") from None
    for problem in _problems(entries, lines, known):
        raise LanguageError(problem)
    return tuple(Language(code, **entry) for code, entry in entries.items())


def read_languages(root: Path) -> tuple[Language, ...]:
    """The languages of the project at `root`."""
    return parse_languages((root / PATH).read_text(encoding="utf-8"), theme_languages())


def theme_languages() -> list[str]:
    """The codes of the languages that Material speaks."""
    return sorted(path.stem for path in THEME_LANGUAGES.glob("*.html"))


def _problems(entries: Mapping[str, Any], lines: Lines, known: Collection[str]) -> Iterator[str]:
    labels: Mapping[str, str] | None = None
    for code, entry in entries.items():
        if code not in known:
            yield f'{PATH}:{lines[(code,)]}: Material speaks no language "{code}"; it speaks {", ".join(known)}'
        yield from _entry_problems(code, entry, lines)
        # The source, which comes first, says which labels there are.
        labels = labels or entry["labels"]
        for label in labels:
            if label not in entry["labels"]:
                yield f'{PATH}:{lines[(code, "labels")]}: the language "{code}" has no label "{label}"; add it'
        for label in entry["labels"]:
            if label not in labels:
                yield f'{PATH}:{lines[(code, "labels", label)]}: nothing shows the label "{label}"; take it out'


def _entry_problems(code: str, entry: Mapping[str, Any], lines: Lines) -> Iterator[str]:
    fields = dataclasses.fields(Language)[1:]
    for field in fields:
        if field.default is dataclasses.MISSING and field.name not in entry:
            yield f'{PATH}:{lines[(code,)]}: the language "{code}" has no "{field.name}"; add it'
    for name in entry:
        if name not in [field.name for field in fields]:
            known = ", ".join(field.name for field in fields)
            yield f'{PATH}:{lines[(code, name)]}: a language has no "{name}"; it has {known}'
