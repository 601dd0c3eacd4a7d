"""What a lesson lacks is said in a line each, with its place and the remedy."""

import pytest

from docs.plugins.lessons.checking import check_lessons
from docs.plugins.project.errors import ProjectError
from tests.support.tiny_project import EPOCHS, PRINTED, RAISED, SCRIPT, TinyProject, record, weights

NAV = "nav:\n  - index.md\n  - lessons:\n      - add.md\n  - look-up: [glossary.md]\n  - contribute: [translate.md]\n"
DESCRIPTION = "---\ndescription: A description of a page that is long enough to be shown as it is.\n---\n"
MAP = """# Home { #index }

## Lessons { #lessons }

```lessons
all
```
"""
OUTCOME = 'docs/lessons.yml:1: the outcome in "en"'
LINE = "; it ends a sentence of the page: write one line from a small letter on, without a full stop"
LESSONS = "add:\n  needs: []\n  minutes: 5\n  outcomes: {vi: cộng được hai số, en: add two numbers}\n"
PAGES = {
    "index": MAP,
    "glossary": "# Terms { #glossary }\n",
    "translate": "# Translate { #translate }\n",
}
TRAINS = '''"""vi: Cộng hai số.
en: Add two numbers.
"""

# %% fit
model.fit(1)
test_accuracy = 1
'''


# Code alone, which is the same in both languages without being untranslated.
QUESTION = """
```question
{name} one
{aim}`1 + 2`
+ `3` | `2 + 1`
- `-1` | `1 - 2`
```
"""


def questions(count: int, language: str) -> str:
    """So many questions; only the source language's say at what they aim."""
    aim = "# They subtract.\n" if language == "vi" else ""
    return "".join(QUESTION.format(name=f"sum-{number}", aim=aim) for number in range(count))


def finished_lesson(project: TinyProject) -> None:
    """Give the tiny project a navigation, a map of its only lesson, and what a lesson has."""
    project.write("mkdocs.yml", NAV)
    project.write("docs/lessons.yml", LESSONS)
    for language in ("vi", "en"):
        for name, text in PAGES.items():
            project.write(f"docs/{language}/{name}.md", DESCRIPTION + text)
        page = (project.root / f"docs/{language}/add.md").read_text(encoding="utf-8")
        following = "\n## Next { #next }\n\n[`glossary`](glossary.md).\n"
        project.write(f"docs/{language}/add.md", f"{DESCRIPTION}{page}{questions(3, language)}{following}")
    script = SCRIPT.replace("en: Add two numbers.", "en: Add two numbers, and print their sum.")
    project.write("examples/add.py", script)
    project.write("examples/notebooks/add.ipynb", record({"sum": [PRINTED]}, script))


@pytest.fixture
def lesson(project: TinyProject) -> TinyProject:
    """The tiny project with one finished lesson, `add`."""
    finished_lesson(project)
    return project


def problems(project: TinyProject) -> list[str]:
    return check_lessons(project.read())


