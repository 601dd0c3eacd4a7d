"""How `python -m …` starts: what can go wrong before the command itself is imported is said in one line.

This and what it imports need nothing but Python's own library, and are read by Python 3.9 too, which macOS has.
"""

import os
import shlex
import sys
from collections.abc import Callable

from docs.plugins.project.errors import report_error
from docs.plugins.project.stops import report_stop

OLDEST = (3, 11)
WINDOWS = os.name == "nt"
OURS = ("docs", "examples", "tests")


def start(command: Callable[[], int], program: str, target: str, stopped: str = "stopped") -> int:
    """Import and run the command, and return its exit status.

    `program` is what follows `python -m`, `target` is what make calls the packages that it needs, and `stopped` is
    said after a Ctrl-C.
    """
    if sys.version_info < OLDEST:
        version, oldest = (".".join(map(str, each)) for each in (sys.version_info[:2], OLDEST))
        return report_error(f"this is Python {version}, and {oldest} is needed; {_remedy(program, target)}")
    try:
        return command()
    except KeyboardInterrupt:
        return report_stop(stopped)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in {"", *OURS}:
            raise
        return report_error(f"this Python has no {package}; {_remedy(program, target)}")


def _remedy(program: str, target: str) -> str:
    if WINDOWS:
        install = r".venv\Scripts\pip install --require-hashes -r requirements.txt -r examples\requirements-extra.txt"
        return f"install what this needs: {install}"
    again = " ".join([".venv/bin/python -m", program, *map(shlex.quote, sys.argv[1:])])
    return f"run: make {target} && {again}"
