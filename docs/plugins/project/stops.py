"""What ends a command from outside: Ctrl-C, a signal, a standard output that takes no more. Each ends it tidily."""

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from docs.plugins.project.errors import report_error

INTERRUPTED = 130
# What a shell says of a program that a signal has ended: this, and the signal's number.
BY_SIGNAL = 128
# The status of a program whose reader has gone, as of `cat` in `cat FILE | head`: SIGPIPE has the number 13.
READER_GONE = BY_SIGNAL + 13
# Besides Ctrl-C: what `kill` sends, and what a closed terminal does. Windows has no SIGHUP.
STOPPING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
STANDARD_STREAMS = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def run(command: Callable[[], int], said: str) -> int:
    """Run a command and return its exit status. Main thread only.

    A signal that stops it raises KeyboardInterrupt, as Ctrl-C does, so that everything is cleaned up in the same way;
    then `said` is printed. A standard output that can't be written to ends the command in the same way, as
    nobody would see the rest.
    """
    _open_missing_streams()
    signals: list[int] = []
    with _signals_heard(signals), _output_watched() as losses:
        try:
            status = command()
            sys.stdout.flush()
        except KeyboardInterrupt:
            status = INTERRUPTED
        if losses:
            return _report_loss(losses[0])
        # Typer returns INTERRUPTED after Ctrl-C.
        if status == INTERRUPTED:
            report_stop(said)
            return BY_SIGNAL + signals[0] if signals else status
        return status


def report_stop(said: str) -> int:
    """Say that the command was stopped; return the exit status after Ctrl-C."""
    print(said, file=sys.stderr)
    return INTERRUPTED


def _report_loss(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        return READER_GONE
    return report_error(f"standard output cannot be written to ({error.strerror}); make room, or send it elsewhere")


@contextmanager
def _signals_heard(heard: list[int]) -> Iterator[None]:
    """Let the signals raise KeyboardInterrupt meanwhile, noting which; one that is ignored, as by nohup, stays so."""

    def stop(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        raise KeyboardInterrupt

    ours = [number for number in STOPPING if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


class _Watched(io.FileIO):
    """A stream that notes why it can't be written to, and from then on takes everything to nowhere."""

    def __init__(self, descriptor: int, losses: list[OSError], raises: bool) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self.losses, self.raises = losses, raises

    def write(self, content: Any) -> int:  # noqa: ANN401
        """Write; raise KeyboardInterrupt at the first failure if this stream is to."""
        if not self.losses:
            try:
                return super().write(content)
            except OSError as error:
                self.losses.append(error)
                if self.raises:
                    # As an Exception, it would be taken for an error of the script that prints.
                    raise KeyboardInterrupt from None
        return len(content)


@contextmanager
def _output_watched() -> Iterator[list[OSError]]:
    """Yield a list, which gets the error of standard output; that of standard error has nowhere to be told."""
    losses: list[OSError] = []
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _watched(sys.stdout, losses, True), _watched(sys.stderr, [], False)
    watched = sys.stdout, sys.stderr
    try:
        yield losses
    finally:
        for stream in watched:
            # The command has ended: what can't be written now stops nothing.
            with suppress(KeyboardInterrupt):
                stream.flush()
        sys.stdout, sys.stderr = streams


def _watched(stream: TextIO, losses: list[OSError], raises: bool) -> TextIO:
    """The stream, watched; one that is not of a file, as in tests, is returned as it is."""
    raw = getattr(getattr(stream, "buffer", None), "raw", None) or getattr(stream, "buffer", None)
    if not (isinstance(raw, io.FileIO) and isinstance(stream, io.TextIOWrapper)):
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Watched(raw.fileno(), losses, raises)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering or stream.write_through,
    )


def _open_missing_streams() -> None:
    """Open what a shell has closed (`2>&-`): else the next file that is opened would take its place."""
    for descriptor, (name, mode) in enumerate(STANDARD_STREAMS):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
            # The programs that are started need it too.
            os.set_inheritable(descriptor, True)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115
