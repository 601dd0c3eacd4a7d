"""The map of the course: a row a lesson, from `docs/lessons.yml`, in the order of the navigation.

```lessons
all
```

Below it, readers are told that the browser alone knows what they have done, and can have it erased.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.kind import Problem, bundle_of
from docs.plugins.fences.pieces import problems_unless_all
from docs.plugins.fences.shown_lessons import ShownLesson, shown_lessons
from docs.plugins.fences.view import View
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project

SCRIPTS = ("lessons/erasing.js",)
# What the script says, by the labels.
TEXTS = ("confirm", "done", "nothing", "lessons", "questions", "settings", "offline")


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A body that is not of the form above."""
    yield from problems_unless_all(fences, "every lesson")


def html(body: str, view: View) -> str:
    """A list of rows, and below it the button that erases what the browser knows of the reader.

    docs/assets/javascripts/progress.js ticks what is done, counts what is answered, and says where to go on.
    """
    rows = "".join(_row(lesson, view) for lesson in shown_lessons(view))
    return f'<ol class="lessons" data-go-on="{escape(view.label("go_on"))}">{rows}</ol>{_erasing(view)}'


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
        f'<p><span class="lesson-next" hidden>{escape(view.label("lesson_next"))} · </span>'
        f"{escape(_minutes(lesson, view))}{_questions(lesson, view)}</p></li>"
    )


def _questions(lesson: ShownLesson, view: View) -> str:
    """How many questions it asks, where it asks any, and their names, by which the browser knows them."""
    if not lesson.questions:
        return ""
    count = escape(view.label("lesson_questions")).format(count=f"<span>{len(lesson.questions)}</span>")
    return f' · <span data-questions="{" ".join(lesson.questions)}">{count}</span>'


def _erasing(view: View) -> str:
    """The folders are those of all languages, each of which keeps a copy to be read offline."""
    folders = [view.from_root("", language) for language in view.project.languages]
    settings = {"folders": folders, **{name: view.label(f"erase_{name}") for name in TEXTS}}
    return (
        f'<div class="erasing" data-script="{escape(view.address(bundle_of("lessons")))}" '
        f'data-root="{escape(view.address("", view.project.source))}" '
        f'data-settings="{escape(json.dumps(settings, ensure_ascii=False))}" data-search-exclude>'
        f"<p>{escape(view.label('erase_kept'))}</p>"
        f'<button type="button" class="md-button" hidden>{escape(view.label("erase"))}</button>'
        f'<p role="status"></p></div>'
    )


def _markdown_row(lesson: ShownLesson, view: View) -> str:
    address = view.markdown_address(lesson.link.name)
    count = len(lesson.questions)
    questions = [view.label("lesson_questions").format(count=count)] if count else []
    facts = f"{_sentence(lesson.outcome)} ({', '.join([_minutes(lesson, view), *questions])})"
    return f"{lesson.number}. [{lesson.link.title}]({address}): {facts}"


def _sentence(outcome: str) -> str:
    return outcome[:1].upper() + outcome[1:]


def _minutes(lesson: ShownLesson, view: View) -> str:
    return view.label("lesson_minutes").format(minutes=lesson.minutes)


def _lang(language: str, view: View) -> str:
    """The attribute of a text that is not in the view's language."""
    return "" if language == view.language.code else f' lang="{language}"'
