"""Hands the pages to `tests/codeblocks.py`. It stands here, as pytest asks a conftest only for what lies below it."""

from pathlib import Path

import pytest

from tests.support.codeblocks import PageFile


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> PageFile | None:
    """Take the pages that readers see, and only those."""
    return PageFile.from_parent(parent, path=file_path) if PageFile.takes(file_path) else None
