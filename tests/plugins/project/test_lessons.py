"""The lessons of `docs/lessons.yml`: what is read, and what is wrong with those that are not in order."""

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.lessons import Lesson, exercises_of, parse_lessons
from docs.plugins.project.pages import parse_page
from tests.support.reading import IN_LOCKSTEP
from tests.support.tiny_project import TinyProject

TEXT = """\
add:
  needs: []
  minutes: 10
  outcomes: {vi: cộng, en: add}
sub:
  needs: [add]
  minutes: 15
  outcomes:
    vi: trừ
    en: subtract
"""
EXERCISES = """# Add { #add }

1. Not one.

## Exercises { #exercises }

1. **One.** Two lines
   of it:

    1. a part.

    ```text
    1. printed
    ```

```text
2. printed
```

2. **Two.**

## Next { #next }

1. Not one.
"""


def test_the_lessons_stand_in_the_order_of_the_navigation_and_one_may_lack_its_entry() -> None:
    lessons = parse_lessons(TEXT, IN_LOCKSTEP, ["add", "sub", "new"])
    assert list(lessons) == ["add", "sub"]
    assert lessons["sub"] == Lesson("sub", ["add"], 15, {"vi": "trừ", "en": "subtract"})
    independent = TEXT.replace("[add]", "[]")
    assert list(parse_lessons(independent, IN_LOCKSTEP, ["sub", "add"])) == ["sub", "add"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("sub:", "div:", '5: no lesson "div" in mkdocs.yml (lessons: add, sub)'),
        ("needs: []", "needs: [sub]", '2: "sub" is no lesson before this one; name one that is, or change their order'),
        ("minutes: 10", "minutes: 0", '3: "minutes" is 0; a lesson takes one at least'),
        ("minutes: 10", "minutes: ten", '3: "minutes" is "ten", not a number of minutes; write it as 15'),
        ("    en: subtract\n", "", '8: no outcome in "en"; add it'),
        ("    en: subtract\n", "    en: subtract\n    fr: a\n", '11: no language "fr" in docs/languages.yml'),
        (TEXT, "- add\n", "1: not of the form a list of lessons"),
    ],
)
def test_a_lesson_that_is_not_in_order_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    with pytest.raises(ProjectError) as raised:
        parse_lessons(TEXT.replace(old, new), IN_LOCKSTEP, ["add", "sub"])
    assert str(raised.value).startswith(f"docs/lessons.yml:{problem}")


def test_an_exercise_is_an_item_of_the_list_in_its_section_and_not_a_line_of_code_or_a_part() -> None:
    exercises = exercises_of(parse_page("docs/vi/add.md", EXERCISES))
    assert list(exercises) == [7, 20]
    assert [line for line in exercises[7] if line] == ["   of it:", "    1. a part."]
    assert exercises_of(parse_page("docs/vi/add.md", "# Add { #add }\n\n1. Not one.\n")) == {}


def test_without_lessons_in_the_navigation_nothing_is_read(project: TinyProject) -> None:
    assert project.read().lessons == {}
