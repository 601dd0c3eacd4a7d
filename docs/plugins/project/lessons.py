"""What each lesson gives and asks, from `docs/lessons.yml`: the home page's map and the lesson's own head show it.

`mkdocs.yml` has the order of the lessons.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic.dataclasses import dataclass

from docs.plugins.project.languages import Language, in_lockstep_or_source, unknown_languages
from docs.plugins.project.notation import ITEM
from docs.plugins.project.pages import Page, Section, unfenced_lines
from docs.plugins.project.yaml_lines import Lines, Place
from docs.plugins.project.yaml_models import STRICT, Expected, Problems, Text, read_nested_yaml, refuse, shape_problems

PATH = "docs/lessons.yml"
FORM = 'a list of lessons; begin each with a line such as "data:"'
NEEDS = "a list of lessons; write it as [install, data], or as [] for none"
# The steps in which a lesson's time is told, and the longest: what takes longer is two lessons.
STEP, LONGEST = 5, 60
# The section of a lesson that asks readers to try something.
EXERCISES = "exercises"


@dataclass(frozen=True, config=STRICT)
class Lesson:
    """A lesson by its name: the lessons on which it builds, how long it takes, and what readers can do after it.

    An outcome goes on with "After this lesson, you can". A language out of lockstep may lack it.
    """

    name: Text
    needs: Annotated[list[Text], Expected(list, NEEDS)]
    minutes: Annotated[int, Expected(int, "a number of minutes; write it as 15")]
    outcomes: Annotated[dict[str, Text], Expected(dict, "given by language; write it as {vi: …}")]


def parse_lessons(text: str, languages: Sequence[Language], names: Sequence[str]) -> Mapping[str, Lesson]:
    """Read the lessons from the YAML of `docs/lessons.yml`, by their names; `names` are those in the navigation.

    One that is being written may lack its entry. Raises ProjectError at the first problem.
    """
    entries, lines = read_nested_yaml(PATH, text, FORM)
    refuse(PATH, lines, _problems(entries, lines, languages, names))
    return {name: Lesson(name, **entries[name]) for name in names if name in entries}


def exercises_section(page: Page) -> Section | None:
    """The section of a lesson for its exercises; None where it has none."""
    return next((section for section in page.sections if section.id == EXERCISES), None)


def exercises_of(page: Page) -> dict[int, dict[int, str]]:
    """The exercises of a lesson, by the numbers of their lines: the items of the numbered list in the section for them.

    Each comes with its further lines, by their numbers, without those of its fences.
    """
    exercises: dict[int, dict[int, str]] = {}
    section = exercises_section(page)
    for number, line in unfenced_lines(page):
        if section is None or not section.line < number <= section.last_line:
            continue
        # Markdown shows "1)" as a paragraph.
        if (item := ITEM.fullmatch(line)) and item["mark"].endswith("."):
            exercises[number] = {}
        elif exercises:
            exercises[max(exercises)][number] = line
    return exercises


def _problems(
    entries: Mapping[str, Mapping[str, Any]], lines: Lines, languages: Sequence[Language], names: Sequence[str]
) -> Problems:
    """Each problem with its place. Stop at the first: what comes after it expects that it is not there."""
    for name, entry in entries.items():
        place = (name,)
        if name not in names:
            yield place, f'no lesson "{name}" in mkdocs.yml (lessons: {", ".join(names)})'
        yield from shape_problems(Lesson, entry, place, "lesson", name=name)
        yield from _needs(place, entry["needs"], names[: names.index(name)])
        if entry["minutes"] not in range(STEP, LONGEST + 1, STEP):
            yield (
                (*place, "minutes"),
                f'"minutes" is {entry["minutes"]}; write a multiple of {STEP} up to {LONGEST}, such as 15',
            )
        yield from _outcomes((*place, "outcomes"), entry["outcomes"], languages)


def _needs(place: Place, needs: Sequence[str], before: Sequence[str]) -> Problems:
    """A lesson that builds on one that readers have not had by then, or twice on the same."""
    for index, name in enumerate(needs):
        if name in needs[:index]:
            yield (*place, "needs", index), f'"{name}" stands here twice; take one out'
        if name not in before:
            yield (
                (*place, "needs", index),
                f'"{name}" is no lesson before this one; name one that is, or change their order in mkdocs.yml',
            )


def _outcomes(place: Place, outcomes: Mapping[str, str], languages: Sequence[Language]) -> Problems:
    yield from unknown_languages((((*place, code), code) for code in outcomes), languages)
    for language in in_lockstep_or_source(languages):
        if language.code not in outcomes:
            yield place, f'no outcome in "{language.code}"; add it'
