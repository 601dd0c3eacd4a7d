"""The packages that only some lessons need, and which a machine may lack: examples/requirements-extra.txt."""

import os
import re
from collections.abc import Iterable
from importlib.util import find_spec

import pytest

# By the names under which they are imported.
EXTRAS = ("onnx", "tf2onnx", "onnxruntime", "ai_edge_litert", "fastapi", "uvicorn", "httpx")


def need(*modules: str) -> None:
    """Skip the test, with the reason, where one of these is not installed; in CI, it fails."""
    for module in modules:
        if find_spec(module) is None:
            reason = f"{module} is not installed; run: make .venv/test"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)


def needed_by(codes: Iterable[str]) -> list[str]:
    """The extra packages that cells of this code import."""
    text = "\n".join(codes)
    return [module for module in EXTRAS if re.search(rf"^(?:import|from) {module}\b", text, re.MULTILINE)]
