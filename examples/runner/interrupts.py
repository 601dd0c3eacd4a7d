"""Ctrl-C, and the signals that stop a command in the same way, where they must wait."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from docs.plugins.project.stops import STOPPING


@contextmanager
def interrupts_ignored() -> Iterator[None]:
    """Ignore them meanwhile, in short work that must not be left half done. Main thread only."""
    previous = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, *STOPPING)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
