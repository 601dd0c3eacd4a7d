"""Ctrl-C waits where it must, and only there."""

import signal

import pytest

from examples.runner.interrupts import interrupts_ignored

pytestmark = pytest.mark.usefixtures("ctrl_c_heard")


def test_ctrl_c_does_nothing_while_ignored() -> None:
    with interrupts_ignored():
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_is_heard_again_afterwards() -> None:
    with interrupts_ignored():
        pass
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
