"""The outputs of a cell that is done: text, pictures and an error, without what changes from run to run."""

import re
from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import new_output

ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")

# As Python writes a warning: `/home/me/train.py:5: UserWarning: Do not pass …`.
WARNING = re.compile(r"^.+:\d+: (\w*Warning: .+)$", re.MULTILINE)
# The lines of a message that say where in the code, and in the graph, something was called: TensorFlow's have them.
FRAME = re.compile(r"^\s{1,99}(?:File \".+\", line \d+, in |\[\[\{\{node ).+\n*", re.MULTILINE)
# The folder of the packages, which is another on each machine. Tried at the beginning of a word alone: from each letter
# of a long one, it would take minutes.
PACKAGES_FOLDER = re.compile(r"(?<![^\s'\"(])[^\s'\"(]+[\\/](?=(?:site|dist)-packages[\\/])")
# Keras writes the addresses of objects in decimals, too.
IDENTITY = re.compile(r"(?<='shared_object_id': )\d+")
# The most characters of a line of a message: Keras writes a whole list of images into one.
LONGEST = 1000


def cleaned(outputs: Iterable[NotebookNode], *, warnings: bool = False) -> list[NotebookNode]:
    """The outputs with neighbouring texts joined, and each text as the screen shows it in the end.

    Stderr is left out: besides Python, TensorFlow's C++ code and the kernel write there, with timestamps. With
    `warnings`, those of Python stand after all that was printed, the first line of each.
    """
    outputs = list(outputs)
    result: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "error":
            result.append(_error(output))
        elif output.output_type == "stream":
            if output.name != "stderr":
                _add_text(result, output.text)
        elif picture := output.data.get("image/png"):
            result.append(new_output("display_data", {"image/png": picture}))
        else:
            _add_text(result, output.data["text/plain"].removesuffix("\n") + "\n")
    for output in result:
        if output.output_type == "stream":
            output["text"] = as_on_screen(output["text"])
    if warnings and (warned := _warned(outputs)):
        result.append(new_output("stream", name="stderr", text=warned))
    return result


def as_on_screen(text: str) -> str:
    """Text without colours, memory addresses, and what was overwritten, as progress bars are."""
    lines = ANSI.sub("", text).split("\n")
    return ADDRESS.sub("0x…", "\n".join(map(_overwritten, lines)))


def said(kind: str, message: str) -> str:
    """What an error of that class says, without colours and what differs from machine to machine: "ValueError: …"."""
    plain = _without_places(as_on_screen(message))
    return f"{kind}: {plain}" if plain else kind


def _warned(outputs: Iterable[NotebookNode]) -> str:
    """What Python has warned of, a line each, without the places."""
    written = "".join(output.text for output in outputs if output.get("name") == "stderr")
    return "".join(f"{_without_places(warning)}\n" for warning in WARNING.findall(as_on_screen(written)))


def _error(output: NotebookNode) -> NotebookNode:
    """An error without its traceback, which names files of this machine."""
    kind = output.ename
    text = said(kind, output.evalue)
    return new_output("error", ename=kind, evalue=text.removeprefix(kind).removeprefix(": "), traceback=[text])


def _without_places(message: str) -> str:
    """A message without the folders and the frames of the machine, and without the rest of a very long line."""
    plain = IDENTITY.sub("…", PACKAGES_FOLDER.sub("…/", FRAME.sub("", message)))
    return "\n".join(line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in plain.splitlines())


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