def test_a_finished_lesson_has_no_problem(lesson: TinyProject) -> None:
    assert problems(lesson) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (
            "mkdocs.yml",
            "[translate.md]",
            "[translate.md, more.md]",
            "mkdocs.yml:6: no page docs/vi/more.md; write it, or delete the line",
        ),
        (
            "mkdocs.yml",
            "  - contribute: [translate.md]\n",
            "",
            'docs/vi/translate.md: not in the navigation; add it below "lessons" in mkdocs.yml',
        ),
        (
            "docs/en/index.md",
            "```lessons\nall\n```",
            "Lessons.",
            "docs/en/index.md: no map of the course; add a block that begins with ```lessons and holds the word all",
        ),
        ("docs/lessons.yml", LESSONS, "", 'docs/lessons.yml:1: no entry for the lesson "add"; add it'),
        (
            "docs/en/add.md",
            "[`glossary`](glossary.md)",
            "`glossary`",
            "docs/en/add.md:37: the section #next does not lead to glossary.md; link to it there",
        ),
        (
            "docs/en/add.md",
            "{ #next }",
            "{ #after }",
            "docs/en/add.md: no section #next; end the page with one, which leads to glossary.md",
        ),
        (
            "docs/en/add.md",
            "A description of a page that is long enough to be shown as it is.",
            "A description that is too short.",
            "docs/en/add.md:2: the description has 32 characters, and search results show 50 to 160; write 18 more",
        ),
        (
            "docs/en/add.md",
            "A description",
            "A description, which is as long as this, and longer, and which tells so much that nobody reads it to its "
            "very end",
            "docs/en/add.md:2: the description has 165 characters, and search results show 50 to 160; write 5 fewer",
        ),
        (
            "examples/add.py",
            "en: Add two numbers",
            f"en: {'Add two numbers. ' * 7}Add two numbers",
            'examples/add.py:1: as its page shows it, the description in "en" has 211 characters, '
            "and search results show 50 to 160; write 51 fewer",
        ),
        (
            "docs/changes.yml",
            "pages: [add]",
            "pages: [index]",
            'docs/changes.yml:1: no change names the lesson "add"; add one, so that readers hear of it',
        ),
        (
            "docs/en/add.md",
            "## Code",
            '!!! tip "A"\n\n    One.\n\n## Code',
            'docs/en/add.md:6: "!!! tip" has no style; write one of these: !!! note, !!! warning, !!! try, ??? hint, '
            "??? solution, ??? example, ??? note",
        ),
        (
            "docs/en/add.md",
            "## Next",
            "## Exercises { #exercises }\n\n- One.\n\n## Next",
            "docs/en/add.md:37: the section #exercises has no numbered exercise; begin each with its number and a full "
            'stop, such as "1. "',
        ),
        ("docs/lessons.yml", "en: add two numbers", "en: Add two numbers", f'{OUTCOME} begins with "A"{LINE}'),
        ("docs/lessons.yml", "en: add two numbers", "en: <b>add</b>", f'{OUTCOME} begins with "<"{LINE}'),
        ("docs/lessons.yml", "en: add two numbers", "en: add. And more.", f'{OUTCOME} ends with "."{LINE}'),
        ("docs/lessons.yml", "en: add two numbers", 'en: "add\\ntwo"', f"{OUTCOME} has several lines{LINE}"),
        (
            "docs/glossary.yml",
            "  offered: true\n",
            "",
            "docs/glossary.yml:1: 0 terms are offered, and an empty search shows 6; say offered: true in as many",
        ),
        ("docs/en/add.md", "# Add", "# TODO: a title", 'docs/en/add.md:4: "TODO" is still to be replaced by: a title'),
    ],
)
def test_what_a_lesson_lacks_is_said_with_the_remedy(
    lesson: TinyProject, path: str, old: str, new: str, said: str
) -> None:
    lesson.replace(path, old, new)
    # A script of which a word has changed needs a new record, too.
    assert [problem for problem in problems(lesson) if "has changed since" not in problem] == [said]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 question, and a lesson has 3 to 5; write 2 more, each in a block that begins with ```question"),
        (2, "2 questions, and a lesson has 3 to 5; write 1 more, each in a block that begins with ```question"),
        (3, ""),
        (5, ""),
        (7, "7 questions, and a lesson has 3 to 5; take 2 out"),
    ],
)
def test_a_lesson_asks_three_to_five_questions(lesson: TinyProject, count: int, said: str) -> None:
    lesson.replace("docs/en/add.md", questions(3, "en"), questions(count, "en"))
    assert problems(lesson) == ([f"docs/en/add.md: {said}"] if said else [])


def test_a_page_that_is_no_lesson_need_not_ask_anything(lesson: TinyProject) -> None:
    lesson.replace("docs/en/add.md", questions(3, "en"), "")
    lesson.write("docs/en/translate.md", DESCRIPTION + PAGES["translate"] + "\n```output\nadd.py#sum\n```\n")
    assert [problem.partition(":")[0] for problem in problems(lesson)] == ["docs/en/add.md"]


def test_of_the_outputs_of_a_lesson_one_is_to_be_guessed(lesson: TinyProject) -> None:
    shown, guessed = "\n```output\nadd.py#sum\n```\n", "\n```predict\nadd.py#sum\n`1 + 2`?\n```\n"
    lesson.replace("docs/en/add.md", "\n## Next", f"{shown}\n## Next")
    assert problems(lesson) == [
        "docs/en/add.md:37: readers are to guess no output; let one of them begin with ```predict, and ask in a line "
        "below its cell"
    ]
    lesson.replace("docs/en/add.md", "\n## Next", f"{guessed}\n## Next")
    assert problems(lesson) == []


EVALUATES = """

# %% once
test_loss, test_accuracy = model.evaluate(X_test, y_test)
model.evaluate(X_test[:10], y_test[:10])

# %% again
model.evaluate(
    x=X_test / 255, y=y_test
)
"""


@pytest.mark.parametrize(
    ("script", "others", "lines"),
    [("add", "X_val", []), ("add", "X_test", [10]), ("solutions/add", "X_test", [6, 10]), ("solutions/add", "X", [6])],
)
def test_the_test_set_is_used_once_and_by_no_solution(
    lesson: TinyProject, script: str, others: str, lines: list[int]
) -> None:
    text = TRAINS.partition("# %%")[0].rstrip("\n") + EVALUATES.replace("x=X_test", f"x={others}")
    lesson.write(f"examples/{script}.py", text)
    lesson.write(f"examples/notebooks/{script}.ipynb", record({}, text, script))
    lesson.write("examples/tolerances.yml", "add: {}\n")
    assert problems(lesson) == [
        f"examples/{script}.py:{line}: the test set is used again; a lesson evaluates on X_test in one cell, at its "
        "end, so let this one evaluate on X_val"
        for line in lines
    ]


