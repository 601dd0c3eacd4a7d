"""The map of the course: a row a lesson, from `docs/lessons.yml`, in the order of the navigation.

```lessons
all
```
"""

from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.kind import Problem
from docs.plugins.fences.pieces import problems_unless_all
from docs.plugins.fences.shown_lessons import ShownLesson, shown_lessons
from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body that is not of the form above."""
    yield from problems_unless_all(fences, "every lesson")


def html(body: str, view: View) -> str:
    """A list of rows. docs/assets/javascripts/progress.js ticks what is done, and says where to go on."""
    rows = "".join(_row(lesson, view) for lesson in shown_lessons(view))
    return f'<ol class="lessons" data-go-on="{escape(view.label("go_on"))}">{rows}</ol>'


def markdown(body: str, view: View) -> Sequence[str]:
    """The same as a numbered list in Markdown."""
    return [_markdown_row(lesson, view) for lesson in shown_lessons(view)]


def _row(lesson: ShownLesson, view: View) -> str:
    link = f'<a href="{escape(view.address(lesson.link.address))}"{_lang(lesson.link.language, view)}>'
    # The disc is no paragraph: the side-by-side view would show it twice.
    return (
        f'<li><div class="disc" data-lesson="{lesson.link.name}.md" data-search-exclude><span>{lesson.number}</span>'
        f'<span class="for-screen-readers" hidden>{escape(view.label("done"))}</span></div>'
        f"<p>{link}{escape(lesson.link.title)}</a></p>"
        f"<p{_lang(lesson.outcome_language, view)}>{escape(_sentence(lesson.outcome))}</p>"
        f"<p>{escape(_minutes(lesson, view))}</p></li>"
    )


def _markdown_row(lesson: ShownLesson, view: View) -> str:
    address = view.markdown_address(lesson.link.name)
    facts = f"{_sentence(lesson.outcome)} ({_minutes(lesson, view)})"
    return f"{lesson.number}. [{lesson.link.title}]({address}): {facts}"


def _sentence(outcome: str) -> str:
    return outcome[:1].upper() + outcome[1:]


def _minutes(lesson: ShownLesson, view: View) -> str:
    return view.label("lesson_minutes").format(minutes=lesson.minutes)


def _lang(language: str, view: View) -> str:
    """The attribute of a text that is not in the view's language."""
    return "" if language == view.language.code else f' lang="{language}"'
