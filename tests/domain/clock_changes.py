"""The moments at which the clocks of a zone change, found by looking."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

ZONES = sorted(available_timezones())

# Nowhere do two changes come closer together than this.
_STEP = timedelta(days=6)
_SECOND = timedelta(seconds=1)


def clock_changes(
    zone: str, start: datetime, end: datetime
) -> Iterator[tuple[datetime, timedelta]]:
    """Each change between two UTC times: its first second, and how far the clocks jump."""
    info = ZoneInfo(zone)

    def offset_at(at: datetime) -> timedelta:
        offset = at.astimezone(info).utcoffset()
        assert offset is not None
        return offset

    def first_second(before: datetime) -> datetime:
        """When the offset stops being the one of `before`, which it does within a step."""
        old = offset_at(before)
        seconds = range(int(_STEP.total_seconds()) + 1)
        found = bisect_left(
            seconds, True, key=lambda second: offset_at(before + second * _SECOND) != old
        )
        return before + found * _SECOND

    count = (end - start) // _STEP
    for before, after in pairwise(start + _STEP * number for number in range(count + 1)):
        old, new = offset_at(before), offset_at(after)
        if old != new:
            yield first_second(before), new - old


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
