"""Builds the site with MkDocs and with ProperDocs, and compares them; fails where more differs than their names.

ProperDocs has an environment of its own in .cache/properdocs: the site's packages, and those of docs/properdocs.txt.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.plugins.project.errors import report_error
from tests.properdocs.comparing import differences, files_of
from tests.support.environments import make_environment


def main() -> int:
    """Build and compare; return the exit status."""
    root = Path.cwd()
    locks = [option for name in ("requirements", "properdocs") for option in ("--requirement", f"docs/{name}.txt")]
    with TemporaryDirectory() as folder:
        sites = Path(folder, "mkdocs"), Path(folder, "properdocs")
        try:
            python = make_environment(root / ".cache/properdocs", "--require-hashes", *locks)
            for interpreter, site in zip((Path(sys.executable), python), sites, strict=True):
                _build([interpreter, "-m", site.name, "build", "--strict", "--config-file", "mkdocs.yml"], site)
        except subprocess.CalledProcessError as error:
            return report_error(f"{' '.join(map(str, error.cmd))}\n{error.stderr}")
        ours, theirs = map(files_of, sites)
    found = differences(ours, theirs)
    print(*found, f"{len(ours)} files of MkDocs', {len(theirs)} of ProperDocs', {len(found)} differ", sep="\n")
    return int(bool(found))


def _build(command: list[str | Path], site: Path) -> None:
    # The date of the build stands in the packed sitemap.
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1600000000"}
    subprocess.run([*command, "--site-dir", site], env=environment, capture_output=True, text=True, check=True)
