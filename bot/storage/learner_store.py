"""Learners' settings and the times in which nobody could answer.

Written in SQL that SQLite and PostgreSQL read alike. Every method is one query or one unit,
described in `coach.ports.LearnerStore`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..domain.learner import Learner, Reminder, Visibility
from ..domain.streak import Outage
from .database import Db, Row, Value
from .rows import epoch_ms, from_epoch_ms

_SELECT = (
    "SELECT learner_id, zone, zone_set_at, reminder, reminder_group_id, remind_at, reminded_for,"
    " reminder_refused, visibility, visibility_chosen, keep_text, version FROM learner"
)


class SqlLearnerStore:
    """Implements `coach.ports.LearnerStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def learner(self, learner_id: int) -> Learner | None:
        """Find the learner."""
        rows = await self._db.read(f"{_SELECT} WHERE learner_id = ?", (learner_id,))
        return _to_learner(rows[0]) if rows else None

    async def zone(self, learner_id: int, group_id: int | None) -> str | None:
        """Find the learner's zone, else that of the server's oldest schedule."""
        sql = (
            "SELECT COALESCE((SELECT zone FROM learner WHERE learner_id = ?),"
            " (SELECT zone FROM schedule WHERE group_id = ? ORDER BY id LIMIT 1))"
        )
        ((zone,),) = await self._db.read(sql, (learner_id, group_id))
        return None if zone is None else str(zone)

    async def visibility(self, learner_id: int, group_id: int) -> Visibility:
        """Find the learner's choice, else the server's."""
        sql = (
            "SELECT COALESCE((SELECT visibility FROM learner"
            " WHERE learner_id = ? AND visibility_chosen = 1),"
            " (SELECT visibility FROM group_settings WHERE group_id = ?), ?)"
        )
        args = (learner_id, group_id, Visibility.SERVER)
        ((found,),) = await self._db.read(sql, args)
        return Visibility(found)

    async def change_learner(self, learner: Learner) -> bool:
        """Insert the row, or replace the one of that version."""
        sql = (
            "INSERT INTO learner (learner_id, zone, zone_set_at, reminder, reminder_group_id,"
            " remind_at, reminded_for, reminder_refused, visibility, visibility_chosen, keep_text,"
            " version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (learner_id) DO UPDATE SET zone = excluded.zone,"
            " zone_set_at = excluded.zone_set_at, reminder = excluded.reminder,"
            " reminder_group_id = excluded.reminder_group_id, remind_at = excluded.remind_at,"
            " reminded_for = excluded.reminded_for, reminder_refused = excluded.reminder_refused,"
            " visibility = excluded.visibility, visibility_chosen = excluded.visibility_chosen,"
            " keep_text = excluded.keep_text,"
            " version = excluded.version WHERE learner.version = ? RETURNING learner_id"
        )
        (rows,) = await self._db.write([(sql, (*_from_learner(learner), learner.version))])
        return bool(rows)

    async def to_remind(self, now: datetime, *, limit: int) -> Sequence[Learner]:
        """List the learners to look at, in the order of the index."""
        sql = f"{_SELECT} WHERE remind_at <= ? ORDER BY remind_at, learner_id LIMIT ?"
        return [_to_learner(row) for row in await self._db.read(sql, (epoch_ms(now), limit))]

    async def beat(self, now: datetime, *, gap: timedelta) -> None:
        """Close the gap before the heartbeat; a clock that went back leaves none."""
        at, gap_ms = epoch_ms(now), gap // timedelta(milliseconds=1)
        outage = (
            "INSERT INTO outage (started_at, ended_at)"
            " SELECT at, ? FROM heartbeat WHERE at < ? ON CONFLICT DO NOTHING"
        )
        beat = (
            "INSERT INTO heartbeat (id, at) VALUES (1, ?)"
            " ON CONFLICT (id) DO UPDATE SET at = excluded.at"
        )
        await self._db.write([(outage, (at, at - gap_ms)), (beat, (at,))])

    async def outages(self, since: datetime, *, now: datetime, gap: timedelta) -> Sequence[Outage]:
        """List the outages, the one that lasts included."""
        at, gap_ms = epoch_ms(now), gap // timedelta(milliseconds=1)
        sql = (
            "SELECT started_at, ended_at FROM outage WHERE ended_at >= ?"
            " UNION ALL SELECT at, ? FROM heartbeat WHERE at < ? ORDER BY 1"
        )
        return [
            Outage(start=from_epoch_ms(start), end=from_epoch_ms(end))
            for start, end in await self._db.read(sql, (epoch_ms(since), at, at - gap_ms))
        ]


def _from_learner(learner: Learner) -> Sequence[Value]:
    """The values in the order of the columns, a version on."""
    return (
        learner.id,
        learner.zone,
        _ms(learner.zone_set_at),
        learner.reminder,
        learner.reminder_group_id,
        _ms(learner.remind_at),
        _ms(learner.reminded_for),
        int(learner.reminder_refused),
        learner.visibility,
        int(learner.visibility_chosen),
        int(learner.keep_text),
        learner.version + 1,
    )


def _to_learner(row: Row) -> Learner:
    learner_id, zone, zone_set_at, reminder, group_id, remind_at, reminded_for, *rest = row
    refused, visibility, visibility_chosen, keep_text, version = rest
    return Learner(
        id=learner_id,
        zone=zone,
        zone_set_at=_time(zone_set_at),
        reminder=Reminder(reminder),
        reminder_group_id=group_id,
        remind_at=_time(remind_at),
        reminded_for=_time(reminded_for),
        reminder_refused=bool(refused),
        visibility=Visibility(visibility),
        visibility_chosen=bool(visibility_chosen),
        keep_text=bool(keep_text),
        version=version,
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else epoch_ms(at)


def _time(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_epoch_ms(milliseconds)
