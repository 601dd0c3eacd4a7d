"""How a message is known: by its template, whatever the reader's own shapes and names, and whatever surrounds it."""

import re

import pytest

from docs.plugins.project.messages import LAST, known_by, pattern_of, squeezed
from tests.support.pasting import DISGUISES, TRACEBACK, message_of, pasted
from tests.support.programs import PROJECT

PATTERNS = {id_: mistake.patterns for id_, mistake in PROJECT.mistakes.items()}
TEMPLATES = [(id_, template) for id_, mistake in PROJECT.mistakes.items() for template in mistake.templates]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_every_message_is_known_whatever_was_done_to_it(disguise: str) -> None:
    known = {template: known_by(DISGUISES[disguise](pasted(template)), PATTERNS) for _, template in TEMPLATES}
    assert known == {template: id_ for id_, template in TEMPLATES}


def test_the_message_alone_is_enough() -> None:
    assert [known_by(message_of(template), PATTERNS) for _, template in TEMPLATES] == [id_ for id_, _ in TEMPLATES]


@pytest.mark.parametrize("text", ["", "keras", TRACEBACK, "No module named 'keras_tuner'", "Lỗi gì thế này?"])
def test_what_has_no_message_of_them_is_not_known(text: str) -> None:
    assert known_by(text, PATTERNS) is None


@pytest.mark.parametrize(
    ("template", "known", "other"),
    [
        ("shape=({n}, {n})", ["shape=(32, 10)", "shape=(None, 7)"], ["shape=(32, 10, 1)", "shape=(32,)"]),
        ("shape=({n},)", ["shape=(32,)", "shape=torch.Size([32])", "shape=TensorShape([32])"], ["shape=(32, 10)"]),
        ("({n}, {many})", ["(1, 10)", "(None, 2)", "(None, 19)"], ["(None, 1)"]),
        ("({n}, {dims})", ["(None, 28)", "(32, 28, 28, 1)"], ["(32)"]),
        ("({n}, {same}), but ({same})", ["(None, 28, 28), but (28, 28)"], ["(None, 28, 28), but (28)"]),
        ("({n}, {same}), but ({other})", ["(None, 28, 28), but (28)"], ["(None, 28, 28), but (28, 28)"]),
        ("named '{…}'!", ["named 'a_1'!", "named ''!"], [f"named '{'a' * 400}'!"]),
    ],
)
def test_a_mark_stands_for_what_differs(template: str, known: list[str], other: list[str]) -> None:
    patterns = {"it": [pattern_of(template)]}
    assert {known_by(text, patterns) for text in known} == {"it"}
    assert {known_by(text, patterns) for text in other} == {None}


def test_of_several_messages_it_is_the_one_that_ends_last_and_of_these_the_longest_and_then_the_first() -> None:
    text = "Bad shape. Later came: Bad value 3"
    assert known_by(text, {"value": ["Badvalue"], "shape": ["Badshape"]}) == "value"
    assert known_by(text, {"short": ["value3"], "long": ["Badvalue3"], "longer": ["nothing"]}) == "long"
    assert known_by(text, {"one": ["value3"], "other": ["value3"]}) == "one"


def test_a_message_that_ends_a_long_log_is_known_and_one_that_began_it_is_not_looked_for() -> None:
    log = "Epoch 1/2\n" * LAST
    assert known_by(f"{log}Graph disconnected", PATTERNS) == "not-connected"
    assert known_by(f"Graph disconnected{log}", PATTERNS) is None


def test_what_no_message_turns_on_is_squeezed_out() -> None:
    assert squeezed("│ Lớp `Dense`:\r\n> [1m(None, 28,)[0m\u00a0“ﬁt” │") == "Lp'Dense'(None,28)'fit'"


@pytest.mark.parametrize("pattern", [pattern for patterns in PATTERNS.values() for pattern in patterns])
def test_no_pattern_repeats_anything_without_an_end_so_that_none_takes_long(pattern: str) -> None:
    assert not re.search(r"[+*]|,\}", pattern)
