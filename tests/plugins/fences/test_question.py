"""Questions whose answers the run gives: how readers get them, and what an author is told of a bad one."""

import json
from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup

from docs.plugins.check import check
from docs.plugins.fences import question
from docs.plugins.fences.question import answers_html, answers_markdown
from docs.plugins.fences.question_texts import shuffled
from docs.plugins.fences.registry import words_of
from docs.plugins.project.commands import record_command
from docs.plugins.project.pages import parse_page
from docs.plugins.project.questions import parse_question
from docs.plugins.project.scripts import parse_script
from docs.plugins.translations.blocks import blocks_of
from docs.plugins.translations.wording import masked
from tests.plugins.fences.figures import made, only
from tests.plugins.rendering import fence
from tests.support.prose import prose_of
from tests.support.tiny_project import PAGE, PRINTED, SCRIPT, TinyProject, record
from tests.support.views import view_of

RECORD = "examples/notebooks/add.ipynb"
AGAIN = record_command(parse_script("add", SCRIPT))
# The line of a page on which the fence opens, below a lesson's cells.
LINE = PAGE.count("\n") + 2
SOURCE = f"docs/vi/add.md:{LINE}"
ONE = """\
weights one add.py#sum
# They forget the bias.
Một lớp nhận *một* số `a`. Nó có bao nhiêu tham số?
+ {total: a + b} | Mỗi nơ-ron có thêm một bias.
- {no-bias: b} | Đây là trọng số.
- {shape: (None, a)} | Đây là shape.
- {message: str(a)} | Đây là thông báo: 1 < 2.
"""
ONE_EN = """\
weights one add.py#sum
A layer takes *one* number `a`. How many parameters has it?
+ {total} | Each neuron has a bias, too.
- {no-bias} | These are the weights.
- {shape} | That is a shape.
- {message} | That is a message: 1 < 2.
"""
VALUES: Mapping[str, object] = {
    "weights-total": 200_960,
    "weights-no-bias": -0.25,
    "weights-shape": [None, 784],
    "weights-message": "a < b",
}
ALL = "both all\n# They know one.\nWhich hold?\n+ a | yes\n+ b | yes\n- c | no"
TYPE = "typed type add.py#sum\n# They add.\nHow many?\n+ {right: 4} | Yes.\n- {wrong: [1]} | No.\n* | Not even that."
TYPED: Mapping[str, object] = {"typed-right": 4, "typed-wrong": [1]}


def write(project: TinyProject, body: str, values: Mapping[str, object], translation: str = "") -> None:
    """Let the page ask a question in Vietnamese, and in English where it has a translation."""
    project.write(RECORD, record({"sum": [PRINTED]}, values=values))
    project.write("docs/vi/add.md", f"{PAGE}\n{fence('question', body)}\n")
    if translation:
        project.write("docs/en/add.md", f"{PAGE}\n{fence('question', translation)}\n")


def problems(project: TinyProject, body: str, values: Mapping[str, object] = TYPED) -> list[str]:
    """What the builder says of a question in the source language, from its line on."""
    write(project, body, values)
    return [problem.removeprefix("docs/vi/add.md:") for problem in check(project.read())]


@pytest.fixture
def asking(project: TinyProject) -> TinyProject:
    """A lesson that asks a question in both languages."""
    write(project, ONE, VALUES, ONE_EN)
    return project


def test_a_question_in_both_languages_is_no_problem(asking: TinyProject) -> None:
    assert check(asking.read()) == []


def test_its_values_are_in_the_notation_of_each_language_and_messages_and_shapes_are_code(asking: TinyProject) -> None:
    shown = {
        language: {str(item) for item in made(asking, "question", body, language).select(".question-choices > li")}
        for language, body in (("vi", ONE), ("en", ONE_EN))
    }
    code = {"<li><code>(None, 784)</code></li>", "<li><code>a &lt; b</code></li>"}
    assert shown["vi"] == {'<li data-right="">200.960</li>', "<li>−0,25</li>", *code}
    assert shown["en"] == {'<li data-right="">200,960</li>', "<li>−0.25</li>", *code}


