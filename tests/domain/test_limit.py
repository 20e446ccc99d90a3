from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.limit import Bucket, take

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_full_bucket_gives_all_at_once_and_then_says_how_long_to_wait() -> None:
    bucket: Bucket | None = None
    for _ in range(10):
        bucket, wait_s = take(bucket, per_minute=10, now=NOON)
        assert wait_s == 0
    _, wait_s = take(bucket, per_minute=10, now=NOON)
    assert wait_s == 6


def test_a_clock_that_steps_back_takes_nothing_away() -> None:
    bucket, _ = take(None, per_minute=2, now=NOON)
    _, wait_s = take(bucket, per_minute=2, now=NOON - timedelta(hours=1))
    assert wait_s == 0


@given(st.lists(st.floats(0, 120), max_size=80), st.integers(1, 30))
def test_never_more_than_the_allowance_in_a_minute(gaps: list[float], per_minute: int) -> None:
    bucket: Bucket | None = None
    now, given_at = NOON, []
    for gap in gaps:
        now += timedelta(seconds=gap)
        bucket, wait_s = take(bucket, per_minute=per_minute, now=now)
        if not wait_s:
            given_at.append(now)
    for start in given_at:
        in_a_minute = [at for at in given_at if start <= at < start + timedelta(minutes=1)]
        assert len(in_a_minute) <= 2 * per_minute


@given(st.integers(1, 30))
def test_after_the_wait_there_is_one(per_minute: int) -> None:
    empty = Bucket(tokens=0.25, at=NOON)
    after, wait_s = take(empty, per_minute=per_minute, now=NOON)
    later = NOON + timedelta(seconds=wait_s + 0.001)
    assert take(after, per_minute=per_minute, now=later)[1] == 0
