from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reminder import LOOK_EVERY, REMIND_BEFORE, next_look, reminder_due
from bot.domain.streak import Streak

END = datetime(2026, 3, 14, 23, 59, 59, tzinfo=UTC)
LONG = Streak(length=12, best=12, alive_until=END)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (END - REMIND_BEFORE - SECOND, False),
        (END - REMIND_BEFORE, True),
        (END, True),
        (END + SECOND, False),
    ],
)
def test_a_reminder_comes_in_the_last_hours(now: datetime, *, due: bool) -> None:
    assert reminder_due(LONG, reminded_for=None, now=now) is due


def test_it_comes_once_for_each_end() -> None:
    assert not reminder_due(LONG, reminded_for=END, now=END)
    assert reminder_due(LONG, reminded_for=END - timedelta(days=9), now=END)


def test_nothing_is_worth_a_reminder_before_the_second_day() -> None:
    assert not reminder_due(Streak(), reminded_for=None, now=END)
    first = Streak(length=1, best=30, alive_until=END)
    assert not reminder_due(first, reminded_for=None, now=END)


@given(st.integers(-3 * 86_400, 10 * 86_400))
def test_no_end_is_overlooked(seconds: int) -> None:
    """Whenever it is looked, a look comes before the end and not too early."""
    now = END - seconds * SECOND
    look = next_look(LONG, now=now)
    assert now < look <= now + LOOK_EVERY
    if now < END - REMIND_BEFORE:
        assert look <= END - REMIND_BEFORE


def test_without_a_streak_it_is_looked_again_for_one() -> None:
    assert next_look(Streak(), now=END) == END + LOOK_EVERY
