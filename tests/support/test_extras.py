"""A package that only some lessons need may be missing on a person's machine, and never in CI."""

import pytest

from tests.support import extras
from tests.support.extras import EXTRAS, need, needed_by


def test_the_packages_that_a_script_imports_are_found() -> None:
    assert needed_by(["import keras\nimport onnxruntime", "from ai_edge_litert.interpreter import Interpreter"]) == [
        "onnxruntime",
        "ai_edge_litert",
    ]
    assert needed_by(["import onnxruntime_of_mine\nprint('import httpx')"]) == []


def test_a_test_that_needs_a_missing_package_is_skipped_and_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    need(*EXTRAS)
    monkeypatch.setattr(extras, "find_spec", {"onnx": object()}.get)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=r"^httpx is not installed; run: make \.venv/test$"):
        need("onnx", "httpx")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="httpx is not installed"):
        need("httpx")
