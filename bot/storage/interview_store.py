"""Mock interviews, in SQL that SQLite and PostgreSQL read alike."""

from collections.abc import Sequence

from ..domain.interview import Interview
from .database import Db, Row, Value
from .rows import epoch_ms

_SELECT = "SELECT state, version FROM interview"
_OWN_COLUMN = {"version"}


class SqlInterviewStore:
    """Implements `coach.interviews.InterviewStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def begin(self, interview: Interview) -> Interview:
        """Keep it, unless that would make two that run; the index lets no second one in."""
        insert = (
            "INSERT INTO interview (id, learner_id, group_id, thread_id, state, ended_at, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        kept = (
            f"{_SELECT} WHERE id = ? OR (learner_id = ? AND ended_at IS NULL)"
            " ORDER BY CASE WHEN id = ? THEN 0 ELSE 1 END LIMIT 1"
        )
        _, rows = await self._db.write(
            [
                (insert, _from_interview(interview)),
                (kept, (interview.id, interview.learner_id, interview.id)),
            ]
        )
        return _to_interview(rows[0])

    async def interview(self, interview_id: int) -> Interview | None:
        """Find the interview."""
        return await self._one("WHERE id = ?", interview_id)

    async def running(self, learner_id: int) -> Interview | None:
        """Find the one that has not ended."""
        return await self._one("WHERE learner_id = ? AND ended_at IS NULL", learner_id)

    async def change(self, interview: Interview) -> bool:
        """Replace the state of that version, and count the version up."""
        update = (
            "UPDATE interview SET thread_id = ?, state = ?, ended_at = ?, version = version + 1"
            " WHERE id = ? AND version = ? RETURNING id"
        )
        *_, thread_id, state, ended_at, version = _from_interview(interview)
        args = (thread_id, state, ended_at, interview.id, version)
        (rows,) = await self._db.write([(update, args)])
        return bool(rows)

    async def ended(self, learner_id: int, *, before: int, limit: int) -> Sequence[Interview]:
        """List those that have ended, the newest first."""
        rows = await self._db.read(
            f"{_SELECT} WHERE learner_id = ? AND id < ? AND ended_at IS NOT NULL"
            " ORDER BY id DESC LIMIT ?",
            (learner_id, before, limit),
        )
        return [_to_interview(row) for row in rows]

    async def _one(self, where: str, *args: Value) -> Interview | None:
        rows = await self._db.read(f"{_SELECT} {where}", args)
        return _to_interview(rows[0]) if rows else None


def _from_interview(interview: Interview) -> Sequence[Value]:
    """The values in the order of the table's columns."""
    return (
        interview.id,
        interview.learner_id,
        interview.group_id,
        interview.thread_id,
        interview.model_dump_json(exclude=_OWN_COLUMN),
        None if interview.ended_at is None else epoch_ms(interview.ended_at),
        interview.version,
    )


def _to_interview(row: Row) -> Interview:
    state, version = row
    return Interview.model_validate_json(state).model_copy(update={"version": version})
