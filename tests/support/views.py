"""Views, which say what a fence is shown in, for the tests of what fences show."""

from docs.plugins.fences.view import View
from docs.plugins.project.links import Links
from docs.plugins.project.project import Project
from tests.support.programs import PROJECT

SITE_ROOT = "https://example.org/keras/"


def view_of(
    language: str, project: Project = PROJECT, repository: str | None = None, directory_urls: bool = True
) -> View:
    """The view of a project's site in a language, with or without the repository's address."""
    chosen = next(each for each in project.languages if each.code == language)
    return View(project, chosen, Links(repository, directory_urls), SITE_ROOT)
