"""The template of a mistake's message, made from what a cell has raised today, and written down. Pure.

`record` does so where Keras words a message in another way than docs/mistakes.yml has it.
"""

import json
import re

from docs.plugins.project.errors import ProjectError
from docs.plugins.project.mistakes import PATH
from docs.plugins.project.yaml_lines import YamlError, load
from docs.plugins.project.yaml_models import read_yaml

# Where a message begins in what a cell has printed: after the class of the error or the warning.
BEGINNING = re.compile(r"^\w*(?:Error|Exception|Warning): ", re.MULTILINE)
# How lines begin that come before what is wrong.
BEFORE_THE_CAUSE = ("Exception encountered when calling", "Graph execution error", "Detected at node")
# A message with fewer words is known only together with the class of its error.
FEWEST_WORDS = 5
# What is not the same for each reader, in this order: objects and tensors; names of layers; the file of a package; the
# numbers of shapes and sizes, of which many are data; what Keras has received.
VARYING = (
    (re.compile(r"<[^<>]*>|Tensor\([^()]*\([^()]*\)[^()]*\)"), "{…}"),
    (re.compile(r"(?<=with name )'[^']*'|(?<=layer )'[^']*'|'[^'\s]*_\d+'"), "{…}"),
    (re.compile(r" \([^()\s]*/[^()\s]*\)"), ""),
    (re.compile(r"(?:(?<=[(\[ '])\d+(?:\.\d+)?|(?<=[(\[])None|(?<=, )None)(?=[,)\] '}]|\.(?!\d)|$)"), "{n}"),
    (re.compile(r"(?:\{n\}[\s,]+){5,}.*"), ""),
    (re.compile(r"(?<=: )[^\s'\"{(\[]\S*$|(?<=\w=)[^\s'\"{(\[\d]\S*(?=\s|$)"), "{…}"),
)
# The most characters of a template; what comes after them is for the reader alone.
LONGEST = 200


def template_of(text: str) -> str:
    """A template made from what a cell has printed, which ends with its message.

    It is the first sentences of the message, with a mark for each number, made-up name and object. What a reader has
    chosen, such as the key of a dictionary, can't always be told from what Keras says: then the author marks it.
    """
    *_, beginning = BEGINNING.finditer(text)
    first, *others = text[beginning.end() :].splitlines()
    line = next(line for line in (first, *others) if line.strip() and not line.startswith(BEFORE_THE_CAUSE))
    if line is first and len(line.split()) < FEWEST_WORDS:
        line = beginning[0] + line
    for varying, mark in VARYING:
        line = varying.sub(mark, line)
    return (line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0]).strip()


def with_template(text: str, id_: str, template: str) -> str:
    """The text of docs/mistakes.yml with another template of a mistake; its other lines are as they were.

    Raises ProjectError where the template that is there takes several lines.
    """
    entries, numbers = read_yaml(PATH, text)
    number = numbers[(id_, "template")]
    lines = text.split("\n")
    if _alone(lines[number - 1]) != {"template": entries[id_]["template"]}:
        raise ProjectError(f'{PATH}:{number}: the template of "{id_}" takes several lines; write it in one')
    before, key, _ = lines[number - 1].partition("template: ")
    lines[number - 1] = f"{before}{key}{json.dumps(template, ensure_ascii=False)}"
    return "\n".join(lines)


def _alone(line: str) -> object:
    """What a line of YAML says without those below it; None where it goes on there."""
    try:
        return load(line)[0]
    except YamlError:
        return None
