"""The list of a learner's attempts, in SQL that SQLite and PostgreSQL read alike."""

from collections.abc import Sequence

from ..coach.progress import PastAttempt
from .database import Db


class SqlHistoryStore:
    """Implements `coach.progress.AttemptHistory` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def attempts(self, learner_id: int, *, offset: int, limit: int) -> Sequence[PastAttempt]:
        """Walk the learner's attempts backwards by their ids."""
        sql = (
            "SELECT id, item_id, score, gave_up FROM attempt"
            " WHERE learner_id = ? ORDER BY id DESC LIMIT ? OFFSET ?"
        )
        return [
            PastAttempt(id=attempt_id, item_id=item_id, score=score, gave_up=bool(gave_up))
            for attempt_id, item_id, score, gave_up in await self._db.read(
                sql, (learner_id, limit, offset)
            )
        ]
