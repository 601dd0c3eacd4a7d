"""Questions as pages write them, and the values of a run that they declare."""

import re
from typing import Any

import pytest

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.inline import InlineCode, Words
from docs.plugins.project.pages import parse_page
from docs.plugins.project.questions import (
    Question,
    ShownValue,
    declarations,
    parse_question,
    questions_of,
    value_problem,
)
from docs.plugins.project.scripts import parse_script
from docs.plugins.project.values import Declaration
from tests.support.tiny_project import SCRIPT, TinyProject

BODY = """\
two-numbers one add.py#sum
# They join the digits.
# They multiply.

What is `a + b`,
where *a* is {first: a}?
+ {total: a + b} | They are *added*: {total}.
- {joined: int(f"{a}{b}")} | These are the digits, {first} and `{2}`.
"""
PAGE = f"# Add {{ #add }}\n\n```question\n{BODY}```\n"
ADD = parse_script("add", SCRIPT)
SOLUTION = parse_script("solutions/add", SCRIPT)


def faults(body: str) -> list[tuple[int, str]]:
    return list(parse_question(body).faults)


def asked(question: str) -> Question:
    """A question that asks this."""
    return parse_question(f"a one\n{question}")


def test_line_1_names_the_question_its_form_and_the_cell() -> None:
    question = parse_question(BODY)
    assert (question.name, question.form, question.reference) == ("two-numbers", "one", "add.py#sum")
    assert parse_question("a-1 all\n").cell is None


def test_its_misunderstandings_are_beside_its_text() -> None:
    question = parse_question(BODY)
    assert question.misunderstandings == ("They join the digits.", "They multiply.")
    assert question.text == (
        Words("What is "),
        InlineCode("a + b"),
        Words(", where *a* is "),
        ShownValue("first", "a", 6),
        Words("?"),
    )


def test_a_choice_has_its_mark_its_text_and_its_reason() -> None:
    right, wrong = parse_question(BODY).choices
    assert (right.line, right.mark, right.is_right, wrong.is_right) == (7, "+", True, False)
    assert right.text == (ShownValue("total", "a + b", 7),)
    assert right.because == (Words("They are *added*: "), ShownValue("total", "", 7), Words("."))
    assert wrong.because[-2:] == (InlineCode("{2}"), Words("."))


def test_a_choice_without_a_reason_or_a_text_lacks_it() -> None:
    choices = parse_question("a one\nb\n+ c\n- d |\n- | e\n-").choices
    assert [(choice.text, choice.because) for choice in choices] == [
        ((Words("c"),), ()),
        ((Words("d"),), ()),
        ((), (Words("e"),)),
        ((), ()),
    ]


def test_the_line_for_any_other_answer_is_no_choice() -> None:
    question = parse_question("a type add.py#sum\nb\n+ {c} | d\n* | e")
    assert [choice.mark for choice in question.choices] == ["+"]
    assert [(other.text, other.because) for other in question.others] == [((), (Words("e"),))]


@pytest.mark.parametrize(
    "expression",
    ['{1: "}"}[1]', "{1, 2}.pop()", 'f"{a:,}"', "len({})", "a | b", '"a|b"', "[each for each in (1, 2)][0]"],
)
def test_an_expression_ends_at_the_first_brace_that_leaves_it_complete(expression: str) -> None:
    question = parse_question(f"a one\nb\n+ {{c: {expression}}} | d {{c}}")
    assert question.faults == ()
    assert question.choices[0].text == (ShownValue("c", expression, 3),)
    assert question.choices[0].because == (Words("d "), ShownValue("c", "", 3))


