"""The languages of the site, from `docs/languages.yml`. The first is the source, at the site's root."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


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


def parse_languages(text: str) -> tuple[Language, ...]:
    """Read the languages from the YAML of `docs/languages.yml`, in its order."""
    entries: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return tuple(Language(code, **entry) for code, entry in entries.items())


def read_languages(root: Path) -> tuple[Language, ...]:
    """The languages of the project at `root`."""
    return parse_languages((root / "docs/languages.yml").read_text(encoding="utf-8"))
