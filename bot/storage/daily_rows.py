"""Rows of schedules and daily posts as values of the domain, and back.

The columns of each query stand beside the function that reads its rows.
"""

import json

from ..domain.daily_post import DailyPost
from ..domain.schedule import Schedule
from .database import Row, Value
from .rows import epoch_ms, from_epoch_ms

SELECT_SCHEDULE = (
    "SELECT id, group_id, channel_id, zone, post_minute, weekdays, topics, levels, role_id,"
    " next_due, state, failures, told, version FROM schedule"
)
SELECT_POST = (
    "SELECT schedule_id, day, group_id, state, at, tries, item_id, message_id, reason"
    " FROM daily_post"
)
SELECT_UNFINISHED = (
    "SELECT s.id, s.group_id, s.channel_id, s.zone, s.post_minute, s.weekdays, s.topics, s.levels,"
    " s.role_id, s.next_due, s.state, s.failures, s.told, s.version,"
    " p.schedule_id, p.day, p.group_id, p.state, p.at, p.tries, p.item_id, p.message_id, p.reason"
    " FROM daily_post AS p JOIN schedule AS s ON s.id = p.schedule_id"
)
SCHEDULE_COLUMNS = 14
"""After so many columns of `SELECT_UNFINISHED` begin those of the post."""


def to_schedule(row: Row) -> Schedule:
    """Read a row of `SELECT_SCHEDULE`."""
    schedule_id, group_id, channel_id, zone, post_minute, weekdays, topics, levels, *rest = row
    role_id, next_due, state, failures, told, version = rest
    return Schedule(
        id=schedule_id,
        group_id=group_id,
        channel_id=channel_id,
        zone=zone,
        post_minute=post_minute,
        weekdays=json.loads(weekdays),
        topics=json.loads(topics),
        levels=json.loads(levels),
        role_id=role_id,
        next_due=from_epoch_ms(next_due),
        state=state,
        failures=failures,
        told=bool(told),
        version=version,
    )


def from_setup(schedule: Schedule) -> tuple[Value, ...]:
    """Return the values of the columns from `channel_id` to `told`."""
    return (
        schedule.channel_id,
        schedule.zone,
        schedule.post_minute,
        json.dumps(schedule.weekdays),
        json.dumps(schedule.topics),
        json.dumps(schedule.levels),
        schedule.role_id,
        epoch_ms(schedule.next_due),
        schedule.state,
        schedule.failures,
        int(schedule.told),
    )


def to_post(row: Row) -> DailyPost:
    """Read a row of `SELECT_POST`."""
    schedule_id, day, group_id, state, at, tries, item_id, message_id, reason = row
    return DailyPost(
        schedule_id=schedule_id,
        group_id=group_id,
        day=day,
        state=state,
        at=from_epoch_ms(at),
        tries=tries,
        item_id=item_id,
        message_id=message_id,
        reason=reason,
    )
