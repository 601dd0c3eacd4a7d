"""How to check an exercise: a line with its names and the command."""

import pytest

from docs.plugins.check import check
from docs.plugins.fences import answer
from tests.plugins.rendering import fence, rendered
from tests.support.checks import write_checks
from tests.support.tiny_project import PAGE, TinyProject
from tests.support.views import view_of


@pytest.fixture
def lesson(project: TinyProject) -> TinyProject:
    """The tiny project, with checks of its lesson."""
    write_checks(project)
    return project


def test_a_line_says_what_the_answer_defines_and_the_command(lesson: TinyProject) -> None:
    assert rendered(fence("answer", "add.py 1"), view_of("en", lesson.read())) == (
        '<p class="answer" data-search-exclude>Check it yourself: save your answer in the file '
        "<code>my_answer.py</code>, in which <code>total</code> is the sum, a number <code>int</code>, then run "
        '<code>python -m examples try add my_answer.py</code> in <a href="../install/#run">the course&#x27;s folder'
        "</a>.</p>"
    )


def test_in_markdown_it_is_the_same_line_and_several_names_are_listed(lesson: TinyProject) -> None:
    assert answer.markdown("add.py 2\n", view_of("vi", lesson.read())) == [
        "Tự kiểm tra: lưu lời giải trong tệp `my_answer.py`, trong đó `mean` là trung bình và `parts` là các số, rồi "
        "chạy `python -m examples try add my_answer.py` trong [thư mục của khoá học]"
        "(https://example.org/keras/install/index.md#run)."
    ]


def test_what_an_author_says_is_text_and_no_html(lesson: TinyProject) -> None:
    lesson.replace("examples/checks/add.yml", "en: the mean", 'en: "<b>a</b>"')
    assert "is &lt;b&gt;a&lt;/b&gt; and" in rendered(fence("answer", "add.py 2"), view_of("en", lesson.read()))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("add.py", '"add.py" is no exercise; write the script and the number, as in add.py 1'),
        ("add 1", '"add 1" is no exercise; write the script and the number, as in add.py 1'),
        ("add.py 0", '"add.py 0" is no exercise; write the script and the number, as in add.py 1'),
        ("index.py 2", "index.py is another lesson's script; write add.py 2"),
        ("add.py 3", "exercise 3 has no checks in examples/checks/add.yml; write them there"),
    ],
)
def test_what_is_no_exercise_with_checks_is_named(lesson: TinyProject, body: str, message: str) -> None:
    lesson.write("mkdocs.yml", "")
    lesson.write("docs/vi/add.md", f"{PAGE}\n{fence('answer', body)}\n")
    assert check(lesson.read()) == [f"docs/vi/add.md:13: {message}"]
