"""Each mistake is made on today's Keras, and cured: its message is that of its own entry and of no other.

The cells of examples/mistakes run in the one process that imports TensorFlow, once for all tests that ask for them, and
each cell that is a cure runs, too. The messages of installing that no cell raises are those of
tests/pages/test_mistakes.py; the one that needs Keras is here.
"""

import re
import socket
from typing import NoReturn

import pytest

from docs.plugins.fences.mistake_parts import CURE
from docs.plugins.project.messages import known_by, pattern_of, squeezed
from docs.plugins.project.mistakes import PAGE
from examples.runner.quiet import import_keras
from tests.support.programs import PROJECT, run_of
from tests.support.reading import LANGUAGES, bodies

pytestmark = pytest.mark.keras

PATTERNS = {id_: mistake.patterns for id_, mistake in PROJECT.mistakes.items() if mistake.patterns}
INSTALLING = ["no-keras", "no-backend", "backend-name", "no-distribution", "no-data"]
NO_ADDRESS = -2, "Name or service not known"


def shown(id_: str) -> set[str]:
    """The lines of the mistake's fence, in both languages."""
    fences = (body.splitlines() for language in LANGUAGES for body in bodies(PAGE, language, "mistake"))
    return {line for first, *lines in fences if first == id_ for line in lines}


def test_a_script_makes_each_mistake_that_has_a_message_but_those_of_installing() -> None:
    assert [id_ for id_ in PATTERNS if id_ not in PROJECT.mistake_scripts] == INSTALLING


@pytest.mark.parametrize("id_", [id_ for id_ in PATTERNS if id_ in PROJECT.mistake_scripts])
def test_a_mistake_says_what_its_entry_is_known_by_and_its_cure_runs(id_: str) -> None:
    printed = run_of(PROJECT.mistake_scripts[id_].name).printed
    assert f"{id_}{CURE}" in printed
    _assert_is_of(id_, printed[id_])


def test_without_a_connection_load_data_says_what_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(*NO_ADDRESS)

    keras = import_keras()
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Exception, match="URL fetch failure") as raised:
        keras.datasets.mnist.load_data(path="not-there-yet.npz")
    message = f"{type(raised.value).__name__}: {raised.value}"
    assert message in shown("no-data")
    _assert_is_of("no-data", message)


def _assert_is_of(id_: str, message: str) -> None:
    """The message has the template that `record` has written, and none of another mistake's."""
    inside = squeezed(message)
    template = PROJECT.mistakes[id_].template
    assert re.search(pattern_of(template), inside), f"{template} is not in {message}"
    assert {other for other, those in PATTERNS.items() if any(re.search(each, inside) for each in those)} == {id_}
    assert known_by(message, PATTERNS) == id_
