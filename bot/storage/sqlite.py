"""The database port over SQLite: one connection that writes, one that only reads."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

from ..domain.errors import StorageError
from .connection import Connection, only_read, open_connection
from .database import Result, Row, Unit, Value
from .migrate import migrate
from .url import MEMORY
from .writer import Writer


class SqliteDb:
    """A SQLite database, open; implements `Db`."""

    def __init__(self, writing: Connection, reading: Connection, writer: Writer) -> None:
        self._writing = writing
        self._reading = reading
        self._writer = writer

    async def read(self, sql: str, args: Sequence[Value] = ()) -> list[Row]:
        """See `Db.read`."""
        return await self._reading.fetch(sql, args)

    async def write(self, unit: Unit) -> Result:
        """See `Db.write`."""
        return await self._writer.write(unit)

    async def scrub(self) -> None:
        """See `Db.scrub`. Old rows stand in the write-ahead log until it is emptied."""
        await self._writing.empty_log()

    async def writer_death(self) -> StorageError:
        """See `Db.writer_death`."""
        return await self._writer.death()


@asynccontextmanager
async def open_sqlite(path: str) -> AsyncIterator[SqliteDb]:
    """Open the database, migrated to this version's schema; write what is queued before closing.

    Raises:
        StorageError: it cannot be opened, or is newer than this version.
    """
    async with AsyncExitStack() as stack:
        writing = await stack.enter_async_context(open_connection(path, migrate))
        reading = writing  # in memory, a second connection would be a second database
        if path != MEMORY:
            reading = await stack.enter_async_context(open_connection(path, only_read))
        writer = Writer(writing.transact)
        stack.push_async_callback(writer.close)
        yield SqliteDb(writing, reading, writer)
