"""A question with its choices, and the reason for each; what is right is a value of the lesson's run.

```question
dense-parameters one sequential.py#build
# They count the weights only, and forget that each neuron has a bias.
How many parameters does `Dense(256)` have that takes 784 numbers?
+ {total} | Each neuron has a weight for each input, and one bias.
- {no-bias} | These are the weights; each neuron has a bias, too.
```

docs/plugins/project/questions.py says how one is written. Readers get the choices shuffled, in the same way in every
language. It works without a script: as a list, with the answer in a fold.
"""

import json
from collections.abc import Iterator, Sequence
from html import escape

from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.fences.kind import Problem, bundle_of
from docs.plugins.fences.question_problems import question_problems
from docs.plugins.fences.question_texts import shuffled, value_of, with_values, words_of_line
from docs.plugins.fences.view import View
from docs.plugins.project.inline import Inline, Words
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.questions import Choice, Question, ShownValue, Text, parse_question, questions_of

SCRIPTS = tuple(f"question/{name}.js" for name in ("said", "typed", "forms", "question"))
# What the script says, by the labels.
TEXTS = ("right", "wrong", "check", "none", "missing", "field", "unreadable", "done", "again")
# Where the script puts the button that checks, and the field where the answer is typed.
FIELD = '<p class="question-field"></p>'


def problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """A question that is not of the form, that the record can't answer, or that another language asks differently."""
    yield from question_problems(page, fences, project, language)


def html(body: str, view: View) -> str:
    """The question, its choices, and the answer in a fold."""
    question = parse_question(body)
    settings = {name: view.label(f"question_{name}") for name in TEXTS}
    how = f'<p class="question-how">{escape(how)}</p>' if (how := _how(question, view)) else ""
    return (
        f'<div class="question" id="question-{question.name}" data-question="{question.name}" '
        f'data-form="{question.form}" data-script="{escape(view.address(bundle_of("question")))}" '
        f'data-settings="{escape(json.dumps(settings, ensure_ascii=False))}" data-search-exclude>'
        f'<p class="question-head">{escape(view.label("question"))}</p>'
        f'<p class="question-text">{_html(question.text, question, view)}</p>{how}{_choices(question, view)}'
        f'<details class="question-answer"><summary>{escape(view.label("question_answer"))}</summary>'
        f"{_answers(question, view)}</details></div>"
    )


def markdown(body: str, view: View) -> Sequence[str]:
    """The question, and its choices as a list."""
    question = parse_question(body)
    asked = f"**{view.label('question')}:** {_markdown(question.text, question, view)} {_how(question, view)}".rstrip()
    if question.form == "type":
        return [asked]
    return [asked, "", *(f"- {_markdown(choice.text, question, view)}" for choice in shuffled(question))]


def prose(body: str) -> Sequence[str]:
    """All but the line that names the question."""
    lines = body.split("\n")
    head = next((number for number, line in enumerate(lines) if line.strip()), 0)
    return ["" if number <= head else line for number, line in enumerate(lines)]


def words(body: str) -> Sequence[str]:
    """The same as readers see it: without the misunderstandings and the marks, and "…" for a value of the run."""
    return [words_of_line(line) for line in prose(body)]


def answers_html(page: Page, view: View) -> str:
    """The answers of a page's questions, to be printed at its end; "" where it has none."""
    asked = questions_of(page)
    if not asked:
        return ""
    answers = "".join(f"<p>{_html(question.text, question, view)}</p>{_answers(question, view)}" for question in asked)
    head = escape(view.label("question_answers"))
    return f'<div class="question-answers" data-search-exclude><p class="question-head">{head}</p>{answers}</div>'


def answers_markdown(page: Page, view: View) -> Sequence[str]:
    """The same in Markdown, under a heading."""
    asked = questions_of(page)
    lines = [f"## {view.label('question_answers')}"] if asked else []
    for question in asked:
        lines += ["", _markdown(question.text, question, view), ""]
        lines += [_markdown_answer(choice, question, view) for choice in (*shuffled(question), *question.others)]
    return lines


def _how(question: Question, view: View) -> str:
    """How to answer, "" where one chooses a single answer."""
    if question.form == "all":
        return view.label("question_all")
    if question.form == "one":
        return ""
    right = next(choice for choice in question.choices if choice.is_right)
    return view.label("question_shape" if isinstance(_typed(right, question, view), list) else "question_number")


def _typed(choice: Choice, question: Question, view: View) -> object:
    """The value that readers type for a choice."""
    shown = next(piece for piece in choice.text if isinstance(piece, ShownValue))
    return value_of(shown, question, view.project)


def _choices(question: Question, view: View) -> str:
    """The list of choices, or the place in which the answer is typed."""
    if question.form == "type":
        return FIELD
    items = "".join(f"<li{_right(choice)}>{_html(choice.text, question, view)}</li>" for choice in shuffled(question))
    return f'<ul class="question-choices">{items}</ul>{FIELD if question.form == "all" else ""}'


def _answers(question: Question, view: View) -> str:
    items = "".join(_answer(choice, question, view) for choice in (*shuffled(question), *question.others))
    return f"<ul>{items}</ul>"


def _answer(choice: Choice, question: Question, view: View) -> str:
    attributes = _right(choice)
    if choice in question.others:
        attributes = " data-other"
    elif question.form == "type":
        attributes += f' data-value="{escape(json.dumps(_typed(choice, question, view)))}"'
    because = _html(choice.because, question, view)
    return (
        f'<li{attributes}><strong class="question-verdict">{escape(_verdict(choice, view))}</strong> '
        f'<span class="question-shown">{inline_html(_answer_text(choice, question, view))}</span> '
        f'<span class="question-because">{because}</span></li>'
    )


def _markdown_answer(choice: Choice, question: Question, view: View) -> str:
    text = inline_markdown(_answer_text(choice, question, view))
    return f"- **{_verdict(choice, view)}:** {text} – {_markdown(choice.because, question, view)}"


def _answer_text(choice: Choice, question: Question, view: View) -> Sequence[Inline]:
    if choice in question.others:
        return [Words(view.label("question_other"))]
    return with_values(choice.text, question, view.project, view.language)


def _verdict(choice: Choice, view: View) -> str:
    return view.label("question_right" if choice.is_right else "question_wrong")


def _right(choice: Choice) -> str:
    return " data-right" if choice.is_right else ""


def _html(text: Text, question: Question, view: View) -> str:
    return inline_html(with_values(text, question, view.project, view.language))


def _markdown(text: Text, question: Question, view: View) -> str:
    return inline_markdown(with_values(text, question, view.project, view.language))