def test_the_choices_are_shuffled_in_the_same_way_in_every_language(asking: TinyProject) -> None:
    vietnamese, english = (
        [
            item.get_text().translate({ord(mark): None for mark in ".,"})
            for item in html.select(".question-choices > li")
        ]
        for html in (made(asking, "question", ONE, "vi"), made(asking, "question", ONE_EN, "en"))
    )
    assert vietnamese == english


def test_where_the_right_choice_comes_depends_on_the_name() -> None:
    bodies = [ONE.replace("weights", f"weights-{number}") for number in range(40)]
    places = {[choice.is_right for choice in shuffled(parse_question(body))].index(True) for body in bodies}
    assert places == {0, 1, 2, 3}


def test_the_answer_is_in_a_fold_with_the_reason_for_each_choice(asking: TinyProject) -> None:
    html = made(asking, "question", ONE_EN)
    assert only(html, "details.question-answer:not([open]) > summary").get_text() == "Answer"
    right = only(html, ".question-answer li[data-right]")
    assert [str(each.get_text()) for each in right.children if each.get_text().strip()] == [
        *("Right", "200,960", "Each neuron has a bias, too."),
    ]
    assert "That is a message: 1 &lt; 2." in str(only(html, ".question-answer"))
    order = [item.get_text() for item in html.select(".question-choices > li")]
    assert [item.get_text() for item in html.select(".question-answer .question-shown")] == order


def test_the_text_has_its_code_and_emphasis_and_no_misunderstanding(asking: TinyProject) -> None:
    html = made(asking, "question", ONE, "vi")
    assert "một lớp nhận <em>một</em> số <code>a</code>." in str(only(html, ".question-text")).casefold()
    assert "bias" not in only(html, ".question-text").get_text()
    assert "forget" not in str(html)


def test_its_script_finds_what_it_is_and_what_to_say(asking: TinyProject) -> None:
    element = only(made(asking, "question", ONE, "vi"), "#question-weights.question[data-search-exclude]")
    assert (element["data-question"], element["data-form"]) == ("weights", "one")
    settings = json.loads(str(element["data-settings"]))
    assert (settings["right"], settings["wrong"]) == ("Đúng", "Sai")


def test_a_typed_answer_has_a_place_for_a_field_and_its_values_as_json(project: TinyProject) -> None:
    write(project, TYPE, TYPED)
    html = made(project, "question", TYPE)
    assert not html.select(".question-choices")
    assert only(html, "p.question-field").get_text() == ""
    assert only(html, "li[data-right]")["data-value"] == "4"
    assert only(html, "li:not([data-right], [data-other])")["data-value"] == "[1]"
    other = html.select(".question-answer li")[-1]
    assert "data-other" in other.attrs
    assert other.get_text(" ", strip=True) == "Wrong Any other answer Not even that."


def test_in_markdown_it_is_a_list_and_the_answers_have_a_heading(asking: TinyProject) -> None:
    view = view_of("en", asking.read())
    asked, empty, *choices = question.markdown(ONE_EN, view)
    assert (asked, empty) == ("**Question:** A layer takes *one* number `a`. How many parameters has it?", "")
    assert sorted(choices) == ["- 200,960", "- `(None, 784)`", "- `a < b`", "- −0.25"]
    head, _, text, _, *answers = answers_markdown(view.project.pages["en"]["add"], view)
    assert (head, text) == (
        "## Answers to the questions",
        "A layer takes *one* number `a`. How many parameters has it?",
    )
    assert "- **Right:** 200,960 – Each neuron has a bias, too." in answers
    assert len(answers) == 4


@pytest.mark.parametrize(
    ("body", "values", "how"),
    [
        (ONE_EN, VALUES, []),
        (ALL, {}, ["Choose all that hold."]),
        (TYPE, TYPED, ["Type a number."]),
        (TYPE, {**TYPED, "typed-right": [None, 4]}, ["Type a shape such as (None, 3)."]),
    ],
)
def test_it_says_how_to_answer_unless_one_chooses_a_single_answer(
    project: TinyProject, body: str, values: Mapping[str, object], how: list[str]
) -> None:
    project.write(RECORD, record({"sum": [PRINTED]}, values=values))
    html = made(project, "question", body)
    assert [line.get_text() for line in html.select("p.question-how")] == how


