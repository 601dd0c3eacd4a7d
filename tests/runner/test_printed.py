"""A record has what the screen shows at the end of each cell, the same in every run."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from examples.runner.printed import as_on_screen, cleaned

BAR = "\x1b[32m━━━━━━━━━━\x1b[0m\x1b[37m━━━━━━━━━━\x1b[0m"
FULL_BAR = "\x1b[32m━━━━━━━━━━━━━━━━━━━━\x1b[0m\x1b[37m\x1b[0m"
# The output of Keras 3.15's `fit`: each message after the first overwrites the one before it.
PROGRESS = (
    "Epoch 1/2\n"
    f"\r\x1b[1m 6/12\x1b[0m {BAR} \x1b[1m3s\x1b[0m 30ms/step - accuracy: 0.5100 - loss: 1.0000"
    + "\b" * 73
    + f"\r\x1b[1m12/12\x1b[0m {FULL_BAR} \x1b[1m0s\x1b[0m 5ms/step - accuracy: 0.6200 - loss: 0.0833 \n"
)


def printed(text: str, name: str = "stdout") -> NotebookNode:
    """A kernel's output for a text that was printed."""
    return new_output("stream", name=name, text=text)


def shown(**data: str) -> NotebookNode:
    """A kernel's output for an object that was displayed, by the names of its formats."""
    names = {"png": "image/png", "html": "text/html", "plain": "text/plain"}
    return new_output("display_data", {names[format_]: content for format_, content in data.items()})


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("one\ntwo\n", "one\ntwo\n"),
        ("one\rtwo\n", "two\n"),
        ("longer\rabc\n", "abcger\n"),
        ("longer\rabc   \n", "abc\n"),
        ("abc\rlonger\n", "longer\n"),
        ("abc\b\bx\n", "axc\n"),
        ("abc\b\b\b\b\bxy\n", "xyc\n"),
        ("one\ntwo\r\nthree", "one\ntwo\nthree"),
        ("one \n\n  two\n", "one\n\n  two\n"),
        ("\x1b[1mbold\x1b[0m and \x1b[38;5;33mblue\x1b[0m\n", "bold and blue\n"),
        ("chữ\rsố\n", "sốữ\n"),
        ("", ""),
    ],
)
def test_a_text_is_as_it_stands_on_the_screen(text: str, screen: str) -> None:
    assert as_on_screen(text) == screen


def test_of_a_training_the_last_state_of_its_progress_is_left() -> None:
    assert as_on_screen(PROGRESS) == (
        "Epoch 1/2\n12/12 ━━━━━━━━━━━━━━━━━━━━ 0s 5ms/step - accuracy: 0.6200 - loss: 0.0833\n"
    )


@pytest.mark.parametrize(
    ("text", "screen"),
    [
        ("<History object at 0x7f3a5c0b1d90>", "<History object at 0x…>"),
        ("<a at 0x7f3a5c0b1d90> <b at 0x10a2b3c4d>", "<a at 0x…> <b at 0x…>"),
        ("0xff is 255", "0xff is 255"),
    ],
)
def test_a_memory_address_is_not_kept(text: str, screen: str) -> None:
    assert as_on_screen(text) == screen


def test_what_is_printed_in_pieces_is_one_text_without_what_goes_to_stderr() -> None:
    pieces = [printed("1/2 ━"), printed("careful\n", "stderr"), printed("\r2/2 ━\n")]
    assert cleaned(pieces) == [printed("2/2 ━\n")]


def test_a_picture_stays_where_it_was_drawn_without_its_other_formats() -> None:
    outputs = [printed("before\r"), shown(png="iVBOR", plain="<Figure size 640x480>"), printed("after\n")]
    assert cleaned(outputs) == [printed("before"), shown(png="iVBOR"), printed("after\n")]


def test_what_is_displayed_otherwise_is_kept_as_text_with_what_is_printed() -> None:
    outputs = [shown(html="<pre>Model</pre>", plain="Model\n"), shown(plain="[1]"), printed("done\n")]
    assert cleaned(outputs) == [printed("Model\n[1]\ndone\n")]


def test_a_cell_that_prints_nothing_has_no_outputs() -> None:
    assert cleaned([]) == []
