"""Whatever stands in a YAML file in the place of a part of it, one line says where it is and what to write."""

import copy
import datetime
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from docs.plugins.project.changes import parse_changes
from docs.plugins.project.errata import parse_errata
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.exercise_checks_file import parse_exercise_checks
from docs.plugins.project.front_matter import parse_front_matter
from docs.plugins.project.glossary import parse_glossary
from docs.plugins.project.languages import parse_languages
from docs.plugins.project.lessons import parse_lessons
from docs.plugins.project.scripts import parse_script
from docs.plugins.project.tolerances import parse_tolerances
from docs.plugins.project.values import parse_values
from docs.plugins.project.yaml_models import read_yaml, refuse
from tests.support.programs import PROJECT
from tests.support.tiny_project import SCRIPT

ADD = parse_script("add", SCRIPT)
DAY = datetime.date(2026, 11, 24)
# A file of each kind that is in order, and what reads it, by its path.
FILES: dict[str, tuple[str, Callable[[str], object]]] = {
    "docs/languages.yml": (
        """
        vi:
          {name: a, site_name: a, description: a, thousands_mark: a, decimal_mark: a, labels: {home: a}, lockstep: true}
        """,
        lambda text: parse_languages(text, ["vi", "en"]),
    ),
    "docs/glossary.yml": (
        """
        - id: a
          names: {vi: a, en: b}
          meanings: {vi: a, en: b}
          forms: {vi: [c]}
          notes: {vi: a}
          synonyms: {vi: [e]}
          banned: {vi: [d]}
          kept_in_english: []
        """,
        lambda text: parse_glossary(text, PROJECT.languages),
    ),
    "docs/errata.yml": ("W1: {wrong: a, says: a, right: a, before: a, language: python}", parse_errata),
    "docs/changes.yml": (
        "[{id: a, date: 2026-11-24, pages: [index], texts: {vi: a, en: b}}]",
        lambda text: parse_changes(text, PROJECT.languages, ["index"]),
    ),
    "docs/lessons.yml": (
        "{a: {needs: [], minutes: 5, outcomes: {vi: a, en: b}}, b: {needs: [a], minutes: 5, outcomes: {vi: a, en: b}}}",
        lambda text: parse_lessons(text, PROJECT.languages, ["a", "b"]),
    ),
    "examples/tolerances.yml": ("add: {sum: 0.1}", lambda text: parse_tolerances(text, {"add": ADD})),
    "examples/values/add.yml": (
        "sum: {a: {expression: a, tolerance: 1}}",
        lambda text: parse_values(text, ADD),
    ),
    "examples/checks/add.yml": (
        """
        1:
          names: {a: {vi: a, en: a}}
          checks: {b: {holds: a, says: {vi: a, en: "{a}"}, hints: [{when: a, vi: a, en: a}, {vi: a, en: a}]}}
        """,
        lambda text: parse_exercise_checks(text, "examples/checks/add.yml", PROJECT.languages),
    ),
    "docs/en/a.md": (
        "{description: a, reflects: {a: 0123456789ab}}",
        lambda text: parse_front_matter("docs/en/a.md", f"---\n{text}---\n"),
    ),
}
WRONG: list[Any] = [None, 1, True, "", "x", DAY, [], {}, [1], [[]], ["x", None], {1: "x"}, {None: None}, {"vi": [1]}]
WRONG_KEYS: list[Any] = [None, 1, True, DAY, "x", ""]
Way = tuple[Any, ...]


def ways(value: Any, way: Way = ()) -> Iterator[Way]:  # noqa: ANN401
    """The keys and indices that lead to each part of a value."""
    yield way
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from ways(value[key], (*way, key))


def broken(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of a file for each part of it that has something else in its place, or another key."""
    for way in ways(value):
        for wrong in WRONG:
            whole, part, last = opened(value, way)
            part[last] = wrong
            yield written(whole[0])
        for wrong in WRONG_KEYS if way and not isinstance(way[-1], int) else []:
            whole, part, last = opened(value, way)
            part[wrong] = part.pop(last)
            yield written(whole[0])


def opened(value: Any, way: Way) -> tuple[list[Any], Any, Any]:  # noqa: ANN401
    """A list of a copy of the value, what of it holds the part to which the way leads, and by which key."""
    whole = [copy.deepcopy(value)]
    *before, last = (0, *way)
    holder: Any = whole
    for key in before:
        holder = holder[key]
    return whole, holder, last


def written(value: Any) -> str:  # noqa: ANN401
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("path", FILES)
def test_whatever_a_file_holds_it_is_read_or_named_in_one_line_of_ours(path: str) -> None:
    text, parse = FILES[path]
    good = yaml.safe_load(text)
    parse(written(good))
    messages = []
    for text in broken(good):
        try:
            parse(text)
        except ProjectError as error:
            messages.append(str(error))
    assert messages
    for message in messages:
        assert message.startswith(f"{path}:")
        assert "\n" not in message
        # As pydantic's own words do.
        assert "Input should" not in message


def test_text_that_is_not_yaml_is_named_with_its_line() -> None:
    with pytest.raises(ProjectError) as error:
        read_yaml("docs/a.yml", "a: 1\nb: c: d\n")
    assert (
        str(error.value) == "docs/a.yml:2: not YAML: mapping values are not allowed here; put the text in double quotes"
    )


def test_the_first_problem_is_told_and_no_later_one_looked_for() -> None:
    def problems() -> Iterator[tuple[tuple[str, ...], str]]:
        yield ("b",), "no"
        pytest.fail("looked for")

    with pytest.raises(ProjectError) as error:
        refuse("docs/a.yml", {(): 1, ("a",): 1, ("b",): 2}, problems())
    assert str(error.value) == "docs/a.yml:2: no"


def test_a_file_without_a_problem_is_not_refused() -> None:
    refuse("docs/a.yml", {(): 1}, [])
