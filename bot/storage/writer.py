"""The one task that writes: units that wait at the same time share a commit, and so a disk flush.

A connection shared by tasks that await each statement is not safe to cancel: a task that goes away
between BEGIN and COMMIT spoils it for all. Here a caller only waits; cancelling it cancels nothing
but the wait. A unit that fails does so alone: its batch is written again unit by unit.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from ..domain.errors import StorageError
from .database import Result, Unit, UnitError

MAX_BATCH = 256
"""Units in one transaction: more gain little and make the first caller wait for the last."""

Commit = Callable[[Sequence[Unit]], Awaitable[Sequence[Result]]]
"""Write all units in one transaction, or none and raise.

`UnitError` blames one of the units, `StorageError` the database for now. Anything else is a state
nobody foresaw and ends the writer.
"""

_Waiting = tuple[Unit, asyncio.Future[Result]]


class Writer:
    """Queues units and commits them in the order they came."""

    def __init__(self, commit: Commit) -> None:
        self._commit = commit
        self._queue: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._unsettled: set[asyncio.Future[Result]] = set()
        self._death: asyncio.Future[StorageError] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._run(), name="storage-writer")
        self._task.add_done_callback(self._settle)

    async def write(self, unit: Unit) -> Result:
        """Wait until the unit is committed; return the rows of its statements."""
        if self._closing or self._task.done():
            raise StorageError("The database is closed.")
        done: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._unsettled.add(done)
        done.add_done_callback(self._unsettled.discard)
        self._queue.append((unit, done))
        self._wake.set()
        return await done

    async def death(self) -> StorageError:
        """Wait until the writer ends otherwise than by `close`; return the reason."""
        await asyncio.wait([self._death])  # unlike a plain await, cancelling this leaves it alone
        return self._death.result()

    async def close(self) -> None:
        """Write what is queued, then end. Cancelled, it ends at once and fails the rest."""
        self._closing = True
        self._wake.set()
        try:
            await asyncio.wait([self._task])
        finally:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                size = min(len(self._queue), MAX_BATCH)
                await self._write([self._queue.popleft() for _ in range(size)])
            if self._closing:
                return

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        try:
            results = await self._commit([unit for unit, _ in batch])
        except UnitError as error:
            if len(batch) == 1:
                _fail(batch, error)
            else:
                for one in batch:
                    await self._write([one])
        except StorageError as error:
            _fail(batch, error)
        else:
            for (_, done), result in zip(batch, results, strict=True):
                if not done.done():
                    done.set_result(result)

    def _settle(self, task: asyncio.Task[None]) -> None:
        reason = asyncio.CancelledError() if task.cancelled() else task.exception()
        if reason is None:
            return
        error = StorageError("The database can no longer be written; the bot has to be restarted.")
        error.__cause__ = reason
        self._death.set_result(error)
        for done in tuple(self._unsettled):
            _fail([((), done)], error)


def _fail(batch: Sequence[_Waiting], cause: StorageError) -> None:
    """Give each caller an error of its own: one that is raised twice collects both tracebacks."""
    for _, done in batch:
        if not done.done():
            error = StorageError(str(cause))
            error.__cause__ = cause
            done.set_exception(error)