def test_in_markdown_a_question_to_type_the_answer_to_has_no_list(project: TinyProject) -> None:
    write(project, TYPE, TYPED)
    view = view_of("en", project.read())
    assert question.markdown(TYPE, view) == ["**Question:** How many? Type a number."]
    assert answers_markdown(view.project.pages["vi"]["add"], view)[-1] == (
        "- **Wrong:** Any other answer – Not even that."
    )


def test_the_answers_of_a_page_are_printed_at_its_end(asking: TinyProject) -> None:
    view = view_of("en", asking.read())
    html = BeautifulSoup(answers_html(view.project.pages["en"]["add"], view), "html.parser")
    assert (
        only(html, ".question-answers[data-search-exclude] > .question-head").get_text() == "Answers to the questions"
    )
    assert len(html.select(".question-answers > ul > li")) == 4
    assert not html.select("[id]")


def test_a_page_without_questions_has_no_answers(asking: TinyProject) -> None:
    view = view_of("en", asking.read())
    assert (answers_html(view.project.pages["en"]["index"], view), answers_markdown(parse_page("a", "# A"), view)) == (
        "",
        [],
    )


# Words


def test_all_but_line_1_is_in_the_pages_language() -> None:
    assert question.prose("a one\n# b\nc\n+ d | e") == ["", "# b", "c", "+ d | e"]


def test_as_readers_see_it_there_is_no_mark_no_misunderstanding_and_no_expression() -> None:
    page = parse_page(
        "docs/vi/add.md", fence("question", "a one b\n# 3\nIs {c: {1: 2}[1]} `{4}`?\n+ 5 | {c: 6}\n- d | e")
    )
    assert words_of(page.fences[0]) == ["", "", "Is … `{4}`?", "5 | …", "d | e"]
    assert prose_of(page).text.split() == ["Is", "…", "{4}?", "5", "|", "…", "d", "|", "e"]


def test_the_glossary_is_held_to_what_readers_see(asking: TinyProject) -> None:
    text = masked(asking.read().pages["vi"]["add"])
    assert "Mỗi nơ-ron có thêm một bias." in text
    assert "forget" not in text
    assert "a + b" not in text


def test_parity_compares_line_1_alone(asking: TinyProject) -> None:
    pages = (asking.read().pages[language]["add"] for language in ("vi", "en"))
    vietnamese, english = (blocks_of(page, page.sections[-1])[-1] for page in pages)
    assert vietnamese == english
    assert vietnamese.kind == "```question weights one add.py#sum"


# Problems


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("both all", "both some", 1, 'no form "some" of a question (forms: one, all, type)'),
        ("both all", "Both all", 1, '"Both all" is not of the form "dense-parameters one sequential.py#build"'),
        ("# They know one.\n", "", 1, 'no misunderstanding at which it aims; add it in a line that begins with "#"'),
        ("Which hold?\n", "", 1, "it asks nothing; write the question between this line and its choices"),
        ("- c | no", "- c", 6, 'the choice has no reason; write it behind a "|"'),
        ("- c | no", "- | no", 6, 'the choice has no text; write it before the "|"'),
        ("- c | no", "+ c | no", 1, 'no choice is wrong; mark one that is with "-"'),
        ("+", "-", 1, 'no choice is right; mark the right one with "+"'),
        ("both all", "both one", 5, 'a second choice is right; ask for "all" that hold, or mark it with "-"'),
        ("- c | no", "- b | no", 6, 'the choice is "b", as is that 1 line above; change one of them'),
        ("- c | no", "- *a* | no\n- *a* | no", 7, 'the choice is "*a*", as is that 1 line above; change one of them'),
        ("- c | no", "* | no", 6, '"*" is for typed answers alone; mark the choice with "+" or "-"'),
        ("both all", "both all add.py#sum", 1, "no value is shown, so no cell is needed; take add.py#sum out"),
        ("both all", "both all add.py#sun", 1, 'no cell "sun" in examples/add.py (cells: numbers, sum)'),
        ("hold?", "hold, {a}?", 1, "values are shown; end this line with the cell after which they are taken, as in "),
        ("hold?", "**hold**?", 3, '"**" would be shown as it is; a text here may have `code` and *emphasis* alone'),
    ],
)
def test_a_question_of_another_form_is_named_with_its_line(
    project: TinyProject, old: str, new: str, line: int, problem: str
) -> None:
    said = problems(project, ALL.replace(old, new))
    assert any(each.startswith(f"{LINE + line}: {problem}") for each in said), said


