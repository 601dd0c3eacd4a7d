"""What the article of 2020 says and what is right today, from `docs/errata.yml`."""

from dataclasses import dataclass
from pathlib import Path

from docs.plugins.project.yaml_lines import load


@dataclass(frozen=True)
class Erratum:
    """A wrong line, what it is answered with today, and the right one.

    `before` is code that runs ahead of either and isn't shown; `language` is that of the lines, for the highlighting.
    """

    id: str
    wrong: str
    says: str
    right: str
    before: str = ""
    language: str = "python"


def parse_errata(text: str) -> dict[str, Erratum]:
    """Read the errata from the YAML of `docs/errata.yml`, by id, in its order."""
    entries, _ = load(text)
    return {
        id_: Erratum(id_, **{name: value.rstrip("\n") for name, value in entry.items()})
        for id_, entry in entries.items()
    }


def read_errata(root: Path) -> dict[str, Erratum]:
    """The errata of the project at `root`."""
    return parse_errata((root / "docs/errata.yml").read_text(encoding="utf-8"))
