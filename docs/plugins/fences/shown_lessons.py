"""The facts of each lesson as a language's site shows them: the map of the course, and the lesson's head and foot."""

from dataclasses import dataclass

from docs.plugins.fences.view import View
from docs.plugins.project.lessons import exercises_of
from docs.plugins.project.questions import questions_of


@dataclass(frozen=True)
class PageLink:
    """A page by its name: its title, the code of the language that this is in, and the address from the site's root."""

    name: str
    title: str
    language: str
    address: str


@dataclass(frozen=True)
class ShownLesson:
    """A lesson as a language's site shows it. `outcome_language` is the code of the language that its outcome is in.

    `questions` are the names of those that it asks.
    """

    number: int
    link: PageLink
    outcome: str
    outcome_language: str
    minutes: int
    needs: tuple[PageLink, ...]
    exercises: int
    questions: tuple[str, ...]


def shown_lessons(view: View) -> tuple[ShownLesson, ...]:
    """The lessons that are written, in their order."""
    written = view.project.pages[view.project.source.code]
    names = [name for name in view.project.lessons if name in written]
    return tuple(_shown(name, number, view) for number, name in enumerate(names, start=1))


def _shown(name: str, number: int, view: View) -> ShownLesson:
    lesson = view.project.lessons[name]
    language = view.best(lesson.outcomes)
    written = view.project.pages[view.project.source.code]
    needs = tuple(_link(needed, view) for needed in lesson.needs if needed in written)
    exercises = len(exercises_of(written[name]))
    questions = tuple(question.name for question in questions_of(written[name]))
    outcome = lesson.outcomes[language]
    return ShownLesson(number, _link(name, view), outcome, language, lesson.minutes, needs, exercises, questions)


def _link(name: str, view: View) -> PageLink:
    pages = {code: pages[name] for code, pages in view.project.pages.items() if name in pages and pages[name].headings}
    language = view.best(pages)
    return PageLink(name, pages[language].headings[0].title.replace("`", ""), language, view.links.page(name))
