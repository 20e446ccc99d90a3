from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.schedule import (
    CATCH_UP,
    MAX_OFFSET,
    DailySetup,
    Due,
    due_at,
    group_offset,
    is_too_late,
    next_dates,
    plan_post,
    upcoming,
)
from tests.domain.clock_changes import ZONES, clock_changes, utc

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)

# Around midnight and around the hours that clocks skip and repeat.
MINUTES = (0, 1, 30, 59, 60, 90, 119, 120, 150, 179, 180, 1380, 1410, 1439)


def setup(zone: str = "UTC", minute: int = 9 * 60, *weekdays: int) -> DailySetup:
    days = weekdays or tuple(range(7))
    return DailySetup(channel_id=1, zone=zone, post_minute=minute, weekdays=days)


def wall(due: Due, zone: str) -> datetime:
    return due.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


# When a post is due


def test_a_post_is_due_at_its_wall_time_whatever_the_season() -> None:
    vienna = setup("Europe/Vienna")
    assert due_at(vienna, date(2026, 1, 15)) == utc(2026, 1, 15, 8)
    assert due_at(vienna, date(2026, 7, 15)) == utc(2026, 7, 15, 7)


def test_a_time_that_the_clocks_skip_is_posted_as_much_later() -> None:
    due = next_dates(setup("Europe/Vienna", 150), utc(2026, 3, 28, 12), 1)[0]
    assert due == (date(2026, 3, 29), utc(2026, 3, 29, 1, 30))
    assert wall(due, "Europe/Vienna") == datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001


def test_a_time_that_comes_twice_is_posted_the_first_time() -> None:
    new_york = setup("America/New_York", 90)
    assert next_dates(new_york, utc(2026, 10, 31, 12), 2) == (
        (date(2026, 11, 1), utc(2026, 11, 1, 5, 30)),
        (date(2026, 11, 2), utc(2026, 11, 2, 6, 30)),
    )


def test_a_date_that_the_zone_left_out_has_no_post() -> None:
    days = [due.day for due in next_dates(setup("Pacific/Apia"), utc(2011, 12, 28, 20), 3)]
    assert days == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_a_weekday_that_the_zone_left_out_waits_for_the_next_week() -> None:
    (due,) = next_dates(setup("Pacific/Apia", 9 * 60, 4), utc(2011, 12, 24), 1)
    assert due.day == date(2012, 1, 6)


def test_only_the_chosen_weekdays_are_posted() -> None:
    monday_and_friday = setup("UTC", 9 * 60, 0, 4)
    days = [due.day for due in next_dates(monday_and_friday, utc(2026, 3, 14), 4)]
    assert days == [date(2026, 3, day) for day in (16, 20, 23, 27)]


def test_an_offset_moves_the_moment_and_not_the_date() -> None:
    late = setup("UTC", 1439)
    offset = timedelta(minutes=20)
    expected = Due(date(2026, 3, 14), utc(2026, 3, 15, 0, 19))
    assert next_dates(late, utc(2026, 3, 15), 1, offset=offset) == (expected,)
    assert plan_post(late, expected.at, offset=offset).today == expected


def test_the_next_post_is_later_than_the_moment_asked() -> None:
    at = utc(2026, 3, 14, 9)
    assert next(upcoming(setup(), at)).day == date(2026, 3, 15)
    assert next(upcoming(setup(), at - TICK)).day == date(2026, 3, 14)


def test_a_setup_has_a_weekday_and_a_time_of_day() -> None:
    for wrong in ({"weekdays": ()}, {"weekdays": (7,)}, {"post_minute": 1440}, {"post_minute": -1}):
        with pytest.raises(ValidationError):
            DailySetup.model_validate(setup().model_dump() | wrong)


# Every zone, every change of its clocks


def check_dates(zone: str, change: datetime, jump: timedelta) -> None:
    """Around a change, each date that exists has one post, in order, at its wall time."""
    info = ZoneInfo(zone)
    hours = (change + timedelta(hours=hour) for hour in range(-96, 96))
    real = sorted({at.astimezone(info).date() for at in hours})[1:-1]
    for minute in MINUTES:
        chosen = setup(zone, minute)
        dues = [
            due
            for due in next_dates(chosen, change - 5 * DAY, 12)
            if real[0] <= due.day <= real[-1]
        ]
        assert [due.day for due in dues] == real
        assert all(earlier.at < later.at for earlier, later in pairwise(dues))
        for due in dues:
            asked = datetime.combine(due.day, time(*divmod(minute, 60)))
            assert wall(due, zone) in (asked, asked + max(jump, timedelta())), (zone, due)
            assert plan_post(chosen, due.at).today == due
            assert plan_post(chosen, due.at - TICK).next_due == due.at