def test_a_question_without_fault_is_not_told_of(project: TinyProject) -> None:
    write(project, ALL, {}, ALL.replace("# They know one.\n", ""))
    assert check(project.read()) == []


@pytest.mark.parametrize("choices", [1, 7])
def test_too_few_and_too_many_choices_are_named(project: TinyProject, choices: int) -> None:
    body = "a all\n# b\nc\n" + "\n".join(f"+ {number} | d" for number in range(choices))
    said = problems(project, body)
    assert f"{LINE + 1}: a question of this form has 2 to 6 choices, and this one {choices}" in said


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("\n* | Not even that.", "", 1, 'nothing is said of any other answer; end the question with a line "* | …"'),
        ("* | Not", "* Else | Not", 6, 'any other answer has no text; write "* | …"'),
        ("* | Not", "* | a\n* | Not", 7, 'one line "* | …" ends the question; write no other, and nothing below it'),
        (
            "- {wrong: [1]} | No.\n* | Not even that.",
            "* | Not even that.\n- {wrong: [1]} | No.",
            5,
            'one line "* | …" ends the question; write no other, and nothing below it',
        ),
        (
            "{right: 4}",
            "a {right: 4}",
            4,
            'a typed answer is a value alone, as in {total}; write nothing else before the "|"',
        ),
        ("{right: 4}", "4", 4, 'a typed answer is a value alone, as in {total}; write nothing else before the "|"'),
        ("- {wrong", "+ {wrong", 5, 'a second choice is right; mark it with "-"'),
        ("{wrong: [1]}", "{right: 5}", 5, 'a second value "right" of the question; give it another name'),
        (
            "How",
            "{how}",
            3,
            'no value "how" of the question (values: right, wrong); declare it, as in {how: model.count_params()}',
        ),
    ],
)
def test_a_question_to_type_the_answer_to_is_held_to_its_form(
    project: TinyProject, old: str, new: str, line: int, problem: str
) -> None:
    write(project, TYPE.replace(old, new), TYPED)
    assert (LINE + line, problem) in told(project)


def test_a_question_to_type_the_answer_to_needs_no_wrong_one(project: TinyProject) -> None:
    write(project, TYPE.replace("- {wrong: [1]} | No.\n", ""), TYPED)
    assert told(project) == []


def told(project: TinyProject, language: str = "vi") -> list[tuple[int | None, str]]:
    """What the kind says of the questions of a page."""
    read = project.read()
    page = read.pages[language]["add"]
    return list(question.problems(page, page.fences_of("question"), read, read.language(language)))


@pytest.mark.parametrize(
    ("values", "line", "problem"),
    [
        ({"typed-right": 4}, 5, f'no value "typed-wrong" in {RECORD}; make it again: {AGAIN}'),
        (
            {**TYPED, "typed-wrong": [[1], [2]]},
            5,
            'the value "wrong" is no number, no text, and no shape, which is a list of whole numbers and None; '
            f"let it give one of these, then: {AGAIN}",
        ),
        (
            {**TYPED, "typed-wrong": "1"},
            5,
            'the value "wrong" is a text, and one types a number or a shape; ask for "one" instead',
        ),
        ({**TYPED, "typed-wrong": 4.0}, 5, 'the choice is "4,0", as is that 1 line above; change one of them'),
    ],
)
def test_what_the_run_has_not_given_or_a_question_cannot_show_is_named(
    project: TinyProject, values: Mapping[str, object], line: int, problem: str
) -> None:
    write(project, TYPE, values)
    assert told(project) == [(LINE + line, problem)]


