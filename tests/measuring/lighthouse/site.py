"""The site as Lighthouse is to see it."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.building import mkdocs_build
from tests.support.programs import ROOT
from tests.support.serving import served


@contextmanager
def built_and_served() -> Iterator[tuple[Path, str]]:
    """The folder of the site, and the address where it is served, which is the one that its pages name as theirs.

    Raises:
        subprocess.CalledProcessError: The site doesn't build.
    """
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        built = mkdocs_build(ROOT, Path(folder), SITE_URL=f"{address}/")
        if built.returncode:
            raise subprocess.CalledProcessError(built.returncode, built.args, built.stdout, built.stderr)
        yield Path(folder), address
