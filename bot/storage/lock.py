"""One process at a time: whoever holds the lock on `<database>.lock` may open the database.

At a restart the new process may come up before the old one is gone, so it waits a while. The lock
ends with the process that holds it, however that ends; the file stays and means nothing by itself.
"""

import asyncio
import fcntl
import os
import platform
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
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
    with _explained(database):
        await asyncio.to_thread(database.parent.mkdir, parents=True, exist_ok=True)
        descriptor = _open(database)
    try:
        await _acquire(descriptor, database, wait_s)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def hold_lock_now(database: Path) -> Iterator[None]:
    """Keep every other process from the database file, as `hold_lock` does, without waiting.

    Raises:
        StorageError: another process holds it, or the folder cannot be written.
    """
    with _explained(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        descriptor = _open(database)
    try:
        if not _try(descriptor):
            raise _in_use(descriptor, database)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


def lock_holder(database: Path) -> str | None:
    """Return who holds the lock, as they signed it, or None where nobody does."""
    try:
        descriptor = os.open(_path(database), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        return None if _try(descriptor) else _signature(descriptor)
    finally:
        os.close(descriptor)


def _path(database: Path) -> str:
    return f"{database}.lock"


def _open(database: Path) -> int:
    return os.open(_path(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)


@contextmanager
def _explained(database: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{database} cannot be used as the database: {error.strerror}. "
            "Give DATABASE_URL a folder that the bot may write to."
        ) from error


async def _acquire(descriptor: int, database: Path, wait_s: float) -> None:
    try:
        async with asyncio.timeout(wait_s):
            while not _try(descriptor):  # noqa: ASYNC110 - nobody tells us when it is free
                await asyncio.sleep(_TRY_EVERY_S)
    except TimeoutError:
        raise _in_use(descriptor, database) from None


def _in_use(descriptor: int, database: Path) -> StorageError:
    return StorageError(
        f"{database} is in use by {_signature(descriptor)}. "
        "Stop that one first: two at a time would post everything twice."
    )


def _signature(descriptor: int) -> str:
    signed = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
    return signed or "another process"


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
