"""Disputes and the samples made of them, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.disputes.DisputeStore`.
"""

from collections.abc import Sequence
from datetime import date

from ..coach.disputes import MarkedSample
from ..domain.dispute import Dispute, Verdict
from ..domain.grade import Band
from .database import Db, Row, Statement
from .records import Read
from .rows import epoch_ms, from_epoch_ms, storable

_STANDS = "stands"
_SELECT = (
    "SELECT id, attempt_id, learner_id, group_id, item_id, reason, verdict, note, judged_at"
    " FROM dispute"
)
_OPEN = (
    "INSERT INTO dispute (id, attempt_id, learner_id, group_id, item_id, reason)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
_SAMPLE = (
    "INSERT INTO marked_sample (id, item_id, text, score, day)"
    " SELECT (SELECT COALESCE(MAX(id), 0) + 1 FROM marked_sample), ?, ?, ?, ?"
    " FROM dispute WHERE id = ? AND verdict IS NULL"
)
_JUDGE = (
    "UPDATE dispute SET verdict = ?, note = ?, judged_at = ? WHERE id = ? AND verdict IS NULL"
    " RETURNING id, attempt_id, learner_id, group_id, item_id, reason, verdict, note, judged_at"
)


class SqlDisputeStore:
    """Implements `coach.disputes.DisputeStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def open_dispute(self, dispute: Dispute) -> Dispute:
        """Keep the first about that attempt."""
        args = (
            dispute.id,
            dispute.attempt_id,
            dispute.learner_id,
            dispute.group_id,
            dispute.item_id,
            storable(dispute.reason),
        )
        kept = (f"{_SELECT} WHERE attempt_id = ?", (dispute.attempt_id,))
        _, rows = await self._db.write([(_OPEN, args), kept])
        return _to_dispute(rows[0])

    async def dispute(self, dispute_id: int) -> Dispute | None:
        """Find the dispute."""
        return await self._one("id", dispute_id)

    async def dispute_of(self, attempt_id: int) -> Dispute | None:
        """Find the attempt's dispute."""
        return await self._one("attempt_id", attempt_id)

    async def open_disputes(self, group_id: int) -> Sequence[int]:
        """List the ids in the order of the index."""
        sql = "SELECT id FROM dispute WHERE group_id = ? AND verdict IS NULL ORDER BY id"
        return [dispute_id for (dispute_id,) in await self._db.read(sql, (group_id,))]

    async def judge(
        self, dispute_id: int, verdict: Verdict, sample: MarkedSample | None
    ) -> Dispute | None:
        """Keep the sample and then the verdict, both only while there is no verdict."""
        unit: list[Statement] = []
        if sample is not None:
            values = (sample.item_id, sample.text, sample.score, sample.day.isoformat())
            unit.append((_SAMPLE, (*values, dispute_id)))
        found = _STANDS if verdict.band is None else verdict.band
        args = (found, storable(verdict.note), epoch_ms(verdict.at), dispute_id)
        *_, rows = await self._db.write([*unit, (_JUDGE, args)])
        return _to_dispute(rows[0]) if rows else None

    async def untold(self, learner_id: int) -> Sequence[Dispute]:
        """List them by their ids."""
        sql = f"{_SELECT} WHERE learner_id = ? AND verdict IS NOT NULL AND told = 0 ORDER BY id"
        return [_to_dispute(row) for row in await self._db.read(sql, (learner_id,))]

    async def mark_told(self, dispute_id: int) -> None:
        """Set the mark."""
        await self._db.write([("UPDATE dispute SET told = 1 WHERE id = ?", (dispute_id,))])

    async def _one(self, column: str, value: int) -> Dispute | None:
        rows = await self._db.read(f"{_SELECT} WHERE {column} = ?", (value,))
        return _to_dispute(rows[0]) if rows else None


async def marked_samples(read: Read) -> Sequence[MarkedSample]:
    """List all samples, the oldest first, over whatever can be read."""
    rows = await read("SELECT item_id, text, score, day FROM marked_sample ORDER BY id", ())
    return [
        MarkedSample(item_id, text, score, date.fromisoformat(day))
        for item_id, text, score, day in rows
    ]


def _to_dispute(row: Row) -> Dispute:
    dispute_id, attempt_id, learner_id, group_id, item_id, reason, found, note, judged_at = row
    verdict = None
    if found is not None:
        band = None if found == _STANDS else Band(found)
        verdict = Verdict(band=band, note=note, at=from_epoch_ms(judged_at))
    return Dispute(
        id=dispute_id,
        attempt_id=attempt_id,
        learner_id=learner_id,
        group_id=group_id,
        item_id=item_id,
        reason=reason,
        verdict=verdict,
    )
