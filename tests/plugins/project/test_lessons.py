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

1) Not one.

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
        ("needs: [add]", "needs: [add, add]", '6: "add" stands here twice; take one out'),
        ("minutes: 10", "minutes: 0", '3: "minutes" is 0; write a multiple of 5 up to 60, such as 15'),
        ("minutes: 10", "minutes: 12", '3: "minutes" is 12; write a multiple of 5 up to 60, such as 15'),
        ("minutes: 10", "minutes: 65", '3: "minutes" is 65; write a multiple of 5 up to 60, such as 15'),
        ("minutes: 10", "minutes:", '3: "minutes" is empty, not a number of minutes; write it as 15'),
        ("minutes: 10", "minutes: true", '3: "minutes" is "true", not a number of minutes; write it as 15'),
        ("vi: trừ", 'vi: ""', '9: "outcomes" in "vi" is blank; write its text'),
        ("minutes: 10", "minutes: ten", '3: "minutes" is "ten", not a number of minutes; write it as 15'),
        ("    en: subtract\n", "", '8: no outcome in "en"; add it'),
        ("    en: subtract\n", "    en: subtract\n    fr: a\n", '11: no language "fr" in docs/languages.yml'),
        ("sub:", "mul:\nsub:", '5: "mul" has nothing below it; fill it in, or delete the line'),
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
    assert list(exercises) == [9, 22]
    assert {number: line for number, line in exercises[9].items() if line} == {10: "   of it:", 12: "    1. a part."}
    assert exercises_of(parse_page("docs/vi/add.md", "# Add { #add }\n\n1. Not one.\n")) == {}


def test_without_lessons_in_the_navigation_nothing_is_read(project: TinyProject) -> None:
    assert project.read().lessons == {}
