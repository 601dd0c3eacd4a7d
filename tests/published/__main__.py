"""Serves a built site as its host does, and requests all that it leads to; fails where anything is missing.

    python -m tests.published SITE URL

SITE is the folder, with the PDFs in it. URL is the address that it was built for, such as https://a.github.io/keras/:
the site is served below the same path. It needs only what builds the site.
"""

import argparse
import sys
from pathlib import Path

from docs.plugins.project.project import read_project
from tests.published.checking import find_problems


def main() -> None:
    """Check the site; exit with 1 where there is a problem."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, metavar="SITE")
    parser.add_argument("url", metavar="URL")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").is_file():
        sys.exit(f"error: {arguments.site}: no built site; run `make pdf` first")
    requested, problems = find_problems(arguments.site, arguments.url, read_project(Path.cwd()).languages)
    print(*problems, f"{requested} addresses requested, {len(problems)} problems", sep="\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
