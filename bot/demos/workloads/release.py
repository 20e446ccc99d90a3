"""C code that lets go of the GIL: threads that run pure Python, and sha256 of small and big data.

Rows pure, small (pieces of 1 KiB) and big (1 MiB): `wall_ms` and `cores` used.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from hashlib import sha256
from time import perf_counter, thread_time

import pools
from measure import Measured, Sample, Way, count, in_rounds, steps_for
from parameters import Number

TITLE = "C code that lets go of the GIL"
MEANING = (
    "hashlib lets go of the GIL for more than 2,047 bytes: then even threads use several cores. "
    "For less, and in pure Python, they share one. Without the GIL all of them use several."
)
PARAMETERS = {
    "threads": Number("how many threads; default: the number of cores", None, 2, 4),
    "task_ms": Number("how long one task computes, in milliseconds", 60, 30, 150),
    "rounds": Number("how often each is measured", 3, 2, 6),
}


def hash_often(piece: bytes, times: int) -> float:
    """Hash the same piece again and again; return the CPU seconds it took."""
    start = thread_time()
    for _ in range(times):
        sha256(piece)
    return thread_time() - start


def timed(pool: Executor, task: Callable[[int], float], times: int, threads: int) -> Sample:
    """Do the task in every thread: how many cores were busy?"""
    start = perf_counter()
    cpu = sum(pool.map(task, [times] * threads))
    wall = perf_counter() - start
    return {"wall_ms": wall * 1000, "cores": cpu / wall}


SHOWN = (hash_often, timed)


def measure(threads: int, task_ms: int, rounds: int) -> Measured:
    """Run the three tasks in a pool of threads."""
    small, big = partial(hash_often, bytes(1 << 10)), partial(hash_often, bytes(1 << 20))
    with pools.threads(threads) as pool:

        def way(key: str, label: str, task: Callable[[int], float], times: int) -> Way:
            return Way(key, label, partial(timed, pool, task, times, threads))

        ways = [
            way("pure", "pure Python", count, steps_for(task_ms)),
            way("small", "sha256 of 1 KiB", small, _times(small, 1_000, task_ms)),
            way("big", "sha256 of 1 MiB", big, _times(big, 3, task_ms)),
        ]
        return Measured(in_rounds(ways, rounds, cores=threads))


def _times(task: Callable[[int], float], probe: int, ms: int) -> int:
    """How often the task fits into so many milliseconds."""
    fastest = min(task(probe) for _ in range(3))
    return max(1, int(probe * ms / 1000 / fastest))
