"""The data for the processes that a script starts: they find it as they start, as child_startup.py tells."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from examples.runner.arrays import Arrays
from examples.runner.environment import environment_replaced
from examples.runner.files import no_room, temporary_folder
from examples.runner.npz import write_npz

STARTUP = Path(__file__).with_name("child_startup.py")
# The name under which Python runs it.
SITECUSTOMIZE = "sitecustomize.py"


def children_given(environment: Mapping[str, str], data: Path, folder: Path) -> dict[str, str]:
    """The environment of a script whose processes are to find the data, an .npz file.

    Makes the folder, which comes before the user's own on the path. Raises OSError.
    """
    folder.mkdir()
    shutil.copy(STARTUP, folder / SITECUSTOMIZE)
    path = [str(folder), *filter(None, [environment.get("PYTHONPATH")])]
    return {**environment, "PYTHONPATH": os.pathsep.join(path), "EXAMPLE_DATA": str(data)}


@contextmanager
def children_find(arrays: Arrays) -> Iterator[None]:
    """Let the processes that this one starts meanwhile find the arrays; raises UserError where there is no room.

    Their temporary files are gone afterwards.
    """
    with temporary_folder() as folder:
        data, temporary = folder / "data.npz", folder / "tmp"
        try:
            temporary.mkdir()
            write_npz(data, arrays)
            environment = children_given(os.environ, data, folder / "startup")
        except OSError as error:
            raise no_room(folder, str(error.strerror)) from None
        with environment_replaced(environment | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))):
            yield
