"""What stops a command waits where it must, and only there."""

import signal

import pytest

from docs.plugins.project.stops import STOPPING
from examples.runner.interrupts import interrupts_deferred, interrupts_ignored

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


@pytest.mark.parametrize("number", [signal.SIGINT, *STOPPING])
def test_a_deferred_signal_is_told_at_once_and_raised_afterwards(number: signal.Signals) -> None:
    told, handled = [], []
    before = signal.signal(number, lambda number, _frame: handled.append(number))
    try:
        with interrupts_deferred(lambda: told.append("heard")):
            signal.raise_signal(number)
            assert (told, handled) == (["heard"], [])
        assert handled == [number]
    finally:
        signal.signal(number, before)


def test_a_deferred_ctrl_c_takes_the_place_of_the_error_that_it_causes() -> None:
    @interrupts_deferred(lambda: None)
    def fail_interrupted() -> None:
        signal.raise_signal(signal.SIGINT)
        raise RuntimeError

    with pytest.raises(KeyboardInterrupt):
        fail_interrupted()


def test_a_signal_that_is_ignored_stays_ignored_where_others_are_deferred() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interrupts_deferred(lambda: pytest.fail("it was heard")):
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
