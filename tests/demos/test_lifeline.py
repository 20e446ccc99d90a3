import os
import signal
import threading

import pytest

from bot.demos.lifeline import hold_lifeline


def test_sigterm_cuts_the_lifeline_and_does_its_work_afterwards() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: came.append(number))
    try:
        with hold_lifeline() as lifeline:
            assert not lifeline.cut
            signal.raise_signal(signal.SIGTERM)
            assert lifeline.cut
            assert not came
        assert came == [signal.SIGTERM]
    finally:
        signal.signal(signal.SIGTERM, before)


def test_without_sigterm_nothing_happens_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with hold_lifeline():
        pass
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_death_of_the_parent_cuts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with hold_lifeline() as lifeline:
        monkeypatch.setattr(os, "getppid", lambda: 1)
        assert lifeline.cut


def test_in_a_thread_signals_are_left_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    seen: list[object] = []

    def hold() -> None:
        with hold_lifeline() as lifeline:
            seen.extend([lifeline.cut, signal.getsignal(signal.SIGTERM)])

    thread = threading.Thread(target=hold)
    thread.start()
    thread.join()
    assert seen == [False, before]
