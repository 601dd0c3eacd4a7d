"""`python -m examples`: list the examples, run one."""

import signal
import sys

from docs.plugins.project.stops import report_stop
from examples.runner.errors import STOPPED

try:
    from examples.runner.cli import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = report_stop(STOPPED)
# TensorFlow takes a while to shut down: a Ctrl-C then would stop nothing, and would only show a traceback.
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.exit(status)
