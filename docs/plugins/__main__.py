"""`python -m docs.plugins`: what stands behind the site."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from docs.plugins.cli import main

    return main(sys.argv[1:])


sys.exit(start(command, "docs.plugins", ".venv/site"))
