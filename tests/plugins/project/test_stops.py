"""A command ends tidily, whatever ends it from outside."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.plugins.project import stops
from docs.plugins.project.stops import STOPPING, report_stop, run
from tests.support.programs import ROOT

SAID = "stopped; nothing unfinished was written"
NO_ROOM = "error: standard output cannot be written to (No space left on device); make room, or send it elsewhere\n"
# A command of its own process, which does what it is told, and prints on stderr what it returns.
COMMAND = """import contextlib, os, signal, sys
from docs.plugins.project import stops
def command():
{body}
    return 0
status = stops.run(command, "stopped")
with contextlib.suppress(OSError):
    print("status", status, file=sys.stderr, flush=True)
# Else Python would try to write it once more as it ends.
os._exit(0)
"""


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """Let the signals do what they do by default, and after the test what they did before."""
    previous = {number: signal.signal(number, signal.SIG_DFL) for number in STOPPING}
    yield
    for number, handler in previous.items():
        signal.signal(number, handler)


def test_a_command_returns_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: 7, SAID) == 7
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_is_one_line_and_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> int:
        raise KeyboardInterrupt

    assert run(command, SAID) == 130
    assert capsys.readouterr() == ("", f"{SAID}\n")


def test_what_typer_makes_of_ctrl_c_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda: 130, SAID) == 130
    assert capsys.readouterr() == ("", f"{SAID}\n")


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_lets_everything_be_cleaned_up_and_is_one_line(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    done = []

    def command() -> int:
        try:
            signal.raise_signal(number)
        finally:
            done.append("cleaned up")
        return 0

    assert run(command, SAID) == 128 + number
    assert capsys.readouterr() == ("", f"{SAID}\n")
    assert done == ["cleaned up"]
    assert signal.getsignal(number) == signal.SIG_DFL


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_that_is_ignored_as_by_nohup_stays_so(number: signal.Signals) -> None:
    signal.signal(number, signal.SIG_IGN)

    def command() -> int:
        signal.raise_signal(number)
        return 0

    assert run(command, SAID) == 0
    assert signal.getsignal(number) == signal.SIG_IGN


def test_a_stop_is_reported_with_the_status_of_ctrl_c(capsys: pytest.CaptureFixture[str]) -> None:
    assert report_stop("stopped") == 130
    assert capsys.readouterr() == ("", "stopped\n")


def result_of(body: str, redirections: str) -> tuple[int, str, str]:
    """The exit status of a shell's line in which a command with this body is `$0`; its stdout and its stderr."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    result = subprocess.run(
        ["bash", "-c", f'"$0" -c "$1" {redirections}', sys.executable, COMMAND.format(body=indented)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("redirections", "status", "output"),
    [
        ("| head -n 1", "status 141\n", "line 0\n"),
        (">/dev/full", f"{NO_ROOM}status 2\n", ""),
        (">&-", "status 0\n", ""),
        ("</dev/null >&- <&-", "status 0\n", ""),
    ],
    ids=["a reader that has gone", "a full disk", "closed", "all closed"],
)
def test_an_output_that_takes_no_more_ends_the_command_in_a_line_or_quietly(
    redirections: str, status: str, output: str
) -> None:
    body = "for number in range(20_000):\n    print('line', number)"
    assert result_of(body, redirections) == (0, output, status)


def test_where_neither_can_be_written_to_the_status_is_left() -> None:
    result = subprocess.run(
        ["bash", "-c", '"$0" -m docs.plugins status >/dev/full 2>/dev/full', sys.executable], cwd=ROOT, check=False
    )
    assert result.returncode == 2


@pytest.mark.parametrize("redirections", ["2>&-", "2>/dev/full"])
def test_an_error_output_that_takes_nothing_changes_nothing(redirections: str) -> None:
    body = "print('lost', file=sys.stderr)\nprint('said')"
    assert result_of(body, redirections)[:2] == (0, "said\n")


def test_no_file_takes_the_place_of_a_stream_that_is_closed(tmp_path: Path) -> None:
    body = f"file = open({str(tmp_path / 'file')!r}, 'w')\nos.write(1, b'noise')\nos.write(2, b'noise')"
    assert result_of(body, ">&- 2>&-") == (0, "", "")
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_an_error_of_an_output_is_none_of_the_commands_own() -> None:
    body = (
        "try:\n    print('x' * 100_000, flush=True)\nexcept Exception:\n    print('taken for its own', file=sys.stderr)"
    )
    assert result_of(body, ">/dev/full") == (0, "", f"{NO_ROOM}status 2\n")


def test_a_stream_without_a_file_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    seen = []

    def command() -> int:
        seen.append(sys.stdout)
        return 0

    assert run(command, SAID) == 0
    assert seen == [stream]


def test_a_missing_stream_is_opened_where_it_belongs(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(os, "dup2", lambda *pair: opened.append(pair))
    monkeypatch.setattr(os, "set_inheritable", lambda *_: None)
    stops._open_missing_streams()
    assert [descriptor for _, descriptor in opened] == [2]


@pytest.mark.parametrize("redirections", [">/dev/full", "| true"])
def test_a_signal_is_told_once_though_what_was_printed_before_can_not_be_written(
    redirections: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Python writes what is printed to a file or a pipe only later, unless this is set.
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    body = "print('before')\nsignal.raise_signal(signal.SIGTERM)"
    assert result_of(body, redirections)[1:] == ("", "stopped\nstatus 143\n")
