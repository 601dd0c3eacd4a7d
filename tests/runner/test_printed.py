"""A record has what the screen shows at the end of each cell, the same in every run."""

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from examples.runner.printed import LONGEST, as_on_screen, cleaned

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


def raised(message: str, kind: str = "ValueError") -> NotebookNode:
    """A kernel's output for an error."""
    return new_output("error", ename=kind, evalue=message, traceback=["\x1b[31m---", '  File "/home/me/a.py", line 3'])


def message_of(output: NotebookNode) -> str:
    """The message of an error, once it is cleaned."""
    (error,) = cleaned([output])
    message: str = error.evalue
    return message


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


def test_of_an_error_its_class_and_its_message_are_left() -> None:
    (error,) = cleaned([raised("\x1b[1mNo loss\x1b[0m\n  to <compute at 0x7f3a5c0b1d90>")])
    message = "No loss\n  to <compute at 0x…>"
    assert error == new_output("error", ename="ValueError", evalue=message, traceback=[f"ValueError: {message}"])


def test_an_error_without_a_message_is_its_class() -> None:
    (error,) = cleaned([raised("", "AssertionError")])
    assert (error.evalue, error.traceback) == ("", ["AssertionError"])


# As TensorFlow writes it.
GRAPH_ERROR = """Graph execution error:

Detected at node loss/Softmax defined at (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main

  File "/home/me/.venv/lib/python3.11/site-packages/keras/trainer.py", line 51, in fit

Received a label value of 10 which is outside the valid range of [0, 10).
\t [[{{node loss/Softmax}}]] [Op:__inference_step_1557]"""


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (
            GRAPH_ERROR,
            "Graph execution error:\n\nDetected at node loss/Softmax defined at (most recent call last):\n"
            "Received a label value of 10 which is outside the valid range of [0, 10).",
        ),
        ("no 'a' (/home/me/lib/site-packages/a/b.py)", "no 'a' (…/site-packages/a/b.py)"),
        ("no 'a' (C:\\Python\\Lib\\site-packages\\a.py)", "no 'a' (…/site-packages\\a.py)"),
        ("no 'a' (/usr/lib/python3/dist-packages/a.py)", "no 'a' (…/dist-packages/a.py)"),
        ("'name': None, 'shared_object_id': 139774360798032}", "'name': None, 'shared_object_id': …}"),
        ("Received: filepath=models/a.h5", "Received: filepath=models/a.h5"),
        ('The file "a.py", line 2, is bad', 'The file "a.py", line 2, is bad'),
        (f"one\n{'x' * LONGEST}\nx{'x' * LONGEST}\ntwo", f"one\n{'x' * LONGEST}\n{'x' * LONGEST}…\ntwo"),
    ],
)
def test_a_message_does_not_depend_on_the_machine_and_has_no_endless_line(message: str, left: str) -> None:
    assert message_of(raised(message)) == left


def test_a_megabyte_without_a_blank_in_a_message_is_read_at_once() -> None:
    # From each of its letters, a search for a folder would take hours.
    word = 1_000_000 * "x"
    assert message_of(raised(word)) == f"{word[:LONGEST]}…"


def test_what_is_printed_before_an_error_stays_before_it() -> None:
    outputs = [printed("1/2 ━"), raised("one"), printed("after\n")]
    assert [output.output_type for output in cleaned(outputs)] == ["stream", "error", "stream"]


# As Python writes to stderr, here in pieces, and TensorFlow.
WARNED = [
    "2026-11-28 05:00:00.1: I tensorflow/core/util/port.cc:153] oneDNN is on\n/home/me/a.py:5: UserWar",
    "ning: Do not pass \x1b[1mit\x1b[0m\n  super().__init__()\nWARNING:tensorflow:slow\n",
    "/lib/site-packages/b.py:17: DeprecationWarning: in /home/me/lib/site-packages/b.py\n",
]


def test_of_stderr_the_warnings_of_python_are_kept_where_a_cell_is_there_to_warn() -> None:
    outputs = [printed("1/2 ━"), *(printed(text, "stderr") for text in WARNED), printed("\r2/2 ━\n")]
    assert cleaned(outputs, warnings=True) == [
        printed("2/2 ━\n"),
        printed("UserWarning: Do not pass it\nDeprecationWarning: in …/site-packages/b.py\n", "stderr"),
    ]
    assert cleaned(outputs) == [printed("2/2 ━\n")]
    assert cleaned([printed("careful\n", "stderr")], warnings=True) == []
