"""Each script of a lesson runs unchanged on Keras' other backends, and learns. The lessons are about TensorFlow."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from examples.runner.errors import INSTALL_TORCH
from tests.support.programs import OF_LESSONS, ROOT

# By the package that has it, what installs a backend.
BACKENDS = {
    "jax": "make .venv/test",
    "torch": INSTALL_TORCH,
}
# Guessing reads a tenth of the digits. After 18 batches, the convolutional networks of your-own read half of them.
LEAST_ACCURACY = 0.45


@pytest.mark.parametrize("backend", BACKENDS)
def test_every_script_runs_on_another_backend_and_learns(tmp_path: Path, backend: str) -> None:
    if not find_spec(backend):
        pytest.skip(f"{backend} is not installed; run: {BACKENDS[backend]}")
    settings = {
        "KERAS_BACKEND": backend,
        "PYTHONPATH": str(ROOT),
        # As with TensorFlow, threads would spin as they wait.
        "OMP_NUM_THREADS": "1",
        # JAX compiles quickly what runs a few times alone, and each network once for all scripts that have it.
        "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",
        "JAX_COMPILATION_CACHE_DIR": str(tmp_path / "compiled"),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES": "-1",
    }
    result = subprocess.run(
        [sys.executable, "-m", "tests.support.backends", *OF_LESSONS],
        cwd=tmp_path,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    rows = re.findall(r"^ *(example|backend|(?:validation|test) accuracy) +(\S+) *$", result.stdout, re.MULTILINE)
    assert sorted(value for name, value in rows if name == "example") == sorted(OF_LESSONS)
    assert {value for name, value in rows if name == "backend"} == {backend}
    accuracies = [float(value) for name, value in rows if name.endswith("accuracy")]
    assert accuracies
    assert min(accuracies) >= LEAST_ACCURACY
