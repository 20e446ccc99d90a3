"""Schedules and daily posts, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.ports.DailyStore`. A post is claimed and
its schedule moved on to the next date in one unit: from then on the claim alone says what is to do.
"""

from collections.abc import Sequence
from datetime import date, datetime

from ..domain.daily_post import LEFT_OUT, REMOVED, TOO_LATE, DailyPost
from ..domain.schedule import Schedule
from .daily_rows import (
    SCHEDULE_COLUMNS,
    SELECT_POST,
    SELECT_SCHEDULE,
    SELECT_UNFINISHED,
    from_setup,
    to_post,
    to_schedule,
)
from .database import Db, Statement, Value
from .rows import epoch_ms, storable


class SqlDailyStore:
    """Implements `coach.ports.DailyStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def schedules(self, group_id: int) -> Sequence[Schedule]:
        """List the schedules."""
        sql = f"{SELECT_SCHEDULE} WHERE group_id = ? ORDER BY id"
        return [to_schedule(row) for row in await self._db.read(sql, (group_id,))]

    async def schedule(self, schedule_id: int) -> Schedule | None:
        """Find the schedule."""
        rows = await self._db.read(f"{SELECT_SCHEDULE} WHERE id = ?", (schedule_id,))
        return to_schedule(rows[0]) if rows else None

    async def add_schedule(self, schedule: Schedule) -> None:
        """Keep the schedule."""
        sql = (
            "INSERT INTO schedule (id, group_id, channel_id, zone, post_minute, weekdays, topics,"
            " levels, role_id, next_due, state, failures, told, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        args = (schedule.id, schedule.group_id, *from_setup(schedule), schedule.version)
        await self._db.write([(sql, args)])

    async def change_schedule(self, schedule: Schedule) -> bool:
        """Replace the row of that version. A person planned it, not a clock."""
        (rows,) = await self._db.write([_replace(schedule)])
        return bool(rows)

    async def skip_post(self, schedule: Schedule, day: date, *, now: datetime) -> bool:
        """Insert a skipped post where there is none, and replace the row of that version."""
        skip = (
            "INSERT INTO daily_post (schedule_id, day, group_id, state, at, reason)"
            " SELECT id, ?, group_id, 'skipped', ?, ?"
            " FROM schedule WHERE id = ? AND version = ? ON CONFLICT DO NOTHING"
        )
        args = (day.isoformat(), epoch_ms(now), LEFT_OUT, schedule.id, schedule.version)
        _, rows = await self._db.write([(skip, args), _replace(schedule)])
        return bool(rows)

    async def remove_schedule(self, schedule_id: int) -> None:
        """Delete the schedule; nobody would take over its claims any more."""
        remove = ("DELETE FROM schedule WHERE id = ?", (schedule_id,))
        give_up = (
            "UPDATE daily_post SET state = 'skipped', reason = ?"
            " WHERE schedule_id = ? AND state = 'claimed'"
        )
        await self._db.write([remove, (give_up, (REMOVED, schedule_id))])

    async def due(self, now: datetime, *, limit: int) -> Sequence[Schedule]:
        """List what is due, in the order of the index."""
        sql = (
            f"{SELECT_SCHEDULE} WHERE state = 'active' AND next_due <= ?"
            " ORDER BY next_due, id LIMIT ?"
        )
        return [to_schedule(row) for row in await self._db.read(sql, (epoch_ms(now), limit))]

    async def unfinished(
        self, before: datetime, *, limit: int
    ) -> Sequence[tuple[Schedule, DailyPost]]:
        """List claims with their schedules."""
        sql = f"{SELECT_UNFINISHED} WHERE p.state = 'claimed' AND p.at < ? ORDER BY p.at LIMIT ?"
        return [
            (to_schedule(row[:SCHEDULE_COLUMNS]), to_post(row[SCHEDULE_COLUMNS:]))
            for row in await self._db.read(sql, (epoch_ms(before), limit))
        ]

    async def claim(
        self, schedule: Schedule, day: date, *, item_id: str | None, now: datetime, stale: datetime
    ) -> DailyPost | None:
        """Insert the post, or take over a stale claim; the first choice of a question stays."""
        claim = (
            "INSERT INTO daily_post (schedule_id, day, group_id, state, at, tries, item_id)"
            " SELECT id, ?, group_id, 'claimed', ?, 1, ?"
            " FROM schedule WHERE id = ? AND version = ?"
            " ON CONFLICT (schedule_id, day)"
            " DO UPDATE SET at = excluded.at, tries = daily_post.tries + 1"
            " WHERE daily_post.state = 'claimed' AND daily_post.at < ?"
            " RETURNING schedule_id, day, group_id, state, at, tries, item_id, message_id, reason"
        )
        claim_args = (
            day.isoformat(),
            epoch_ms(now),
            item_id,
            schedule.id,
            schedule.version,
            epoch_ms(stale),
        )
        move_on = (
            "UPDATE schedule SET next_due = ?, planned_at = ?, version = version + 1"
            " WHERE id = ? AND version = ?"
        )
        move_args = (epoch_ms(schedule.next_due), epoch_ms(now), schedule.id, schedule.version)
        rows, _ = await self._db.write([(claim, claim_args), (move_on, move_args)])
        return to_post(rows[0]) if rows else None

    async def mark_sent(self, post: DailyPost, message_id: int, *, now: datetime) -> None:
        """Keep the message, whatever was believed of it meanwhile."""
        sent = (
            "UPDATE daily_post SET state = 'sent', at = ?, message_id = ?, reason = NULL"
            " WHERE schedule_id = ? AND day = ?"
        )
        forget = (
            "UPDATE schedule SET failures = 0, told = 0, version = version + 1"
            " WHERE id = ? AND (failures > 0 OR told = 1)"
        )
        args = (epoch_ms(now), message_id, *_key(post))
        await self._db.write([(sent, args), (forget, (post.schedule_id,))])

    async def mark_skipped(self, post: DailyPost, reason: str, *, now: datetime) -> None:
        """Settle the claim."""
        await self._db.write([_settle(post, "skipped", reason, now)])

    async def mark_failed(
        self, post: DailyPost, reason: str, *, now: datetime, pause_after: int
    ) -> Schedule | None:
        """Count the failure, once: only while the claim is there; then settle the claim."""
        count = (
            "UPDATE schedule SET failures = failures + 1, version = version + 1,"
            " state = CASE WHEN failures + 1 >= ? THEN 'paused' ELSE state END"
            " WHERE id = ? AND EXISTS"
            " (SELECT 1 FROM daily_post WHERE schedule_id = ? AND day = ? AND state = 'claimed')"
        )
        count_args = (pause_after, post.schedule_id, *_key(post))
        after = (f"{SELECT_SCHEDULE} WHERE id = ?", (post.schedule_id,))
        *_, rows = await self._db.write(
            [(count, count_args), _settle(post, "failed", reason, now), after]
        )
        return to_schedule(rows[0]) if rows else None

    async def mark_told(self, schedule_id: int) -> None:
        """Note it on the schedule."""
        sql = "UPDATE schedule SET told = 1, version = version + 1 WHERE id = ?"
        await self._db.write([(sql, (schedule_id,))])

    async def daily_post(self, schedule_id: int, day: date) -> DailyPost | None:
        """Find the post."""
        rows = await self._db.read(
            f"{SELECT_POST} WHERE schedule_id = ? AND day = ?", (schedule_id, day.isoformat())
        )
        return to_post(rows[0]) if rows else None

    async def troubles(self, group_id: int, *, limit: int) -> Sequence[DailyPost]:
        """List the posts that did not get out, by the index of the server."""
        sql = (
            f"{SELECT_POST} WHERE group_id = ? AND state IN ('failed', 'skipped')"
            " ORDER BY day DESC, schedule_id LIMIT ?"
        )
        return [to_post(row) for row in await self._db.read(sql, (group_id, limit))]

    async def last_day(self, schedule_id: int) -> date | None:
        """Find the newest post."""
        sql = "SELECT MAX(day) FROM daily_post WHERE schedule_id = ?"
        ((day,),) = await self._db.read(sql, (schedule_id,))
        return None if day is None else date.fromisoformat(day)

    async def asked(self, schedule_id: int, before: date) -> Sequence[str]:
        """List the questions that got out, or may have."""
        sql = (
            "SELECT item_id FROM daily_post WHERE schedule_id = ? AND day < ?"
            " AND item_id IS NOT NULL AND state IN ('sent', 'claimed')"
            " GROUP BY item_id ORDER BY MAX(day) DESC"
        )
        return [item for (item,) in await self._db.read(sql, (schedule_id, before.isoformat()))]

    async def plan_again(self, now: datetime) -> None:
        """Take back what a clock that was ahead led to; its posts stay, they are in the channel."""
        present = epoch_ms(now)
        sql = "SELECT 1 FROM schedule WHERE state = 'active' AND planned_at > ? LIMIT 1"
        if not await self._db.read(sql, (present,)):
            return
        reopen = (
            "DELETE FROM daily_post WHERE state = 'skipped' AND reason = ? AND at > ?"
            " AND schedule_id IN"
            " (SELECT id FROM schedule WHERE state = 'active' AND planned_at > ?)"
        )
        release = "UPDATE daily_post SET at = ? WHERE state = 'claimed' AND at > ?"
        plan = (
            "UPDATE schedule SET next_due = ?, planned_at = ?, version = version + 1"
            " WHERE state = 'active' AND planned_at > ?"
        )
        await self._db.write(
            [
                (reopen, (TOO_LATE, present, present)),
                (release, (present, present)),
                (plan, (present, present, present)),
            ]
        )


def _key(post: DailyPost) -> tuple[Value, ...]:
    return post.schedule_id, post.day.isoformat()


def _settle(post: DailyPost, state: str, reason: str, now: datetime) -> Statement:
    sql = (
        "UPDATE daily_post SET state = ?, at = ?, reason = ?"
        " WHERE schedule_id = ? AND day = ? AND state = 'claimed'"
    )
    return sql, (state, epoch_ms(now), storable(reason), *_key(post))


def _replace(schedule: Schedule) -> Statement:
    sql = (
        "UPDATE schedule SET channel_id = ?, zone = ?, post_minute = ?, weekdays = ?, topics = ?,"
        " levels = ?, role_id = ?, next_due = ?, state = ?, failures = ?, told = ?, planned_at = 0,"
        " version = version + 1 WHERE id = ? AND version = ? RETURNING id"
    )
    return sql, (*from_setup(schedule), schedule.id, schedule.version)
