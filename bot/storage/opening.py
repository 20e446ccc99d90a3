"""Opening the store: the lock first, then the database, closed in the opposite order."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from ..coach.ports import Clock
from .lock import hold_lock
from .sqlite import open_sqlite
from .store import SqlStore
from .url import MEMORY, sqlite_path


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
