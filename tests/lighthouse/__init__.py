"""Lighthouse on every page: `python -m tests.lighthouse`."""
