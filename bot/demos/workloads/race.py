"""Lost updates: threads add one to the same number, in four ways.

Rows plain, call, wait and lock: `expected`, `arrived` and `lost`, each a count.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Lock, Thread
from time import perf_counter

from measure import Measured, Row, once, wake
from parameters import Number

TITLE = "Do all additions arrive?"
MEANING = (
    "An addition is lost when another thread writes between one's reading and writing. That "
    "x += 1 has lost none since 3.10 (with the GIL) is an accident; only the lock is a promise."
)
PARAMETERS = {
    "threads": Number("how many threads add", 2, 2, 8),
    "ms": Number("how long each way runs, in milliseconds", 250, 50, 500),
}


class Shared:
    """What the threads share: a number, a lock, and a point where all of them meet."""

    def __init__(self, threads: int) -> None:
        self.x = 0
        self.lock = Lock()
        self.meet = Barrier(threads)


def add(x: int) -> int:
    """One more."""
    return x + 1


def plain(shared: Shared, times: int) -> None:
    for _ in range(times):
        shared.x += 1


def call(shared: Shared, times: int) -> None:
    for _ in range(times):
        shared.x = add(shared.x)


def wait(shared: Shared, times: int) -> None:
    for _ in range(times):
        x = shared.x
        shared.meet.wait()  # all have read, none has written
        shared.x = x + 1


def lock(shared: Shared, times: int) -> None:
    for _ in range(times):
        with shared.lock:
            shared.x += 1


SHOWN = (plain, call, wait, lock)

_LABELS = ("x += 1", "x = add(x)", "wait between", "with a lock")
_PROBES = (20, 2_000)

Adding = Callable[[Shared, int], None]


def measure(threads: int, ms: int) -> Measured:
    """Let the threads add in each way, as often as fits into the time."""
    wake(threads)
    rows = []
    for label, way in zip(_LABELS, SHOWN):
        times = _fitting(way, threads, ms)
        arrived, _ = _added(way, threads, times)
        expected = threads * times
        counts = once(expected=expected, arrived=arrived, lost=expected - arrived)
        rows.append(Row(way.__name__, label, counts))
    return Measured(rows)


def _fitting(way: Adding, threads: int, ms: int) -> int:
    """How often each thread can add in so many milliseconds."""
    probe = _PROBES[way is not wait]
    fastest_s = min(_added(way, threads, probe)[1] for _ in range(3))
    return max(probe, int(probe * ms / 1000 / fastest_s))


def _added(way: Adding, threads: int, times: int) -> tuple[int, float]:
    """What arrived when every thread added so often, and how many seconds it took."""
    shared = Shared(threads)
    start = Barrier(threads + 1)

    def run() -> None:
        start.wait()
        way(shared, times)

    workers = [Thread(target=run) for _ in range(threads)]
    for worker in workers:
        worker.start()
    start.wait()
    began = perf_counter()
    for worker in workers:
        worker.join()
    return shared.x, perf_counter() - began
