"""What the site's JavaScript files share: top-level functions are global, and each file's head says which it shares.

The head of a file is the comment at its beginning: a sentence that says what the file is for, and then

// Needs: stored, store (stored.js)     the functions of another file that it uses, a line for each such file
// Gives: currentSection                its own functions that another file uses
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HEAD = re.compile(r"(?://.*\n)*")
NEEDS = re.compile(r"^// Needs: (?P<functions>.+) \((?P<file>.+)\)$", re.MULTILINE)
GIVES = re.compile(r"^// Gives: (?P<functions>.+)$", re.MULTILINE)
DECLARED = re.compile(r"^(?:async )?function (?P<name>[\w$]+)\(", re.MULTILINE)
# What a line may begin with at the top level; a block is allowed because its names are not global.
TOP_LEVEL = re.compile(r"(?://|/\*\*|(?:async )?function [\w$]+\(|\{$|\}$|\s|$)")
# Comments, strings, templates and regular expressions: no word in them is a name, except in a template's placeholders.
# A division has blanks around it, which distinguishes it from a regular expression.
NO_CODE = re.compile(
    r"""
    //[^\n]* | /\*.*?\*/
    | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*'
    | `(?P<template>(?:\\.|[^`\\])*)`
    | /(?![\s*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/
    """,
    re.VERBOSE | re.DOTALL,
)
PUT_INTO_TEMPLATE = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
# A name is neither a property, which follows a dot, nor a key, which is followed by a colon.
NAME = re.compile(r"(?:(?<![\w$.])|(?<=\.{3}))[A-Za-z_$][\w$]*(?![\w$:])")


@dataclass(frozen=True)
class Script:
    """A JavaScript file, with the functions that its head names and those that its code declares and uses."""

    text: str
    head: str
    gives: frozenset[str]
    needs: frozenset[tuple[str, str]]
    declared: frozenset[str]
    used: frozenset[str]


def read_script(text: str) -> Script:
    """What a file shares; the functions that it needs are pairs of the function and its file."""
    head = HEAD.match(text)
    assert head is not None
    gives = {name for line in GIVES.finditer(head[0]) for name in line["functions"].split(", ")}
    needs = {(name, line["file"]) for line in NEEDS.finditer(head[0]) for name in line["functions"].split(", ")}
    declared = {match["name"] for match in DECLARED.finditer(text)}
    used = frozenset(NAME.findall(_code(text)))
    return Script(text, head[0], frozenset(gives), frozenset(needs), frozenset(declared), used)


def _code(text: str) -> str:
    def code_of(match: re.Match[str]) -> str:
        return " ".join(map(_code, PUT_INTO_TEMPLATE.findall(match["template"] or ""))) or '""'

    return NO_CODE.sub(code_of, text)


def templates_of_several_lines(text: str) -> list[str]:
    """The templates of a script that break a line outside their placeholders."""
    templates = [match["template"] or "" for match in NO_CODE.finditer(text)]
    return [template for template in templates if "\n" in PUT_INTO_TEMPLATE.sub("", template)]


def problems(texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong or missing in the heads of files, which are given by their names."""
    scripts = {file: read_script(text) for file, text in texts.items()}
    file_of: dict[str, str] = {}
    for file, script in scripts.items():
        if not script.head or script.head.startswith(("// Needs:", "// Gives:")):
            yield f"{file}: its first line does not say what it is for"
        for line in script.text.splitlines():
            if not TOP_LEVEL.match(line):
                yield f"{file}: neither a function nor a block is at the top level: {line}"
        for name in sorted(script.declared):
            if name in file_of:
                yield f"{file}: {file_of[name]} has a function {name} too"
            file_of.setdefault(name, file)
    needs = {
        file: {(name, file_of[name]) for name in script.used if file_of.get(name, file) != file}
        for file, script in scripts.items()
    }
    needed = {name for pairs in needs.values() for name, _ in pairs}
    for file, script in scripts.items():
        for name, giver in sorted(needs[file] - script.needs):
            yield f"{file}: it uses {name} without // Needs: {name} ({giver})"
        for name, giver in sorted(script.needs - needs[file]):
            yield f"{file}: it does not need {name} ({giver})"
        for name in sorted((script.declared & needed) - script.gives):
            yield f"{file}: another file uses {name}: // Gives: {name}"
        for name in sorted(script.gives - (script.declared & needed)):
            yield f"{file}: it gives {name} to no file"


def out_of_reach(texts: Mapping[str, str]) -> Iterator[str]:
    """What files need that is not before them among those that are loaded together, given in the order of loading."""
    before: set[str] = set()
    for file, text in texts.items():
        for giver in sorted({giver for _, giver in read_script(text).needs} - before):
            yield f"{file}: {giver}, which it needs, is not loaded before it"
        before.add(file)
