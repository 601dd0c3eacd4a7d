"""A wrong line of the article, the answer to it, and the right line."""

from docs.plugins.fences import erratum
from docs.plugins.fences.view import Code
from tests.plugins.rendering import fence, rendered
from tests.support.tiny_project import TinyProject
from tests.support.views import view_of


def test_it_is_named_by_its_id() -> None:
    assert erratum.parse("W1\n") == "W1"


def test_an_erratum_is_shown_in_three_parts(project: TinyProject) -> None:
    html = rendered(fence("erratum", "W1"), view_of("en", project.read()))
    labels = ["In the article", "What happens today", "What to write"]
    assert sorted(labels, key=html.index) == labels
    assert "SyntaxError: invalid syntax" in html


def test_only_an_answer_that_is_an_error_looks_like_one(project: TinyProject) -> None:
    assert '<div class="erratum-says error">' in rendered(fence("erratum", "W1"), view_of("en", project.read()))
    project.replace("docs/errata.yml", "SyntaxError: invalid syntax", "UserWarning: no SyntaxError")
    assert '<div class="erratum-says">' in rendered(fence("erratum", "W1"), view_of("en", project.read()))


def test_in_markdown_the_right_line_is_a_program_of_its_own(project: TinyProject) -> None:
    assert erratum.markdown("W1", view_of("en", project.read())) == [
        *["In the article:", "", Code("1 +", "python"), ""],
        *["What happens today:", "", Code("SyntaxError: invalid syntax", "text"), ""],
        *["What to write:", "", Code("1 + 1", "python", "erratum W1")],
    ]


def test_in_markdown_it_goes_on_with_the_code_ahead_of_it_which_is_hidden(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong", "  before: a = 1\n  wrong")
    *_, begin, before, end, right = erratum.markdown("W1", view_of("en", project.read()))
    assert (begin, end) == ("<!--", "-->")
    assert before == Code("a = 1", "python", "erratum W1")
    assert right == Code("1 + 1", "python", "erratum W1")


def test_what_is_not_python_is_no_program(project: TinyProject) -> None:
    project.replace("docs/errata.yml", "  wrong", "  language: bash\n  before: a=1\n  wrong")
    shown = erratum.markdown("W1", view_of("en", project.read()))
    assert [part.program for part in shown if isinstance(part, Code)] == ["", "", ""]
