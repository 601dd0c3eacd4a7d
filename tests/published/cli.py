"""Serves a built site as its host does, and requests all that it leads to; fails where anything is missing.

SITE is the folder, with the PDFs in it. URL is the address that it was built for, such as https://a.github.io/keras/:
the site is served below the same path. It needs only what builds the site.
"""

import argparse
from pathlib import Path

from docs.plugins.project.commands import PYTHON
from docs.plugins.project.errors import report_error
from docs.plugins.project.project import read_project
from tests.published.checking import find_problems


def main() -> int:
    """Check the site; return the exit status."""
    parser = argparse.ArgumentParser(
        f"{PYTHON} -m tests.published", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, metavar="SITE")
    parser.add_argument("url", metavar="URL")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").is_file():
        return report_error(f"{arguments.site}: no built site; run: make pdf")
    requested, problems = find_problems(arguments.site, arguments.url, read_project(Path.cwd()).languages)
    print(*problems, f"{requested} addresses requested, {len(problems)} problems", sep="\n")
    return int(bool(problems))
