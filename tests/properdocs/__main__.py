"""`python -m tests.properdocs`: whether ProperDocs builds the same site."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.properdocs.cli import main

    return main()


sys.exit(start(command, "tests.properdocs", ".venv/site"))
