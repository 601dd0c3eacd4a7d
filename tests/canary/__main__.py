"""`python -m tests.canary`: what the newest packages break."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.canary.cli import main

    return main()


sys.exit(start(command, "tests.canary", ".venv/site"))
