"""`python -m docs.plugins`: what stands behind the site."""

import sys

from docs.plugins.cli import main

sys.exit(main(sys.argv[1:]))
