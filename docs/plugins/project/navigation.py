"""The order of the pages, from `nav` in `mkdocs.yml`: groups of pages, and the home page before them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.yaml_lines import Lines, Place
from docs.plugins.project.yaml_models import read_yaml

PATH = "mkdocs.yml"
# The group of the pages that a reader can call done.
LESSONS = "lessons"
# The group of the pages that tell people how to take part.
CONTRIBUTE = "contribute"
# Only this part is read, as MkDocs alone knows the tags of the others, such as !ENV.
NAV = re.compile(r"^nav:[ \t]*(?=[\n\[#])[^\n]*\n(?:[ \t#-][^\n]*(?:\n|\Z)|\n)*", re.MULTILINE)
FORM = "a list of pages, in which groups stand as well; write it as [index.md, {lessons: [install.md]}]"


@dataclass(frozen=True)
class Navigation:
    """The pages in the order of the navigation, by their names; `groups` has those of each group, by its name.

    `lines` are those on which they stand.
    """

    pages: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def lessons(self) -> tuple[str, ...]:
        """The names of the lessons, in their order."""
        return self.groups.get(LESSONS, ())

    @property
    def contribute(self) -> tuple[str, ...]:
        """The names of the pages for those who take part."""
        return self.groups.get(CONTRIBUTE, ())


def group_label(group: str) -> str:
    """The label of docs/languages.yml that names a group for readers."""
    return f"group_{group.replace('-', '_')}"


def parse_navigation(text: str) -> Navigation:
    """Read the navigation from the text of `mkdocs.yml`; without `nav`, it is empty.

    Raises ProjectError where `nav` is not YAML or of another form, and for a page that it has twice.
    """
    match = NAV.search(text)
    if match is None:
        return Navigation()
    values, lines = read_yaml(PATH, "\n" * text.count("\n", 0, match.start()) + match[0])
    found: dict[str, int] = {}
    groups: dict[str, tuple[str, ...]] = {}
    for group, name, place in _entries(values["nav"], lines):
        line = lines[place]
        if name in found:
            raise ProjectError(f'{PATH}:{line}: a second "{name}.md"; the first is at line {found[name]}')
        found[name] = line
        if group:
            groups[group] = (*groups.get(group, ()), name)
    return Navigation(tuple(found), groups, found)


def _entries(nav: Any, lines: Lines) -> Iterator[tuple[str, str, Place]]:  # noqa: ANN401
    """Each page with its group, "" where it stands in none, and its place in the YAML."""
    for place, value in _items(nav, ("nav",), lines):
        if isinstance(value, dict) and len(value) == 1:
            ((group, pages),) = value.items()
            for below, page in _items(pages, (*place, group), lines):
                yield str(group), _name(page, below, lines), below
        else:
            yield "", _name(value, place, lines), place


def _items(value: Any, place: Place, lines: Lines) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401
    if not isinstance(value, list):
        raise ProjectError(f"{PATH}:{lines[place]}: not {FORM}")
    for index, item in enumerate(value):
        yield (*place, index), item


def _name(value: Any, place: Place, lines: Lines) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value.endswith(".md"):
        raise ProjectError(f"{PATH}:{lines[place]}: not {FORM}")
    return value.removesuffix(".md")
