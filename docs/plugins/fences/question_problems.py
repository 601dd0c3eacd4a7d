"""What is wrong with the questions of a page, each with its line and the remedy. Pure."""

from collections.abc import Iterator, Sequence
from itertools import chain

from docs.plugins.fences.inline import inline_html, inline_markdown
from docs.plugins.fences.kind import Problem
from docs.plugins.fences.question_texts import value_of, with_values
from docs.plugins.project.commands import record_command
from docs.plugins.project.languages import Language
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.project import Project
from docs.plugins.project.questions import (
    FORMS,
    KIND,
    OTHER,
    RIGHT,
    WRONG,
    Choice,
    Fault,
    Question,
    ShownValue,
    first_of_each_name,
    parse_question,
    value_problem,
)
from docs.plugins.project.references import cell_problem

FEWEST, MOST = 2, 6


def question_problems(page: Page, fences: Sequence[Fence], project: Project, language: Language) -> Iterator[Problem]:
    """What keeps the questions of a page from being asked, and in another language from being the same ones."""
    first = first_of_each_name(project.pages[language.code].values()) if fences else {}
    for fence in fences:
        question = parse_question(fence.body)
        problems = chain(
            _second(page, fence, question, first.get(question.name, (page, fence))),
            question.faults or _problems(page, question, project, language),
        )
        for line, problem in problems:
            yield fence.line + line, problem


def _second(page: Page, fence: Fence, question: Question, first: tuple[Page, Fence]) -> Iterator[Fault]:
    first_page, first_fence = first
    if question.name and (first_page.path, first_fence.line) != (page.path, fence.line):
        place = f"{first_page.path}:{first_fence.line}"
        yield 1, f'a second question "{question.name}"; the first is at {place}; give one of them another name'


def _problems(page: Page, question: Question, project: Project, language: Language) -> Iterator[Fault]:
    if question.form not in FORMS:
        yield 1, f'no form "{question.form}" of a question (forms: {", ".join(FORMS)})'
        return
    problems = [*_parts(question), *_right(question), *_typed(question), *_cell(page, question, project)]
    if language == project.source:
        problems += _misunderstandings(question)
        problems += _declared(question)
    else:
        problems += _translated(page, question, project, language)
    # The values are those of a question that is in order.
    yield from problems or _recorded(question, project) or _same_choices(question, project, language)


def _parts(question: Question) -> Iterator[Fault]:
    """A part that is missing, and too few or too many choices."""
    if not question.text:
        yield 1, "it asks nothing; write the question between this line and its choices"
    # A typed answer needs no wrong one that is known.
    fewest = 1 if question.form == "type" else FEWEST
    if not fewest <= len(question.choices) <= MOST:
        yield 1, f"a question of this form has {fewest} to {MOST} choices, and this one {len(question.choices)}"
    for choice in question.choices:
        if not choice.text:
            yield choice.line, 'the choice has no text; write it before the "|"'
    for choice in (*question.choices, *question.others):
        if not choice.because:
            yield choice.line, 'the choice has no reason; write it behind a "|"'


def _right(question: Question) -> Iterator[Fault]:
    """Other choices right, or wrong, than the form of the question has."""
    right = [choice for choice in question.choices if choice.is_right]
    if not right:
        yield 1, f'no choice is right; mark the right one with "{RIGHT}"'
    elif question.form == "all" and len(right) == len(question.choices):
        yield 1, f'no choice is wrong; mark one that is with "{WRONG}"'
    elif question.form != "all":
        remedy = 'ask for "all" that hold, or ' if question.form == "one" else ""
        yield from ((choice.line, f'a second choice is right; {remedy}mark it with "{WRONG}"') for choice in right[1:])


def _typed(question: Question) -> Iterator[Fault]:
    """What is of a typed answer alone, or missing there."""
    if question.form != "type":
        for other in question.others:
            yield other.line, f'"{OTHER}" is for typed answers alone; mark the choice with "{RIGHT}" or "{WRONG}"'
        return
    for choice in question.choices:
        if len(choice.text) != 1 or not isinstance(choice.text[0], ShownValue):
            yield choice.line, 'a typed answer is a value alone, as in {total}; write nothing else before the "|"'
    if not question.others:
        yield 1, f'nothing is said of any other answer; end the question with a line "{OTHER} | …"'
    for index, other in enumerate(question.others):
        if index or other.line < max((choice.line for choice in question.choices), default=0):
            yield other.line, f'one line "{OTHER} | …" ends the question; write no other, and nothing below it'
        elif other.text:
            yield other.line, f'any other answer has no text; write "{OTHER} | …"'


