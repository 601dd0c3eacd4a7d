"""The questions of a page: what each asks, its choices, and the values of the run that it shows. Pure.

    ```question
    dense-parameters one sequential.py#build
    # They count the weights only, and forget that each neuron has a bias.
    Lớp `Dense(256)` nhận 784 số. Lớp này có bao nhiêu tham số?
    + {total: model.layers[1].count_params()} | Mỗi nơ-ron có một trọng số cho mỗi đầu vào, cộng một bias.
    - {no-bias: 784 * 256} | Đây mới là số trọng số; mỗi nơ-ron còn một bias.
    ```

Line 1 has the question's name, its form, and the cell after which its expressions are evaluated, where it has some. The
lines with "#" say at which misunderstanding it aims. Choices are right with "+" and wrong with "-", each with the
reason behind a "|"; where one types the answer, a last line with "*" is for any other. `{name: expression}` declares
a value of the run, on the source language's page alone, and `{name}` shows it, on the other languages' pages too. The
script's record holds it as `dense-parameters-total`: docs/plugins/project/values.py.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.expressions import cut_at_brace, expression_problem
from docs.plugins.project.inline import Inline, InlineCode, Words, markdown_problem, parted
from docs.plugins.project.pages import Fence, Page
from docs.plugins.project.references import Reference, cell_problem, parse_reference
from docs.plugins.project.scripts import KEBAB_CASE, Script
from docs.plugins.project.values import Declaration

# What stands behind the backticks.
KIND = "question"
FORMS = ("one", "all", "type")
RIGHT, WRONG, OTHER = "+", "-", "*"
NAME = KEBAB_CASE.pattern
HEAD = re.compile(rf"(?P<name>{NAME})\s+(?P<form>\S+)(?:\s+(?P<reference>\S+))?")
MISUNDERSTANDING = re.compile(r"#\s*(?P<text>.*)")
CHOICE = re.compile(r"(?P<mark>[-+*])(?:\s+(?P<text>.*))?")
VALUE = re.compile(rf"\{{\s*(?P<name>{NAME})\s*(?P<end>[:}}])")
# Between a choice and its reason.
BEHIND = re.compile(r"(?:^|\s+)\|(?:\s+|$)")


@dataclass(frozen=True)
class ShownValue:
    """A value of the run in a text, by its name in the question; `expression` is "" where it is declared elsewhere.

    `line` is counted from the one that opens the fence, which is 0.
    """

    name: str
    expression: str
    line: int


Text: TypeAlias = tuple[Inline | ShownValue, ...]
# The line, counted from the one that opens the fence, and what is wrong.
Fault: TypeAlias = tuple[int, str]


@dataclass(frozen=True)
class Choice:
    """A choice with its mark, its text, and the reason why it is right or wrong; `line` as above."""

    line: int
    mark: str
    text: Text
    because: Text

    @property
    def is_right(self) -> bool:
        """Whether to choose it is right."""
        return self.mark == RIGHT


@dataclass(frozen=True)
class Question:
    """A question; `form` may be none of FORMS, and `reference` no cell's: `docs/plugins/fences/question_problems.py`
    checks.

    `others` are the lines for any other answer, of which there should be one where the answer is typed. `faults` are
    the places that could not be read.
    """

    name: str
    form: str
    reference: str
    misunderstandings: tuple[str, ...]
    text: Text
    choices: tuple[Choice, ...]
    others: tuple[Choice, ...]
    faults: tuple[Fault, ...]

    @property
    def texts(self) -> Iterator[Text]:
        """All its texts, in their order."""
        yield self.text
        for choice in (*self.choices, *self.others):
            yield choice.text
            yield choice.because

    @property
    def values(self) -> list[ShownValue]:
        """The values in its texts, in their order."""
        return [piece for text in self.texts for piece in text if isinstance(piece, ShownValue)]

    @property
    def cell(self) -> Reference | None:
        """The cell after which its values are evaluated."""
        return parse_reference(self.reference)

    def recorded_name(self, value: str) -> str:
        """The name by which a record has a value of the question."""
        return f"{self.name}-{value}"


def questions_of(page: Page) -> list[Question]:
    """The questions of a page, in their order."""
    return [parse_question(fence.body) for fence in page.fences_of(KIND)]


def parse_question(body: str) -> Question:
    """Read a question from the body of its fence; what can't be read is among its faults."""
    lines = [(number, line.strip()) for number, line in enumerate(body.split("\n"), start=1) if line.strip()]
    (head_line, head), *rest = lines or [(1, "")]
    match = HEAD.fullmatch(head)
    faults: list[Fault] = []
    if match is None:
        faults.append((head_line, f'"{head}" is not of the form "dense-parameters one sequential.py#build"'))
    asked = ""
    misunderstandings: list[str] = []
    choices: list[Choice] = []
    for number, line in rest:
        if comment := MISUNDERSTANDING.fullmatch(line):
            misunderstandings.append(comment["text"])
        elif choice := CHOICE.fullmatch(line):
            choices.append(_choice(number, choice["mark"], choice["text"] or "", faults))
        elif choices:
            faults.append((number, f'"{line}" stands below a choice; begin it with "{RIGHT} " or "{WRONG} "'))
        else:
            # After as many ends of lines as in the fence, by which the line of a value is known.
            asked += "\n" * (number - asked.count("\n")) + line
    text = asked.lstrip("\n")
    return Question(
        match["name"] if match else "",
        match["form"] if match else "",
        (match["reference"] or "") if match else "",
        tuple(filter(None, misunderstandings)),
        _text(text, len(asked) - len(text), faults),
        tuple(choice for choice in choices if choice.mark != OTHER),
        tuple(choice for choice in choices if choice.mark == OTHER),
        tuple(faults),
    )


