"""`python -m tests.measuring.bench`: what the project promises about speed and size, measured."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.measuring.bench.cli import main

    return main()


sys.exit(start(command, "tests.measuring.bench", ".venv/test"))
