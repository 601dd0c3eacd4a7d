"""A known error is named in one line, by its entry of the page of mistakes; of any other, nothing is said."""

from pathlib import Path

import pytest

from docs.plugins.project.project import Project, read_project
from examples.runner.known_mistakes import named
from tests.support.mistakes import ID, SITE, write_mistakes

MESSAGE = "ValueError: Exception encountered\n\nNo loss for 10."
EN = f"This error is explained under “No `loss`” on the page Common mistakes: {SITE}en/mistakes/#{ID}"


def said(project: Project, language: str = "en", message: str = MESSAGE, **environment: str) -> str:
    return named(message, project, project.language(language), environment)


def test_a_known_error_is_named_with_its_title_and_its_address_in_the_language(project: Path) -> None:
    write_mistakes(project)
    read = read_project(project)
    assert said(read) == EN
    assert said(read, "vi") == f"Lỗi này nằm ở mục “Thiếu `loss`” của trang Lỗi thường gặp: {SITE}mistakes/#{ID}"


def test_the_site_may_have_another_address(project: Path) -> None:
    write_mistakes(project)
    address = said(read_project(project), SITE_URL="https://example.org/keras/").rpartition(" ")[2]
    assert address == f"https://example.org/keras/en/mistakes/#{ID}"


def test_of_an_error_that_is_not_known_nothing_is_said(project: Path) -> None:
    write_mistakes(project)
    assert said(read_project(project), message="ValueError: No loss for you.") == ""


def test_an_entry_that_the_page_does_not_show_yet_is_named_by_its_id(project: Path) -> None:
    write_mistakes(project)
    (project / "docs/en/mistakes.md").write_text("# Common mistakes { #mistakes }\n", encoding="utf-8")
    assert said(read_project(project)) == EN.replace("No `loss`", ID)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("docs/mistakes.yml", None),
        ("docs/mistakes.yml", "[]"),
        ("docs/en/mistakes.md", None),
        ("docs/en/mistakes.md", "---\n"),
        ("mkdocs.yml", None),
        ("mkdocs.yml", "site_name: A\n"),
    ],
)
def test_what_is_wrong_with_the_course_does_not_come_before_the_learners_own_error(
    project: Path, path: str, content: str | None
) -> None:
    write_mistakes(project)
    (project / path).unlink()
    if content is not None:
        (project / path).write_text(content, encoding="utf-8")
    assert said(read_project(project)) == ""
