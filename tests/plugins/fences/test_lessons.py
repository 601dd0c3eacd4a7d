"""The map of the course: a row a lesson, in the language of the page and the order of the navigation."""

import json

import pytest
from bs4 import BeautifulSoup

from docs.plugins.check import check
from docs.plugins.fences import lessons
from docs.plugins.fences.shown_lessons import shown_lessons
from tests.plugins.conftest import add_french
from tests.plugins.fences.figures import only
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import TinyProject
from tests.support.views import SITE_ROOT, view_of

LESSONS = """\
add:
  needs: []
  minutes: 5
  outcomes: {vi: cộng được hai số, en: add <two> numbers}
more:
  needs: [add]
  minutes: 15
  outcomes: {vi: cộng nhiều số, en: add many}
"""


@pytest.fixture
def project(project: TinyProject) -> TinyProject:
    """The tiny project with two lessons, and one that is not written yet."""
    project.write("mkdocs.yml", "nav:\n  - lessons: [add.md, new.md, more.md]\n")
    project.write("docs/lessons.yml", LESSONS)
    for language in ("vi", "en"):
        exercises = "## Exercises { #exercises }\n\n1. One.\n2. Two.\n"
        project.write(f"docs/{language}/more.md", f"# `More` {language} {{ #more }}\n\n{exercises}")
    return project


def test_a_row_has_the_number_the_title_the_outcome_and_the_minutes(project: TinyProject) -> None:
    html = rendered(fence("lessons", "all"), view_of("en", project.read()))
    assert html.startswith('<ol class="lessons" data-go-on="Continue: lesson {number}"><li>')
    assert (
        '<li><div class="disc" data-lesson="add.md" data-search-exclude><span>1</span>'
        '<span class="for-screen-readers" hidden>Done</span></div>'
        '<p><a href="./">Add</a></p><p>Add &lt;two&gt; numbers</p>'
        '<p><span class="lesson-next" hidden>Next · </span>5 min</p></li>'
    ) in html
    assert (
        '<span>2</span><span class="for-screen-readers" hidden>Done</span></div><p><a href="../more/">More en' in html
    )


def test_a_lesson_has_what_its_own_head_shows(project: TinyProject) -> None:
    first, second = shown_lessons(view_of("en", project.read()))
    assert (first.number, second.number) == (1, 2)
    assert [link.name for link in second.needs] == ["add"]
    assert (first.exercises, second.exercises) == (0, 2)


def test_a_row_says_how_many_questions_the_lesson_asks_and_names_them_for_the_script(project: TinyProject) -> None:
    questions = "".join(f"\n{fence('question', f'{name} one')}\n" for name in ("first", "second"))
    project.write("docs/vi/more.md", f"# More {{ #more }}\n{questions}")
    view = view_of("en", project.read())
    html = rendered(fence("lessons", "all"), view)
    assert "Next · </span>5 min</p></li><li>" in html
    assert '15 min · <span data-questions="first second"><span>2</span> questions</span></p></li></ol>' in html
    assert lessons.markdown("all", view)[1].endswith(": Add many (15 min, 2 questions)")


def test_below_the_rows_the_button_that_erases_knows_where_each_language_begins(project: TinyProject) -> None:
    html = rendered(fence("lessons", "all"), view_of("en", project.read()))
    erasing = only(BeautifulSoup(html, "html.parser"), ".erasing")
    assert (erasing["data-script"], erasing["data-root"]) == ("../assets/lessons.js", "../..")
    assert json.loads(str(erasing["data-settings"]))["folders"] == ["", "en/"]
    assert "hidden" in only(erasing, "button").attrs


def test_what_a_language_lacks_stands_there_in_the_one_that_stands_in_for_it(project: TinyProject) -> None:
    add_french(project)
    project.replace("docs/lessons.yml", "en: add many", "en: add many, fr: tout additionner")
    html = rendered(fence("lessons", "all"), view_of("fr", project.read()))
    assert '<p><a href="../more/" lang="en">More en</a></p><p>Tout additionner</p>' in html
    assert '<p lang="en">Add &lt;two&gt; numbers</p>' in html


def test_in_markdown_it_is_a_numbered_list(project: TinyProject) -> None:
    assert lessons.markdown("all", view_of("en", project.read())) == [
        f"1. [Add]({SITE_ROOT}en/add/index.md): Add <two> numbers (5 min)",
        f"2. [More en]({SITE_ROOT}en/more/index.md): Add many (15 min)",
    ]


def test_another_body_than_all_is_named(project: TinyProject) -> None:
    project.write("docs/vi/index.md", "# Home { #index }\n\n```lessons\nadd\n```\n")
    assert check(project.read()) == ['docs/vi/index.md:3: "add" is not "all"; write that, for every lesson']
