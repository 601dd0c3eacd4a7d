"""Which sections of a translated page reflect the source as it is now. Pure: pages in, states out."""

from dataclasses import dataclass
from enum import StrEnum

from docs.plugins.project.front_matter import reflected
from docs.plugins.project.pages import Page
from docs.plugins.project.sections import Section, parse_sections


class State(StrEnum):
    """How a section of a translation stands to its source."""

    CURRENT = "current"
    BEHIND = "behind"
    MISSING = "missing"


@dataclass(frozen=True)
class Translated:
    """A section of the source, its state in a translation, and the section there: None where it is missing.

    `reflects` is the hash of the source's section at the time of translation: "" where the page tells none.
    """

    source: Section
    state: State
    section: Section | None
    reflects: str


def compare(source: Page, page: Page) -> list[Translated]:
    """Each section of the source as it stands in a translation; raises PageError for a bad front matter."""
    hashes, _ = reflected(page)
    sections = {section.id: section for section in parse_sections(page)}
    return [
        _translated(section, sections.get(section.id), hashes.get(section.id, "")) for section in parse_sections(source)
    ]


def _translated(source: Section, section: Section | None, reflects: str) -> Translated:
    if section is None:
        return Translated(source, State.MISSING, None, reflects)
    state = State.CURRENT if reflects == source.hash else State.BEHIND
    return Translated(source, state, section, reflects)
