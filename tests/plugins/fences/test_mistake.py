"""A mistake: what is seen of it, why, the cure, and the code that makes it."""

import json

import pytest
from bs4 import BeautifulSoup, Tag

from docs.plugins.check import check
from docs.plugins.fences import mistake
from docs.plugins.fences.view import Code
from docs.plugins.project.messages import pattern_of
from docs.plugins.project.references import Reference
from tests.plugins.conftest import add_french
from tests.plugins.fences.figures import made, only
from tests.plugins.fences.mistakes import (
    MESSAGE,
    SHOWN,
    TRANSCRIPT,
    add_mistakes,
    printed,
    raised,
    write_record,
)
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of

ADDRESS = "https://example.org/keras/en/add/index.md"


@pytest.fixture
def mistakes(project: TinyProject) -> TinyProject:
    """The tiny project with its mistakes."""
    return add_mistakes(project)


def shown(mistakes: TinyProject, body: str, language: str = "en") -> Tag:
    return only(made(mistakes, "mistake", body, language), ".mistake")


def classes(html: Tag) -> list[str]:
    """What stands one below the other, by the first class of each."""
    return [child["class"][0] for child in html.find_all(recursive=False)]


def test_nothing_is_wrong_with_them(mistakes: TinyProject) -> None:
    assert check(mistakes.read()) == []


def test_the_message_comes_first_then_why_then_the_cure_and_the_code_that_makes_it_is_in_a_fold(
    mistakes: TinyProject,
) -> None:
    html = shown(mistakes, "no-number")
    assert classes(html) == [
        *("mistake-says", "mistake-why", "mistake-cure", "lesson-cell", "lesson-output", "mistake-code")
    ]
    assert only(html, ".mistake-says.error.no-copy > .code-row").get_text() == "Message"
    assert only(html, ".mistake-says pre").get_text() == f"{SHOWN}\n"
    assert only(html, ".mistake-cure").get_text() == "Cure: Give it one."
    assert only(html, ".mistake > .lesson-cell pre").get_text() == 'print(int("1"))\n'
    assert only(html, ".mistake > .lesson-output pre").get_text() == "1\n"
    assert only(html, "details.mistake-code:not([open]) > summary").get_text() == "The code that raises it"
    assert only(html, "details > .lesson-cell pre").get_text() == "number = int(text)\n\nprint(number)\n"


def test_its_cells_have_the_row_of_a_cell_without_the_folder_of_the_mistakes(mistakes: TinyProject) -> None:
    links = shown(mistakes, "no-number").select(".code-row > a")
    assert [link.get_text() for link in links] == [
        "See it in numbers.py › no-number-cure",
        "See it in numbers.py › no-number",
    ]
    assert links[1]["href"] == "../examples/mistakes/numbers/#cell-id=no-number"


def test_why_ends_with_the_link_to_the_section_that_explains_it(mistakes: TinyProject) -> None:
    why = only(shown(mistakes, "no-number"), ".mistake-why")
    assert why.decode_contents() == (
        '<strong>Why:</strong> <span><code>int</code> needs a <em>number</em>.</span> See “<a href="./#code">Code</a>”.'
    )


def test_it_is_found_by_the_patterns_of_its_messages(mistakes: TinyProject) -> None:
    html = shown(mistakes, "no-number")
    assert html["data-mistake"] == "no-number"
    assert json.loads(str(html["data-messages"])) == [
        pattern_of("invalid literal for int(){…}"),
        pattern_of("no number: {n}"),
    ]


def test_a_warning_does_not_look_like_an_error(mistakes: TinyProject) -> None:
    write_record(mistakes, {"no-number": [printed(f"UserWarning: {MESSAGE}")]})
    assert not shown(mistakes, "no-number").select(".error")


def test_a_cure_that_prints_nothing_has_no_output(mistakes: TinyProject) -> None:
    write_record(mistakes, {"no-number-cure": []})
    assert not shown(mistakes, "no-number").select(".lesson-output")


