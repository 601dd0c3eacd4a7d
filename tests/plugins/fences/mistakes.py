"""A tiny project whose page of mistakes has three: one raises an error, one raises nothing, one is a terminal's."""

from collections.abc import Mapping
from typing import Any

from tests.support.tiny_project import TinyProject, record

SCRIPT = '''"""vi: Những lỗi.
en: Mistakes.
"""

# %% setup
text = "one"

# %% no-number tags=["raises-exception"]
number = int(text)

print(number)

# %% no-number-cure
print(int("1"))

# %% too-small
print(1 / 3)

# %% too-small-cure
print(2 / 3)
'''
MISTAKES = """
no-number:
  lesson: add#code
  template: "invalid literal for int(){…}"
  also: ["no number: {n}"]
  why: {vi: "`int` cần một số.", en: "`int` needs a *number*."}
  cure: {vi: Đưa vào một số., en: Give it one.}
too-small:
  lesson: add#code
  notice: {vi: Số quá nhỏ., en: The number is small.}
  why: {vi: Tử số nhỏ., en: What is divided is small.}
  cure: {vi: Tăng tử số., en: Divide more.}
no-command:
  lesson: add#add
  template: "{…}: command not found"
  why: {vi: Không có lệnh ấy., en: There is no such command.}
  cure: {vi: Viết lại., en: Write it again.}
"""
TRANSCRIPT = "no-command\n$ cd home\n$ pyton\nbash: pyton: command not found\n$ python"
MESSAGE = "invalid literal for int() with base 10: 'one'"
SHOWN = f"ValueError: {MESSAGE}"
PAGE = f"""# Mistakes {{ #mistakes }}

```example
mistakes/numbers.py#setup
```

## No number {{ #no-number }}

```mistake
no-number
```

## Too small {{ #too-small }}

```mistake
too-small
```

## No command {{ #no-command }}

```mistake
{TRANSCRIPT}
```
"""
# The lines of the fences of its mistakes.
RAISED, SILENT, TYPED = 9, 15, 21


def printed(text: str) -> dict[str, Any]:
    """What a cell has printed, in a record."""
    return {"output_type": "stream", "name": "stdout", "text": [f"{text}\n"]}


def raised(message: str) -> dict[str, Any]:
    """An error that a cell has raised, in a record."""
    return {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": message,
        "traceback": [f"ValueError: {message}"],
    }


OUTPUTS: Mapping[str, list[dict[str, Any]]] = {
    "no-number": [printed("Now:"), raised(MESSAGE)],
    "no-number-cure": [printed("1")],
    "too-small": [printed("0.333")],
    "too-small-cure": [printed("0.667")],
}


def write_record(project: TinyProject, outputs: Mapping[str, list[dict[str, Any]]], script: str = SCRIPT) -> None:
    """Let the cells have these outputs, and those of OUTPUTS where they are not among them."""
    project.write("examples/mistakes/numbers.py", script)
    project.write(
        "examples/notebooks/mistakes/numbers.ipynb", record({**OUTPUTS, **outputs}, script, "mistakes/numbers")
    )


def write_page(project: TinyProject, text: str = PAGE) -> None:
    """Write the page in every language."""
    for language in ("vi", "en"):
        project.write(f"docs/{language}/mistakes.md", text)


def add_mistakes(project: TinyProject) -> TinyProject:
    """Give the tiny project its mistakes, and nothing that is wrong with them."""
    project.write("docs/mistakes.yml", MISTAKES)
    write_record(project, {})
    write_page(project)
    return project
