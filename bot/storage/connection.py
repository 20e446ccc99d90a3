"""A SQLite connection on a thread of its own, set up so that what it commits is on disk.

The thread keeps the process alive until the connection is closed: open one only with
`async with open_connection(...)`.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from functools import partial
from typing import TypeVar

import aiosqlite

from ..domain.errors import StorageError
from .database import Result, Row, Unit, UnitError, Value

T = TypeVar("T")

_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit is on disk before it is acknowledged
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # erased text is overwritten, not only unlinked
)

_OLDEST = (3, 37, 0)
"""STRICT tables. Source: SQLite release log, 3.37.0."""

_REFUSALS = (sqlite3.Error, OverflowError, UnicodeError)
"""What `sqlite3` raises for a statement, or for arguments that SQLite cannot hold."""


class Connection(aiosqlite.Connection):
    """A connection that does a whole batch in one trip to its thread.

    That is ten times faster than one trip a statement, and no task can be cancelled, or read, in
    the middle of a transaction.
    """

    async def transact(self, units: Sequence[Unit]) -> list[Result]:
        """Do all units in one transaction; see `writer.Commit`."""
        return await self._call(_transact, units)

    async def fetch(self, sql: str, args: Sequence[Value] = ()) -> list[Row]:
        """Return the rows of one statement outside of any transaction."""
        with _refusals_explained():
            return await self._call(_run, sql, args)

    async def empty_log(self) -> None:
        """Move the write-ahead log into the database, unless a reader still needs it."""
        with _refusals_explained():
            await self._call(_empty_log)

    async def _call(self, function: Callable[..., T], *args: object) -> T:
        result: T = await self._execute(function, self._conn, *args)  # type: ignore[no-untyped-call]
        return result

    def join(self) -> None:
        """Wait for the end of the thread of a closed connection."""
        self._thread.join()


@asynccontextmanager
async def open_connection(
    path: str, prepare: Callable[[sqlite3.Connection], None]
) -> AsyncIterator[Connection]:
    """Open the database file; `prepare` comes before the first use.

    Raises:
        StorageError: it cannot be opened.
    """
    connection = Connection(partial(connect, path, prepare), iter_chunk_size=64)
    try:
        async with connection:
            yield connection
    finally:
        # However it ended: a thread that outlives the event loop fails when it reports to it.
        await asyncio.to_thread(connection.join)


def only_read(connection: sqlite3.Connection) -> None:
    """Prepare a connection that refuses to write."""
    connection.execute("PRAGMA query_only = ON")


@contextmanager
def _refusals_explained() -> Iterator[None]:
    try:
        yield
    except (*_REFUSALS, ValueError) as error:  # aiosqlite's word for closed is ValueError
        raise StorageError(f"The database cannot be read: {error}.") from error


def connect(path: str, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Connect for use in one thread; see `open_connection`."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StorageError(f"SQLite 3.37 or newer is needed, this is {sqlite3.sqlite_version}.")
    try:
        with ExitStack() as stack:
            connection = sqlite3.connect(path, isolation_level=None)
            stack.enter_context(closing(connection))
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            prepare(connection)
            stack.pop_all()
    except sqlite3.Error as error:
        raise StorageError(f"{path} cannot be used as the database: {error}.") from error
    return connection


def _transact(connection: sqlite3.Connection, units: Sequence[Unit]) -> list[Result]:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:  # another program holds the file, or the disk is gone
        raise StorageError(f"The database cannot be written now: {error}.") from error
    try:
        results = [[_run(connection, *statement) for statement in unit] for unit in units]
        connection.execute("COMMIT")
    except _REFUSALS as error:
        raise UnitError(f"The database refused this: {error}.") from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return results


def _empty_log(connection: sqlite3.Connection) -> None:
    # Writes wait for us while we wait for readers, so not for long: the next call tries again.
    connection.execute("PRAGMA busy_timeout = 200")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute("PRAGMA busy_timeout = 5000")


def _run(connection: sqlite3.Connection, sql: str, args: Sequence[Value]) -> list[Row]:
    return connection.execute(sql, args).fetchall()