def parse_text(text: str) -> Text:
    """The pieces of one text of a question, whatever can't be read in it."""
    return _text(text, 0, [])


def declarations(page: Page, script: Script, tolerances: Mapping[str, float]) -> Iterator[Declaration]:
    """The values of a script's run that the questions of its page declare, the page being in the source language.

    `tolerances` are those of the script's cells. Raises ProjectError for a question that can't be read, and for a cell
    that is not there.
    """
    for fence in page.fences_of(KIND):
        question = parse_question(fence.body)
        for line, fault in question.faults:
            raise ProjectError(f"{page.path}:{fence.line + line}: {fault}")
        cell = question.cell
        if cell is None or cell.script != script.name:
            continue
        if problem := cell_problem(question.reference, {script.name: script}):
            raise ProjectError(f"{page.path}:{fence.line + 1}: {problem}")
        for value in question.values:
            if value.expression:
                yield Declaration(
                    question.recorded_name(value.name),
                    cell.cell,
                    value.expression,
                    tolerances.get(cell.cell, 0),
                    f"{page.path}:{fence.line + value.line}",
                    asked=True,
                )


def value_problem(value: Any) -> str:  # noqa: ANN401
    """What is wrong with a value of JSON that a question is to show; "" where nothing is."""
    if isinstance(value, str) or _is_number(value):
        return ""
    if isinstance(value, list) and all(each is None or _is_whole(each) for each in value):
        return ""
    return "is no number, no text, and no shape, which is a list of whole numbers and None; let it give one of these"


def first_of_each_name(pages: Iterable[Page]) -> Mapping[str, tuple[Page, Fence]]:
    """The first question of each name among the pages of a language."""
    first: dict[str, tuple[Page, Fence]] = {}
    for page in pages:
        for fence in page.fences_of(KIND):
            first.setdefault(parse_question(fence.body).name, (page, fence))
    return first


def _choice(line: int, mark: str, text: str, faults: list[Fault]) -> Choice:
    chosen, because = _parted(_text(text, line, faults))
    return Choice(line, mark, chosen, because)


def _parted(text: Text) -> tuple[Text, Text]:
    """What stands ahead of the first "|", and what stands behind it."""
    for index, piece in enumerate(text):
        if isinstance(piece, Words) and (match := BEHIND.search(piece.text)):
            before, after = Words(piece.text[: match.start()]), Words(piece.text[match.end() :])
            return _filled((*text[:index], before)), _filled((after, *text[index + 1 :]))
    return text, ()


def _filled(text: Text) -> Text:
    return tuple(piece for piece in text if piece != Words(""))


def _text(text: str, line: int, faults: list[Fault]) -> Text:
    """The pieces of a text that begins on a line of the fence; its faults are added to the others."""
    pieces: list[Inline | ShownValue] = []
    for start, piece, is_code in parted(text):
        at = line + text.count("\n", 0, start)
        pieces += [InlineCode(_in_one_line(piece))] if is_code else _words_and_values(piece, at, faults)
    return tuple(pieces)


def _words_and_values(text: str, line: int, faults: list[Fault]) -> Iterator[Words | ShownValue]:
    position = 0
    while (opening := text.find("{", position)) >= 0:
        if words := text[position:opening]:
            yield _words(words, line + text.count("\n", 0, position), faults)
        at = line + text.count("\n", 0, opening)
        match = VALUE.match(text, opening)
        if match is None:
            faults.append((at, '"{" begins no value, as {total} does; write a name in kebab-case, or `{`'))
            position = opening + 1
        elif match["end"] == "}":
            yield ShownValue(match["name"], "", at)
            position = match.end()
        else:
            expression, position = _expression(text, match.end(), match["name"], at, faults)
            yield ShownValue(match["name"], expression, at)
    if position < len(text):
        yield _words(text[position:], line + text.count("\n", 0, position), faults)


def _expression(text: str, start: int, name: str, line: int, faults: list[Fault]) -> tuple[str, int]:
    """The expression that begins at `start`, and where its value ends."""
    if found := cut_at_brace(text[start:], lambda inside: not expression_problem(_in_one_line(inside))):
        inside, after = found
        return _in_one_line(inside), len(text) - len(after)
    inside, brace, after = text[start:].partition("}")
    reason = expression_problem(_in_one_line(inside)) if brace else "no } closes it"
    faults.append((line, f'the value "{name}" is not a Python expression ({reason}); correct it'))
    return "", len(text) - len(after)


def _words(text: str, line: int, faults: list[Fault]) -> Words:
    if problem := markdown_problem(text):
        faults.append((line, problem))
    # Behind a value that could not be read, one fault is enough.
    if "}" in text and line not in dict(faults):
        faults.append((line, '"}" ends no value; take it out, or write `}`'))
    return Words(re.sub(r"\s+", " ", text))


def _in_one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text).strip()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