def _cell(page: Page, question: Question, project: Project) -> Iterator[Fault]:
    """A cell that is not there, is another page's, or is not named and needed, or named and not needed."""
    if question.reference:
        if problem := cell_problem(question.reference, project.scripts):
            yield 1, problem
            return
        assert question.cell is not None
        script = project.scripts[question.cell.script]
        if script.page != page.name:
            yield 1, f"{script.path} belongs to the page {script.page}; ask the question there"
        elif not question.values:
            yield 1, f"no value is shown, so no cell is needed; take {question.reference} out"
    elif question.values:
        yield 1, 'values are shown; end this line with the cell after which they are taken, as in "sequential.py#build"'


def _misunderstandings(question: Question) -> Iterator[Fault]:
    if not question.misunderstandings:
        yield 1, 'no misunderstanding at which it aims; add it in a line that begins with "#"'


def _declared(question: Question) -> Iterator[Fault]:
    """A value that is declared twice, or never."""
    declared = [value for value in question.values if value.expression]
    names = [value.name for value in declared]
    for index, value in enumerate(declared):
        if value.name in names[:index]:
            yield value.line, f'a second value "{value.name}" of the question; give it another name'
    for value in question.values:
        if value.name not in names:
            yield value.line, f"{_no_value(value, names)}; declare it, as in {{{value.name}: model.count_params()}}"


def _translated(page: Page, question: Question, project: Project, language: Language) -> Iterator[Fault]:
    """What differs from the question in the source language; one that is not in lockstep is left time to follow."""
    found = _original(page, question, project)
    if found is None:
        if language.lockstep or question.values:
            path = f"docs/{project.source.code}/{page.name}.md"
            yield 1, f'no question "{question.name}" in {path}; write it there, or take it out here'
        return
    place, original = found
    names = [value.name for value in original.values if value.expression]
    for value in question.values:
        if value.name not in names:
            yield value.line, f"{_no_value(value, names)} at {place}"
        elif value.expression and language.lockstep:
            yield value.line, f'the value "{value.name}" is declared at {place}; write {{{value.name}}}'
    if language.lockstep:
        yield from _other_choices(question, original, place)
        if question.misunderstandings:
            yield 1, f'at which misunderstanding it aims stands at {place}; take the line with "#" out'


def _other_choices(question: Question, original: Question, place: str) -> Iterator[Fault]:
    here, there = ("".join(choice.mark for choice in each.choices) for each in (question, original))
    if here != there:
        yield 1, f"the choices are marked {here}, those at {place} {there}; write the same choices in the same order"
        return
    for ours, theirs in zip(question.choices, original.choices, strict=True):
        if (own := _names(ours)) != (others := _names(theirs)):
            yield ours.line, f"the choice shows {_list(own)}, that at {place} {_list(others)}; let both show the same"


def _recorded(question: Question, project: Project) -> list[Fault]:
    """A value that is not recorded, or that a question can't show."""
    faults: dict[str, Fault] = {}
    for value in question.values:
        assert question.cell is not None
        script = project.scripts[question.cell.script]
        record = project.records[script.name]
        name = question.recorded_name(value.name)
        if name not in record.values:
            problem = f'no value "{name}" in {record.path}; make it again: {record_command(script)}'
        elif problem := value_problem(record.values[name].value):
            problem = f'the value "{value.name}" {problem}, then: {record_command(script)}'
        elif question.form == "type" and isinstance(record.values[name].value, str):
            problem = f'the value "{value.name}" is a text, and one types a number or a shape; ask for "one" instead'
        if problem:
            faults.setdefault(name, (value.line, problem))
    return list(faults.values())


def _same_choices(question: Question, project: Project, language: Language) -> Iterator[Fault]:
    """Choices that are the same, as they are after a change of the script, for example."""
    before: list[tuple[object, Choice]] = []
    for choice in question.choices:
        text = with_values(choice.text, question, project, language)
        typed = choice.text[0] if question.form == "type" else None
        # Of a typed answer, 5 is the same as 5.0.
        key = value_of(typed, question, project) if isinstance(typed, ShownValue) else inline_html(text)
        if same := next((other for others_key, other in before if others_key == key), None):
            yield (
                choice.line,
                f'the choice is "{inline_markdown(text)}", as is that {choice.line - same.line} '
                f"line{'s' * (choice.line - same.line > 1)} above; change one of them",
            )
        before.append((key, choice))


def _original(page: Page, question: Question, project: Project) -> tuple[str, Question] | None:
    """The question in the source language, and where it stands; None where it is not there."""
    original = project.pages[project.source.code].get(page.name)
    for fence in original.fences_of(KIND) if original else ():
        found = parse_question(fence.body)
        if found.name == question.name:
            assert original is not None
            return f"{original.path}:{fence.line}", found
    return None


def _names(choice: Choice) -> list[str]:
    return [piece.name for piece in choice.text if isinstance(piece, ShownValue)]


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names) or "no value"


def _no_value(value: ShownValue, names: Sequence[str]) -> str:
    return f'no value "{value.name}" of the question (values: {", ".join(names) or "none"})'