def test_the_test_set_is_also_used_by_a_function_of_the_script_to_which_it_is_given(lesson: TinyProject) -> None:
    evaluates = EVALUATES.replace("model.evaluate(\n", "report(\n")
    defined = "\n\n# %% report\ndef report(x, y):\n    print(len(X_test), model.evaluate(x, y))"
    text = TRAINS.partition("# %%")[0].rstrip("\n") + defined + evaluates
    lesson.write("examples/add.py", text)
    lesson.write("examples/notebooks/add.ipynb", record({}, text))
    lesson.write("examples/tolerances.yml", "add: {}\n")
    assert [problem.partition(";")[0] for problem in problems(lesson)] == [
        "examples/add.py:14: the test set is used again"
    ]


def test_a_lesson_is_among_what_readers_search_for(lesson: TinyProject) -> None:
    lesson.write("tests/browser/search_queries.yml", 'vi:\n  - [cộng, cong, "re-add/#add"]\n')
    assert problems(lesson) == [
        'tests/browser/search_queries.yml:1: no query leads to the lesson "add"; add what readers will type to find '
        'it, below "vi" and "en", with the place "add/"'
    ]
    lesson.replace("tests/browser/search_queries.yml", "re-add/#add", "add/#add")
    assert problems(lesson) == []


@pytest.mark.parametrize(("offered", "said"), [(5, True), (6, False), (7, True)])
def test_an_empty_search_offers_as_many_terms_as_it_has_room_for(lesson: TinyProject, offered: int, said: bool) -> None:
    term = "- {{id: a{0}, names: {{vi: a{0}, en: b{0}}}, meanings: {{vi: A., en: B.}}, offered: {1}}}\n"
    lesson.write(
        "docs/glossary.yml", "".join(term.format(number, str(number < offered).lower()) for number in range(9))
    )
    terms = [problem for problem in problems(lesson) if problem.startswith("docs/glossary.yml")]
    assert terms == (
        [f"docs/glossary.yml:1: {offered} terms are offered, and an empty search shows 6; say offered: true in as many"]
        if said
        else []
    )


def test_a_script_without_its_calls_is_told_where_the_tests_have_those_of_scripts(lesson: TinyProject) -> None:
    lesson.write("tests/pages/calls/other.py", "")
    (said,) = problems(lesson)
    assert said.startswith("tests/pages/calls/add.py: no such file; write down there, cell by cell, ")


def test_a_lesson_s_script_that_trains_names_its_accuracy_and_has_a_tolerance(lesson: TinyProject) -> None:
    text = TRAINS.replace("test_accuracy = 1", "accuracy = 1")
    lesson.write("examples/add.py", text)
    printed = {"output_type": "stream", "name": "stdout", "text": [EPOCHS]}
    lesson.write("examples/notebooks/add.ipynb", record({"fit": [printed]}, text))
    lesson.write("examples/tolerances.yml", "add: {}\n")
    accuracy, tolerance = problems(lesson)
    assert accuracy.startswith(
        "examples/add.py:6: the script trains a network, but sets no val_accuracy or test_accuracy; "
    )
    assert tolerance == (
        'examples/tolerances.yml: no tolerance of the cell "fit" of examples/add.py; add it, '
        "as its numbers differ from machine to machine"
    )


def test_a_script_of_mistakes_needs_neither_calls_nor_an_accuracy_but_its_record(lesson: TinyProject) -> None:
    lesson.write("tests/pages/calls/add.py", "")
    text = TRAINS.replace("test_accuracy = 1", "model.evaluate(X_test)")
    name = "mistakes/add"
    lesson.write(f"examples/{name}.py", text)
    lesson.write(f"examples/notebooks/{name}.ipynb", record({"fit": [RAISED]}, text, name))
    assert problems(lesson) == []
    lesson.replace(f"examples/{name}.py", "fit(1)", "fit(2)")
    (said,) = problems(lesson)
    assert said.startswith(f"examples/{name}.py has changed since examples/notebooks/{name}.ipynb was made; ")


def test_a_record_of_another_script_or_of_other_values_is_named_with_the_command_that_makes_it(
    lesson: TinyProject,
) -> None:
    lesson.write("examples/values/add.yml", "sum:\n  total: {expression: a + b, tolerance: 0}\n")
    (said,) = problems(lesson)
    assert said.startswith(
        'examples/notebooks/add.ipynb does not have the value "total" as examples/values/add.yml:2 declares it; make '
    )
    lesson.write_bytes("examples/weights/add.safetensors", weights())
    lesson.replace("examples/add.py", "a + b", "b + a")
    assert [said.partition(" was made")[0] for said in problems(lesson)] == [
        f"examples/add.py has changed since examples/{made}"
        for made in ("notebooks/add.ipynb", "weights/add.safetensors")
    ]


def test_a_cell_that_is_not_python_is_refused_with_its_line(lesson: TinyProject) -> None:
    lesson.replace("examples/add.py", "a, b = 1, 2", "a, b = 1,, 2")
    with pytest.raises(ProjectError, match=r"^examples/add\.py:6: not Python: invalid syntax; fix it$"):
        problems(lesson)


def test_without_a_navigation_nothing_is_compared_with_it(project: TinyProject) -> None:
    assert problems(project) == []
