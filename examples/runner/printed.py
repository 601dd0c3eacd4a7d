"""The outputs of a cell that is done: text and pictures, without what changes from run to run."""

import re
from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import new_output

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


def cleaned(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The outputs with neighbouring texts joined, and each text as the screen shows it in the end.

    Stderr is left out: besides Python, TensorFlow's C++ code and the kernel write there, with timestamps.
    """
    result: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream":
            if output.name != "stderr":
                _add_text(result, output.text)
        elif picture := output.data.get("image/png"):
            result.append(new_output("display_data", {"image/png": picture}))
        else:
            _add_text(result, output.data["text/plain"].removesuffix("\n") + "\n")
    for output in result:
        if output.output_type == "stream":
            output["text"] = as_on_screen(output["text"])
    return result


def as_on_screen(text: str) -> str:
    """Text without colours, memory addresses, and what was overwritten, as progress bars are."""
    lines = ANSI.sub("", text).split("\n")
    return ADDRESS.sub("0x…", "\n".join(map(_overwritten, lines)))


def _add_text(outputs: list[NotebookNode], text: str) -> None:
    if not outputs or outputs[-1].output_type != "stream":
        outputs.append(new_output("stream", name="stdout", text=""))
    outputs[-1]["text"] += text


def _overwritten(line: str) -> str:
    """The line after its carriage returns and backspaces, each of which only moves the cursor."""
    shown: list[str] = []
    column = 0
    for character in line:
        if character == "\r":
            column = 0
        elif character == "\b":
            column = max(0, column - 1)
        else:
            shown[column : column + 1] = character
            column += 1
    return "".join(shown).rstrip()
