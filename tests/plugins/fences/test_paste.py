"""The field for pasted messages: what it is without its script, and what it tells the script."""

import json

import pytest
from bs4 import BeautifulSoup

from docs.plugins.fences import paste
from docs.plugins.project.pages import parse_page
from tests.plugins.fences.figures import only
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import TinyProject
from tests.support.views import SITE_ROOT, view_of


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_field_has_a_label_a_button_and_a_line_that_says_what_happens(project: TinyProject, language: str) -> None:
    view = view_of(language, project.read())
    html = BeautifulSoup(rendered(fence("paste", ""), view), "html.parser")
    field = only(html, "textarea")
    assert only(html, f'label[for="{field["id"]}"]').text == view.label("paste")
    assert only(html, f"#{field['aria-describedby']}").text == view.label("paste_how")
    assert only(html, "button[type=button]").text == view.label("paste_find")
    assert only(html, "[role=status]").text == ""
    assert only(html, ".paste-needs").text == view.label("paste_needs")
    assert only(html, ".paste")["data-script"] == "../assets/paste.js"


@pytest.mark.parametrize(
    ("repository", "address"),
    [(None, paste.ELSEWHERE), ("https://github.com/a/b", "https://github.com/a/b/issues")],
)
def test_the_script_knows_what_to_say_and_where_to_ask(
    project: TinyProject, repository: str | None, address: str
) -> None:
    view = view_of("en", project.read(), repository)
    html = BeautifulSoup(paste.html("", view), "html.parser")
    settings = json.loads(str(only(html, ".paste")["data-settings"]))
    assert settings.pop("address") == address
    assert settings == {
        "known": "This error is explained under “{title}”.",
        "unknown": "This page doesn't have that error yet. If what you pasted lacks the last line of the traceback, "
        "paste the whole of it.",
        "nearest": "The closest entries:",
        "ask": "Ask about this error",
        "empty": "The field is empty. Paste what Python printed, at least its last line.",
        "picture": "What you pasted has no text; it may be a picture. Copy the message as text and paste it again.",
    }


def test_in_markdown_it_is_a_link_to_the_page(project: TinyProject) -> None:
    view = view_of("vi", project.read()).at("add/")
    assert paste.markdown("", view) == [f"[{view.label('paste_needs')}]({SITE_ROOT}add/)"]


def problems(project: TinyProject, text: str) -> list[tuple[int | None, str]]:
    page = parse_page("add.md", f"# Add {{ #add }}\n\n{text}")
    read = project.read()
    return list(paste.problems(page, page.fences_of("paste"), read, read.languages[0]))


def test_a_field_with_lines_is_named(project: TinyProject) -> None:
    found = problems(project, f"{fence('paste', 'all of it')}\n\n{fence('mistake', 'no-keras')}\n")
    assert found == [(3, '"all of it": the fence shows a field and takes no lines; remove them')]


def test_a_second_field_on_a_page_is_named(project: TinyProject) -> None:
    found = problems(project, f"{fence('paste', '')}\n\n{fence('mistake', 'no-keras')}\n\n{fence('paste', '')}\n")
    assert found == [(11, "a second field on the page; remove it")]


def test_a_field_without_a_mistake_to_lead_to_is_named(project: TinyProject) -> None:
    found = problems(project, fence("paste", ""))
    assert found == [(3, 'no mistake on this page, to which the field could lead; add a fence "mistake"')]
    assert problems(project, "") == []
