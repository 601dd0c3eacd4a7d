"""`python -m tests.faults`: whether tests notice faults that are put into copies of the project."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.faults.cli import main

    return main()


sys.exit(start(command, "tests.faults", ".venv/test"))
