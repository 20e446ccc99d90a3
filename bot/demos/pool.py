"""A worker process on this machine: Pebble's pool with loky's way to start processes.

Pebble kills one task without breaking the pool. loky starts workers neither by fork, which copies
locks that threads hold, nor by running the host's main script again, as spawn and forkserver do: a
host without a guard would log in twice. The pairing is nobody's promise, so both are pinned and
the tests kill everything that can be killed.
"""

import os
from concurrent.futures import Future
from typing import TYPE_CHECKING

from .engine import Task

if TYPE_CHECKING:  # takes 100 ms, for which no start of the bot should wait
    import pebble

_TERM_S = 0.6
_GRACE_S = 5.0


class LocalPool:
    """One worker: two timed at once would falsify each other."""

    def __init__(self) -> None:
        self._pool: pebble.ProcessPool | None = None

    def start(self) -> None:
        """Start the worker if there is none."""
        import pebble  # noqa: PLC0415 - see above
        from loky.backend.context import get_context  # noqa: PLC0415

        if self._pool is None or not self._pool.active:
            self.close()
            # A worker that is told to go first ends what it started.
            pebble.CONSTS.term_timeout = _TERM_S
            self._pool = pebble.ProcessPool(
                1, initializer=_refuse_orphans, initargs=(os.getpid(),), context=get_context("loky")
            )
            _ = self._pool.active  # asking starts it

    def submit(self, task: Task, text: str, *, limit_s: float) -> Future[str]:
        """Have the task done; cancelling the future kills it.

        Raises:
            RuntimeError: the pool has not been started, or broke.
        """
        if self._pool is None:
            raise RuntimeError("not started")
        return self._pool.schedule(task, (text,), timeout=limit_s + _GRACE_S)

    def close(self) -> None:
        """Kill the worker and all it started."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _refuse_orphans(parent: int) -> None:
    """End a worker whose parent died before it was up; later, its task looks after that."""
    if os.getppid() != parent:
        os._exit(1)