@pytest.mark.parametrize("year", [2011, 2026])
def test_every_date_of_every_zone_has_one_post_around_both_changes(year: int) -> None:
    seen = set()
    for zone in ZONES:
        changes = tuple(clock_changes(zone, utc(year - 1, 12, 25), utc(year + 1, 1, 7)))
        base = utc(year, 1, 1).astimezone(ZoneInfo(zone)).utcoffset()
        if (base, changes) not in seen:  # many names stand for the same clocks
            seen.add((base, changes))
            for change, jump in changes:
                check_dates(zone, change, jump)
    assert len(seen) > 60


def test_every_date_is_posted_around_changes_of_half_a_day_and_more() -> None:
    """Where countries moved to the other side of the date line."""
    found = set()
    for zone in filter(_has_moved_far, ZONES):
        for change, jump in clock_changes(zone, utc(1969, 1, 1), utc(2015, 1, 1)):
            if abs(jump) >= timedelta(hours=12):
                found.add(zone)
                check_dates(zone, change, jump)
    assert {"Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kwajalein"} <= found


def _has_moved_far(zone: str) -> bool:
    info = ZoneInfo(zone)
    walls = [utc(year, 1, 2).astimezone(info).replace(tzinfo=UTC) for year in range(1969, 2016)]
    offsets = [wall - utc(year, 1, 2) for year, wall in zip(range(1969, 2016), walls, strict=True)]
    return max(offsets) - min(offsets) >= timedelta(hours=12)


# What to do at a moment


def test_today_is_caught_up_for_twelve_hours_and_then_left() -> None:
    nine = utc(2026, 3, 14, 9)
    for late_by, is_late in ((timedelta(), False), (CATCH_UP - TICK, False), (CATCH_UP, True)):
        plan = plan_post(setup(), nine + late_by)
        assert plan == ((date(2026, 3, 14), nine), is_late, nine + DAY)


def test_after_a_week_of_silence_only_today_is_posted() -> None:
    plan = plan_post(setup(), utc(2026, 3, 21, 10))
    assert plan.today.day == date(2026, 3, 21)
    assert not plan.late


def test_a_post_that_was_begun_is_too_late_after_twelve_hours_or_on_the_next_date() -> None:
    day = date(2026, 3, 14)
    late = setup("UTC", 23 * 60)
    assert not is_too_late(setup(), day, utc(2026, 3, 14, 20, 59))
    assert is_too_late(setup(), day, utc(2026, 3, 14, 21))
    moved = late.model_copy(update={"post_minute": 10})
    assert not is_too_late(late, day, utc(2026, 3, 15, 0, 30))
    assert is_too_late(moved, day, utc(2026, 3, 15, 0, 30))
    assert not is_too_late(late, date(2026, 3, 15), utc(2026, 3, 15, 12))


moments = st.datetimes(
    datetime(2010, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2030, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
setups = st.builds(
    DailySetup,
    channel_id=st.just(1),
    zone=st.sampled_from(ZONES),
    post_minute=st.integers(0, 1439),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
offsets = st.integers(0, 1800).map(lambda seconds: timedelta(seconds=seconds))


@given(setups, moments, offsets)
def test_the_last_and_the_next_post_are_neighbours(
    chosen: DailySetup, now: datetime, offset: timedelta
) -> None:
    plan = plan_post(chosen, now, offset=offset)
    assert plan.today.at <= now < plan.next_due
    following = next(upcoming(chosen, plan.today.at, offset=offset))
    assert following.at == plan.next_due
    assert following.day > plan.today.day
    assert plan.today.at - offset == due_at(chosen, plan.today.day)
    assert is_too_late(chosen, plan.today.day, now, offset=offset) == plan.late


@given(setups, moments, st.lists(st.integers(1, 11 * 60), min_size=30, max_size=60))
def test_looking_every_few_hours_misses_no_date_and_posts_none_twice(
    chosen: DailySetup, start: datetime, gaps_min: list[int]
) -> None:
    posted, now = [], start
    next_due = next(upcoming(chosen, now)).at
    for gap in gaps_min:
        now += timedelta(minutes=gap)
        if next_due <= now:
            plan = plan_post(chosen, now)
            assert not plan.late
            posted.append(plan.today.day)
            next_due = plan.next_due
    assert posted == [due.day for due in _until(chosen, start, now)]


def _until(chosen: DailySetup, start: datetime, end: datetime) -> Iterator[Due]:
    for due in upcoming(chosen, start):
        if due.at > end:
            return
        yield due


# Offsets


@given(st.integers(0, 2**63 - 1))
def test_a_server_keeps_its_offset_within_half_an_hour(group_id: int) -> None:
    offset = group_offset(group_id)
    assert timedelta() <= offset <= MAX_OFFSET
    assert offset == group_offset(group_id)
    assert offset % SECOND == timedelta()


def test_offsets_are_spread_evenly() -> None:
    minutes = [group_offset(group) // timedelta(minutes=3) for group in range(10_000)]
    assert all(900 < minutes.count(part) < 1100 for part in range(10))
