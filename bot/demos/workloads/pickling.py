"""When a pool of processes loses: everything that is sent to it is pickled.

Rows small-here, small-pool (little data, much work), big-here and big-pool (much data, little
work): `wall_ms`, and the `cores` that the work itself kept busy, pickling left out. Statistics of
the whole: `small_speedup` and `big_speedup`, here over pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from time import perf_counter, thread_time
from typing import Any

import pools
from measure import Measured, Sample, Way, in_rounds, stat, wake
from parameters import Number

TITLE = "When a process pool loses"
MEANING = (
    "A range is sent as three numbers, a list as all of its own. Where sending costs more than "
    "the work saves, the pool is slower than doing it here."
)
PARAMETERS = {"items": Number("how many numbers the big list has", 500_000, 10_000, 2_000_000)}
_WORKERS = 2
_ROUNDS = 3
_WORK_S = 0.12


def add_up(numbers: Sequence[int], times: int) -> float:
    """Add up the numbers so many times; return the CPU seconds it took."""
    start = thread_time()
    for _ in range(times):
        sum(numbers)
    return thread_time() - start


def timed(run: Map, numbers: Sequence[int], times: int) -> Sample:
    """Add up twice, as there are two processes; the numbers are sent to them pickled."""
    start = perf_counter()
    cpu = sum(run(add_up, [numbers] * 2, [times] * 2))
    wall = perf_counter() - start
    return {"wall_ms": wall * 1000, "cores": cpu / wall}


SHOWN = (add_up, timed)

Map = Callable[..., Iterable[Any]]


def measure(items: int) -> Measured:
    """Do little work on a list and much on a range, here and in a pool."""
    few, many = range(items), list(range(items))
    much = _times(few)
    with pools.processes(_WORKERS) as pool:
        ways = [
            Way("small-here", "little data, here", partial(timed, map, few, much)),
            Way("small-pool", "little data, in the pool", partial(timed, pool.map, few, much)),
            Way("big-here", "much data, here", partial(timed, map, many, 1)),
            Way("big-pool", "much data, in the pool", partial(timed, pool.map, many, 1)),
        ]
        rows = in_rounds(ways, _ROUNDS, cores=_WORKERS)
    wall_ms = {row.key: row.stats["wall_ms"]["median"] for row in rows}
    return Measured(
        rows,
        {
            f"{size}_speedup": stat([wall_ms[f"{size}-here"] / wall_ms[f"{size}-pool"]])
            for size in ("small", "big")
        },
    )


def _times(numbers: Sequence[int]) -> int:
    """How often adding up makes much work."""
    wake(1)
    return max(1, int(_WORK_S / min(add_up(numbers, 1) for _ in range(5))))
