"""Lighthouse on every page: `python -m tests.measuring.lighthouse`."""
