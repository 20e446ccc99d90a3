"""What leaderboards read, in SQL that SQLite and PostgreSQL read alike.

Whoever is visible to nobody is left out here, so that no caller can forget it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from ..domain.learner import Visibility
from ..domain.ranking import Scored
from ..domain.snowflake import EPOCH, snowflake_at
from .database import Db, Value

_LONGEST_DAY = snowflake_at(EPOCH + timedelta(hours=26))
"""How far apart the ids of two attempts on one local date are at most."""

_SCORED = (
    "SELECT id, learner_id, item_id, score, hints, NOT EXISTS (SELECT 1 FROM attempt AS earlier"
    "  WHERE earlier.learner_id = attempt.learner_id AND earlier.item_id = attempt.item_id"
    "  AND earlier.id < attempt.id AND earlier.id > attempt.id - ? AND earlier.day = attempt.day"
    "  AND (earlier.score IS NOT NULL OR earlier.gave_up = 1))"
    " FROM attempt WHERE group_id = ? AND id > ? AND day >= ?"
    " AND (score IS NOT NULL OR gave_up = 1) AND (learner_id = ? OR COALESCE("
    "  (SELECT visibility FROM learner"
    "   WHERE learner.learner_id = attempt.learner_id AND visibility_chosen = 1),"
    "  (SELECT visibility FROM group_settings WHERE group_id = ?), '') <> ?)"
    " ORDER BY id LIMIT ?"
)
_SCORED_BY = (
    "SELECT id, item_id, score, hints, NOT EXISTS (SELECT 1 FROM attempt AS earlier"
    "  WHERE earlier.learner_id = attempt.learner_id AND earlier.item_id = attempt.item_id"
    "  AND earlier.id < attempt.id AND earlier.id > attempt.id - ? AND earlier.day = attempt.day"
    "  AND (earlier.score IS NOT NULL OR earlier.gave_up = 1))"
    " FROM attempt WHERE learner_id = ? AND +group_id = ? AND score IS NOT NULL ORDER BY id"
)
"""The sign keeps SQLite from walking all of the server's attempts to find one learner's."""

_ANSWERING = (
    "SELECT DISTINCT learner_id FROM attempt WHERE group_id = ? AND id > ? AND score IS NOT NULL"
    " AND (learner_id = ? OR COALESCE("
    "  (SELECT visibility FROM learner"
    "   WHERE learner.learner_id = attempt.learner_id AND visibility_chosen = 1),"
    "  (SELECT visibility FROM group_settings WHERE group_id = ?), '') <> ?)"
)


class SqlRankingStore:
    """Implements `coach.ports.RankingStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def scored(
        self, group_id: int, *, viewer_id: int, since: date | None, after: int, limit: int
    ) -> Sequence[Scored]:
        """Walk the attempts of the server by their ids."""
        begin, day = after, ""
        if since is not None:
            begin, day = max(after, _before(since)), since.isoformat()
        args = (_LONGEST_DAY, group_id, begin, day, *_seen_by(viewer_id, group_id), limit)
        return [
            Scored(attempt_id, learner_id, item_id, score, hints, bool(first))
            for attempt_id, learner_id, item_id, score, hints, first in await self._db.read(
                _SCORED, args
            )
        ]

    async def scored_by(self, learner_id: int, group_id: int) -> Sequence[Scored]:
        """Walk the learner's attempts, and take those of the server."""
        args = (_LONGEST_DAY, learner_id, group_id)
        return [
            Scored(attempt_id, learner_id, item_id, score, hints, bool(first))
            for attempt_id, item_id, score, hints, first in await self._db.read(_SCORED_BY, args)
        ]

    async def answering(self, group_id: int, *, viewer_id: int, since: date) -> Sequence[int]:
        """List the learners, each once."""
        args = (group_id, _before(since), *_seen_by(viewer_id, group_id))
        return [learner_id for (learner_id,) in await self._db.read(_ANSWERING, args)]


def _seen_by(viewer_id: int, group_id: int) -> tuple[Value, ...]:
    """Whom the server or themselves show: the values of that part of both statements."""
    return viewer_id, group_id, Visibility.PRIVATE


def _before(day: date) -> int:
    """Return an id from before that date has begun in any zone."""
    return snowflake_at(datetime.combine(day, time(), UTC) - timedelta(days=1))
