"""The port to a database: read one statement, or write a unit of statements.

Private to this package: `SqlStore` is written once over it, and each database has one adapter. SQL
is in the words that SQLite and PostgreSQL share, with `?` for every argument.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from ..domain.errors import StorageError

Value = int | float | str | None
Row = tuple[Any, ...]
Statement = tuple[str, Sequence[Value]]
Unit = Sequence[Statement]
"""Statements that are done together or not at all; idempotent, since a caller may repeat them."""

Result = list[list[Row]]
"""The rows that each statement of a unit returned."""


class UnitError(StorageError):
    """A statement was refused; the other units of its batch may succeed without it."""


class Db(Protocol):
    """A database that is open.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def read(self, sql: str, args: Sequence[Value] = ()) -> list[Row]:
        """Return the rows of one query; it sees every write that was awaited before."""
        ...

    async def write(self, unit: Unit) -> Result:
        """Do the unit as one transaction; return when it is on disk.

        A cancelled call leaves open whether the unit was written.
        """
        ...

    async def scrub(self) -> None:
        """Leave no copy of erased rows in the files beside the database."""
        ...

    async def writer_death(self) -> StorageError:
        """Wait until nothing can be written any more, which should never be; return the reason."""
        ...
