from datetime import UTC, datetime, timedelta

import pytest

from bot.coach.throttle import Throttle
from bot.domain.errors import TooFastError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_each_member_has_an_allowance_of_their_own() -> None:
    throttle = Throttle(Watch(), member_per_minute=1, group_per_minute=100)
    throttle.take(1, None)
    throttle.take(2, None)
    with pytest.raises(TooFastError):
        throttle.take(1, None)


def test_a_server_shares_one_allowance() -> None:
    throttle = Throttle(Watch(), member_per_minute=100, group_per_minute=2)
    throttle.take(1, 7)
    throttle.take(2, 7)
    with pytest.raises(TooFastError):
        throttle.take(3, 7)
    throttle.take(3, 8)


def test_an_allowance_refills() -> None:
    watch = Watch()
    throttle = Throttle(watch, member_per_minute=1, group_per_minute=100)
    throttle.take(1, None)
    watch.now += timedelta(minutes=1)
    throttle.take(1, None)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.coach.throttle._KEPT", 3)
    throttle = Throttle(Watch(), member_per_minute=1, group_per_minute=100)
    for learner in range(10):
        throttle.take(learner, None)
    assert len(throttle._buckets) == 3