def test_of_one_that_raises_nothing_the_outputs_stand_side_by_side_above_how_one_notices(
    mistakes: TinyProject,
) -> None:
    html = shown(mistakes, "too-small")
    assert classes(html) == [
        *("mistake-outputs", "mistake-notice", "mistake-why", "mistake-cure", "lesson-cell", "mistake-code")
    ]
    outputs = html.select(".mistake-outputs > .lesson-output")
    assert [output.get_text(" ", strip=True) for output in outputs] == [
        "Before the cure 0.333",
        "After the cure 0.667",
    ]
    assert only(html, ".mistake-notice").get_text() == "How you notice: The number is small."
    assert only(html, ".mistake-code > summary").get_text() == "The code before the cure"
    assert "data-messages" not in html.attrs


def test_what_no_script_can_make_has_the_lines_of_a_terminal(mistakes: TinyProject) -> None:
    html = shown(mistakes, TRANSCRIPT)
    assert classes(html) == ["mistake-says", "mistake-why", "mistake-cure", "highlight", "mistake-code"]
    assert only(html, ".mistake-says pre").get_text() == "bash: pyton: command not found\n"
    assert only(html, ".mistake > .highlight pre").get_text() == "python\n"
    assert only(html, "details > summary").get_text() == "The commands that raise it"
    assert only(html, "details pre").get_text() == "cd home\npyton\n"


def test_it_is_in_the_language_of_the_page(mistakes: TinyProject) -> None:
    html = shown(mistakes, "no-number", "vi")
    assert only(html, ".mistake-cure").get_text() == "Cách sửa: Đưa vào một số."
    assert not html.select("[lang]")


def test_a_sentence_that_is_not_translated_says_its_language(mistakes: TinyProject) -> None:
    add_french(mistakes)
    html = shown(mistakes, "no-number", "fr")
    assert only(html, '.mistake-cure > [lang="en"]').get_text() == "Give it one."
    assert only(html, ".mistake-why > a").get_text() == "Code"


# In Markdown


def test_in_markdown_the_cure_goes_on_with_what_makes_the_mistake_which_does_not_stop_it(
    mistakes: TinyProject,
) -> None:
    makes = "try:\n    number = int(text)\n\n    print(number)\nexcept Exception as error:\n    print(error)"
    assert mistake.markdown("no-number", view_of("en", mistakes.read())) == [
        *("Message:", "", Code(SHOWN, "text"), ""),
        f"**Why:** `int` needs a *number*. See “[Code]({ADDRESS}#code)”.",
        *("", "The code that raises it:", ""),
        Code(makes, "python", "mistakes/numbers.py", Reference("mistakes/numbers", "no-number")),
        *("", "**Cure:** Give it one.", ""),
        Code('print(int("1"))', "python", "mistakes/numbers.py", Reference("mistakes/numbers", "no-number-cure")),
        *("", "Output:", "", Code("1", "text")),
    ]


def test_in_markdown_each_output_of_one_that_raises_nothing_follows_its_code(mistakes: TinyProject) -> None:
    *_, makes, _, label, _, before, _, cure, _, cures, _, _, _, after = mistake.markdown(
        "too-small", view_of("en", mistakes.read())
    )
    assert [part.text for part in (makes, before, cures, after) if isinstance(part, Code)] == [
        *("print(1 / 3)", "0.333", "print(2 / 3)", "0.667")
    ]
    assert (label, cure) == ("Output:", "**Cure:** Divide more.")


def test_in_markdown_the_lines_of_a_terminal_do_not_run(mistakes: TinyProject) -> None:
    parts = mistake.markdown(TRANSCRIPT, view_of("en", mistakes.read()))
    assert [part for part in parts if isinstance(part, Code)] == [
        Code("bash: pyton: command not found", "text"),
        Code("cd home\npyton", "bash"),
        Code("python", "bash"),
    ]


# Elsewhere


def test_an_output_that_ends_with_an_error_looks_like_one(mistakes: TinyProject) -> None:
    write_record(mistakes, {"no-number": [raised(MESSAGE)]})
    html = made(mistakes, "output", "mistakes/numbers.py#no-number")
    assert only(html, ".lesson-output.error > p").get_text() == "Error"
    assert "error" not in only(made(mistakes, "output", "mistakes/numbers.py#too-small"), ".lesson-output")["class"]


def test_the_name_of_a_solution_keeps_its_folder(project: TinyProject) -> None:
    text = (project.root / "examples/add.py").read_text(encoding="utf-8")
    project.write("examples/solutions/add.py", text)
    html: BeautifulSoup = made(project, "example", "solutions/add.py#sum")
    assert only(html, ".code-row > a").get_text() == "See it in solutions/add.py › sum"
