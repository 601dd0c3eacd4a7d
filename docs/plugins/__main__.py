"""`python -m docs.plugins`: how the translations stand to their source."""

import sys

from docs.plugins.cli import main

sys.exit(main(sys.argv[1:]))
