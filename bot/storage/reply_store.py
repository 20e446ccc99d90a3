"""Follow-up questions and replies, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.replies.ReplyStore`.
"""

from collections.abc import Sequence

from ..coach.ports import Clock
from ..domain.grade import Grade
from ..domain.reply import Reply
from .database import Db, Row, Value
from .rows import epoch_ms, storable

_SELECT = "SELECT id, attempt_id, learner_id, item_id, criterion, text, grade FROM reply"
_OPEN = (
    "INSERT INTO reply (id, attempt_id, learner_id, item_id, criterion, text, sent_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)


class SqlReplyStore:
    """Implements `coach.replies.ReplyStore` over any database.

    Args:
        clock: tells when a text was sent.
    """

    def __init__(self, db: Db, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open_reply(self, reply: Reply) -> Reply:
        """Keep the question, and read what is kept on that criterion."""
        args = (
            reply.id,
            reply.attempt_id,
            reply.learner_id,
            reply.item_id,
            reply.criterion,
            reply.text,
            epoch_ms(self._clock()),
        )
        kept = f"{_SELECT} WHERE attempt_id = ? AND criterion = ?"
        _, rows = await self._db.write([(_OPEN, args), (kept, (reply.attempt_id, reply.criterion))])
        return _to_reply(rows[0])

    async def reply(self, reply_id: int) -> Reply | None:
        """Find the reply."""
        rows = await self._db.read(f"{_SELECT} WHERE id = ?", (reply_id,))
        return _to_reply(rows[0]) if rows else None

    async def replies(self, attempt_id: int) -> Sequence[Reply]:
        """List them by their ids."""
        rows = await self._db.read(f"{_SELECT} WHERE attempt_id = ? ORDER BY id", (attempt_id,))
        return [_to_reply(row) for row in rows]

    async def keep_reply(self, reply_id: int, text: str) -> None:
        """Keep the text; that of a graded reply stays, since its marks point into it."""
        sql = "UPDATE reply SET text = ?, sent_at = ? WHERE id = ? AND grade IS NULL"
        args: Sequence[Value] = (storable(text), epoch_ms(self._clock()), reply_id)
        await self._db.write([(sql, args)])

    async def grade_reply(self, reply_id: int, grade: Grade) -> Reply | None:
        """Keep the first grade."""
        sql = "UPDATE reply SET grade = ? WHERE id = ? AND grade IS NULL"
        kept = (f"{_SELECT} WHERE id = ?", (reply_id,))
        _, rows = await self._db.write([(sql, (grade.model_dump_json(), reply_id)), kept])
        return _to_reply(rows[0]) if rows else None


def _to_reply(row: Row) -> Reply:
    reply_id, attempt_id, learner_id, item_id, criterion, text, grade = row
    return Reply(
        id=reply_id,
        attempt_id=attempt_id,
        learner_id=learner_id,
        item_id=item_id,
        criterion=criterion,
        text=text,
        grade=None if grade is None else Grade.model_validate_json(grade),
    )
