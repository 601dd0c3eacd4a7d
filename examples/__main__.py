"""`python -m examples`: list the examples, run one."""

import signal
import sys

from docs.plugins.project.starting import start
from examples.runner.errors import STOPPED


def command() -> int:
    """Import the command line, and run it."""
    from examples.runner.cli import main

    return main(sys.argv[1:])


status = start(command, "examples", ".venv/test", STOPPED)
# TensorFlow takes a while to shut down: a Ctrl-C then would
# stop nothing, and would only show a traceback.
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.exit(status)
