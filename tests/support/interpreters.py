"""Runs Python as on a reader's machine: without this process' settings, or with Keras and no backend."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

BACKENDS = ("tensorflow", "jax", "torch")


def run_python(arguments: Sequence[str], home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python without the settings that this process or its user has made for Keras and TensorFlow."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KERAS_", "TF_", "PIP_", "PYTHON"))
    }
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=inherited | {"KERAS_HOME": str(home)} | environment,
    )


def run_on_packages(arguments: Sequence[str], packages: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python on the packages of that folder alone: -S keeps this environment's own ones out."""
    return run_python(["-S", *arguments], packages.parent / "home", PYTHONPATH=str(packages), **environment)


def link_packages_without_backends(folder: Path) -> Path:
    """Make a folder with all installed packages but the backends: what `pip install keras` alone leaves."""
    folder.mkdir()
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.name not in BACKENDS:
            (folder / path.name).symlink_to(path)
    return folder
