"""`python -m docs.plugins.translations`: how the translations stand to their source."""

import sys

from docs.plugins.translations.cli import main

sys.exit(main(sys.argv[1:]))
