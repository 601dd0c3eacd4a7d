"""Virtual environments beside .venv, for packages that the project's own must not have."""

import subprocess
import sys
from pathlib import Path

from uv import find_uv_bin


def make_environment(folder: Path, *requirements: str, interpreter: str = sys.executable) -> Path:
    """Make the environment again, of what `uv pip install` is told to install; return the path of its Python.

    Raises CalledProcessError where the packages can't be installed.
    """
    uv = find_uv_bin()
    # With pip, as the environments have that Python makes.
    make: list[str | Path] = [uv, "venv", "--quiet", "--clear", "--seed", "--python", interpreter, folder]
    subprocess.run(make, capture_output=True, text=True, check=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    install: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", python, *requirements]
    subprocess.run(install, capture_output=True, text=True, check=True)
    return python
