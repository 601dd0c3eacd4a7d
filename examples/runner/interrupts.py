"""Ctrl-C, and the signals that stop a command in the same way, where they must wait."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

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


@contextmanager
def interrupts_deferred(heard: Callable[[], object]) -> Iterator[None]:
    """Only call `heard` when one comes meanwhile; it takes effect afterwards. Main thread only."""
    came: list[int] = []

    def defer(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        heard()

    # One that is ignored, as by nohup, stays so.
    known = {number: signal.getsignal(number) for number in (signal.SIGINT, *STOPPING)}
    previous = {number: signal.signal(number, defer) for number, handler in known.items() if handler != signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
