"""All that the database holds about one learner, table by table."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from ..domain.personal_data import ERASED, TABLES, PersonalData
from .database import Row, Value

Read = Callable[[str, Sequence[Value]], Awaitable[list[Row]]]
"""Returns the rows of a query."""


class SqlRecords:
    """Implements `coach.own_data.Records` over whatever can be read."""

    def __init__(self, read: Read) -> None:
        self._read = read

    async def counts(self, learner_id: int) -> Mapping[str, int]:
        """Count the rows that an erasure would erase."""
        counts = ", ".join(f"({count_rows(table)})" for table in ERASED)
        ((*found,),) = await self._read(f"SELECT {counts}", [learner_id] * len(ERASED))
        return dict(zip(ERASED, found, strict=True))

    async def personal_data(self, learner_id: int, *, now: datetime) -> PersonalData:
        """Read every table. A large history takes seconds to check, so that is done in a thread."""
        rows = {
            table: await self._read(
                f"SELECT {', '.join(record.model_fields)} {rows_of(table)} ORDER BY 1",
                (learner_id,),
            )
            for table, record in TABLES.items()
        }
        return await asyncio.to_thread(_assemble, learner_id, now, rows)


def count_rows(table: str) -> str:
    """Return the query for the number of a learner's rows."""
    return f"SELECT COUNT(*) {rows_of(table)}"


def rows_of(table: str) -> str:
    """Return the part of a statement that says which rows: a learner's."""
    return f"FROM {table} WHERE learner_id = ?"


def _assemble(learner_id: int, now: datetime, rows: Mapping[str, Sequence[Row]]) -> PersonalData:
    lists = {
        table: [dict(zip(record.model_fields, row, strict=True)) for row in rows[table]]
        for table, record in TABLES.items()
    }
    facts = {"learner_id": learner_id, "exported_at": now}
    return PersonalData.model_validate(facts | lists)
