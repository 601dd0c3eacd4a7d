"""The entry of the page of mistakes that explains the error of a script, named in a line."""

from collections.abc import Mapping

from docs.plugins.project import navigation
from docs.plugins.project.errors import ProjectError
from docs.plugins.project.languages import Language
from docs.plugins.project.links import Links, site_address
from docs.plugins.project.messages import known_by
from docs.plugins.project.mistakes import PAGE
from docs.plugins.project.project import Project


def named(message: str, project: Project, language: Language, environment: Mapping[str, str]) -> str:
    """The sentence, in that language, that names the entry by whose template a message is known; "" for none.

    A mistake in the course's own files is not the learner's, who is told nothing of it.
    """
    try:
        return _sentence(message, project, language, environment)
    except ProjectError:
        return ""


def _sentence(message: str, project: Project, language: Language, environment: Mapping[str, str]) -> str:
    id_ = known_by(message, {mistake.id: mistake.patterns for mistake in project.mistakes.values()})
    page = project.pages[language.code].get(PAGE)
    if id_ is None or page is None:
        return ""
    titles = {heading.id: heading.title for heading in page.headings}
    site = site_address(project.files.text(navigation.PATH), environment)
    folder = "" if language == project.source else f"{language.code}/"
    return language.labels["mistake_named"].format(
        title=titles.get(id_, id_),
        page=page.headings[0].title,
        address=f"{site}{folder}{Links(None, True).page(PAGE)}#{id_}",
    )