def test_an_expression_may_go_on_in_the_questions_next_line() -> None:
    assert asked("Is {a: 1 +\n  2}\n{b}?").values == [ShownValue("a", "1 + 2", 2), ShownValue("b", "", 4)]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", (1, '"" is not of the form "dense-parameters one sequential.py#build"')),
        ("Name one", (1, '"Name one" is not of the form "dense-parameters one sequential.py#build"')),
        ("\na", (2, '"a" is not of the form "dense-parameters one sequential.py#build"')),
        ("a one b c", (1, '"a one b c" is not of the form "dense-parameters one sequential.py#build"')),
        ("a one\nb\n+ c | d\ne", (4, '"e" stands below a choice; begin it with "+ " or "- "')),
        ("a one\nb\n+ {C: 1} | d", (3, '"{" begins no value, as {total} does; write a name in kebab-case, or `{`')),
        ("a one\nb\n+ {c}} | d", (3, '"}" ends no value; take it out, or write `}`')),
        ("a one\n{b: 1 +}", (2, 'the value "b" is not a Python expression (invalid syntax); correct it')),
        ("a one\n{b: }", (2, 'the value "b" is not a Python expression (invalid syntax); correct it')),
        ("a one\nc\n{b: 1", (3, 'the value "b" is not a Python expression (no } closes it); correct it')),
        (
            "a one\nb\n+ **c** | d",
            (3, '"**" would be shown as it is; a text here may have `code` and *emphasis* alone'),
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(body: str, fault: tuple[int, str]) -> None:
    assert faults(body) == [fault]


def test_the_questions_of_a_page_are_in_its_order() -> None:
    page = parse_page("docs/vi/add.md", PAGE + "\n```text\nx\n```\n\n```question\nsecond all\n```\n")
    assert [question.name for question in questions_of(page)] == ["two-numbers", "second"]


def test_the_values_are_of_the_run_after_their_cell_with_its_tolerance() -> None:
    page = parse_page("docs/vi/add.md", PAGE)
    declared = list(declarations(page, ADD, {"sum": 0.5, "numbers": 2}))
    assert declared == [
        Declaration("two-numbers-first", "sum", "a", 0.5),
        Declaration("two-numbers-total", "sum", "a + b", 0.5),
        Declaration("two-numbers-joined", "sum", 'int(f"{a}{b}")', 0.5),
    ]
    assert [each.place for each in declared] == [f"docs/vi/add.md:{line}" for line in (9, 10, 11)]
    assert all(each.asked for each in declared)
    assert [each.tolerance for each in declarations(page, ADD, {})] == [0, 0, 0]


def test_a_question_declares_values_of_the_script_alone_that_it_names() -> None:
    assert list(declarations(parse_page("docs/vi/add.md", PAGE), SOLUTION, {})) == []


def test_a_record_holds_the_values_of_its_file_and_those_of_its_pages_questions(project: TinyProject) -> None:
    project.write("examples/values/add.yml", "numbers: {one: a}")
    project.write("docs/vi/add.md", PAGE)
    project.write("docs/en/add.md", PAGE.replace("total", "sum"))
    project.write("docs/vi/index.md", "```")
    read = project.read()
    names = [value.name for value in read.values(read.scripts["add"])]
    assert names == ["one", "two-numbers-first", "two-numbers-total", "two-numbers-joined"]


def test_the_tolerance_is_that_of_the_cell(project: TinyProject) -> None:
    project.write("examples/tolerances.yml", "add: {sum: 3}")
    project.write("docs/vi/add.md", PAGE)
    read = project.read()
    assert {value.tolerance for value in read.values(read.scripts["add"])} == {3}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "{total: a + b}",
            "{total: a +}",
            '10: the value "total" is not a Python expression (invalid syntax); correct it',
        ),
        ("add.py#sum", "add.py#sun", '4: no cell "sun" in examples/add.py (cells: numbers, sum)'),
    ],
)
def test_a_question_whose_values_cannot_be_known_stops_a_record(
    project: TinyProject, old: str, new: str, message: str
) -> None:
    project.write("docs/vi/add.md", PAGE.replace(old, new))
    read = project.read()
    with pytest.raises(ProjectError, match=re.escape(f"docs/vi/add.md:{message}")):
        read.values(read.scripts["add"])


def test_a_value_of_a_name_that_the_run_has_already_is_named_with_both_places(project: TinyProject) -> None:
    project.write("examples/values/add.yml", "sum:\n  two-numbers-total: a")
    project.write("docs/vi/add.md", PAGE)
    read = project.read()
    with pytest.raises(ProjectError) as error:
        read.values(read.scripts["add"])
    assert str(error.value) == (
        'docs/vi/add.md:10: the run has two values "two-numbers-total", the other of examples/values/add.yml:2; '
        "give the question, or its value, another name"
    )


@pytest.mark.parametrize("value", [0, -1.5, "ValueError: …", "", [], [None, 28, 28], [784]])
def test_a_question_shows_a_number_a_text_and_a_shape(value: Any) -> None:  # noqa: ANN401
    assert value_problem(value) == ""


@pytest.mark.parametrize("value", [None, True, [[1, 2], [3, 4]], [0.5], [True], ["a"], {"a": 1}])
def test_a_question_shows_nothing_else(value: Any) -> None:  # noqa: ANN401
    assert value_problem(value).startswith("is no number, no text, and no shape")
