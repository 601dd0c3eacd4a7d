"""The commands that messages name as the remedy: each can be pasted where the command that says so was run."""

import shutil
import sys
from pathlib import Path

from docs.plugins.project.scripts import Script


def interpreter(executable: str, folder: Path) -> str:
    """The Python at that path, as a terminal in the folder calls it: `.venv/bin/python` where it is below the folder.

    Elsewhere, its name will do where that finds this very one: in an environment that is active, or in the system's.
    """
    path = Path(executable)
    if path.is_relative_to(folder):
        path = path.relative_to(folder)
    elif shutil.which(path.name) == executable:
        path = Path(path.name)
    return str(path).removesuffix(".exe")


PYTHON = interpreter(sys.executable, Path.cwd())
SITE = f"{PYTHON} -m docs.plugins"
EXAMPLES = f"{PYTHON} -m examples"
# Packs the digits on which pages train a network.
DIGITS = f"{EXAMPLES} digits"
# Renders the photos of handwritten digits on which scripts try a network.
PHOTOS = f"{EXAMPLES} photos"


def record_command(script: Script) -> str:
    """The command that makes the script's record, and the weights of its network."""
    return f"{EXAMPLES} record {script.name}"
