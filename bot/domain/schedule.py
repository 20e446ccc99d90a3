"""Daily posts: on which local dates they are due, and at which moment.

A post belongs to a local date of the schedule's zone, and that date is its key: whatever clocks and
zones do, a date has one post or none.

* A wall time that the clocks skip is posted as much later as they jump (02:30 becomes 03:30).
* A wall time that comes twice is posted the first time.
* A date that the zone left out has no post. Pacific/Apia had no 30 December 2011.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import islice
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from .grade import Frozen
from .item import Level
from .zone import exists, local_date

CATCH_UP = timedelta(hours=12)
"""A post that could not go out when it was due may be this late, but no later."""

MAX_OFFSET = timedelta(minutes=30)
"""The most by which the posts of a server are moved, so that not all servers post at once."""

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
"""Weekdays are counted from Monday, 0."""

_NO_OFFSET = timedelta()
_ONE_DAY = timedelta(days=1)

# One weekday comes every 7 days; once it may be the date that a zone left out. The rest is the
# difference between UTC and local dates.
_SEARCHED_DAYS = 7 + 7 + 3

Minute = Annotated[int, Field(ge=0, lt=24 * 60)]
Weekday = Annotated[int, Field(ge=0, le=6)]


class ScheduleState(StrEnum):
    """Whether a schedule posts."""

    ACTIVE = "active"
    PAUSED = "paused"


class DailySetup(Frozen):
    """What an admin chooses for daily posts.

    Attributes:
        zone: IANA name.
        post_minute: wall time in the zone, in minutes after midnight.
        weekdays: counted from Monday, 0; at least one.
        topics: ids of topics to choose questions from; none means any.
        levels: the same for levels.
        role_id: the role that a post pings, or None.
    """

    channel_id: int
    zone: str
    post_minute: Minute
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1)] = EVERY_DAY
    topics: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    role_id: int | None = None


class Schedule(DailySetup):
    """Daily posts of a server; it may have several.

    Attributes:
        id: snowflake of the interaction that made it.
        next_due: when the next post is due.
        failures: refused posts in a row.
        told: whether an admin was told of them.
        version: counts changes: a change is kept only if nobody else made one meanwhile.
    """

    id: int
    group_id: int
    next_due: AwareDatetime
    state: ScheduleState = ScheduleState.ACTIVE
    failures: int = 0
    told: bool = False
    version: int = 0


class Due(NamedTuple):
    """A local date and the moment (UTC) when its post is due."""

    day: date
    at: datetime


class Plan(NamedTuple):
    """What to do with a schedule at some moment.

    Attributes:
        today: the last date whose post is due by now. Earlier ones are never posted any more.
        late: whether it is too late for that one too.
        next_due: when to look again.
    """

    today: Due
    late: bool
    next_due: datetime


def due_at(setup: DailySetup, day: date, *, offset: timedelta = _NO_OFFSET) -> datetime:
    """The moment (UTC) when the post of a local date is due; the date has to exist.

    Args:
        offset: see `group_offset`; it may lead into the next date.
    """
    wall = datetime.combine(day, time(*divmod(setup.post_minute, 60)), ZoneInfo(setup.zone))
    # fold=0: in a gap the offset from before it holds, of a doubled hour it is the first.
    return wall.astimezone(UTC) + offset


def upcoming(
    setup: DailySetup, after: datetime, *, offset: timedelta = _NO_OFFSET
) -> Iterator[Due]:
    """The dates whose posts are due later than the aware time `after`, the next one first."""
    day = local_date(after, setup.zone) - _ONE_DAY  # whose offset may lead into today
    while True:
        if _is_posted_on(setup, day) and (at := due_at(setup, day, offset=offset)) > after:
            yield Due(day, at)
        day += _ONE_DAY


def next_dates(
    setup: DailySetup, after: datetime, count: int, *, offset: timedelta = _NO_OFFSET
) -> tuple[Due, ...]:
    """The next `count` of `upcoming`."""
    return tuple(islice(upcoming(setup, after, offset=offset), count))


def plan_post(setup: DailySetup, now: datetime, *, offset: timedelta = _NO_OFFSET) -> Plan:
    """What to do at `now` (aware): post today's, unless it is 12 hours late or was done before."""
    today = _last_due(setup, now, offset)
    late = now - today.at >= CATCH_UP
    return Plan(today, late, next(upcoming(setup, now, offset=offset)).at)


def is_too_late(
    setup: DailySetup, day: date, now: datetime, *, offset: timedelta = _NO_OFFSET
) -> bool:
    """Whether the post of that date, begun before, must not go out any more."""
    late = now - due_at(setup, day, offset=offset) >= CATCH_UP
    return late or day < _last_due(setup, now, offset).day


def group_offset(group_id: int) -> timedelta:
    """How much later than others a server posts: always the same, 0..30 min in whole seconds."""
    digest = blake2b(str(group_id).encode(), digest_size=8).digest()
    return timedelta(
        seconds=int.from_bytes(digest) % (int(MAX_OFFSET.total_seconds()) + 1),
    )


def _last_due(setup: DailySetup, now: datetime, offset: timedelta) -> Due:
    """The last date whose post is due at `now`."""
    newest = local_date(now, setup.zone)
    days = (newest - count * _ONE_DAY for count in range(_SEARCHED_DAYS))
    dues = (
        Due(day, due_at(setup, day, offset=offset)) for day in days if _is_posted_on(setup, day)
    )
    return next(due for due in dues if due.at <= now)


def _is_posted_on(setup: DailySetup, day: date) -> bool:
    return day.weekday() in setup.weekdays and exists(day, setup.zone)
