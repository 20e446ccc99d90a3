"""Opening the store: the lock first, then the database, closed in the opposite order."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ..coach.ports import Clock
from ..domain.errors import StorageError
from .connection import only_read, open_connection
from .lock import hold_lock
from .migrate import newest_version, schema_version
from .records import Read, SqlRecords
from .sqlite import open_sqlite
from .store import SqlStore
from .url import MEMORY, sqlite_file, sqlite_path


@asynccontextmanager
async def open_store(url: str, clock: Clock, *, lock_wait_s: float = 30) -> AsyncIterator[SqlStore]:
    """Open the store at `url`, migrated; on leaving, write what is queued and close everything.

    Args:
        url: as SQLAlchemy writes it; see `url`.
        clock: tells when a text was sent.
        lock_wait_s: seconds to wait for another process to let go of the database; 0 refuses at
            once.

    Raises:
        SettingError: the address is not one of a SQLite database.
        StorageError: the database cannot be opened, is in use, or is newer than this version.
    """
    path = sqlite_path(url)
    async with AsyncExitStack() as stack:
        if path != MEMORY:
            await stack.enter_async_context(hold_lock(Path(path), wait_s=lock_wait_s))
        yield SqlStore(await stack.enter_async_context(open_sqlite(path)), clock)


@asynccontextmanager
async def open_records(url: str) -> AsyncIterator[SqlRecords]:
    """Open what is kept about learners for reading only, beside a running bot or without one.

    Raises:
        SettingError: the address is not one of a SQLite file.
        StorageError: there is no such database, or it is not of this version.
    """
    async with open_reading(url) as read:
        yield SqlRecords(read)


@asynccontextmanager
async def open_reading(url: str) -> AsyncIterator[Read]:
    """Open the database for reading only, beside a running bot or without one.

    Raises:
        SettingError: the address is not one of a SQLite file.
        StorageError: there is no such database, or it is not of this version.
    """
    path = sqlite_file(url)
    if not await asyncio.to_thread(path.is_file):
        raise StorageError(
            f"There is no database {path} yet: nothing is kept about anybody. Another one is read "
            "where DATABASE_URL names it, such as sqlite:///data/chat.db."
        )
    async with open_connection(str(path), _only_read_this_version) as connection:
        yield connection.fetch


def _only_read_this_version(connection: sqlite3.Connection) -> None:
    only_read(connection)
    if schema_version(connection) != newest_version():
        raise StorageError(
            "The database was written by another version of GIL Coach. Stop the bot, update it, "
            "and run: python -m bot db migrate"
        )