def test_choices_that_have_become_the_same_are_named_in_each_language(asking: TinyProject) -> None:
    asking.write(RECORD, record({"sum": [PRINTED]}, values={**VALUES, "weights-no-bias": 200_960}))
    assert check(asking.read()) == [
        f'docs/vi/add.md:{LINE + 5}: the choice is "200.960", as is that 1 line above; change one of them',
        f'docs/en/add.md:{LINE + 4}: the choice is "200,960", as is that 1 line above; change one of them',
    ]


def test_the_cell_of_another_pages_script_is_named(project: TinyProject) -> None:
    project.write(RECORD, record({"sum": [PRINTED]}, values=VALUES))
    project.write("docs/vi/index.md", f"# Home {{ #index }}\n\n{fence('question', ONE)}\n")
    assert check(project.read()) == [
        "docs/vi/index.md:4: examples/add.py belongs to the page add; ask the question there"
    ]


def test_a_name_that_stands_twice_in_the_course_is_named_with_the_first_place(project: TinyProject) -> None:
    body = fence("question", ALL)
    for language in ("vi", "en"):
        project.write(f"docs/{language}/add.md", f"{PAGE}\n{body}\n\n{body}\n")
        project.write(f"docs/{language}/index.md", f"# Home {{ #index }}\n\n{body}\n")
    said = [problem for problem in check(project.read()) if "second question" in problem and "docs/vi" in problem[:8]]
    first = f'a second question "both"; the first is at docs/vi/add.md:{LINE}; give one of them another name'
    assert said == [f"docs/vi/add.md:{LINE + 10}: {first}", f"docs/vi/index.md:4: {first}"]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        (
            "- {shape} | That is a shape.\n",
            "",
            1,
            f"the choices are marked +--, those at {SOURCE} +---; write the same choices in the same order",
        ),
        ("+ {total} | E", "- {total} | E", 1, 'no choice is right; mark the right one with "+"'),
        (
            "{shape} | That",
            "{no-bias} | That",
            5,
            f"the choice shows {{no-bias}}, that at {SOURCE} {{shape}}; let both show the same",
        ),
        ("weights one", "weight one", 1, 'no question "weight" in docs/vi/add.md; write it there, or take it out here'),
        (
            "{shape} | That",
            "{form} | That",
            5,
            f'no value "form" of the question (values: total, no-bias, shape, message) at {SOURCE}',
        ),
        (
            "{total} | Each",
            "{total: 3} | Each",
            3,
            f'the value "total" is declared at {SOURCE}; write {{total}}',
        ),
        (
            "A layer",
            "# They forget.\nA layer",
            1,
            f'at which misunderstanding it aims stands at {SOURCE}; take the line with "#" out',
        ),
    ],
)
def test_another_language_asks_the_same(asking: TinyProject, old: str, new: str, line: int, problem: str) -> None:
    asking.replace("docs/en/add.md", old, new)
    assert f"docs/en/add.md:{LINE + line}: {problem}" in check(asking.read())


def test_a_language_that_is_not_in_lockstep_may_have_a_copy_of_the_source(asking: TinyProject) -> None:
    text = (asking.root / "docs/languages.yml").read_text(encoding="utf-8")
    english = text.partition("\nen:\n")[2].replace("  lockstep: true\n", "  fallback: en\n")
    asking.write("docs/languages.yml", f"{text}fr:\n{english}")
    asking.write("docs/fr/add.md", (asking.root / "docs/vi/add.md").read_text(encoding="utf-8"))
    assert told(asking, "fr") == []
    asking.replace("docs/fr/add.md", "{shape: (None, a)}", "{form}")
    assert told(asking, "fr") == [
        (LINE + 6, f'no value "form" of the question (values: total, no-bias, shape, message) at docs/vi/add.md:{LINE}')
    ]
    asking.replace("docs/fr/add.md", "weights one", "weight one")
    assert told(asking, "fr") == [
        (LINE + 1, 'no question "weight" in docs/vi/add.md; write it there, or take it out here')
    ]
    asking.write("docs/fr/add.md", f"{PAGE}\n{fence('question', ALL)}\n")
    assert told(asking, "fr") == []
