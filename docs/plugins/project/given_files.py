"""What lies beside a script because the script asks for it. Pure.

Files are asked for by their names, such as `photos.zip`: the site publishes them, and a script unpacks an archive into
a folder of the archive's name without the ending: `photos`. Programs are asked for by their files' names too, as a
script starts `train_together.py`, or by importing them: one is a file of `examples/programs`, or made of cells, as
docs/plugins/project/programs.py tells. The runner puts a copy of each into the folder in which a script runs.
"""

import re
from collections.abc import Mapping

from docs.plugins.project.commands import PHOTOS

# By the file's name, the command that makes it.
GIVEN_FILES: Mapping[str, str] = {"photos.zip": PHOTOS}
# The programs of the pages that a script may import, by their files' names.
GIVEN_PROGRAMS = ("photo.py",)
# The name of a program's file, and nothing longer that ends in one.
PROGRAM_NAME = re.compile(r"(?<![\w./-])[a-z][a-z0-9_]*\.py\b")


def given_path(name: str) -> str:
    """The path of a given file from the project's root, and its address from that of a language's site."""
    return f"examples/{name}"


def names_asked(text: str) -> list[str]:
    """The names of the given files that stand in the text of a script."""
    return [name for name in GIVEN_FILES if name in text]


def programs_imported(text: str) -> list[str]:
    """The names of the given programs that the text of a script imports."""
    imported = set(re.findall(r"^[ \t]*(?:from|import)[ \t]+(\w+)", text, re.MULTILINE))
    return [name for name in GIVEN_PROGRAMS if name.removesuffix(".py") in imported]


def programs_asked(text: str) -> list[str]:
    """The names of the given programs that the text of a script imports, and all names in it that end in ".py".

    Not each of the latter need be a program of the pages'.
    """
    return list(dict.fromkeys([*programs_imported(text), *PROGRAM_NAME.findall(text)]))


def missing_file(name: str) -> str:
    """What to say where a given file is not there."""
    return f"no {given_path(name)}; make it: {GIVEN_FILES[name]}"


def missing_program(name: str) -> str:
    """What to say where no page makes a given program."""
    return f"no page makes {name}; write a `program` fence"
