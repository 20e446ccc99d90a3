"""Tasks that somebody watches, and work that a signal ends."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

OnFailure = Callable[[BaseException], None]
"""Called when the coach can't go on and has to be closed."""


@asynccontextmanager
async def supervised(
    work: Coroutine[Any, Any, None], on_failure: OnFailure | None
) -> AsyncIterator[None]:
    """Keep `work` going as a task; report it if it ends by an error."""

    def report(ended: asyncio.Task[None]) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error is not None and on_failure is not None:
            on_failure(error)

    task = asyncio.create_task(work)
    task.add_done_callback(report)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def until_stopped(work: Callable[[OnFailure], Coroutine[Any, Any, None]]) -> None:
    """Do `work` until it ends, or SIGTERM or SIGINT cancels it, or it is told of a failure.

    Args:
        work: made with the function to call when something it needs has failed.

    Raises:
        BaseException: the failure, or what the work itself ended by.
    """
    loop = asyncio.get_running_loop()
    asked: asyncio.Future[None] = loop.create_future()

    def stop(error: BaseException | None = None) -> None:
        if asked.done():
            return
        if error is None:
            asked.set_result(None)
        else:
            asked.set_exception(error)

    for one in _STOP_SIGNALS:
        loop.add_signal_handler(one, stop)
    task = asyncio.create_task(work(stop))
    try:
        await asyncio.wait([task, asked], return_when=asyncio.FIRST_COMPLETED)
        task.cancel()
        await asyncio.wait([task])
    finally:
        for one in _STOP_SIGNALS:
            loop.remove_signal_handler(one)
    if asked.done():
        asked.result()
    if not task.cancelled():
        task.result()
