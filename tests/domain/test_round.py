from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.round import LONGEST, Round, daily_close, daily_round_id

NINE = datetime(2026, 3, 14, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROUND = Round(
    id="1-2026-03-14",
    group_id=44,
    channel_id=5,
    item_id="who-shares",
    opened_at=NINE,
    closes_at=NINE + HOUR,
)


def test_a_round_takes_answers_until_its_time_is_over() -> None:
    assert ROUND.is_open(NINE)
    assert ROUND.is_open(NINE + HOUR - timedelta(milliseconds=1))
    assert not ROUND.is_open(NINE + HOUR)


def test_a_round_closed_early_takes_no_answers() -> None:
    closed = ROUND.model_copy(update={"closed_at": NINE})
    assert not closed.is_open(NINE)


def test_a_daily_round_is_named_by_its_schedule_and_date() -> None:
    assert daily_round_id(7, date(2026, 3, 14)) == "7-2026-03-14"
    assert len(daily_round_id(2**63 - 1, date.max)) <= 60
    assert ROUND.is_daily
    assert not ROUND.model_copy(update={"id": "1482302265753600001"}).is_daily


@pytest.mark.parametrize(
    ("following", "closes"),
    [
        (NINE + 3 * HOUR, NINE + 3 * HOUR),
        (NINE + 7 * 24 * HOUR, NINE + LONGEST),
        (NINE, NINE + LONGEST),  # to be planned again, so it is not known yet
        (NINE - HOUR, NINE + LONGEST),
    ],
)
def test_a_daily_round_closes_with_the_following_post_but_after_a_day_at_most(
    following: datetime, closes: datetime
) -> None:
    assert daily_close(NINE, following=following) == closes
