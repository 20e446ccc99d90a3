import gc

import pytest

from bot.domain.collector import collector_paused


@collector_paused()
def fail() -> None:
    raise ValueError("stop")


def test_the_collector_rests_inside_and_runs_afterwards() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_runs_after_a_failure() -> None:
    with pytest.raises(ValueError, match="stop"):
        fail()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
