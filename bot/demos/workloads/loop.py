"""Computing beside an event loop: in the loop itself, in a thread, in another process.

Rows in-loop, thread and process: how late each tick of 5 ms was as points, in milliseconds, and
the worst of them as `late_ms`.
"""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections.abc import Callable
from contextlib import ExitStack
from time import perf_counter

import pools
from measure import Measured, Row, count, once, steps_for, wake
from parameters import Number

TITLE = "Computing in the event loop"
MEANING = (
    "Computing in the loop stops every other task until it is done. In a thread a tick waits for "
    "the GIL, one switch interval; in another process, or without the GIL, it hardly waits."
)
PARAMETERS = {"ms": Number("how long it computes, in milliseconds", 250, 100, 500)}


async def late_ticks_ms(work: Future[float]) -> list[float]:
    """Tick every 5 ms until the work is done: how late was each tick?"""
    late = []
    while not work.done():
        start = perf_counter()
        await asyncio.sleep(0.005)  # the work runs, or its result arrives
        late.append((perf_counter() - start) * 1000 - 5)
    return late


SHOWN = (late_ticks_ms,)


def measure(ms: int) -> Measured:
    """Tick beside the same work in three places."""
    return asyncio.run(_everywhere(steps_for(ms)))


async def _everywhere(steps: int) -> Measured:
    loop = asyncio.get_running_loop()

    async def here() -> float:
        return count(steps)

    with ExitStack() as stack:
        threads = stack.enter_context(pools.threads(1))
        processes = stack.enter_context(pools.processes(1))
        places: list[tuple[str, str, Callable[[], Future[float]]]] = [
            ("in-loop", "in the event loop", lambda: loop.create_task(here())),
            ("thread", "in a thread", lambda: loop.run_in_executor(threads, count, steps)),
            ("process", "in a process", lambda: loop.run_in_executor(processes, count, steps)),
        ]
        rows = []
        for key, label, start in places:
            wake(2)
            late = await late_ticks_ms(start())
            points = [round(ms, 3) for ms in late]
            rows.append(Row(key, label, once(late_ms=max(late)), points))
    return Measured(rows)
