"""The mistakes that the page `mistakes` cures: their words and the templates of their messages, from docs/mistakes.yml.

A cell of examples/mistakes/*.py that is called by a mistake's id makes it, and the one called ID-cure cures it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from pydantic.dataclasses import dataclass

from docs.plugins.project.glossary import TextByLanguage
from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.messages import pattern_of, template_problem
from docs.plugins.project.scripts import KEBAB_CASE
from docs.plugins.project.yaml_lines import Place
from docs.plugins.project.yaml_models import (
    STRICT,
    AnyText,
    Problems,
    Text,
    Texts,
    read_yaml,
    refuse,
    shape_problems,
)

PATH = "docs/mistakes.yml"
PAGE = "mistakes"


@dataclass(frozen=True, config=STRICT)
class Mistake:
    """A mistake by its id: by language why it is one and what cures it, and the lesson that explains it, PAGE#SECTION.

    `template` is the part of its message that matters, as `record` found it, and `also` are other wordings of it. A
    mistake that raises nothing has neither: `notice` says by what one sees it.
    """

    id: Text
    lesson: Text
    why: TextByLanguage
    cure: TextByLanguage
    notice: TextByLanguage = field(default_factory=dict)
    template: AnyText = ""
    also: Texts = field(default_factory=list)

    @property
    def templates(self) -> tuple[str, ...]:
        """All wordings of its message; none where it raises nothing."""
        return tuple(filter(None, (self.template, *self.also)))

    @property
    def patterns(self) -> tuple[str, ...]:
        """The regular expressions by which its message is known."""
        return tuple(map(pattern_of, self.templates))


def parse_mistakes(
    text: str, languages: Sequence[Language], sections: Mapping[str, Sequence[str]]
) -> dict[str, Mistake]:
    """Read the mistakes from the YAML of `docs/mistakes.yml`, by id, in its order; raises ProjectError for a bad one.

    `sections` has the ids of each page's sections, by the page's name.
    """
    entries, lines = read_yaml(PATH, text)
    refuse(PATH, lines, _problems(entries, languages, sections))
    return {id_: Mistake(id_, **entry) for id_, entry in entries.items()}


def _problems(entries: Any, languages: Sequence[Language], sections: Mapping[str, Sequence[str]]) -> Problems:  # noqa: ANN401
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    if not isinstance(entries, dict):
        yield (), 'not a list of mistakes; begin each with a line such as "no-flatten:"'
        return
    for id_, entry in entries.items():
        yield from shape_problems(Mistake, entry, (id_,), "mistake", id=id_)
        # It is the id of a heading and the name of a cell, too.
        if not KEBAB_CASE.fullmatch(id_):
            yield (id_,), f'"{id_}" is no id; write it in small letters, digits and hyphens, as "no-flatten"'
        yield from _words(id_, entry, languages)
        yield from _templates(id_, entry)
        page, _, section = entry["lesson"].partition("#")
        if section not in sections.get(page, ()):
            yield (
                (id_, "lesson"),
                f'no section "{entry["lesson"]}"; write it as PAGE#SECTION, of a lesson that explains this',
            )


def _words(id_: str, entry: Mapping[str, Any], languages: Sequence[Language]) -> Problems:
    has_message = bool(entry.get("template"))
    if has_message == bool(entry.get("notice")):
        yield (id_,), f'"{id_}" has either a "template", of its message, or a "notice", where there is none; write one'
    if "also" in entry and not has_message:
        yield (id_, "also"), f'"{id_}" has other wordings of a message, but no "template"; add it'
    keys = ("why", "cure") if has_message else ("why", "cure", "notice")
    for key in keys:
        for language in in_lockstep_or_source(languages):
            if language.code not in entry[key]:
                yield (id_, key), f'"{id_}" has no "{key}" in "{language.code}"; add it'
        yield from unknown_languages((((id_, key, code), code) for code in entry[key]), languages)


def _templates(id_: str, entry: Mapping[str, Any]) -> Problems:
    templates: list[tuple[Place, str]] = [(("template",), entry["template"])] if entry.get("template") else []
    templates += [(("also", number), template) for number, template in enumerate(entry.get("also", []))]
    for place, template in templates:
        if problem := template_problem(template):
            yield (id_, *place), problem
