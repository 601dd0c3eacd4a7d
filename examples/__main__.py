"""`python -m examples`: list the examples, run one."""

import signal
import sys

from examples.runner.errors import report_stop

try:
    from examples.runner.cli import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = report_stop()
# TensorFlow takes its time to end; a Ctrl-C by then changes nothing any more, and would show a traceback.
signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.exit(status)
