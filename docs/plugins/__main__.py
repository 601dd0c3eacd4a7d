"""`python -m docs.plugins`: what stands behind the site."""

import sys

from docs.plugins.project.stops import report_stop

try:
    from docs.plugins.cli import main

    status = main(sys.argv[1:])
except KeyboardInterrupt:
    status = report_stop("stopped")
sys.exit(status)
