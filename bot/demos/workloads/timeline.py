"""Who runs when: threads that count, and the slices of time in which each of them ran.

Rows thread-1, thread-2, ...: the slices, and `cpu_ms`. Statistics of the whole: `cores` used,
`overlap` (the share of the time in which at least two threads ran) and `slice_ms`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import chain
from threading import Barrier, Thread
from time import perf_counter, thread_time

from measure import Measured, Row, once, stat, wake
from parameters import Number

TITLE = "Who runs when?"
MEANING = (
    "With the GIL the threads take turns: each runs for about the switch interval, then waits. "
    "Without it they run side by side."
)
PARAMETERS = {
    "threads": Number("how many threads count", 2, 2, 4),
    "ms": Number("how long they count, in milliseconds", 100, 40, 200),
    "interval_ms": Number(
        "switch interval: after it a waiting thread gets the GIL", 5.0, 0.5, 50.0
    ),
}
_PAUSE_MS = 0.5  # well above what the machine itself takes away, below most switch intervals

Slice = tuple[float, float]


def count_until(end: float, pause: float) -> list[Slice]:
    """Count until the end; a pause means that another thread had its turn."""
    slices = []
    start = last = perf_counter()
    while last < end:
        now = perf_counter()
        if now - last > pause:
            slices.append((start, last))
            start = now
        last = now
    slices.append((start, last))
    return slices


SHOWN = (count_until,)


def measure(threads: int, ms: int, interval_ms: float) -> Measured:
    """Let the threads count at the same time."""
    sys.setswitchinterval(interval_ms / 1000)
    pause_s = min(interval_ms / 10, _PAUSE_MS) / 1000
    wake(threads)
    ran: list[list[Slice]] = [[] for _ in range(threads)]
    cpu_ms = [0.0] * threads
    began = [0.0] * threads
    ready = Barrier(threads)

    def run(number: int) -> None:
        ready.wait()
        began[number], before = perf_counter(), thread_time()
        ran[number] = count_until(began[number] + ms / 1000, pause_s)
        cpu_ms[number] = (thread_time() - before) * 1000

    workers = [Thread(target=run, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    lanes = [_since(min(began), slices) for slices in ran]
    rows = [
        Row(f"thread-{number}", f"thread {number}", once(cpu_ms=cpu), slices=lane)
        for number, (cpu, lane) in enumerate(zip(cpu_ms, lanes), 1)
    ]
    wall_ms = max(end for _, end in chain(*lanes))
    return Measured(
        rows,
        {
            **once(cores=sum(cpu_ms) / wall_ms, overlap=_overlap_ms(lanes) / wall_ms),
            "slice_ms": stat([end - start for start, end in chain(*lanes)]),
        },
    )


def _since(zero: float, slices: Sequence[Slice]) -> list[Slice]:
    """The slices in milliseconds since then, without those in which nothing was counted."""
    in_ms = [(round((a - zero) * 1000, 3), round((b - zero) * 1000, 3)) for a, b in slices]
    return [(start, end) for start, end in in_ms if start < end]


def _overlap_ms(lanes: Sequence[Sequence[Slice]]) -> float:
    """For how long at least two ran."""
    changes = sorted(change for start, end in chain(*lanes) for change in ((start, 1), (end, -1)))
    together = running = 0.0
    for (now, change), (then, _) in zip(changes, changes[1:]):
        running += change
        together += then - now if running > 1 else 0
    return together
