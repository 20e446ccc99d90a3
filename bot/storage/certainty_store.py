"""How sure learners were of their answers, in SQL that SQLite and PostgreSQL read alike."""

from collections.abc import Sequence

from ..domain.attempt import Certainty
from ..domain.certainty import Rated
from .database import Db

_RATED = (
    "SELECT certainty, score FROM attempt WHERE learner_id = ? AND certainty IS NOT NULL"
    " AND score IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempt AS earlier"
    "  WHERE earlier.learner_id = attempt.learner_id AND earlier.item_id = attempt.item_id"
    "  AND earlier.id < attempt.id AND earlier.day = attempt.day"
    "  AND (earlier.score IS NOT NULL OR earlier.gave_up = 1)) ORDER BY id"
)


class SqlCertaintyStore:
    """Implements `coach.aftermath.CertaintyStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def rated(self, learner_id: int) -> Sequence[Rated]:
        """List the answers in the order of time."""
        rows = await self._db.read(_RATED, (learner_id,))
        return [Rated(Certainty(certainty), score) for certainty, score in rows]
