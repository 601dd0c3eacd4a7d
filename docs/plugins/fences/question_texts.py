"""The texts of a question as a language has them: with the values of the run, and the choices shuffled. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from docs.plugins.fences.inline import inline_markdown
from docs.plugins.project.inline import Inline, InlineCode, Words
from docs.plugins.project.languages import Language
from docs.plugins.project.project import Project
from docs.plugins.project.questions import CHOICE, MISUNDERSTANDING, Choice, Question, ShownValue, Text, parse_text


def shuffled(question: Question) -> list[Choice]:
    """The choices as readers get them: in an order of the question's own, the same in every language."""

    def place(index: int) -> bytes:
        return sha256(f"{question.name} {index}".encode()).digest()

    return [question.choices[index] for index in sorted(range(len(question.choices)), key=place)]


def with_values(text: Text, question: Question, project: Project, language: Language) -> Sequence[Inline]:
    """A text with its values, which must be recorded, as the language writes them."""
    return [
        written(value_of(piece, question, project), language) if isinstance(piece, ShownValue) else piece
        for piece in text
    ]


def value_of(piece: ShownValue, question: Question, project: Project) -> Any:  # noqa: ANN401
    """The recorded value, which must be there."""
    cell = question.cell
    assert cell is not None
    return project.records[cell.script].values[question.recorded_name(piece.name)].value


def written(value: Any, language: Language) -> Inline:  # noqa: ANN401
    """A value that a question can show: a number in the language's notation, a message or a shape as code."""
    if isinstance(value, str):
        return InlineCode(value)
    if isinstance(value, list):
        return InlineCode(str(tuple(value)))
    return Words(language.written(f"{Decimal(str(value)):,f}"))


def words_of_line(line: str) -> str:
    """A line of a question below its first as readers see it: without its mark, and "…" for each value."""
    text = line.strip()
    if MISUNDERSTANDING.fullmatch(text):
        return ""
    choice = CHOICE.fullmatch(text)
    pieces = parse_text(choice["text"] or "" if choice else text)
    return inline_markdown(Words("…") if isinstance(piece, ShownValue) else piece for piece in pieces)
