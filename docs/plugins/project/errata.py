"""What the article of 2020 says and what is right today, from `docs/errata.yml`."""

from typing import Any

from pydantic.dataclasses import dataclass

from docs.plugins.project.yaml_models import STRICT, AnyText, Problems, Text, read_yaml, refuse, shape_problems

PATH = "docs/errata.yml"
ARTICLE_ADDRESS = "http://trituenhantao.github.io/keras-la-gi-gioi-thieu-ve-keras"


@dataclass(frozen=True, config=STRICT)
class Erratum:
    """A wrong line, what it is answered with today, and the right one.

    `before` is code that runs ahead of either and isn't shown; `language` is that of the lines, for the highlighting.
    """

    id: Text
    wrong: Text
    says: Text
    right: Text
    before: AnyText = ""
    language: Text = "python"


def parse_errata(text: str) -> dict[str, Erratum]:
    """Read the errata from the YAML of `docs/errata.yml`, by id, in its order; raises ProjectError for a bad one."""
    entries, lines = read_yaml(PATH, text)
    refuse(PATH, lines, _problems(entries))
    return {
        id_: Erratum(id_, **{name: value.rstrip("\n") for name, value in entry.items()})
        for id_, entry in entries.items()
    }


def _problems(entries: Any) -> Problems:  # noqa: ANN401
    if not isinstance(entries, dict):
        yield (), 'not a list of errata; begin each with a line such as "W1:"'
        return
    for id_, entry in entries.items():
        yield from shape_problems(Erratum, entry, (id_,), "erratum", id=id_)
