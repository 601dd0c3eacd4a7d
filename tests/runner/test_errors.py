"""The parts of messages."""

import pytest

from examples.runner.errors import did_you_mean, first_line

NATIVE_FAILURE = """Traceback (most recent call last):
  File "pywrap_tensorflow.py", line 73, in <module>
    from tensorflow.python._pywrap_tensorflow_internal import *
ImportError: libcudart.so.12: cannot open shared object file

Failed to load the native TensorFlow runtime."""


@pytest.mark.parametrize(("word", "offer"), [("trian", '; did you mean "train"?'), ("xyz", "")])
def test_the_closest_name_is_offered_where_one_is_close(word: str, offer: str) -> None:
    assert did_you_mean(word, ["data", "train"]) == offer


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("No module named 'jax'", "No module named 'jax'"),
        (NATIVE_FAILURE, "ImportError: libcudart.so.12: cannot open shared object file"),
        ("", "ImportError"),
    ],
)
def test_the_first_line_of_an_error_is_the_one_that_explains_it(message: str, line: str) -> None:
    assert first_line(ImportError(message)) == line
