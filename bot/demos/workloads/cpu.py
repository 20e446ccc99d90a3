"""How many cores computing uses: one after another, in threads, processes and interpreters.

Rows serial, threads, processes and, from 3.14 on, interpreters: `wall_ms` and `cores` used.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from time import perf_counter
from typing import Any

import pools
from measure import Measured, Sample, Way, count, in_rounds, steps_for
from parameters import Number

TITLE = "How many cores does computing use?"
MEANING = (
    "With the GIL threads share one core, however many there are; processes and interpreters have "
    "a GIL each and add up. Without the GIL threads add up too."
)
PARAMETERS = {
    "workers": Number("how many at a time; default: the number of cores", None, 2, 4),
    "task_ms": Number("how long one task computes, in milliseconds", 150, 100, 300),
    "rounds": Number("how often each is measured", 3, 2, 6),
}

Map = Callable[[Callable[[int], float], Iterable[int]], Iterable[float]]


def timed(run: Map, steps: int, workers: int) -> Sample:
    """Count once per worker: how long did it take, how many cores were busy?"""
    start = perf_counter()
    cpu = sum(run(count, [steps] * workers))
    wall = perf_counter() - start
    return {"wall_ms": wall * 1000, "cores": cpu / wall}


SHOWN = (count, timed)


def measure(workers: int, task_ms: int, rounds: int) -> Measured:
    """Run the same tasks in each way."""
    steps = steps_for(task_ms)
    with ExitStack() as stack:
        maps: list[tuple[str, str, Any]] = [
            ("serial", "one after another", map),
            ("threads", "threads", stack.enter_context(pools.threads(workers)).map),
            ("processes", "processes", stack.enter_context(pools.processes(workers)).map),
        ]
        if pools.has_interpreters():
            try:
                pool = stack.enter_context(pools.interpreters(workers))
                maps.append(("interpreters", "interpreters", pool.map))
            except Exception as error:  # noqa: BLE001 - so new that the others shall not depend on it
                print(f"Interpreters are left out: {error}", file=sys.stderr)
        ways = [Way(key, label, partial(timed, run, steps, workers)) for key, label, run in maps]
        return Measured(in_rounds(ways, rounds, cores=workers))
