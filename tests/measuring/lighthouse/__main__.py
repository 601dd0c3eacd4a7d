"""`python -m tests.measuring.lighthouse`: what Lighthouse says of the site's pages."""

import sys

from docs.plugins.project.starting import start


def command() -> int:
    """Import the command line, and run it."""
    from tests.measuring.lighthouse.cli import main

    return main()


sys.exit(start(command, "tests.measuring.lighthouse", ".venv/test"))
