"""What stops a command waits where it must, and only there."""

import signal

import pytest

from docs.plugins.project.stops import STOPPING
from examples.runner.interrupts import interrupts_ignored

pytestmark = pytest.mark.usefixtures("signals_heard")


@pytest.mark.parametrize("number", [signal.SIGINT, *STOPPING])
def test_a_signal_does_nothing_while_ignored_and_does_again_afterwards(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with interrupts_ignored():
        signal.raise_signal(number)
    assert signal.getsignal(number) == before


def test_ctrl_c_is_heard_again_afterwards() -> None:
    with interrupts_ignored():
        pass
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
