"""Erasing a learner: one unit over all tables, and a tombstone that says so.

A backup made before still has what was erased. Its restoring replays the tombstones it lacks, so
what was erased once stays erased.
"""

import json
import sqlite3
from collections.abc import Sequence

from ..domain.personal_data import ERASED, Erasure
from .database import Db, Row, Statement, Unit
from .records import count_rows, rows_of
from .round_store import note_erasure

_KEEP = "INSERT INTO erasure (id, learner_id, erased)"
_TOMBSTONE = "SELECT id, learner_id, erased FROM erasure"


class SqlErasures:
    """Implements `coach.own_data.Erasures` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def erase(self, erasure_id: int, learner_id: int) -> Erasure:
        """Erase in one unit, then leave no copy in the files; repeated, tell the same again."""
        *_, ((kept_id, kept_learner_id, erased),) = await self._db.write(
            _unit(erasure_id, learner_id)
        )
        await self._db.scrub()
        return Erasure(id=kept_id, learner_id=kept_learner_id, erased=json.loads(erased))


def tombstones(connection: sqlite3.Connection) -> Sequence[Row]:
    """Return the erasures that a database knows of, oldest first."""
    return connection.execute(f"{_TOMBSTONE} ORDER BY id").fetchall()


def replay(connection: sqlite3.Connection, known: Sequence[Row]) -> int:
    """Do again the known erasures that happened after this database was copied; return how many."""
    missing = sorted({*known} - {*tombstones(connection)})
    connection.execute("BEGIN IMMEDIATE")
    for row in missing:
        connection.execute(f"{_KEEP} VALUES (?, ?, ?)", row)
        _, learner_id, _ = row
        for statement in _deletions(learner_id):
            connection.execute(*statement)
    connection.execute("COMMIT")
    return len(missing)


def _unit(erasure_id: int, learner_id: int) -> Unit:
    counts = " || ', ' || ".join(f"'\"{table}\": ' || ({count_rows(table)})" for table in ERASED)
    tombstone = f"{_KEEP} VALUES (?, ?, '{{' || {counts} || '}}') ON CONFLICT DO NOTHING"
    return [
        (tombstone, (erasure_id, *[learner_id] * (1 + len(ERASED)))),
        *_deletions(learner_id),
        (f"{_TOMBSTONE} WHERE id = ?", (erasure_id,)),
    ]


def _deletions(learner_id: int) -> Sequence[Statement]:
    # Backwards: a table stands after those that it refers to.
    deletions = [(f"DELETE {rows_of(table)}", (learner_id,)) for table in reversed(ERASED)]
    return [note_erasure(learner_id), *deletions]
