"""One process at a time: whoever holds the lock on `<database>.lock` may open the database.

At a restart the new process may come up before the old one is gone, so it waits a while. The lock
ends with the process that holds it, however that ends; the file stays and means nothing by itself.
"""

import asyncio
import fcntl
import os
import platform
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from ..domain.errors import StorageError

_TRY_EVERY_S = 0.05


@asynccontextmanager
async def hold_lock(database: Path, *, wait_s: float) -> AsyncIterator[None]:
    """Keep every other process from the database file, whose folder is made if there is none.

    Raises:
        StorageError: another process still holds it after `wait_s` seconds, or the folder cannot
            be written.
    """
    try:
        await asyncio.to_thread(database.parent.mkdir, parents=True, exist_ok=True)
        descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StorageError(
            f"{database} cannot be used as the database: {error.strerror}. "
            "Give DATABASE_URL a folder that the bot may write to."
        ) from error
    try:
        await _acquire(descriptor, database, wait_s)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


async def _acquire(descriptor: int, database: Path, wait_s: float) -> None:
    try:
        async with asyncio.timeout(wait_s):
            while not _try(descriptor):  # noqa: ASYNC110 - nobody tells us when it is free
                await asyncio.sleep(_TRY_EVERY_S)
    except TimeoutError:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
        raise StorageError(
            f"{database} is in use by {holder or 'another process'}. "
            "Stop that one first: two at a time would post everything twice."
        ) from None


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    """Write down who holds the lock, for the message of whoever comes second."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"process {os.getpid()} on {platform.node()}\n".encode(), 0)
