"""Figures to play with, as their fences make them of the tiny project."""

from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from docs.plugins.fences.registry import kinds
from docs.plugins.project.commands import record_command
from docs.plugins.project.pages import parse_page
from docs.plugins.project.scripts import parse_script
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import SCRIPT, TinyProject, drawn, record
from tests.support.views import view_of

RECORD = "examples/notebooks/add.ipynb"
ADD = parse_script("add", SCRIPT)
# What to do about a named value that is missing, and about one of another form.
DECLARE = f"declare what is missing in {ADD.values_path}, then: {record_command(ADD)}"
CORRECT = f"correct its expression in {ADD.values_path}, then: {record_command(ADD)}"


def write_record(project: TinyProject, values: Mapping[str, object]) -> None:
    """Let the cell `sum` draw a picture, and the record hold these values."""
    project.write(RECORD, record({"sum": [drawn(5, 3)]}, values=values))


def made(project: TinyProject, kind: str, body: str, language: str = "en") -> BeautifulSoup:
    """The HTML of a fence."""
    return BeautifulSoup(rendered(fence(kind, body), view_of(language, project.read())), "html.parser")


def only(html: Tag, selector: str) -> Tag:
    """The one element of a selector."""
    (element,) = html.select(selector)
    return element


def problems_of(project: TinyProject, kind: str, body: str) -> list[str]:
    """What is wrong with a fence; each must have the fence's line, which is 3."""
    read = project.read()
    page = parse_page("docs/en/add.md", f"# Add {{ #add }}\n\n{fence(kind, body)}\n")
    found = list(kinds()[kind].problems(page, page.fences_of(kind), read, read.languages[0]))
    assert {line for line, _ in found} <= {3}
    return [problem for _, problem in found]
