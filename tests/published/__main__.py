"""`python -m tests.published`: whether all answers that a published site leads to."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.published.cli import main

    return main()


sys.exit(start(command, "tests.published", ".venv/site"))
